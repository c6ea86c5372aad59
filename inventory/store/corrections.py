"""Taking an event back: the reversal of its moves, and every reason why that cannot be done.

The reversal and what replaces it are one entry, so that only their net effect is checked.
"""

from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.ledger import Line, Move, reverse
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import counts, lots, masters
from inventory.store.balances import move_of
from inventory.store.closing import closed_through
from inventory.store.schema import event as event_table
from inventory.store.schema import move


def reversal(
    db: sa.Connection, book: str, event: int, today: date, lines: Collection[int] | None = None
) -> tuple[Move, ...]:
    """The moves that take an event back, whole or only some of its lines.

    They carry the original's date while that month is open at every site it touches, else today's. What is itself a
    reversal inside the event stays, and so does what counts made of it: they are derived again. Raises `Refused` with
    every reason: `event_unknown`, `nothing_to_reverse`, `line_unknown`, `line_is_reversal`, `line_is_counted`,
    `line_reversed_already`; `count_between` when a count has absorbed what would be taken back today.
    """
    found = db.scalar(sa.select(event_table.c.seq).where(event_table.c.book == book, event_table.c.seq == event))
    if found is None:
        raise Refused(Problem("event_unknown", {"event": event}))
    rows = db.execute(sa.select(move).where(move.c.book == book, move.c.event == event).order_by(move.c.line)).all()
    originals: dict[Line, Move] = {(event, row.line): move_of(row) for row in rows}
    undone = _undone(db, book, event)
    own = {n for (_, n), m in originals.items() if m.reverses is None and not m.counted}
    wanted = own if lines is None else set(lines)
    refuse_if(_reasons(event, wanted, originals, undone))
    chosen = {line: m for line, m in originals.items() if line[1] in wanted}
    sites = _sites(db, book, chosen)
    if not _shut(db, book, chosen, sites):
        return tuple(reverse(m, line, m.moved_on, m.slot) for line, m in chosen.items())
    refuse_if(_absorbed(db, book, chosen, sites))
    slot = max(counts.open_slot(db, book, site.site, today) for site in sites.values())
    return tuple(reverse(m, line, today, slot) for line, m in chosen.items())


def _undone(db: sa.Connection, book: str, event: int) -> dict[int, int]:
    """Line of the event → the event that has reversed it already."""
    query = sa.select(move.c.reverses_line, move.c.event).where(move.c.book == book, move.c.reverses_event == event)
    return {row.reverses_line: row.event for row in db.execute(query)}


def _reasons(event: int, wanted: set[int], originals: dict[Line, Move], undone: dict[int, int]) -> list[Problem]:
    problems = []
    if not wanted:
        problems.append(Problem("nothing_to_reverse", {"event": event}))
    for n in sorted(wanted):
        original = originals.get((event, n))
        if original is None:
            problems.append(Problem("line_unknown", {"event": event, "line": n}, f"lines-{n}"))
        elif original.reverses is not None:
            problems.append(Problem("line_is_reversal", {"event": event, "line": n}, f"lines-{n}"))
        elif original.counted:
            problems.append(Problem("line_is_counted", {"event": event, "line": n}, f"lines-{n}"))
        elif n in undone:
            problems.append(
                Problem("line_reversed_already", {"event": event, "line": n, "by": undone[n]}, f"lines-{n}")
            )
    return problems


def _sites(db: sa.Connection, book: str, moves: Mapping[Line, Move]) -> dict[int, masters.Place]:
    """The places the moves touch, by id."""
    ids = {place for m in moves.values() for place in (m.source, m.destination)}
    return {found.id: found for found in masters.places(db, book, ids=ids)}


def _shut(db: sa.Connection, book: str, moves: Mapping[Line, Move], places: Mapping[int, masters.Place]) -> bool:
    """Whether any of the moves lies in a month that one of its sites has closed."""
    closed = closed_through(db, book, {place.site for place in places.values()})
    return any(
        places[place].site in closed and Month.of(m.moved_on) <= closed[places[place].site]
        for m in moves.values()
        for place in (m.source, m.destination)
    )


def _absorbed(
    db: sa.Connection, book: str, moves: Mapping[Line, Move], places: Mapping[int, masters.Place]
) -> list[Problem]:
    """Counts that stand behind the originals: what was wrong is in their variance already."""
    numbers = {m.lot for m in moves.values() if isinstance(m.lot, int)}
    sites = {place.site: place.site_code for place in places.values() if place.kind in CARDED}
    seen = counts.standing(db, book, sites, numbers, min(m.moved_on for m in moves.values()))
    names = lots.identities(db, book, numbers)
    problems = []
    for (site, lot), positions in seen.items():
        ends = [
            m for m in moves.values() if m.lot == lot and site in {places[m.source].site, places[m.destination].site}
        ]
        first = min(((m.moved_on, m.slot) for m in ends), default=None)
        behind = [at for at in positions if first is not None and at >= first]
        if behind:
            told = {"site": sites[site], "day": min(behind)[0], "item": names[lot].item, "batch": names[lot].batch}
            problems.append(Problem("count_between", told))
    return problems
