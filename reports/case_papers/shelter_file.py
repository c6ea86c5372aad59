"""An opened file of P2TP2A as its papers are filled in from it: what stands of its steps, sealed and clear alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from alokon.sop.fields import Field
from alokon.sop.tasks.p2tp2a import CASES
from alokon.text import long_date
from alokon.views.dossier import Deed, Dossier
from reports.letterhead import Letterhead, letterhead
from reports.paper import Heading

DASH = "-"
ROWS = tuple(step for step in CASES.steps if step.seed)
"""The steps of the nine rows, in their order."""

BACK, SKIP = "step_back", "skip"


@dataclass(frozen=True)
class OpenedFile:
    """An opened file: step → its day, and its answers in words, sealed and clear alike, by field.

    `heading` carries the number of the register; `skipped` says why services were marked as not needed.
    """

    heading: Heading
    office: Letterhead
    days: Mapping[str, date]
    said: Mapping[str, Mapping[str, str]]
    skipped: Mapping[str, str]

    def told(self, step: str, name: str) -> str:
        """An answer, a dash where nobody gave one."""
        return self.said.get(step, {}).get(name) or DASH

    def day(self, step: str) -> str:
        """The day of a step, a dash while it was not taken."""
        return long_date(self.days[step]) if step in self.days else DASH


def opened_file(
    db: sa.Connection, book: str, found: Dossier, answers: Mapping[int, Mapping[str, str]], printed_at: datetime
) -> OpenedFile:
    """A file of `CASES` with what its opening told: event → answers by field."""
    office, (register, *_) = letterhead(db, book).of(found.flow.code), found.papers
    heading = office.heading(register.number, register.issued_on, register.head, printed_at)
    stands = standing_steps(found)
    said = {name: _said(deed, answers.get(deed.taken.event, {})) for name, deed in stands.items()}
    return OpenedFile(
        heading=heading,
        office=office,
        days={name: deed.taken.done_on for name, deed in stands.items()},
        said=said,
        skipped={name: said[name].get("reason", DASH) for name, deed in stands.items() if deed.step.name == SKIP},
    )


def standing_steps(found: Dossier) -> dict[str, Deed]:
    """Step → the deed that stands of it; of a service marked as not needed the deed that says so."""
    stands: dict[str, Deed] = {}
    for deed in found.deeds:
        if deed.step.name == BACK:
            stands.pop(_row(deed.taken.state, past=True), None)
        elif deed.step.name == SKIP:
            stands[_row(deed.taken.state)] = deed
        elif deed.stands:
            stands[deed.step.name] = deed
    return stands


def _row(state: str, *, past: bool = False) -> str:
    """The step of the row that leads to a state, or of the one after it."""
    at = [step.after for step in ROWS].index(state)
    return ROWS[at + past].name


def _said(deed: Deed, sealed: Mapping[str, str]) -> dict[str, str]:
    given = {**deed.taken.answers, **sealed}
    return {one.name: _words(one, given[one.name]) for one in deed.step.fields if one.name in given}


def _words(field: Field, given: object) -> str:
    """An answer in words."""
    if field.kind == "date":
        return long_date(date.fromisoformat(str(given)))
    return dict(field.choices).get(str(given), str(given))
