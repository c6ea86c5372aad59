"""The forms of a receipt. That of an announced shipment is filled with what was announced: only differences are typed.

The first rows answer the announced lines; the empty rows below take batches that came unannounced.
"""

from alokon.sop.case import Line
from alokon.sop.receiving import ANNOUNCE
from alokon.store import cases
from web import words
from web.answers import as_typed
from web.step_pages.page import Facts, Sitting, StepPage, first_typed

EXTRA_ROWS = 2


def announced(sitting: Sitting) -> list[Line]:
    """The announced lines of the case, as the announcement stands."""
    assert sitting.case is not None
    return [line for line in sitting.case.children(None) if line.lot is None and line["stated"]]


def facts(sitting: Sitting) -> Facts:
    """What the first rows are about, and how many rows the form has."""
    titles = {n: words.item_name(line.item) for n, line in enumerate(announced(sitting))}
    return {"titles": titles, "fewest_rows": len(titles) + EXTRA_ROWS}


def first(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """Everything has come as announced; or what was answered when it is corrected."""
    data = first_typed(sitting)
    if sitting.taken is not None:
        return data
    assert sitting.case is not None
    taken = cases.standing(cases.steps_of(sitting.db, sitting.desk.book, [sitting.case.id])[sitting.case.id])
    told = next(step.answers for step in taken if step.step == ANNOUNCE.name)
    rows = told.get("lines")
    assert isinstance(rows, list)
    data |= {name: said for name, said in as_typed(sitting.step.fields, told).items() if name != "date"}
    for n, (line, row) in enumerate(zip(announced(sitting), rows, strict=True)):
        whole = {**row, "line": line.number, "accepted": row["stated"]}
        data |= as_typed(sitting.step.line_fields, whole, f"lines-{n}-")
    return data


def first_announced(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """A fresh announcement: the day it is expected is the sender's to say, and never today by itself."""
    data = first_typed(sitting)
    return data if sitting.taken else {name: said for name, said in data.items() if name != "expected"}


TAKE_IN = StepPage(scans=True)
ANNOUNCE_SHIPMENT = StepPage(first=first_announced, scans=True)
TAKE_IN_ANNOUNCED = StepPage(facts=facts, first=first, scans=True)
