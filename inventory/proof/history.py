"""The events in the order they were written: the chain of digests, and what was allowed at that moment.

Codes: `event_changed`, `chain_broken`, `event_gap`, `head_differs`, `row_without_event`, `dated_after_recording`,
`dated_into_closed_month`, `closing_unsound`, `correction_unsound`, `move_unsound`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem
from inventory.core.months import Month
from inventory.proof.findings import Findings, Known, day, month, short, stream, text
from inventory.store import chain
from inventory.store.closing import CLOSE, Closing, check_closing, first_months
from inventory.store.lots import FACTS
from inventory.store.masters import GENESIS
from inventory.store.schema import book as book_table
from inventory.store.schema import closing, cut, event, lot_revision, move, observation

Row = sa.Row[*tuple[Any, ...]]
Children = Mapping[str, Sequence[Row]]
"""The rows of an event by the name of their table."""
NOWHERE = ("", "")
STEP = 500
"""After so many events the progress is told."""


class Read(NamedTuple):
    """How much was read: events and moves."""

    events: int
    moves: int


def check_history(
    db: sa.Connection, book: str, known: Known, found: Findings, progress: Callable[[int], object]
) -> Read:
    """Read every event with its rows, once, in order; `progress` is told the event reached."""
    past = _Past(db, book, known, found)
    children = {name: ByEvent(stream(db, query)) for name, query in _queries(book).items()}
    events = moves = 0
    for row in stream(db, _events(book)):
        own = {name: rows.take(row.seq) for name, rows in children.items()}
        _report_strays(own, row.seq, found)
        past.check(row, {name: [one for one in rows if one.event == row.seq] for name, rows in own.items()})
        events, moves = events + 1, moves + len(own["move"])
        if events % STEP == 0:
            progress(row.seq)
    _report_strays({name: rows.take(None) for name, rows in children.items()}, -1, found)
    head = db.execute(sa.select(book_table).where(book_table.c.book == book)).one()
    if (head.head_seq, head.head_digest) != (past.seq, past.digest):
        facts = {"event": past.seq, "code": short(past.digest), "head": head.head_seq}
        found.add(Problem("head_differs", {**facts, "stored": short(head.head_digest)}))
    return Read(events, moves)


def _events(book: str) -> "sa.Select[*tuple[Any, ...]]":
    columns = [text(column).label(column.name) if column.name == "occurred_on" else column for column in event.c]
    return sa.select(*columns).where(event.c.book == book).order_by(event.c.seq)


def _queries(book: str) -> "dict[str, sa.Select[*tuple[Any, ...]]]":
    """What belongs to events, in their order; dates as they are stored."""
    facts = [text(lot_revision.c[name]) if name in ("expiry", "produced") else lot_revision.c[name] for name in FACTS]
    moved = [text(column).label(column.name) if column.name == "moved_on" else column for column in move.c]
    acts = (closing.c.event, closing.c.site, closing.c.month, closing.c.action)
    return {
        "lot_revision": sa.select(lot_revision.c.event, lot_revision.c.lot, *facts, lot_revision.c.reason)
        .where(lot_revision.c.book == book)
        .order_by(lot_revision.c.event, lot_revision.c.lot),
        "move": sa.select(*moved).where(move.c.book == book).order_by(move.c.event, move.c.line),
        "closing": sa.select(*acts).where(closing.c.book == book).order_by(closing.c.event, closing.c.site),
        "cut": _counted(book, cut, cut.c.slot),
        "observation": _counted(book, observation, observation.c.slot, observation.c.lot, observation.c.quantity),
    }


def _counted(book: str, table: sa.Table, *columns: "sa.Column[Any]") -> "sa.Select[*tuple[Any, ...]]":
    on = text(table.c.counted_on).label("counted_on")
    return sa.select(table.c.event, table.c.site, on, *columns).where(table.c.book == book).order_by(table.c.event)


class ByEvent:
    """Rows in the order of their events, handed out event by event."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, seq: int | None) -> list[Row]:
        """The rows up to an event that were not taken before; the rest for None."""
        taken = []
        while self._next is not None and (seq is None or self._next.event <= seq):
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


def _report_strays(rows: dict[str, list[Row]], seq: int, found: Findings) -> None:
    for table, own in rows.items():
        for number in sorted({row.event for row in own} - {seq}):
            found.add(Problem("row_without_event", {"table": table, "event": number}))


class _Past:
    """What the events so far have established, and the checks of the next one against it."""

    def __init__(self, db: sa.Connection, book: str, known: Known, found: Findings) -> None:
        self.db, self.book, self.known, self.found = db, book, known, found
        self.seq, self.digest = 0, GENESIS
        self.where = {number: (at.site_code, at.kind) for number, at in known.places.items()}
        self.closed: dict[int, Month] = {}
        self.first: dict[int, Month] = {}

    def check(self, row: Row, own: Children) -> None:
        self._check_link(row)
        self._check_digest(row, own)
        self._check_moves(row, own["move"])
        for act in own["closing"]:
            self._check_closing(row, act)
        self._remember(own["move"])

    def _check_link(self, row: Row) -> None:
        if row.seq != self.seq + 1:
            self.found.add(Problem("event_gap", {"since": self.seq + 1, "until": row.seq - 1}))
        elif row.previous != self.digest:
            facts = {"event": row.seq, "previous": short(row.previous), "expected": short(self.digest)}
            self.found.add(Problem("chain_broken", facts))
        if row.corrects is not None and not 0 < row.corrects < row.seq:
            self.found.add(Problem("correction_unsound", {"event": row.seq, "corrects": row.corrects}))
        self.seq, self.digest = row.seq, row.digest

    def _check_digest(self, row: Row, own: Children) -> None:
        told = chain.EventText(
            self.book, row.seq, row.kind, str(row.occurred_on), row.recorded_at, row.actor, row.key, row.request,
            row.corrects, row.payload,
            [chain.lot_text(self.known.lots.get(r.lot, ()), tuple(r[2:-1]), r.reason) for r in own["lot_revision"]],
            [self._move_text(r) for r in own["move"]],
            [(self._site_code(r.site), r.month, r.action) for r in own["closing"]],
            [(self._site_code(r.site), r.counted_on, r.slot) for r in own["cut"]],
            [
                (self._site_code(r.site), r.counted_on, r.slot, *self.known.lots.get(r.lot, ()), r.quantity)
                for r in own["observation"]
            ],
            row.previous,
        )  # fmt: skip
        again = chain.digest(told)
        if again != row.digest:
            facts = {"event": row.seq, "kind": row.kind, "stored": short(row.digest), "computed": short(again)}
            self.found.add(Problem("event_changed", facts))

    def _move_text(self, row: Row) -> tuple[object, ...]:
        return chain.move_text(
            self.known.lots.get(row.lot, ()),
            row.quantity,
            self.where.get(row.source, NOWHERE),
            self.where.get(row.destination, NOWHERE),
            row.moved_on,
            row.slot,
            row.consignment,
            (row.reverses_event, row.reverses_line),
            row.counted,
        )

    def _site_code(self, site: int) -> str:
        return self.known.sites.get(site, ("", ""))[0]

    def _check_moves(self, row: Row, moves: Sequence[Row]) -> None:
        recorded = row.recorded_at[:10]
        days = {str(row.occurred_on), *(str(moved.moved_on) for moved in moves)}
        for late in sorted(told for told in days if told > recorded):
            facts = {"event": row.seq, "day": day(late), "recorded": day(recorded)}
            self.found.add(Problem("dated_after_recording", facts))
        for moved in moves:
            self._check_move(moved)
        for site, told in self._touched(moves):
            last, moved_in = self.closed.get(site), month(told)
            if last and (isinstance(moved_in, str) or moved_in <= last):
                facts = {"event": row.seq, "site": self._site_code(site), "month": moved_in, "closed": last}
                self.found.add(Problem("dated_into_closed_month", facts))

    def _check_move(self, moved: Row) -> None:
        known = self.known
        source, destination, quantity = moved.source, moved.destination, moved.quantity
        wrong = []
        if source not in known.places:
            wrong.append("source")
        if destination == source or destination not in known.places:
            wrong.append("destination")
        if moved.lot not in known.lots:
            wrong.append("lot")
        elif known.item_of[moved.lot] != moved.item:
            wrong.append("item")
        if not isinstance(quantity, int) or quantity <= 0:
            wrong.append("quantity")
        for part in wrong:
            facts = {"event": moved.event, "line": moved.line, "part": part, "value": getattr(moved, part)}
            self.found.add(Problem("move_unsound", facts))

    def _touched(self, moves: Sequence[Row]) -> list[tuple[int, str]]:
        """The sites and months the moves touch."""
        pairs = {(place, str(moved.moved_on)[:7]) for moved in moves for place in (moved.source, moved.destination)}
        places = self.known.places
        return sorted({(places[place].site, told) for place, told in pairs if place in places})

    def _check_closing(self, row: Row, act: Row) -> None:
        kind = self.known.sites.get(act.site, ("", ""))[1]
        done, today, closed = self.closed.get(act.site), month(row.recorded_at[:7]), month(act.month)
        if isinstance(closed, str) or isinstance(today, str):
            reasons = ["month_unreadable"]
        else:
            meant = Closing(act.site, closed, act.action)
            first = None if done else self._first(act.site, closed, row.seq)
            reasons = [p.code for p in check_closing(meant, kind, done, first, today)]
            self.closed[act.site] = closed if act.action == CLOSE else closed.previous
        for reason in reasons:
            facts = {"event": row.seq, "site": self._site_code(act.site), "month": closed, "reason": reason}
            self.found.add(Problem("closing_unsound", {**facts, "closed": done}))

    def _first(self, site: int, closed: Month, seq: int) -> Month | None:
        """The month a site had to close first; only where it looks as if another came before is it asked exactly."""
        first = self.first.get(site)
        if first is None or first >= closed:
            return first
        return first_months(self.db, self.book, [site], before=seq).get(site)

    def _remember(self, moves: Sequence[Row]) -> None:
        for site, told in self._touched(moves):
            moved_in = month(told)
            if isinstance(moved_in, Month):
                self.first[site] = min(moved_in, self.first.get(site, moved_in))
