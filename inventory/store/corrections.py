"""Correction: what an event still says is taken back, line by line where it differs from what it should say.

Reversals and what replaces them are one entry, so that only their net effect is checked. They carry the original's
date while its month is open at every site they touch, else today's.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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


def standing(db: sa.Connection, book: str, event: int) -> dict[Line, Move]:
    """What an event says about goods: its own moves, and those of the events it corrects that nobody took back.

    Refuses `event_unknown`.
    """
    _refuse_unknown(db, book, event)
    chain = [event]
    corrects = sa.select(event_table.c.corrects).where(event_table.c.book == book)
    while (earlier := db.scalar(corrects.where(event_table.c.seq == chain[-1]))) is not None:
        chain.append(earlier)
    found, undone = _moves_of(db, book, chain), _undone(db, book, chain)
    return {line: m for line, m in found.items() if line not in undone and m.reverses is None and not m.counted}


def amended(
    db: sa.Connection,
    book: str,
    originals: Mapping[Line, Move],
    again: Sequence[Move],
    today: date,
    *,
    redated: bool = False,
) -> tuple[Move, ...]:
    """The moves that let `again` stand in the place of originals; lines that say the same are left alone.

    Where an original lies in a closed month, its reversal is dated today, and so is what replaces it there, unless
    the document was `redated`. Code `count_between` when a count has absorbed what would be mended today.
    """
    wrong, new = _differing(originals, again, lambda m: m)
    places = _places(db, book, (*wrong.values(), *new))
    closed = closed_through(db, book, {place.site for place in places.values()})
    shut = [m for m in new if not redated and _shut([m], places, closed)]
    wrong, late = _differing(wrong, shut, lambda m: m._replace(moved_on=today, slot=0))
    new = [m for m in new if m not in shut]
    back = [reverse(m, line, m.moved_on, m.slot) for line, m in wrong.items()]
    mended = [*late]
    if _shut(wrong.values(), places, closed):
        mended += wrong.values()
        back = _today(db, book, back, today)
    refuse_if(_absorbed(db, book, mended, places))
    return (*back, *new, *_today(db, book, late, today))


def _differing(
    originals: Mapping[Line, Move], again: Sequence[Move], said: Callable[[Move], Move]
) -> tuple[dict[Line, Move], list[Move]]:
    """The originals that `again` does not say, and what of it no original says."""
    waiting: dict[Move, list[Move]] = defaultdict(list)
    for m in again:
        waiting[said(m)].append(m)
    wrong: dict[Line, Move] = {}
    for line, original in originals.items():
        if waiting[said(original)]:
            waiting[said(original)].pop()
        else:
            wrong[line] = original
    return wrong, [m for group in waiting.values() for m in group]


def _today(db: sa.Connection, book: str, moves: Sequence[Move], today: date) -> list[Move]:
    """The moves dated today, behind every count of the day."""
    if not moves:
        return []
    slot = counts.open_slot(db, book, today)
    return [m._replace(moved_on=today, slot=slot) for m in moves]


def is_shut(db: sa.Connection, book: str, moves: Collection[Move]) -> bool:
    """Whether any of the moves lies in a month that one of its sites has closed."""
    places = _places(db, book, moves)
    return _shut(moves, places, closed_through(db, book, {place.site for place in places.values()}))


def _refuse_unknown(db: sa.Connection, book: str, event: int) -> None:
    found = db.scalar(sa.select(event_table.c.seq).where(event_table.c.book == book, event_table.c.seq == event))
    if found is None:
        raise Refused(Problem("event_unknown", {"event": event}))


def _moves_of(db: sa.Connection, book: str, events: Collection[int]) -> dict[Line, Move]:
    """The moves of events, oldest first, by where they stand in the book."""
    query = sa.select(move).where(move.c.book == book, move.c.event.in_(events))
    return {(row.event, row.line): move_of(row) for row in db.execute(query.order_by(move.c.event, move.c.line))}


def _undone(db: sa.Connection, book: str, events: Collection[int]) -> dict[Line, int]:
    """Line → the event that has reversed it already."""
    columns = (move.c.reverses_event, move.c.reverses_line, move.c.event)
    query = sa.select(*columns).where(move.c.book == book, move.c.reverses_event.in_(events))
    return {(of, line): by for of, line, by in db.execute(query)}


def _places(db: sa.Connection, book: str, moves: Iterable[Move]) -> dict[int, masters.Place]:
    """The places the moves touch, by id."""
    ids = {place for m in moves for place in (m.source, m.destination)}
    return {found.id: found for found in masters.places(db, book, ids=ids)}


def _shut(moves: Iterable[Move], places: Mapping[int, masters.Place], closed: Mapping[int, Month]) -> bool:
    return any(
        places[place].site in closed and Month.of(m.moved_on) <= closed[places[place].site]
        for m in moves
        for place in (m.source, m.destination)
    )


def _absorbed(
    db: sa.Connection, book: str, moves: Collection[Move], places: Mapping[int, masters.Place]
) -> list[Problem]:
    """Counts that stand behind moves as they are dated: what was wrong is in their variance already."""
    numbers = {m.lot for m in moves if isinstance(m.lot, int)}
    if not numbers:
        return []
    sites = {place.site: place.site_code for place in places.values() if place.kind in CARDED}
    seen = counts.standing(db, book, sites, numbers, min(m.moved_on for m in moves))
    names = lots.identities(db, book, numbers)
    problems = []
    for (site, lot), positions in seen.items():
        ends = [m for m in moves if m.lot == lot and site in {places[m.source].site, places[m.destination].site}]
        first = min(((m.moved_on, m.slot) for m in ends), default=None)
        behind = [at for at in positions if first is not None and at >= first]
        if behind:
            told = {"site": sites[site], "day": min(behind)[0], "item": names[lot].item, "batch": names[lot].batch}
            problems.append(Problem("count_between", told))
    return problems
