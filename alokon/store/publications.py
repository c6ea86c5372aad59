"""Published monthly reports, frozen: each version with its digest, re-issued only as a new version."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.store.schema import publication
from inventory.core.months import Month
from inventory.store.closing import closed_at


@dataclass(frozen=True)
class Publication:
    """One version of a month's report as it was published; `written` is its content as JSON text."""

    report: str
    month: Month
    version: int
    event: int
    published_at: str
    actor: str
    stale: bool
    digest: str
    written: str

    @cached_property
    def content(self) -> Mapping[str, object]:
        """The dataset it was printed from: every sheet of every faskes, so it is read for whoever looks into it."""
        found: Mapping[str, object] = json.loads(self.written)
        return found


def versions(db: sa.Connection, book: str, report: str, month: Month | None = None) -> list[Publication]:
    """Every published version of a report, newest month and version first."""
    query = sa.select(publication).where(publication.c.book == book, publication.c.report == report)
    if month is not None:
        query = query.where(publication.c.month == str(month))
    rows = db.execute(query.order_by(publication.c.month.desc(), publication.c.version.desc()))
    return [_read(row) for row in rows]


class Issued(NamedTuple):
    """The newest version of a month's report, and the event that published it."""

    report: str
    month: Month
    version: int
    event: int


def changed(db: sa.Connection, book: str, touched: Mapping[str, date]) -> list[Issued]:
    """The published reports that say something else now: of the month or a later one, and with the site in them.

    `touched`: from which day on the balances of sites, by their codes, are other ones.
    """
    published = newest(db, book, Month.of(min(touched.values()))) if touched else []
    history = closed_at(db, book, touched) if published else {}
    return [one for one in published if any(_held(one, acts, touched[site]) for site, acts in history.items())]


def _held(one: Issued, acts: Sequence[tuple[int, Month]], since: date) -> bool:
    """Whether a report had a site in it whose balances are other ones from a day on."""
    through = [month for event, month in acts if event < one.event]
    return Month.of(since) <= one.month and bool(through) and through[-1] >= one.month


def newest(db: sa.Connection, book: str, since: Month) -> list[Issued]:
    """The newest version of every report published of a month or a later one, without its content."""
    columns = (publication.c.report, publication.c.month)
    last = (sa.func.max(publication.c.version), sa.func.max(publication.c.event))
    query = sa.select(*columns, *last).where(publication.c.book == book, publication.c.month >= str(since))
    rows = db.execute(query.group_by(*columns).order_by(publication.c.month))
    return [Issued(report, Month.parse(month), version, event) for report, month, version, event in rows]


def add(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Write a new version; its content is canonical JSON text."""
    db.execute(publication.insert().values(book=book, **values))


def mark_stale(db: sa.Connection, book: str, month: Month) -> None:
    """Say of every report of a month and of later ones that the book has moved since."""
    late = publication.c.month >= str(month)
    db.execute(publication.update().where(publication.c.book == book, late).values(stale=True))


def _read(row: "sa.Row[*tuple[Any, ...]]") -> Publication:
    _book, report, month, *rest = tuple(row)
    return Publication(report, Month.parse(month), *rest)
