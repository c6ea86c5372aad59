"""The scratch table a step is worked out on: what lies where, what was asked, and what comes of it.

Pure: it holds copies, and nothing happens until the plan made from it is performed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from alokon.sop.case import Case, Change, Line
from alokon.sop.model import Spot
from alokon.sop.withheld import NOTHING, Withheld
from inventory.core.errors import Problem
from inventory.core.goods import LotFacts, LotKey, LotStock, Pick, pick_fefo


@dataclass(frozen=True)
class Transfer:
    """Goods that go from one spot to another on a day; `lot` is a lot of the book or the key of a new one."""

    item: str
    lot: int | LotKey
    quantity: int
    source: Spot
    destination: Spot
    day: date


class Following(NamedTuple):
    """What follows from a step: a case is opened about a site, or (with its number) one that stands takes a step.

    `cites` is the field that names the paper of the step it follows from, or else its case.
    """

    flow: str
    step: str
    site: str
    values: Mapping[str, object]
    rows: tuple[Mapping[str, object], ...] = ()
    cites: str = ""
    case: int | None = None


Row = Mapping[str, object]
"""One answered line of a step's form, as `fields.read_fields` made it."""


class Counting(NamedTuple):
    """What a count is held against: lot → what the site's card has at the cut, what lots are called, and how many
    percent of the card a variance may be without approval."""

    card: Mapping[int, int] = MappingProxyType({})
    keys: Mapping[int, LotKey] = MappingProxyType({})
    tolerance_percent: int = 0


class Lack(NamedTuple):
    """What was wanted of an item and a fund, how much of it may leave, and how much lies there past use."""

    item: str
    fund: str
    wanted: int
    available: int
    expired: int = 0


NOT_COUNTING = Counting()
"""What steps outside an opname are given."""


class Stock:
    """What may leave each spot, lot by lot; taking from it leaves less for what follows in the same step.

    `withheld` is what must not be given to anybody, wherever it lies.
    """

    def __init__(self, at: Mapping[Spot, Sequence[LotStock]], withheld: Withheld = NOTHING) -> None:
        self.withheld = withheld
        self._at = {spot: {s.lot: s for s in stocks} for spot, stocks in at.items()}

    def lots(self, spot: Spot, item: str | None = None, fund: str | None = None) -> list[LotStock]:
        """The lots at a spot with something left, of an item and a fund where given."""
        return [
            s
            for s in self._at.get(spot, {}).values()
            if s.available > 0 and item in (None, s.key.item) and fund in (None, s.key.fund)
        ]

    def lot(self, spot: Spot, lot: int) -> LotStock | None:
        """What is left of one lot at a spot."""
        return self._at.get(spot, {}).get(lot)

    def held_back(self, spot: Spot, item: str, fund: str, lot: int | None = None) -> list[LotStock]:
        """The lots of an item of which more lies at a spot than may leave it; one of them where it is named."""
        here = [s for s in self._at.get(spot, {}).values() if (s.key.item, s.key.fund) == (item, fund)]
        return [s for s in here if s.held_back and lot in (None, s.lot)]

    def take(self, spot: Spot, lot: int, quantity: int) -> None:
        """Leave so much less of a lot at a spot."""
        here = self._at.get(spot, {})
        if lot in here:
            here[lot] = here[lot]._replace(available=here[lot].available - quantity)

    def put(self, spot: Spot, stock: LotStock) -> None:
        """Leave so much more of a lot at a spot that is looked at."""
        if spot in self._at:
            old = self._at[spot].get(stock.lot)
            more = stock.available + (old.available if old else 0)
            self._at[spot][stock.lot] = (old or stock)._replace(available=more)


@dataclass
class Work:
    """A step being worked out: the case before it, the answers, the stock; and the transfers and changes found."""

    case: Case
    data: Mapping[str, object]
    rows: Sequence[Row]
    stock: Stock
    day: date
    known_items: Mapping[str, str]
    counting: Counting = NOT_COUNTING
    transfers: list[Transfer] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    lots: dict[LotKey, LotFacts] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    followings: list[Following] = field(default_factory=list)
    cut: bool = False
    comes_to: str = ""
    seen: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._last = max((line.number for line in self.case.lines), default=0)

    def refuse(self, code: str, name: str, row: int | None = None, **facts: object) -> None:
        """Note a problem about a field, of a row where one is given."""
        where = name if row is None else f"lines-{row}-{name}"
        self.problems.append(Problem(code, facts, where))

    def lack(self, spot: Spot, field: str, found: Lack, lot: int | None = None) -> None:
        """Note that no more may leave a spot, of the lot asked for if one is.

        Codes `not_enough`, or `taken_later` with the events that need what lies there; and `batch_withheld` for each
        batch that lies there and is withheld.
        """
        facts = found._asdict()
        back = self.stock.held_back(spot, found.item, found.fund, lot)
        if back and found.wanted <= found.available + sum(s.held_back for s in back):
            later = tuple(sorted({event for s in back for event in s.later}))
            self.problems.append(Problem("taken_later", {**facts, "day": self.day, "events": later}, field))
        else:
            self.problems.append(Problem("not_enough", facts, field))
        for s in self.stock.lots(spot, found.item, found.fund):
            if self.stock.withheld.holder(s.lot) and lot in (None, s.lot):
                told = {"item": found.item, "batch": s.key.batch, "quantity": s.available}
                self.problems.append(Problem("batch_withheld", told, field))

    def move(
        self, item: str, lot: int, quantity: int, source: Spot, destination: Spot, day: date | None = None
    ) -> None:
        """Carry so much of a lot, a withheld one into quarantine instead of a shelf; the stock on the table follows."""
        destination = self.stock.withheld.instead(lot, source, destination)
        here = self.stock.lot(source, lot)
        self.stock.take(source, lot, quantity)
        if here is not None:
            self.stock.put(destination, here._replace(available=quantity))
        self.transfers.append(Transfer(item, lot, quantity, source, destination, day or self.day))

    def bring(self, key: LotKey, quantity: int, source: Spot, destination: Spot) -> None:
        """Carry so much of a lot that comes in by its label, a withheld one into quarantine instead of a shelf."""
        destination = self.stock.withheld.instead(key, source, destination)
        self.transfers.append(Transfer(key.item, key, quantity, source, destination, self.day))

    def pick(self, source: Spot, item: str, fund: str, quantity: int, lot: int | None = None) -> Pick:
        """First expired first out at a spot, for a line of one fund; from one lot where it is named.

        What is withheld is passed over.
        """
        found = [s for s in self.stock.lots(source, item, fund) if not self.stock.withheld.holder(s.lot)]
        return pick_fefo([s for s in found if lot in (None, s.lot)], quantity, self.day)

    def change(self, **facts: object) -> int:
        """Note a line change; without `line` a new line is numbered. Returns the line's number."""
        number = int(str(facts.pop("line", None) or self._last + 1))
        self._last = max(self._last, number)
        base = {"parent": None, "fund": None, "lot": None, "note": ""}
        self.changes.append(Change(**{"line": number, **base, **facts}))  # type: ignore[arg-type]
        return number

    def add(self, line: Line, quantities: Mapping[str, int], note: str = "") -> None:
        """Note quantities to add to a line that stands."""
        facts = {"parent": line.parent, "item": line.item, "fund": line.fund, "lot": line.lot}
        self.change(line=line.number, add=quantities, note=note, **facts)


def whole(row: Row, name: str) -> int:
    """A quantity of a row; not given means none."""
    found = row.get(name)
    return found if isinstance(found, int) else 0


def words(row: Row, name: str) -> str:
    """A text of a row; not given means empty."""
    found = row.get(name)
    return found if isinstance(found, str) else ""


def duplicates(values: Iterable[object]) -> set[object]:
    """The values that occur more than once."""
    seen: set[object] = set()
    return {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]
