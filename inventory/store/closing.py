"""Months close per site, in order; the newest closed month alone can be reopened."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem
from inventory.core.months import Month
from inventory.core.places import CLOSING_SITES
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import closing, move, place
from inventory.store.schema import site as site_table

CLOSE, REOPEN = "close", "reopen"


class Closing(NamedTuple):
    """One act on a site's month: closed, or opened again."""

    site: int
    month: Month
    action: str = CLOSE


def _latest(*only: "sa.ColumnElement[bool]") -> "sa.Select[*tuple[Any, ...]]":
    """The latest act on the months of sites of the book bound as `book`: one look into the key for each, NULL for none.

    As subqueries, because SQLite would join from every act of the sites.
    """
    acts = (closing.c.book == site_table.c.book, closing.c.site == site_table.c.id)
    month, action = (
        sa.select(column).where(*acts).order_by(closing.c.event.desc()).limit(1).scalar_subquery()
        for column in (closing.c.month, closing.c.action)
    )
    query = sa.select(site_table.c.id, month.label("month"), action.label("action"))
    return query.where(site_table.c.book == sa.bindparam("book"), *only)


LATEST = Prepared(_latest())
LATEST_OF_SITES = Prepared(_latest(Among(site_table.c.id, "asked")))


def closed_through(db: sa.Connection, book: str, sites: Iterable[int] | None = None) -> dict[int, Month]:
    """The last closed month of each site that has one (of the sites asked for, or of all)."""
    rows = LATEST.rows(db, book=book) if sites is None else LATEST_OF_SITES.rows(db, book=book, asked=set(sites))
    months = {}
    for site, text, action in rows:
        if text is not None:
            month = Month.parse(text)
            months[site] = month if action == CLOSE else month.previous
    return months


def closed_at(db: sa.Connection, book: str, sites: Collection[str]) -> dict[str, list[tuple[int, Month]]]:
    """Code of a site → (event, the last month that was closed from then on) of each of its closings, in order."""
    query = (
        sa.select(site_table.c.code, closing.c.event, closing.c.month, closing.c.action)
        .join_from(closing, site_table, (site_table.c.book == closing.c.book) & (site_table.c.id == closing.c.site))
        .where(closing.c.book == book, site_table.c.code.in_(sites))
        .order_by(closing.c.event)
    )
    found: dict[str, list[tuple[int, Month]]] = {}
    for code, number, text, action in db.execute(query):
        month = Month.parse(text)
        found.setdefault(code, []).append((number, month if action == CLOSE else month.previous))
    return found


def first_months(db: sa.Connection, book: str, sites: Collection[int], before: int | None = None) -> dict[int, Month]:
    """The month of the first move at each site that has not been taken back: the one to close first.

    `before`: as it stood before that event.
    """
    if not sites:
        return {}
    undo = move.alias("undo")
    taken_back = sa.exists().where(
        undo.c.book == book, undo.c.reverses_event == move.c.event, undo.c.reverses_line == move.c.line
    )
    stands = [move.c.book == book, move.c.reverses_event.is_(None)]
    if before is not None:
        stands.append(move.c.event < before)
        taken_back = taken_back.where(undo.c.event < before)
    sides = [
        sa.select(place.c.site, sa.func.min(move.c.moved_on).label("day"))
        .join_from(place, move, side == place.c.id)
        .where(place.c.book == book, place.c.site.in_(sites), *stands, ~taken_back)
        .group_by(place.c.site)
        for side in (move.c.source, move.c.destination)
    ]
    days = sa.union_all(*sides).subquery("days")
    query = sa.select(days.c.site, sa.func.min(days.c.day)).group_by(days.c.site)
    return {number: Month.of(day) for number, day in db.execute(query)}


def check_closing(act: Closing, site_kind: str, done: Month | None, first: Month | None, today: Month) -> list[Problem]:
    """Why a site's month cannot be closed or reopened now. `done`: its last closed month; `first`: of its first move.

    Codes `site_never_closes`, `month_not_over`, `month_already_closed`, `close_in_order`, `only_latest_reopens`.
    """
    facts = {"site": act.site, "month": act.month, "closed": done}
    if site_kind not in CLOSING_SITES:
        return [Problem("site_never_closes", facts, "site")]
    if act.action == REOPEN:
        return [] if done == act.month else [Problem("only_latest_reopens", facts, "month")]
    problems = []
    if act.month >= today:
        problems.append(Problem("month_not_over", facts, "month"))
    if done is not None and act.month <= done:
        problems.append(Problem("month_already_closed", facts, "month"))
    expected = done.next if done is not None else first
    if expected is not None and act.month > expected:
        problems.append(Problem("close_in_order", {**facts, "expected": expected}, "month"))
    return problems
