"""What a back-dated step would change, named for people: documents and balances, counts, reservations, reports."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.service.backdating import Effect
from alokon.store.publications import Issued
from alokon.views.told import Document, documents, opnames, routes
from inventory.store import masters, queries
from inventory.store.impact import Changed, Uncounted
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


class Missed(NamedTuple):
    """A lot that would come onto a card before a count that did not have it on its sheet; `case` is the count's."""

    site_name: str
    names: Names
    case: int | None
    day: date


@dataclass(frozen=True)
class Told:
    """All of an effect that a person may see; `elsewhere` is the number of cards of other sites that change too.

    `code` is what the person sends back once they have seen it.
    """

    code: str
    dated: date
    newest: date
    balances: tuple[Balance, ...]
    given_up: tuple[GivenUp, ...]
    missed: tuple[Missed, ...]
    reports: tuple[Issued, ...]
    elsewhere: int

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


def tell(db: sa.Connection, book: str, effect: Effect, seen: Collection[str] | None = None) -> Told:
    """An effect in the names of its documents, sites, lots and reports; of the sites in `seen`, or of all for None."""
    found = effect.impact
    cards = [one for one in found.cards if seen is None or one.card.site_code in seen]
    released = found.released if seen is None else ()
    missed = [one for one in found.uncounted if seen is None or one.site_code in seen]
    called = documents(db, book, {shift.line.event for one in cards for shift in one.shifts})
    wanted = {one.card.lot for one in cards} | {one.lot for one in released} | {one.lot for one in missed}
    lots = queries.lot_names(db, book, wanted)
    sites = {code: site.name for code, site in masters.sites(db, book).items()}
    counts = opnames(db, book, *_counted(cards, missed))
    ways = routes(db, book, {one.consignment for one in released}) if released else {}
    return Told(
        code=effect.code,
        dated=found.dated,
        newest=found.newest,
        balances=tuple(_balance(one, called, counts, lots, sites) for one in cards),
        given_up=tuple(
            GivenUp(one.consignment, ways[one.consignment].site_name, lots[one.lot], one.quantity) for one in released
        ),
        missed=tuple(_missed(one, counts, lots, sites) for one in missed),
        reports=effect.reports,
        elsewhere=len(found.cards) - len(cards),
    )


def _counted(cards: Iterable[Changed], missed: Iterable[Uncounted]) -> tuple[set[str], set[date]]:
    """The sites and the days of the counts that are told of."""
    counted = [(one.card.site_code, r.position[0]) for one in cards for r in one.recounts]
    counted += [(one.site_code, one.position[0]) for one in missed]
    return {code for code, _ in counted}, {day for _, day in counted}


def _missed(
    one: Uncounted,
    counts: Mapping[tuple[str, date, int], int],
    lots: Mapping[int, Names],
    sites: Mapping[str, str],
) -> Missed:
    case = counts.get((one.site_code, *one.position))
    return Missed(sites[one.site_code], lots[one.lot], case, one.position[0])


def _balance(
    one: Changed,
    called: Mapping[int, Document],
    counts: Mapping[tuple[str, date, int], int],
    lots: Mapping[int, Names],
    sites: Mapping[str, str],
) -> Balance:
    code = one.card.site_code
    return Balance(
        site_name=sites[code],
        place=one.card.place,
        names=lots[one.card.lot],
        dated=one.dated,
        before=one.before,
        after=one.after,
        later=tuple(Later(called[s.line.event], s.line.moved_on, s.line.delta, s.before, s.after) for s in one.shifts),
        recounted=tuple(
            Recounted(counts.get((code, *r.position)), r.position[0], r.before, r.after) for r in one.recounts
        ),
    )
