"""The forms of a request for data: no day is guessed for it, and its hand-over begins with the file that was made."""

from alokon.data_requests import LABELS
from alokon.store import releases
from alokon.text import number
from web.step_pages.page import Facts, Sitting, StepPage, first_typed

DAYS = frozenset({"since", "until", "valid_until"})
"""Days that only who asks and who grants can know."""


def _undated(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """What a fresh form holds usually, without the days of the data and of the approval."""
    data = first_typed(sitting)
    return data if sitting.taken else {name: said for name, said in data.items() if name not in DAYS}


def _made(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """What the files of the case hold, and the newest one's digest; or what was answered when it is corrected."""
    data = first_typed(sitting)
    made = releases.of_case(sitting.db, sitting.desk.book, sitting.case.id) if sitting.case else []
    if sitting.taken is not None or not made:
        return data
    what = "; ".join(dict.fromkeys(LABELS.get(one.dataset, one.dataset) for one in made))
    return {**data, "given_variables": what, "rows": number(sum(one.rows for one in made)), "digest": made[-1].digest}


ASK_DATA = StepPage(first=_undated)
GRANT = StepPage(first=_undated)
PROVIDE = StepPage(first=_made)
