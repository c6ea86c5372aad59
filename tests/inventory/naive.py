"""The ledger again, as plainly as it can be said: a list of lines, everything recomputed from it, nothing stored.

Knows no database and shares no function with the product; it is what the product is held against.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

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
    reverses: "Line | None" = None
    counted: bool = False


Counted = tuple[str, str, date, int]
"""What was counted: (site, lot, day, slot)."""

Card = tuple[str, str, int]
"""(place, lot, consignment)."""

Line = tuple[int, int]
"""Where a move stands in the book: (event, line)."""

NOTHING: Mapping[Counted, int | None] = MappingProxyType({})


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
    counts: dict[Counted, int] = field(default_factory=dict)
    slots: dict[tuple[str, date], int] = field(default_factory=dict)
    corrects: dict[int, int] = field(default_factory=dict)

    def write(
        self, moves: list[Raw], seen: Mapping[Counted, int | None] = NOTHING, corrects: int | None = None
    ) -> None:
        """Write what was asked for and what the counts make of it."""
        made = self.made_by_counts(moves, seen)
        self.seq += 1
        if corrects is not None:
            self.corrects[self.seq] = corrects
        self.lines += [(self.seq, n, raw) for n, raw in enumerate([*moves, *made], 1)]
        for key, quantity in seen.items():
            if quantity is None:
                self.counts.pop(key, None)
            else:
                self.counts[key] = quantity

    def made_by_counts(self, moves: list[Raw], seen: Mapping[Counted, int | None] = NOTHING) -> list[Raw]:
        """Whatever every count, looked at from the first to the last, needs so that the card says what was seen."""
        told: dict[Counted, int | None] = {**self.counts, **seen}
        known = [raw for _, _, raw in self.lines]
        made: list[Raw] = []
        for site, lot in sorted({key[:2] for key in told}):
            variances = []
            for key in sorted(key for key in told if key[:2] == (site, lot)):
                position, quantity = key[2:], told[key]
                if quantity is None:
                    change = -sum(self.sign(raw, site) for raw in known
                                  if raw.counted and (raw.lot, raw.day, raw.slot) == key[1:]
                                  and "LUAR/variance" in raw[:2])  # fmt: skip
                    change = change if key in self.counts else 0
                else:
                    change = quantity - self.on_card([*known, *moves, *made], site, lot, position)
                if change:
                    ends = ("LUAR/variance", f"{site}/shelf") if change > 0 else (f"{site}/shelf", "LUAR/variance")
                    variances.append(Raw(*ends, lot, abs(change), *position, counted=True))
                    made.append(variances[-1])
            made += self.given_up(
                site, lot, moves, made, [raw for raw in variances if raw.destination != f"{site}/shelf"]
            )
        return made

    def sign(self, raw: Raw, site: str) -> int:
        """What a move does to the card of a site: its shelf and its reserve."""
        own = (f"{site}/shelf", f"{site}/reserved")
        return raw.quantity * ((raw.destination in own) - (raw.source in own))

    def on_card(self, moves: list[Raw], site: str, lot: str, position: tuple[date, int]) -> int:
        return sum(self.sign(raw, site) for raw in moves if raw.lot == lot and (raw.day, raw.slot) <= position)

    def given_up(self, site: str, lot: str, moves: list[Raw], made: list[Raw], losses: list[Raw]) -> list[Raw]:
        """The newest reservations, as far as the shelf lacks goods after the first loss."""
        if not losses or site != "GUDANG":
            return []
        position = losses[0].day, losses[0].slot
        new = [(self.seq + 1, n, raw) for n, raw in enumerate([*moves, *made], 1)]
        lacking = -self.lowest((f"{site}/shelf", lot, 0), position, new)
        newest = {
            raw.consignment: event
            for event, _, raw in self.lines
            if raw.destination == f"{site}/reserved" and raw.lot == lot
        }
        found = []
        for number in sorted(newest, key=lambda number: -newest[number]):
            part = min(lacking, self.lowest((f"{site}/reserved", lot, number), position, []))
            if part > 0:
                found.append(Raw(f"{site}/reserved", f"{site}/shelf", lot, part, *position, number, counted=True))
                lacking -= part
        return found

    def lowest(self, card: Card, position: tuple[date, int], more: list[tuple[int, int, Raw]]) -> int:
        """The lowest a card comes to right after a position or later."""
        running = self.running(card, more)
        at = [balance for order, balance in running if order[:2] <= position]
        return min([at[-1] if at else 0, *(balance for order, balance in running if order[:2] > position)])

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
        """(order, balance after it) of every line of a card: (day, slot, whether a count made it, turn, issue after
        receipt, event, line); the turn of a document is its event, what counts made has one turn together."""
        own: list[tuple[tuple[object, ...], int]] = []
        for event, n, raw in self.lines + more:
            turn = (raw.day, raw.slot, raw.counted, 0 if raw.counted else event)
            if card_of(raw.destination, raw) == card:
                own.append(((*turn, 0, event, n), raw.quantity))
            if card_of(raw.source, raw) == card:
                own.append(((*turn, 1, event, n), -raw.quantity))
        balance, told = 0, []
        for order, delta in sorted(own, key=lambda line: line[0]):
            balance += delta
            told.append((order, balance))
        return told

    def free(self, card: Card, on: date) -> int:
        """The most that may leave on a day, after whatever that day held, until the next count."""
        (place, lot, _), running = card, self.running(card)
        site, kind = place.split("/")
        counts = [key[2:] for key in self.counts if key[:2] == (site, lot) and key[2] > on]
        end = min(counts) if counts and kind in ("shelf", "reserved") else (date.max, 0)
        later = [b for order, b in running if order[0] > on and (order[:2] < end or order[:3] == (*end, False))]
        return max(0, min([self.balance(card, on), *later]))

    def refusals(
        self, asked: list[Raw], today: date, seen: Mapping[Counted, int | None] = NOTHING
    ) -> dict[str, object]:
        """Code → what is told of it, for everything that speaks against an entry."""
        told: dict[str, object] = {}
        moves = [*asked, *self.made_by_counts(asked, seen)]
        late = sorted({raw.day for raw in moves if raw.day > today} | {key[2] for key in seen if key[2] > today})
        if late:
            told["date_in_future"] = late
        shut = {
            (place.split("/")[0], (raw.day.year, raw.day.month))
            for raw in moves
            for place in raw[:2]
            if (raw.day.year, raw.day.month) <= self.closed.get(place.split("/")[0], (0, 0))
        }
        shut |= {
            (key[0], (key[2].year, key[2].month))
            for key in seen
            if (key[2].year, key[2].month) <= self.closed.get(key[0], (0, 0))
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
                first = next(order for order, _ in running if order[5] == self.seq + 1)
                way = [order[5] for order, _ in running if first <= order <= at and order[4] and order[5] <= self.seq]
                found[card] = Gap(at[0], -lowest, tuple(dict.fromkeys(way)))  # type: ignore[arg-type]
        return found

    def standing(self, event: int) -> dict[Line, Raw]:
        """What an event says: its own lines and those of the events it corrects, as far as nobody took them back."""
        undone = {raw.reverses for _, _, raw in self.lines if raw.reverses}
        chain = [event]
        while chain[-1] in self.corrects:
            chain.append(self.corrects[chain[-1]])
        return {
            (number, n): raw
            for number, n, raw in self.lines
            if number in chain and raw.reverses is None and not raw.counted and (number, n) not in undone
        }

    def saying(self) -> list[int]:
        """The events that still say something."""
        return [event for event in range(1, self.seq + 1) if self.standing(event)]

    def amended(self, event: int, again: list[Raw], today: date) -> list[Raw] | None:
        """What lets an event say `again`; None where a count has absorbed what would be mended today.

        What differs is taken back and said anew: today where it lies in a closed month, else on its own day.
        """
        slot = max((slot for (_, on), slot in self.slots.items() if on == today), default=0)
        wrong, new = differing(self.standing(event), again)
        wrong, late = differing(wrong, [raw for raw in new if self.shut(raw)], day=today, slot=0)
        shut = any(self.shut(raw) for raw in wrong.values())
        if any(self.absorbed(raw) for raw in [*late, *(wrong.values() if shut else ())]):
            return None
        then = {"day": today, "slot": slot}
        back = [
            raw._replace(source=raw.destination, destination=raw.source, reverses=line, **(then if shut else {}))
            for line, raw in wrong.items()
        ]
        return [*back, *(raw for raw in new if not self.shut(raw)), *(raw._replace(**then) for raw in late)]

    def shut(self, raw: Raw) -> bool:
        """Whether a move lies in a month that one of its sites has closed."""
        return any((raw.day.year, raw.day.month) <= self.closed.get(place.split("/")[0], (0, 0)) for place in raw[:2])

    def absorbed(self, raw: Raw) -> bool:
        """Whether a count stands behind a move, at a site of it whose card it touches."""
        sites = {place.split("/")[0] for place in raw[:2]}
        return any(key[0] in sites and key[1] == raw.lot and key[2:] >= (raw.day, raw.slot) for key in self.counts)

    def first_month(self, site: str) -> tuple[int, int] | None:
        undone = {raw.reverses for _, _, raw in self.lines if raw.reverses}
        days = [
            raw.day
            for event, n, raw in self.lines
            if raw.reverses is None and (event, n) not in undone
            for place in raw[:2]
            if place.split("/")[0] == site
        ]
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


def differing(originals: Mapping[Line, Raw], again: list[Raw], **same: Any) -> tuple[dict[Line, Raw], list[Raw]]:
    """The originals that `again` does not say, and what of it no original says, all taken for the `same` day."""
    wrong, left = {}, list(again)
    for line, raw in originals.items():
        said = next((one for one in left if one._replace(**same) == raw._replace(**same)), None)
        if said is None:
            wrong[line] = raw
        else:
            left.remove(said)
    return wrong, left


def following(month: tuple[int, int]) -> tuple[int, int]:
    return (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)


def preceding(month: tuple[int, int]) -> tuple[int, int]:
    return (month[0] - 1, 12) if month[1] == 1 else (month[0], month[1] - 1)
