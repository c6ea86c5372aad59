"""What a back-dated step would change, named for people: documents and balances, counts, reservations, reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store import publications
from alokon.store.publications import Issued
from alokon.views.told import Document, documents, opnames, routes
from inventory.core.counting import Position
from inventory.core.months import Month
from inventory.store import masters, queries
from inventory.store.closing import closed_at
from inventory.store.impact import Changed, Impact
from inventory.store.queries import Names

VOUCHER = "sbbk"


class Later(NamedTuple):
    """A document that stands behind the step, and the balance after it as it is and as it would be."""

    document: Document
    day: date
    change: int
    before: int
    after: int


class Recounted(NamedTuple):
    """A count that would keep what it saw, and its variance as it is and as it would be; `case` is its own."""

    case: int | None
    day: date
    before: int
    after: int


class Balance(NamedTuple):
    """A card whose balances would change; `place` is empty for the stock card of the site."""

    site_name: str
    place: str
    names: Names
    dated: date
    before: int
    after: int
    later: tuple[Later, ...]
    recounted: tuple[Recounted, ...]

    @property
    def lowest(self) -> int:
        """The lowest of the balances that would change."""
        return min((one.after for one in self.later), default=self.after)


class GivenUp(NamedTuple):
    """A reservation that would be given up, by the case it was made for."""

    case: int
    site_name: str
    names: Names
    quantity: int


@dataclass(frozen=True)
class Told:
    """All of an impact; `code` is what the person sends back once they have seen it."""

    code: str
    dated: date
    newest: date
    balances: tuple[Balance, ...]
    given_up: tuple[GivenUp, ...]
    reports: tuple[Issued, ...]

    @property
    def vouchers(self) -> list[Document]:
        """The SBBK among the documents, each once."""
        found = (later.document for one in self.balances for later in one.later)
        return list(dict.fromkeys(document for document in found if document.paper == VOUCHER))

    @property
    def documents(self) -> int:
        """How many later documents would show another balance."""
        return len({later.document for one in self.balances for later in one.later})

    @property
    def recounts(self) -> int:
        """How many variances would be another one."""
        return sum(len(one.recounted) for one in self.balances)


def tell(db: sa.Connection, book: str, found: Impact) -> Told:
    """An impact in the names of its documents, sites, lots and reports; one question more for each counted site."""
    called = documents(db, book, {shift.line.event for one in found.cards for shift in one.shifts})
    lots = queries.lot_names(db, book, {one.card.lot for one in found.cards} | {one.lot for one in found.released})
    sites = {code: site.name for code, site in masters.sites(db, book).items()}
    counts = _counts(db, book, found.cards)
    balances = [_balance(one, called, counts.get(one.card.site_code, {}), lots, sites) for one in found.cards]
    routes_of = routes(db, book, {one.consignment for one in found.released}) if found.released else {}
    given_up = [
        GivenUp(one.consignment, routes_of[one.consignment].site_name, lots[one.lot], one.quantity)
        for one in found.released
    ]
    reports = tuple(_reports(db, book, found))
    return Told(found.code, found.dated, found.newest, tuple(balances), tuple(given_up), reports)


def _counts(db: sa.Connection, book: str, cards: Iterable[Changed]) -> dict[str, Mapping[Position, int]]:
    """Site → the cases of the counts that keep what they saw, by their positions."""
    days: dict[str, set[date]] = defaultdict(set)
    for one in cards:
        days[one.card.site_code].update(recount.position[0] for recount in one.recounts)
    return {code: opnames(db, book, code, own) for code, own in days.items() if own}


def _balance(
    one: Changed,
    called: Mapping[int, Document],
    counts: Mapping[Position, int],
    lots: Mapping[int, Names],
    sites: Mapping[str, str],
) -> Balance:
    return Balance(
        site_name=sites[one.card.site_code],
        place=one.card.place,
        names=lots[one.card.lot],
        dated=one.dated,
        before=one.before,
        after=one.after,
        later=tuple(Later(called[s.line.event], s.line.moved_on, s.line.delta, s.before, s.after) for s in one.shifts),
        recounted=tuple(Recounted(counts.get(r.position), r.position[0], r.before, r.after) for r in one.recounts),
    )


def _reports(db: sa.Connection, book: str, found: Impact) -> Iterable[Issued]:
    """The published reports that say something else now: of the month or later, and with one of the sites in them."""
    published = publications.newest(db, book, Month.of(found.dated))
    if not published:
        return
    history = closed_at(db, book, {one.card.site_code for one in found.cards})
    for one in published:
        for acts in history.values():
            through = [month for event, month in acts if event < one.event]
            if through and through[-1] >= one.month:
                yield one
                break
