"""What a person is asked beside a step: to look at what it changes, and on which side of a count it stands."""

from collections.abc import Iterable, Mapping

from flask import render_template, request

from alokon.service.desk import Consent
from alokon.views import impact as view
from inventory.core.errors import Problem
from inventory.store.impact import Impact
from web.config import here
from web.forms import Form

EDIT, SEEN, SLOT, COUNTS = "edit", "seen", "slot", "counts"
"""The button that goes back to the form, the code of what was looked at, the side of the counts, and how many."""

LOOK_FIRST = 428
"""Nothing was written: something has to be looked at first."""

MOST_LINES = 100
"""How many later documents of a card are listed; the rest is told as a number."""


def consent_of(data: Mapping[str, str]) -> Consent:
    """What a sent form says beside its step."""
    side = data.get(SLOT, "")
    return Consent(data.get(SEEN, ""), int(side) if side.isdigit() else None)


def impact_page(found: Impact, heading: str, back: str | None, *, editable: bool = True) -> tuple[str, int]:
    """The page that shows what would change; it holds what was typed, to be sent again, or changed where it can be."""
    with here().reading() as db:
        told = view.tell(db, here().book, found)
    form = Form(request.form)
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in (SEEN, "csrf_token", "key")]
    facts = {"told": told, "heading": heading, "back": back, "editable": editable, "form": form, "typed": typed}
    return render_template("cases/impact.html", most=MOST_LINES, **facts), LOOK_FIRST


def sides(problems: Iterable[Problem], data: Mapping[str, str]) -> list[tuple[str, str]]:
    """The choices before and after each count of the day, once the book has asked for one; else nothing."""
    asked = next((str(p.facts["counts"]) for p in problems if p.field == SLOT), data.get(COUNTS, ""))
    counts = int(asked) if asked.isdigit() else 0
    return [(str(n), _side(n, counts)) for n in range(counts + 1)] if counts else []


def _side(slot: int, counts: int) -> str:
    if slot == 0:
        return "Sebelum opname" if counts == 1 else "Sebelum opname pertama"
    if slot == counts:
        return "Sesudah opname" if counts == 1 else "Sesudah opname terakhir"
    return f"Sesudah opname ke-{slot}, sebelum ke-{slot + 1}"
