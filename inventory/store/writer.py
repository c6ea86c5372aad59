"""The one way anything is written to the book: `post` checks an entry against every rule, then writes all of it.

Read from the top: known already? → lots → what counts make of it → checks (dates, months, goods, never negative) →
event, moves, projections, digest, head. It runs inside `engine.writing`, so the head cannot move meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.goods import LotKey
from inventory.core.ledger import Move, check_quantities
from inventory.core.months import Month
from inventory.store import balances, chain, counts, snapshots
from inventory.store.prepared import Prepared, together
from inventory.store.rules import Entry, Facts, check_cards, check_dates, check_goods, gather
from inventory.store.schema import book as book_table
from inventory.store.schema import closing, cut, event, lot_revision, move, observation


@dataclass(frozen=True)
class Posted:
    """An entry as it stands in the book; `repeated`: it was there before. `lots`: what its lot keys mean.

    `derived`: the moves that counts made of it, variances and reservations given up.
    """

    seq: int
    digest: str
    repeated: bool = False
    lots: Mapping[LotKey, int] = field(default_factory=dict)
    derived: tuple[Move, ...] = ()

    @property
    def head(self) -> str:
        """The short code that paper carries."""
        return chain.head_code(self.digest)


HEAD = Prepared(
    sa.select(
        book_table.c.head_seq,
        book_table.c.head_digest,
        book_table.c.snapshot_through,
        event.c.seq,
        event.c.digest,
        event.c.request,
    )
    .outerjoin_from(book_table, event, (event.c.book == book_table.c.book) & (event.c.key == sa.bindparam("key")))
    .where(book_table.c.book == sa.bindparam("book"))
)
"""The head of a book, with the event a key was used for."""
ADVANCE = Prepared(
    book_table.update()
    .where(book_table.c.book == sa.bindparam("of_book"))
    .values(head_seq=sa.bindparam("seq"), head_digest=sa.bindparam("digest"))
)
INSERTS = {table: Prepared(table.insert()) for table in (event, lot_revision, closing, cut, observation, move)}


def repeated(db: sa.Connection, book: str, key: str, request: str) -> Posted | None:
    """The event a key was used for, None when it is new; refuses `key_reused` when it asked for something else."""
    row = HEAD.first(db, book=book, key=key)
    return _repeated(row, key, request) if row else None


def _repeated(row: Any, key: str, request: str) -> Posted | None:
    """What a row of `HEAD` says of a key."""
    if row.seq is None:
        return None
    if row.request != request:
        raise Refused(Problem("key_reused", {"key": key, "event": row.seq}))
    return Posted(row.seq, row.digest, repeated=True)


def post(db: sa.Connection, book: str, entry: Entry) -> Posted:
    """Check and write an entry in the current transaction; raises `Refused` with every problem found.

    Codes: those of `check_quantities`, `check_closing`, `counts.check` and `lots.match`; `date_in_future`,
    `date_too_early`, `month_closed`, `goods_not_accepted`, `lot_of_other_item`, `balance_too_large`, `short`,
    `key_reused`.
    """
    head = HEAD.first(db, book=book, key=entry.key)
    known = _repeated(head, entry.key, entry.request)
    if known:
        return known
    refuse_if([*check_quantities(entry.moves), *counts.check(db, book, entry)])
    facts = counts.derived(db, book, gather(db, book, head.head_seq + 1, entry))
    cards = balances.card_lines(facts.numbered, facts.places)
    items = {card: facts.item_of[card.lot] for card in cards}
    now = balances.current(db, book, items)
    refuse_if([*check_dates(db, book, entry, facts), *check_goods(facts), *check_cards(db, book, cards, now, facts)])
    text = _event_text(book, entry, facts, head.head_digest)
    digest = chain.digest(text)
    if facts.moves:
        last = Month.of(max(m.moved_on for m in facts.moves))
        done = snapshots.roll(db, book, snapshots.parsed(head.snapshot_through), last)
        snapshots.amend(db, book, done, cards, facts.item_of)
    sums = {card: now.get(card, 0) + sum(line.delta for line in lines) for card, lines in cards.items()}
    with together(db):
        _insert(db, book, entry, facts, head.head_digest, digest)
        balances.store(db, book, [(card, items[card], quantity) for card, quantity in sums.items()])
        ADVANCE.write(db, [{"of_book": book, "seq": facts.seq, "digest": digest}])
    return Posted(facts.seq, digest, lots=facts.meant, derived=tuple(m for m in facts.moves if m.counted))


def _event_text(book: str, entry: Entry, facts: Facts, previous: str) -> chain.EventText:
    where = {number: (place.site_code, place.kind) for number, place in facts.places.items()}
    days = {day: day.isoformat() for day in {m.moved_on for m in facts.moves}}
    known = [chain.lot_text(facts.lots[r.lot], r.facts, r.reason) for r in facts.revisions]
    moves = [
        chain.move_text(
            facts.lots[m.lot],
            m.quantity,
            where[m.source],
            where[m.destination],
            days[m.moved_on],
            m.slot,
            m.consignment,
            m.reverses,
            m.counted,
        )
        for m in facts.moves
        if isinstance(m.lot, int)
    ]
    return chain.EventText(
        book=book,
        seq=facts.seq,
        kind=entry.kind,
        occurred_on=entry.occurred_on.isoformat(),
        recorded_at=entry.recorded_at.isoformat(),
        actor=entry.actor,
        key=entry.key,
        request=entry.request,
        corrects=entry.corrects,
        payload=entry.payload,
        lots=known,
        moves=moves,
        closings=[(facts.site_codes[act.site], str(act.month), act.action) for act in entry.closings],
        cuts=[(facts.site_codes[one.site], one.day.isoformat(), one.slot) for one in entry.cuts],
        observations=[
            (facts.site_codes[one.cut.site], one.cut.day.isoformat(), one.cut.slot, *facts.lots[one.lot], one.quantity)
            for one in facts.observations
            if isinstance(one.lot, int)
        ],
        previous=previous,
    )


def _insert(db: sa.Connection, book: str, entry: Entry, facts: Facts, previous: str, digest: str) -> None:
    row = {
        "book": book,
        "seq": facts.seq,
        "kind": entry.kind,
        "occurred_on": entry.occurred_on,
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": entry.actor,
        "key": entry.key,
        "request": entry.request,
        "payload": entry.payload,
        "corrects": entry.corrects,
        "previous": previous,
        "digest": digest,
    }
    INSERTS[event].write(db, [row])
    own = {"book": book, "event": facts.seq}
    revisions = [{**own, "lot": r.lot, "reason": r.reason, **r.facts._asdict()} for r in facts.revisions]
    closings = [{**own, "site": a.site, "month": str(a.month), "action": a.action} for a in entry.closings]
    cuts = [{**own, "site": one.site, "counted_on": one.day, "slot": one.slot} for one in entry.cuts]
    seen = [
        {**own, "site": one.cut.site, "lot": one.lot, "counted_on": one.cut.day, "slot": one.cut.slot,
         "quantity": one.quantity}
        for one in facts.observations
    ]  # fmt: skip
    children = {lot_revision: revisions, closing: closings, cut: cuts, observation: seen, move: _move_rows(own, facts)}
    for table, rows in children.items():
        INSERTS[table].write(db, rows)


def _move_rows(own: Mapping[str, object], facts: Facts) -> list[dict[str, object]]:
    return [
        {
            **own,
            "line": n,
            "item": m.item,
            "lot": m.lot,
            "quantity": m.quantity,
            "source": m.source,
            "destination": m.destination,
            "moved_on": m.moved_on,
            "slot": m.slot,
            "consignment": m.consignment,
            "reverses_event": m.reverses[0] if m.reverses else None,
            "reverses_line": m.reverses[1] if m.reverses else None,
            "counted": m.counted,
        }
        for n, m in enumerate(facts.moves, 1)
    ]
