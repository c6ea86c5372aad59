"""Everything that happens to goods is a move; a balance is what the moves of a card add up to.

Order on a card is `(moved_on, slot, event, receipts before issues, line)`, what a count made last in its slot. A
bounded card may never be below zero at any line, on any day, so what may leave on a day is the lowest balance from
that day to the next count.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from inventory.core.errors import Problem
from inventory.core.goods import MOST, LotKey

Line = tuple[int, int]
"""Where a move stands in the book: (event, line)."""


class Move(NamedTuple):
    """Positive whole base units of one lot go from one place to another.

    `lot` is a lot of the book, or the key of one the same entry brings in. `source` and `destination` are places.
    `consignment` names the case the goods belong to, 0 for none; only places that keep consignments apart read it.
    `counted`: no document moved these goods; the count at this day and slot did.
    """

    item: int
    lot: "int | LotKey"
    quantity: int
    source: int
    destination: int
    moved_on: date
    slot: int = 0
    consignment: int = 0
    reverses: Line | None = None
    counted: bool = False


class CardKey(NamedTuple):
    """One running balance: a place, a lot, and the consignment where the place keeps them apart (else 0)."""

    place: int
    lot: int
    consignment: int = 0


class CardLine(NamedTuple):
    """One change of a card. `delta` is positive for a receipt; `counted` says that a count made it."""

    moved_on: date
    slot: int
    event: int
    outgoing: bool
    line: int
    delta: int
    counted: bool = False


def card_order(line: CardLine) -> tuple[object, ...]:
    """Where a line stands on its card; what counts made comes last in its slot, as one change in several parts."""
    turn = 0 if line.counted else line.event
    return line.moved_on, line.slot, line.counted, turn, line.outgoing, line.event, line.line


def reverse(move: Move, line: Line, day: date, slot: int = 0) -> Move:
    """The opposite of a move, on a day, linked to the line it takes back."""
    return move._replace(source=move.destination, destination=move.source, moved_on=day, slot=slot, reverses=line)


def running(lines: Iterable[CardLine], opening: int = 0) -> list[tuple[CardLine, int]]:
    """The lines in card order, each with the balance right after it."""
    balance, out = opening, []
    for line in sorted(lines, key=card_order):
        balance += line.delta
        out.append((line, balance))
    return out


def balance_on(lines: Iterable[CardLine], day: date, opening: int = 0) -> int:
    """The balance at the end of a day."""
    return opening + sum(line.delta for line in lines if line.moved_on <= day)


def available_from(balance: int, later: Iterable[CardLine]) -> int:
    """The most that may leave on a day so that no later line goes short, in base units.

    `balance` is the balance now (after every line), `later` the lines dated after the day.

    >>> day = date(2026, 1, 9)
    >>> available_from(5, [CardLine(day, 0, 1, True, 1, -10), CardLine(day, 0, 2, False, 1, 3)])
    2
    """
    return max(lowest_from(balance, later), 0)


def lowest_from(balance: int, later: Iterable[CardLine]) -> int:
    """The lowest balance right before `later` lines or after any of them, below zero where goods are lacking."""
    lowest = current = balance
    for line in sorted(later, key=card_order, reverse=True):
        current -= line.delta
        lowest = min(lowest, current)
    return lowest


def holding_back(balance: int, later: Iterable[CardLine]) -> tuple[int, ...]:
    """The events on whose account less may leave than lies there: what goes out until the balance is lowest.

    >>> day = date(2026, 1, 9)
    >>> holding_back(5, [CardLine(day, 0, 1, True, 1, -10), CardLine(day, 0, 2, False, 1, 3)])
    (1,)
    >>> holding_back(5, [CardLine(day, 0, 1, False, 1, 5)])
    ()
    """
    lines = sorted(later, key=card_order)
    start = balance - sum(line.delta for line in lines)
    found = running(lines, start)
    lowest = min((after for _, after in found), default=start)
    if lowest >= start:
        return ()
    until = next(n for n, (_, after) in enumerate(found) if after == lowest)
    return tuple(dict.fromkeys(line.event for line, _ in found[: until + 1] if line.delta < 0))


class Shortfall(NamedTuple):
    """Where a card would fall below zero: on which day, by how much, and the events that stand in the way."""

    card: CardKey
    day: date
    missing: int
    blocking: tuple[int, ...]


def shortfall(card: CardKey, opening: int, lines: Sequence[CardLine], new: int) -> Shortfall | None:
    """The deepest point below zero of a card, or None.

    `opening` is the balance before `lines`; `new` is the entry's event. The events in the way are those after the
    entry's first line, up to the deepest point, that took goods out.
    """
    deepest: tuple[int, CardLine] | None = None
    ordered = running(lines, opening)
    for line, balance in ordered:
        if balance < 0 and (deepest is None or balance < deepest[0]):
            deepest = (balance, line)
    if deepest is None:
        return None
    low, at = deepest
    first = min((card_order(x) for x in lines if x.event == new), default=card_order(ordered[0][0]))
    between = [x for x, _ in ordered if first <= card_order(x) <= card_order(at)]
    blocking = [x.event for x in between if x.delta < 0 and x.event != new]
    return Shortfall(card, at.moved_on, -low, tuple(dict.fromkeys(blocking)))


def check_quantities(moves: Sequence[Move]) -> list[Problem]:
    """Problems with the moves themselves: codes `same_place`, `quantity_not_positive`, `quantity_too_large`."""
    problems = []
    for n, move in enumerate(moves):
        facts: Mapping[str, object] = {"line": n + 1, "quantity": move.quantity}
        if not isinstance(move.quantity, int) or move.quantity <= 0:
            problems.append(Problem("quantity_not_positive", facts, "quantity"))
        elif move.quantity > MOST:
            problems.append(Problem("quantity_too_large", {**facts, "most": MOST}, "quantity"))
        if move.source == move.destination:
            problems.append(Problem("same_place", facts, "destination"))
    return problems
