"""The ledger again, as plainly as it can be said: a list of lines, everything recomputed from it, nothing stored.

Knows no database and shares no function with the product; it is what the product is held against.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

BOUNDED = ("shelf", "reserved", "quarantine", "damaged", "expired", "transit", "missing")
TRACKED = ("reserved", "transit", "missing")
CLOSING = ("GUDANG", "PKM1", "PKM2")
ONLY_ALOKON = ("PKM1", "PKM2")


class Raw(NamedTuple):
    """One move as it was asked for; places are `SITE/kind`, `lot` is a batch name, `reverses` an (event, line)."""

    source: str
    destination: str
    lot: str
    quantity: int
    day: date
    slot: int = 0
    consignment: int = 0
    reverses: tuple[int, int] | None = None


Card = tuple[str, str, int]
"""(place, lot, consignment)."""


class Gap(NamedTuple):
    """Where a card would be deepest below zero."""

    day: date
    missing: int
    blocking: tuple[int, ...]


def card_of(place: str, raw: Raw) -> Card | None:
    kind = place.split("/")[1]
    return (place, raw.lot, raw.consignment if kind in TRACKED else 0) if kind in BOUNDED else None


@dataclass
class Naive:
    """The book as a list of (event, line, move) and the acts on months."""

    lines: list[tuple[int, int, Raw]] = field(default_factory=list)
    closed: dict[str, tuple[int, int]] = field(default_factory=dict)
    seq: int = 0

    def write(self, moves: list[Raw]) -> None:
        self.seq += 1
        self.lines += [(self.seq, n, raw) for n, raw in enumerate(moves, 1)]

    def cards(self) -> set[Card]:
        return {card for _, _, raw in self.lines for place in raw[:2] if (card := card_of(place, raw))}

    def balance(self, card: Card, on: date = date.max) -> int:
        received = sum(r.quantity for _, _, r in self.lines if card_of(r.destination, r) == card and r.day <= on)
        issued = sum(r.quantity for _, _, r in self.lines if card_of(r.source, r) == card and r.day <= on)
        return received - issued

    def balances(self, on: date = date.max) -> dict[Card, int]:
        """What lies where at the end of a day, without what is empty."""
        return {card: quantity for card in self.cards() if (quantity := self.balance(card, on))}

    def running(self, card: Card, more: list[tuple[int, int, Raw]] = []) -> list[tuple[tuple[object, ...], int]]:  # noqa: B006
        """(order, balance after it) of every line of a card: (day, slot, event, issue after receipt, line)."""
        own = []
        for event, n, raw in self.lines + more:
            if card_of(raw.destination, raw) == card:
                own.append(((raw.day, raw.slot, event, 0, n), raw.quantity))
            if card_of(raw.source, raw) == card:
                own.append(((raw.day, raw.slot, event, 1, n), -raw.quantity))
        balance, told = 0, []
        for order, delta in sorted(own):
            balance += delta
            told.append((order, balance))
        return told

    def free(self, card: Card, on: date) -> int:
        """The most that may leave on a day, after whatever that day held."""
        later = [balance for order, balance in self.running(card) if order[0] > on]  # type: ignore[operator]
        return max(0, min([self.balance(card, on), *later]))

    def refusals(self, moves: list[Raw], today: date) -> dict[str, object]:
        """Code → what is told of it, for everything that speaks against an entry."""
        told: dict[str, object] = {}
        late = sorted({raw.day for raw in moves if raw.day > today})
        if late:
            told["date_in_future"] = late
        shut = {
            (place.split("/")[0], (raw.day.year, raw.day.month))
            for raw in moves
            for place in raw[:2]
            if (raw.day.year, raw.day.month) <= self.closed.get(place.split("/")[0], (0, 0))
        }
        if shut:
            told["month_closed"] = sorted(shut)
        unwanted = [
            n
            for n, raw in enumerate(moves, 1)
            if raw.lot.startswith("LEAFLET") and raw.destination.split("/")[0] in ONLY_ALOKON
        ]
        if unwanted:
            told["goods_not_accepted"] = unwanted
        gaps = self.gaps(moves)
        if gaps:
            told["short"] = gaps
        return told

    def gaps(self, moves: list[Raw]) -> dict[Card, Gap]:
        new = [(self.seq + 1, n, raw) for n, raw in enumerate(moves, 1)]
        found = {}
        for card in {card for raw in moves if (card := card_of(raw.source, raw))}:
            running = self.running(card, new)
            lowest = min(balance for _, balance in running)
            if lowest < 0:
                at = next(order for order, balance in running if balance == lowest)
                first = next(order for order, _ in running if order[2] == self.seq + 1)
                way = [order[2] for order, _ in running if first < order <= at and order[3] and order[2] <= self.seq]
                found[card] = Gap(at[0], -lowest, tuple(dict.fromkeys(way)))  # type: ignore[arg-type]
        return found

    def reversal(self, event: int, today: date) -> list[Raw] | str:
        """The moves that take an event back, or why it cannot be done."""
        originals = {n: raw for number, n, raw in self.lines if number == event and raw.reverses is None}
        undone = {raw.reverses for _, _, raw in self.lines if raw.reverses}
        if not originals:
            return "nothing_to_reverse"
        if any((event, n) in undone for n in originals):
            return "line_reversed_already"
        shut = any(
            (raw.day.year, raw.day.month) <= self.closed.get(place.split("/")[0], (0, 0))
            for raw in originals.values()
            for place in raw[:2]
        )
        return [
            raw._replace(
                source=raw.destination, destination=raw.source, reverses=(event, n),
                **({"day": today, "slot": 0} if shut else {}),
            )
            for n, raw in originals.items()
        ]  # fmt: skip

    def first_month(self, site: str) -> tuple[int, int] | None:
        days = [raw.day for _, _, raw in self.lines for place in raw[:2] if place.split("/")[0] == site]
        return (min(days).year, min(days).month) if days else None

    def closing_refusals(self, site: str, month: tuple[int, int], action: str, today: date) -> set[str]:
        if site not in CLOSING:
            return {"site_never_closes"}
        done = self.closed.get(site)
        if action == "reopen":
            return set() if done == month else {"only_latest_reopens"}
        told = set()
        if month >= (today.year, today.month):
            told.add("month_not_over")
        if done and month <= done:
            told.add("month_already_closed")
        expected = following(done) if done else self.first_month(site)
        if expected and month > expected:
            told.add("close_in_order")
        return told

    def close(self, site: str, month: tuple[int, int], action: str) -> None:
        self.seq += 1
        self.closed[site] = month if action == "close" else preceding(month)


def following(month: tuple[int, int]) -> tuple[int, int]:
    return (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)


def preceding(month: tuple[int, int]) -> tuple[int, int]:
    return (month[0] - 1, 12) if month[1] == 1 else (month[0], month[1] - 1)
