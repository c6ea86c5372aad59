"""Forms about goods near or past their end: they come filled in with what waits, so that only what differs is typed."""

from collections.abc import Iterable, Mapping

from alokon.sop.destruction import WAITING
from alokon.views.batches import batches
from alokon.views.expiring import unseen
from web.step_pages.page import Facts, Sitting, StepPage, first_typed


def _unseen(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """Every batch of the site that asks to be seen, in its band."""
    found = unseen(sitting.db, sitting.desk.book, sitting.desk.today, sites=[sitting.site])
    return first_typed(sitting) | _rows({"lot": str(one.batch.lot), "band": one.band.key} for one in found)


def _waiting(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """Everything at the site that waits for its destruction; what is corrected stays as it was answered."""
    if sitting.taken is not None:
        return first_typed(sitting)
    held = batches(sitting.db, sitting.desk.book, sitting.desk.today, sites=[sitting.site])
    found = [(b, cause, b.at.get(spot.kind, 0)) for b in held for cause, spot in WAITING]
    rows = ({"lot": str(b.lot), "cause": cause, "quantity": str(units)} for b, cause, units in found if units)
    return first_typed(sitting) | _rows(rows)


def _rows(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {f"lines-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


ACKNOWLEDGE = StepPage(first=_unseen)
PROPOSE = StepPage(first=_waiting)
