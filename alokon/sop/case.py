"""A case (berkas): the lines of a matter with the quantities that were asked, approved, sent and received.

Quantities form a tree: an asked line is an item; under it approved lines are item × fund; under them lines are lots.
Every quantity stays visible beside the others. All quantities are whole base units.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from alokon.sop.model import PARTNER
from inventory.core.goods import LotKey

QUANTITIES = (
    "needed",
    "proposed",
    "planned",
    "requested",
    "approved",
    "issued",
    "accepted",
    "damaged",
    "short",
    "returned",
    "surplus",
    "found",
    "kept",
    "lost",
    "destroyed",
    "expired",
    "stated",
    "used",
    "special",
    "counted",
)
"""What a line can count. `stated` is what the supplier's paper says; `used` is what a faskes reports as gone,
`special` what of it went to a dated event;
`counted` is what an opname saw. `found`, `kept` and `lost` are what became of what had come short; `needed` is what a
Rensi works out, `planned` what it gives."""


class Change(NamedTuple):
    """What a step adds to one line; a line that does not stand yet is made. Its lot is a key until it is written.

    Undone by adding the negative. `site` is that of the line where the case is about many.
    """

    line: int
    parent: int | None
    item: str
    fund: str | None
    lot: int | LotKey | None
    add: Mapping[str, int]
    note: str = ""
    site: str | None = None

    def undone(self) -> "Change":
        """The change that takes this one back."""
        return self._replace(add={name: -quantity for name, quantity in self.add.items()}, note="")


@dataclass(frozen=True)
class Line:
    """One line of a case; `lot` is None above the level of lots, `fund` above that of funds.

    `site` is the code of the site the line is for, where the case is about many.
    """

    number: int
    parent: int | None
    item: str
    fund: str | None
    lot: int | None
    quantities: Mapping[str, int]
    note: str = ""
    site: str | None = None

    def __getitem__(self, name: str) -> int:
        return self.quantities.get(name, 0)


@dataclass(frozen=True)
class Case:
    """One matter on its way through a flow; `id` is 0 until it is written. Sites are codes.

    `changed_on` is the latest day of its steps, also of those corrected since; `origin` the case that opened it,
    `partner` the other faskes it is about, if any.
    """

    id: int
    flow: str
    state: str
    site: str
    warehouse: str | None
    changed_on: date
    lines: tuple[Line, ...] = ()
    origin: int | None = None
    partner: str | None = None

    @property
    def sites(self) -> tuple[str, ...]:
        """The codes of the sites whose business it is: either may read it."""
        return (self.site, self.partner) if self.partner else (self.site,)

    def at(self, role: str) -> str:
        """The code of the site in a role; the site itself where there is no partner."""
        return self.partner if role == PARTNER and self.partner else self.site

    def line(self, number: object) -> Line | None:
        """The line of a number, or None."""
        return next((line for line in self.lines if line.number == number), None)

    def children(self, parent: int | None) -> list[Line]:
        """The lines right under one; of None: the topmost lines."""
        return [line for line in self.lines if line.parent == parent]

    @property
    def leaves(self) -> list[Line]:
        """The lines that name a lot."""
        return [line for line in self.lines if line.lot is not None]

    def after(self, changes: Iterable[Change], state: str | None = None) -> "Case":
        """The case once the changes are made."""
        lines = {line.number: line for line in self.lines}
        for change in changes:
            lot = change.lot if isinstance(change.lot, int) else None
            new = Line(change.line, change.parent, change.item, change.fund, lot, {}, change.note, change.site)
            old = lines.get(change.line, new)
            sums = {name: old[name] + change.add.get(name, 0) for name in (*old.quantities, *change.add)}
            lines[change.line] = replace(old, quantities=sums, note=change.note or old.note)
        return replace(self, lines=tuple(lines[n] for n in sorted(lines)), state=state or self.state)


def total(lines: Iterable[Line], name: str) -> int:
    """The sum of one quantity over lines of one level."""
    return sum(line[name] for line in lines)
