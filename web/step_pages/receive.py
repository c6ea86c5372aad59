"""The form of a receipt, made for a phone: what is coming, lot by lot, and every unit of it accounted for."""

from collections.abc import Mapping
from typing import NamedTuple

from alokon import text
from alokon.sop.case import Line
from alokon.sop.effects import remaining
from alokon.views.withheld import withheld
from inventory.core.errors import Problem
from inventory.store import queries
from web import words
from web.answers import Typed, as_typed
from web.step_pages.page import Facts, Sitting, StepPage, first_typed

PARTS = ("accepted", "damaged", "short", "returned", "expired")
PARTIAL = "partial"


class Coming(NamedTuple):
    """A lot that is on its way; `number` is that of its row in the form. `recalled`: it is not to be used."""

    number: int
    line: Line
    quantity: int
    label: str
    recalled: bool


def coming(sitting: Sitting) -> list[Coming]:
    """The lots with something on the way; what a receipt that is being corrected answered counts as on the way."""
    assert sitting.case is not None
    answered = answered_rows(sitting)
    leaves = sitting.case.leaves
    names = queries.lot_names(sitting.db, sitting.desk.book, {line.lot for line in leaves if line.lot})
    recalled = withheld(sitting.db, sitting.desk.book)
    found = []
    for n, line in enumerate(leaves):
        before = sum(_whole(answered.get(line.number, {}).get(part)) for part in PARTS)
        quantity = remaining([line]) + before
        if quantity > 0:
            label, held = words.lot_words(names[line.lot or 0]), recalled.holder(line.lot or 0) is not None
            found.append(Coming(n, line, quantity, label, held))
    return found


def answered_rows(sitting: Sitting) -> dict[object, Mapping[str, object]]:
    """What the receipt being corrected answered, by line."""
    rows = sitting.taken.answers.get("lines", []) if sitting.taken else []
    assert isinstance(rows, list)
    return {row["line"]: row for row in rows}


def facts(sitting: Sitting) -> Facts:
    """The lots on their way, and what the rows are about."""
    lots = coming(sitting)
    hidden = () if sitting.outsider else ("on_behalf",)
    return {
        "coming": lots,
        "hidden": hidden,
        "titles": {c.number: f"{words.item_name(c.line.item)} {c.label}" for c in lots},
    }


def first(sitting: Sitting, facts: Facts) -> dict[str, str]:
    """Everything has come well; or what was answered when it is corrected."""
    data = {name: value for name, value in first_typed(sitting).items() if not name.startswith("lines-")}
    if sitting.taken is None:
        data |= {"on_behalf": "ya"} if sitting.outsider else {"receiver": sitting.desk.actor.name}
    answered, lots = answered_rows(sitting), facts["coming"]
    assert isinstance(lots, list)
    for c in lots:
        whole: Mapping[str, object] = {"accepted": c.quantity} if sitting.taken is None else {}
        row = {name: answer for name, answer in answered.get(c.line.number, whole).items() if name != "line"}
        data |= as_typed(sitting.step.line_fields, row, f"lines-{c.number}-")
    if sitting.taken is not None and any(_left(c, data) for c in lots):
        data[PARTIAL] = "1"
    return data


def check(sitting: Sitting, _sent: Typed, data: Mapping[str, str]) -> list[Problem]:
    """Code `not_accounted`: not every unit of a lot is answered, and nobody said that the rest is still to come."""
    if data.get(PARTIAL):
        return []
    problems = []
    for c in coming(sitting):
        left = _left(c, data)
        if left > 0:
            told = {"item": c.line.item, "shipped": c.quantity, "given": c.quantity - left, "rest": left}
            problems.append(Problem("not_accounted", told, f"lines-{c.number}-accepted"))
    return problems


def _left(c: Coming, data: Mapping[str, str]) -> int:
    return c.quantity - sum(_typed(data.get(f"lines-{c.number}-{part}", "")) for part in PARTS)


def _whole(answer: object) -> int:
    return answer if isinstance(answer, int) else 0


def _typed(said: str) -> int:
    """A typed quantity; what cannot be read counts as nothing here and is refused by the step itself."""
    try:
        return text.parse_whole(said)
    except ValueError:
        return 0


RECEIVE = StepPage(template="cases/receive.html", facts=facts, first=first, check=check)
