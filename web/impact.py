"""What a person is asked beside a step: to look at what it changes, and on which side of a count it stands."""

from collections.abc import Iterable, Mapping

from flask import render_template, request

from alokon.service.backdating import Effect
from alokon.service.desk import Consent, visible
from alokon.views import impact as view
from inventory.core.errors import Problem
from web.auth import actor
from web.config import here
from web.forms import Form

EDIT, SEEN, SLOT, SLOTS = "edit", "seen", "slot", "slots"
"""The button that goes back to the form, the code of what was looked at, the chosen side, and the sides there were."""

MOST_SIDES = 20
"""How many counts of a day a form asks about."""

LOOK_FIRST = 428
"""Nothing was written: something has to be looked at first."""

MOST_LINES = 100
"""How many later documents of a card are listed; the rest is told as a number."""


def consent_of(data: Mapping[str, str]) -> Consent:
    """What a sent form says beside its step."""
    side = data.get(SLOT, "")
    return Consent(data.get(SEEN, ""), int(side) if side.isdecimal() and len(side) < 10 else None)


def impact_page(effect: Effect, heading: str, back: str | None, *, editable: bool = True) -> tuple[str, int]:
    """The page that shows what would change; it holds what was typed, to be sent again, or changed where it can be."""
    with here().reading() as db:
        told = view.tell(db, here().book, effect, visible(db, here().book, actor()))
    form = Form(request.form)
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in (SEEN, "csrf_token", "key")]
    facts = {"told": told, "heading": heading, "back": back, "editable": editable, "form": form, "typed": typed}
    return render_template("cases/impact.html", most=MOST_LINES, **facts), LOOK_FIRST


def sides(problems: Iterable[Problem], data: Mapping[str, str]) -> list[tuple[str, str]]:
    """The choices before and after each count of the day, once the book has asked for one; else nothing.

    A choice is the slot that the count closed; what stands behind all of them has the one after.
    """
    asked = next((p.facts["slots"] for p in problems if p.field == SLOT), None)
    slots = list(asked) if isinstance(asked, tuple) else _slots(data.get(SLOTS, ""))
    if not slots:
        return []
    said = [_before(n, len(slots)) for n in range(len(slots))]
    last = "Sesudah opname" if len(slots) == 1 else "Sesudah opname terakhir"
    return [*((str(slot), words) for slot, words in zip(slots, said, strict=True)), (str(slots[-1] + 1), last)]


def _before(n: int, counts: int) -> str:
    if n == 0:
        return "Sebelum opname" if counts == 1 else "Sebelum opname pertama"
    return f"Sesudah opname ke-{n}, sebelum ke-{n + 1}"


def _slots(sent: str) -> list[int]:
    """The slots a form was asked about, as it sends them back."""
    return [int(part) for part in sent.split(",")[:MOST_SIDES] if part.isdecimal() and len(part) < 10]
