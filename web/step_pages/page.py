"""What a form of a step is made of. The page of a step that needs nothing special is `StepPage()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from alokon import catalog
from alokon import supplies as goods
from alokon.messages import PLACES
from alokon.service.desk import Desk
from alokon.sop.case import Case
from alokon.sop.fields import Field
from alokon.sop.model import SITE, Flow, Step
from alokon.store import faskes
from alokon.store.cases import StepTaken
from inventory.core.errors import Problem
from inventory.core.months import Month
from inventory.core.places import SHELF
from inventory.store import masters, queries
from web import words
from web.answers import Typed, all_as_typed

Options = Mapping[str, list[tuple[str, str]]]
"""What may be chosen, by kind of field: pairs (value, label)."""


@dataclass(frozen=True)
class Sitting:
    """A person about to take a step: of a case, or of a new one about a site; `taken` is the step being corrected."""

    db: sa.Connection
    desk: Desk
    flow: Flow
    step: Step
    site: str
    case: Case | None = None
    taken: StepTaken | None = None

    @property
    def outsider(self) -> bool:
        """Whether the person acts for a site that is not their own."""
        return self.desk.actor.site != self.site


Facts = Mapping[str, object]
"""What the template of a form shows, by name."""


def first_typed(sitting: Sitting, _facts: Facts | None = None) -> dict[str, str]:
    """What a fresh form holds: today, last month, the first of required choices; or the answers being corrected."""
    if sitting.taken is not None:
        return all_as_typed(sitting.step, sitting.taken.answers)
    today = sitting.desk.today
    known = {"date": today.isoformat(), "month": str(Month.of(today).previous)}
    data = {f.name: known[f.kind] for f in sitting.step.fields if f.required and f.kind in known}
    return data | {f.name: f.choices[0][0] for f in sitting.step.fields if f.required and f.choices}


def _nothing(_sitting: Sitting) -> dict[str, object]:
    return {}


def _as_sent(_sitting: Sitting, sent: Typed) -> Typed:
    return sent


def _no_problem(_sitting: Sitting, _sent: Typed, _data: Mapping[str, str]) -> list[Problem]:
    return []


@dataclass(frozen=True)
class StepPage:
    """How the form of a step differs from the one its declaration makes.

    `facts` gives its template what it shows (`fewest_rows`: how many lines a form of the common table has at least);
    `first` what a fresh form holds, given the facts; `settle` makes the
    answers of what was sent; `check` finds what only the form can know. Fields of `alone` do not make a line that is
    otherwise empty. `scans`: a field above the lines takes what a scanner types and fills the next line with it.
    """

    template: str = "cases/step.html"
    facts: Callable[[Sitting], Facts] = _nothing
    first: Callable[[Sitting, Facts], dict[str, str]] = first_typed
    settle: Callable[[Sitting, Typed], Typed] = _as_sent
    check: Callable[[Sitting, Typed, Mapping[str, str]], list[Problem]] = _no_problem
    alone: tuple[str, ...] = ("line",)
    scans: bool = False


def options_of(sitting: Sitting) -> Options:
    """What the form's choices are."""
    found: dict[str, list[tuple[str, str]]] = {
        "fund": [(fund.code, fund.name) for fund in catalog.FUNDS.values()],
    }
    if any(field.kind == "item" and not field.choices for field in sitting.step.line_fields):
        found["item"] = goods.choices(
            masters.sites(sitting.db, sitting.desk.book, {sitting.site})[sitting.site].accepts
        )
    if any(field.kind == "lot" for field in sitting.step.line_fields):
        found["lot"] = _lots(sitting)
    if any(field.kind == "site" for field in (*sitting.step.fields, *sitting.step.line_fields)):
        found["site"] = _partners(sitting)
    return found


def _partners(sitting: Sitting) -> list[tuple[str, str]]:
    """The faskes a case of the flow may be about beside its own, by name."""
    known = faskes.entries(sitting.db, sitting.desk.book)
    others = [e.faskes for code, e in known.items() if code != sitting.site]
    allowed = [one for one in others if not sitting.flow.under or one.parent == sitting.site]
    return sorted(((one.code, one.name) for one in allowed), key=lambda option: option[1])


def _lots(sitting: Sitting) -> list[tuple[str, str]]:
    """The lots where the step may take from, at the site; those off the shelf say where they lie."""
    spots = {spot.kind for effect in sitting.step.effects for spot in effect.sources if spot.role == SITE}
    held = queries.holdings(sitting.db, sitting.desk.book, sites=[sitting.site], kinds=spots or {SHELF})
    names = queries.lot_names(sitting.db, sitting.desk.book, {h.lot for h in held})
    told: dict[int, list[str]] = {}
    for h in held:
        where = f" {PLACES[h.kind]}" if h.kind != SHELF else ""
        told.setdefault(h.lot, []).append(f"{words.amount(h.quantity, h.item)}{where}")
    items = {h.lot: h.item for h in held}
    return [
        (str(lot), f"{words.item_name(items[lot])} · {words.lot_words(names[lot])} · {', '.join(amounts)}")
        for lot, amounts in told.items()
    ]


def choices(field: Field, options: Options) -> list[tuple[str, str]]:
    """What one field may be answered with."""
    return list(field.choices) or options.get(field.kind, [])
