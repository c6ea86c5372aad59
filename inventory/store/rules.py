"""What an entry says, what the rules must know of the things it names, and what it must pass before it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from inventory.core.counting import Cut, Observation
from inventory.core.errors import Problem, refuse_if
from inventory.core.goods import MOST, LotFacts, LotKey
from inventory.core.ledger import CardKey, CardLine, Move, shortfall
from inventory.core.months import Month
from inventory.store import balances, lots, masters
from inventory.store.closing import Closing, check_closing, closed_through, first_months
from inventory.store.lots import Revision
from inventory.store.prepared import read_together

EARLIEST = date(2000, 1, 1)
"""No book begins before; an earlier date is a typing error."""


@dataclass(frozen=True)
class Entry:
    """Everything one write says. `request` is the digest of what was asked for, to recognise a repeated `key`.

    `payload` is canonical JSON that the ledger keeps and digests but never reads. `lots` are the facts of the lots
    that moves name by key; `revisions` correct lots that are known. `cuts` are the instants at which sites are
    counted from now on, `observations` what was seen at a cut of this entry or an earlier one.
    """

    kind: str
    occurred_on: date
    recorded_at: datetime
    actor: str
    key: str
    request: str
    payload: str = "{}"
    moves: Sequence[Move] = ()
    lots: Mapping[LotKey, LotFacts] = field(default_factory=dict)
    revisions: Sequence[Revision] = ()
    closings: Sequence[Closing] = ()
    corrects: int | None = None
    cuts: Sequence[Cut] = ()
    observations: Sequence[Observation] = ()

    @property
    def all_cuts(self) -> set[Cut]:
        """The cuts the entry makes or tells of."""
        return {*self.cuts, *(one.cut for one in self.observations)}


@dataclass(frozen=True)
class Facts:
    """What the rules and the digest need to know of the things an entry names."""

    seq: int
    moves: Sequence[Move]
    revisions: Sequence[Revision]
    places: Mapping[int, masters.Place]
    items: Mapping[int, masters.Item]
    lots: Mapping[int, LotKey]
    item_of: Mapping[int, int]
    meant: Mapping[LotKey, int]
    observations: Sequence[Observation] = ()

    @property
    def numbered(self) -> list[tuple[int, int, Move]]:
        """The moves as (event, line, move)."""
        return [(self.seq, n, m) for n, m in enumerate(self.moves, 1)]

    @property
    def site_codes(self) -> dict[int, str]:
        """The codes of the sites the entry touches, by id."""
        return {place.site: place.site_code for place in self.places.values()}


def gather(db: sa.Connection, book: str, seq: int, entry: Entry) -> Facts:
    """Look up everything an entry names; lots it brings in are born here, so that moves can name them by id."""
    ends = {m.source for m in entry.moves} | {m.destination for m in entry.moves}
    goods, places = read_together(
        db, (masters.ITEMS, {"book": book}), (masters.PLACES_BY_ID, {"book": book, "asked": ends})
    )
    items: dict[str, masters.Item] = {found.code: found for found in goods}
    meant, revisions = _bring_in(db, book, entry, {code: found.id for code, found in items.items()})
    moves = [m if isinstance(m.lot, int) else m._replace(lot=meant[m.lot]) for m in entry.moves]
    seen = [o if isinstance(o.lot, int) else o._replace(lot=meant[o.lot]) for o in entry.observations]
    sites = {act.site for act in entry.closings} | {one.site for one in entry.all_cuts}
    places += masters.places(db, book, sites=sites) if sites else []
    wanted = {m.lot for m in moves if isinstance(m.lot, int)}
    wanted |= {r.lot for r in revisions} | {o.lot for o in seen if isinstance(o.lot, int)}
    known = lots.identities(db, book, wanted)
    return Facts(
        seq,
        moves,
        revisions,
        {found.id: found for found in places},
        {found.id: found for found in items.values()},
        known,
        {number: items[key.item].id for number, key in known.items()},
        meant,
        seen,
    )


def _bring_in(
    db: sa.Connection, book: str, entry: Entry, items: Mapping[str, int]
) -> tuple[dict[LotKey, int], list[Revision]]:
    """Which lot each key means, new ones being born; and every revision of lot facts the entry makes."""
    if not entry.lots:
        return {}, list(entry.revisions)
    known = lots.lots_like(db, book, entry.lots)
    found = {key: lots.match(key, facts, known) for key, facts in entry.lots.items()}
    refuse_if(answer for answer in found.values() if isinstance(answer, Problem))
    new = {key: answer for key, answer in found.items() if isinstance(answer, LotKey)}
    born = lots.give_birth(db, book, dict.fromkeys(new.values()), items)
    meant = {key: answer.id for key, answer in found.items() if isinstance(answer, lots.Lot)}
    meant |= {key: born[answer] for key, answer in new.items()}
    births = {born[answer]: Revision(born[answer], entry.lots[key]) for key, answer in new.items()}
    return meant, [*births.values(), *entry.revisions]


def check_dates(db: sa.Connection, book: str, entry: Entry, facts: Facts) -> list[Problem]:
    """Nothing in the future or long ago, nothing in a closed month of a site it touches, months closed in order."""
    today = entry.recorded_at.date()
    ends = {(m.source, m.moved_on) for m in facts.moves} | {(m.destination, m.moved_on) for m in facts.moves}
    days = {entry.occurred_on, *(day for _, day in ends), *(one.day for one in entry.all_cuts)}
    problems = [Problem("date_in_future", {"day": d, "today": today}, "date") for d in sorted(days) if d > today]
    old = sorted(day for day in days if day < EARLIEST)
    problems += [Problem("date_too_early", {"day": day, "earliest": EARLIEST}, "date") for day in old]
    months = {day: Month.of(day) for day in days}
    touched = {(facts.places[place], months[day]) for place, day in ends}
    own = {place.site: place for place in facts.places.values()}
    touched |= {(own[one.site], months[one.day]) for one in entry.all_cuts}
    closed = closed_through(db, book, {place.site for place, _ in touched} | {act.site for act in entry.closings})
    shut = {
        (p.site_code, month, closed[p.site]) for p, month in touched if p.site in closed and month <= closed[p.site]
    }
    problems += [
        Problem("month_closed", {"site": code, "month": month, "closed": last}, "date")
        for code, month, last in sorted(shut)
    ]
    begun = first_months(db, book, {act.site for act in entry.closings} - closed.keys())
    for act in entry.closings:
        kind = own[act.site].site_kind if act.site in own else ""
        problems += check_closing(act, kind, closed.get(act.site), begun.get(act.site), Month.of(today))
    return problems


def check_goods(facts: Facts) -> list[Problem]:
    """A site takes only the goods it accepts; a lot is of the item it is moved as."""
    problems = []
    for n, m in enumerate(facts.moves, 1):
        item, destination = facts.items[m.item], facts.places[m.destination]
        if destination.accepts and item.goods not in destination.accepts.split(","):
            told = {"line": n, "item": item.code, "goods": item.goods, "site": destination.site_code}
            problems.append(Problem("goods_not_accepted", told, "item"))
        if isinstance(m.lot, int) and facts.item_of[m.lot] != m.item:
            batch = facts.lots[m.lot].batch
            problems.append(Problem("lot_of_other_item", {"line": n, "item": item.code, "batch": batch}, "batch"))
    return problems


def check_cards(
    db: sa.Connection,
    book: str,
    cards: Mapping[CardKey, list[CardLine]],
    now: Mapping[CardKey, int],
    facts: Facts,
) -> list[Problem]:
    """`short` for every card that would fall below zero at any line, `balance_too_large` beyond the limit."""
    giving = {card: facts.item_of[card.lot] for card, lines in cards.items() if any(x.outgoing for x in lines)}
    start = min(((x.moved_on, x.slot) for card in giving for x in cards[card]), default=None)
    later = balances.lines_behind(db, book, giving, *start) if start else {}
    problems = []
    for card, lines in cards.items():
        after = now.get(card, 0) + sum(line.delta for line in lines)
        if after > MOST:
            problems.append(Problem("balance_too_large", {**_card_facts(card, facts), "most": MOST}, "quantity"))
        if card not in giving or (card not in later and now.get(card, 0) >= sum(-x.delta for x in lines if x.outgoing)):
            continue
        behind = later.get(card, [])
        opening = now.get(card, 0) - sum(line.delta for line in behind)
        if shortfall(card, opening, [*behind, *lines], facts.seq):
            problems.append(_short(db, book, card, lines, now.get(card, 0), facts))
    return problems


def _short(db: sa.Connection, book: str, card: CardKey, lines: list[CardLine], balance: int, facts: Facts) -> Problem:
    """The shortfall told with every document of its days that took goods out."""
    day = min(line.moved_on for line in lines)
    written = balances.lines_since(db, book, {card: facts.item_of[card.lot]}, day).get(card, [])
    gap = shortfall(card, balance - sum(line.delta for line in written), [*written, *lines], facts.seq)
    assert gap is not None
    told = {"day": gap.day, "missing": gap.missing, "events": gap.blocking}
    return Problem("short", {**_card_facts(card, facts), **told}, "quantity")


def _card_facts(card: CardKey, facts: Facts) -> dict[str, object]:
    lot, place = facts.lots[card.lot], facts.places[card.place]
    return {
        "item": lot.item,
        "batch": lot.batch,
        "fund": lot.fund,
        "lot": card.lot,
        "site": place.site_code,
        "place": place.kind,
        "consignment": card.consignment,
    }
