"""Taking an event back: the reversal of its moves, and every reason why that cannot be done.

The reversal and what replaces it are one entry, so that only their net effect is checked.
"""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.ledger import Line, Move, reverse
from inventory.core.months import Month
from inventory.store import masters
from inventory.store.balances import move_of
from inventory.store.closing import closed_through
from inventory.store.schema import event as event_table
from inventory.store.schema import move


def reversal(
    db: sa.Connection, book: str, event: int, today: date, lines: Collection[int] | None = None
) -> tuple[Move, ...]:
    """The moves that take an event back, whole or only some of its lines.

    They carry the original's date while that month is open at every site it touches, else today's. What is itself a
    reversal inside the event stays. Raises `Refused` with every reason: `event_unknown`, `nothing_to_reverse`,
    `line_unknown`, `line_is_reversal`, `line_reversed_already`.
    """
    found = db.scalar(sa.select(event_table.c.seq).where(event_table.c.book == book, event_table.c.seq == event))
    if found is None:
        raise Refused(Problem("event_unknown", {"event": event}))
    rows = db.execute(sa.select(move).where(move.c.book == book, move.c.event == event).order_by(move.c.line)).all()
    originals: dict[Line, Move] = {(event, row.line): move_of(row) for row in rows}
    undone = _undone(db, book, event)
    wanted = set(lines) if lines is not None else {n for (_, n), m in originals.items() if m.reverses is None}
    refuse_if(_reasons(event, wanted, originals, undone))
    chosen = {line: m for line, m in originals.items() if line[1] in wanted}
    days = _days(db, book, chosen, today)
    return tuple(reverse(m, line, days[line], m.slot if days[line] == m.moved_on else 0) for line, m in chosen.items())


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
        elif n in undone:
            problems.append(
                Problem("line_reversed_already", {"event": event, "line": n, "by": undone[n]}, f"lines-{n}")
            )
    return problems


def _days(db: sa.Connection, book: str, moves: dict[Line, Move], today: date) -> dict[Line, date]:
    """The original's date where its month is open at both sites of every line, today's for all otherwise."""
    ids = {place for m in moves.values() for place in (m.source, m.destination)}
    site_of = {found.id: found.site for found in masters.places(db, book, ids=ids)}
    closed = closed_through(db, book, set(site_of.values()))
    shut = any(
        site_of[place] in closed and Month.of(m.moved_on) <= closed[site_of[place]]
        for m in moves.values()
        for place in (m.source, m.destination)
    )
    return {line: today if shut else m.moved_on for line, m in moves.items()}
