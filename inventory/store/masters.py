"""Sites with their places, items, and the book itself: what the ledger's rows point at."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused
from inventory.core.places import OUTSIDE, ROAD, SITE_PLACES
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import book as book_table
from inventory.store.schema import item, place, site

GENESIS = "0" * 64
"""The digest before the first event of a book."""

ROAD_CODE = "JALAN"
OUTSIDE_CODE = "LUAR"


class Place(NamedTuple):
    """A place as the ledger's rules and its digest see it."""

    id: int
    kind: str
    site: int
    site_code: str
    site_kind: str
    accepts: str


class Site(NamedTuple):
    """A site of the book."""

    id: int
    code: str
    name: str
    kind: str
    accepts: str


class Item(NamedTuple):
    """An item as the ledger sees it; `unit` is the base unit."""

    id: int
    code: str
    name: str
    unit: str
    goods: str


def open_book(db: sa.Connection, book: str, name: str) -> None:
    """Start a book with its road and its outside world; refuses `book_exists`."""
    if db.scalar(sa.select(book_table.c.book).where(book_table.c.book == book)):
        raise Refused(Problem("book_exists", {"book": book}))
    db.execute(book_table.insert().values(book=book, name=name, head_seq=0, head_digest=GENESIS))
    add_site(db, book, ROAD_CODE, "Dalam perjalanan", ROAD)
    add_site(db, book, OUTSIDE_CODE, "Luar buku", OUTSIDE)


def add_site(db: sa.Connection, book: str, code: str, name: str, kind: str, accepts: str = "") -> int:
    """A site with every place of its kind; returns its id. `accepts`: goods classes, comma separated, empty for all."""
    number = _next(db, book, site.c.id)
    db.execute(site.insert().values(book=book, id=number, code=code, name=name, kind=kind, accepts=accepts))
    first = _next(db, book, place.c.id)
    rows = [
        {"book": book, "id": first + n, "site": number, "kind": place_kind}
        for n, place_kind in enumerate(SITE_PLACES[kind])
    ]
    db.execute(place.insert(), rows)
    return number


def add_item(db: sa.Connection, book: str, code: str, name: str, unit: str, goods: str) -> int:
    """An item of the book; returns its id."""
    number = _next(db, book, item.c.id)
    db.execute(item.insert().values(book=book, id=number, code=code, name=name, unit=unit, goods=goods))
    return number


def rename_site(db: sa.Connection, book: str, site_id: int, name: str) -> None:
    """Change what a site is called; its code and kind never change."""
    db.execute(site.update().where(site.c.book == book, site.c.id == site_id).values(name=name))


_PLACES = (
    sa.select(place.c.id, place.c.kind, site.c.id, site.c.code, site.c.kind, site.c.accepts)
    .join_from(place, site, (place.c.book == site.c.book) & (place.c.site == site.c.id))
    .where(place.c.book == sa.bindparam("book"))
)
PLACES_BY_ID = Prepared(_PLACES.where(Among(place.c.id, "asked")), Place)
PLACES_BY_SITE = Prepared(_PLACES.where(Among(place.c.site, "asked")), Place)
_CALLED = sa.select(site.c.id).where(site.c.book == sa.bindparam("book"), Among(site.c.code, "asked"))
PLACES_BY_CODE = Prepared(_PLACES.where(place.c.site.in_(_CALLED)), Place)
PLACES_OF_KINDS = Prepared(_PLACES.where(Among(place.c.kind, "asked")), Place)
ITEMS = Prepared(
    sa.select(item.c.id, item.c.code, item.c.name, item.c.unit, item.c.goods)
    .where(item.c.book == sa.bindparam("book"))
    .order_by(item.c.id),
    Item,
)
_SITES = sa.select(site.c.id, site.c.code, site.c.name, site.c.kind, site.c.accepts).where(
    site.c.book == sa.bindparam("book")
)
SITES = Prepared(_SITES, Site)
SITES_BY_CODE = Prepared(_SITES.where(Among(site.c.code, "asked")), Site)
SITES_OF_KIND = Prepared(_SITES.where(site.c.kind == sa.bindparam("kind")), Site)


def places(
    db: sa.Connection,
    book: str,
    *,
    ids: Collection[int] | None = None,
    sites: Collection[int] | None = None,
    codes: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
) -> list[Place]:
    """The places asked for: by their ids, by their sites, by the codes of their sites, or else by their kinds."""
    queries = ((PLACES_BY_ID, ids), (PLACES_BY_SITE, sites), (PLACES_BY_CODE, codes), (PLACES_OF_KINDS, kinds))
    query, asked = next(((query, asked) for query, asked in queries if asked is not None), (PLACES_BY_ID, ()))
    return query.rows(db, book=book, asked=asked)


def place_ids(db: sa.Connection, book: str, *codes: str) -> dict[tuple[str, str], int]:
    """(site code, place kind) → place id for the sites asked for."""
    return {(found.site_code, found.kind): found.id for found in places(db, book, codes=codes)}


def items(db: sa.Connection, book: str) -> dict[str, Item]:
    """Every item of the book by its code."""
    return {found.code: found for found in ITEMS.rows(db, book=book)}


def _next(db: sa.Connection, book: str, column: "sa.Column[int]") -> int:
    table = column.table
    return 1 + (db.scalar(sa.select(sa.func.max(column)).where(table.c.book == book)) or 0)


def sites(db: sa.Connection, book: str, codes: set[str] | None = None, kind: str | None = None) -> dict[str, Site]:
    """Sites of the book by code, in the order they were added: those asked for, of one kind, or all."""
    if codes is not None:
        found = SITES_BY_CODE.rows(db, book=book, asked=codes)
    elif kind is not None:
        found = SITES_OF_KIND.rows(db, book=book, kind=kind)
    else:
        found = SITES.rows(db, book=book)
    return {one.code: one for one in sorted(found)}
