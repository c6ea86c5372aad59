"""The form of a request or a Rensi line: every alokon with the stock of the faskes beside it, a quantity to fill in."""

from typing import NamedTuple

from alokon import catalog, text
from alokon.catalog import Alokon
from alokon.planning.need import standard
from alokon.views.needs import Needed, needs
from web.answers import Typed
from web.step_pages.page import Facts, Sitting, StepPage, first_typed


class Wish(NamedTuple):
    """A row of the form: an item, and what the faskes has, uses and has coming, in words."""

    number: int
    item: Alokon
    known: str


def facts(sitting: Sitting) -> Facts:
    """One row for every item of the catalogue, and the name of the quantity that is asked."""
    own = {row.item: row for row in needs(sitting.db, sitting.desk.book, sitting.desk.today, sites=[sitting.site])}
    wishes = [Wish(n, item, _known(own.get(item.code))) for n, item in enumerate(catalog.ITEMS.values())]
    return {"wishes": wishes, "titles": {w.number: w.item.name for w in wishes}, "quantity": quantity_of(sitting)}


def _known(row: Needed | None) -> str:
    """What is known of an item at the faskes, and what it would ask for by its levels."""
    if row is None:
        return "stok 0"
    facts, wanted = row.need.facts, standard(row.need.facts, row.need.levels, row.need.pack)
    said = [f"stok {text.number(facts.usable)}"]
    if facts.use.monthly is not None:
        said.append(f"pakai {text.number(facts.use.monthly, 1)} per bulan")
    coming = sum(part.quantity for part in (*facts.coming, *facts.promised))
    if coming:
        said.append(f"menuju ke sana {text.number(coming)}")
    if wanted.quantity is not None:
        said.append("di atas minimum" if wanted.held else f"sampai maksimum {text.number(wanted.quantity)}")
    return " · ".join(said)


def quantity_of(sitting: Sitting) -> str:
    """The name of the field for the quantity."""
    return next(field.name for field in sitting.step.line_fields if field.kind == "quantity")


def first(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """An empty row for every item; a correction begins with what was asked."""
    data = first_typed(sitting)
    head = {name: value for name, value in data.items() if not name.startswith("lines-")}
    asked = sitting.taken.answers.get("lines", []) if sitting.taken else []
    assert isinstance(asked, list)
    numbers = {code: n for n, code in enumerate(catalog.ITEMS)}
    for n, row in enumerate(asked):
        own = numbers[row["item"]]
        for name in (quantity_of(sitting), "note"):
            head[f"lines-{own}-{name}"] = data.get(f"lines-{n}-{name}", "")
    return head


def settle(sitting: Sitting, sent: Typed) -> Typed:
    """Leave out items asked for with nothing or a zero and no note."""
    rows, name = sent.answers["lines"], quantity_of(sitting)
    assert isinstance(rows, list)
    kept = [
        (n, row) for n, row in zip(sent.numbers, rows, strict=True) if row.get(name) not in ("", "0") or row.get("note")
    ]
    return Typed({**sent.answers, "lines": [row for _, row in kept]}, [n for n, _ in kept])


ASK = StepPage(template="cases/ask.html", facts=facts, first=first, settle=settle, alone=("item",))
