"""The stock a step looks at, brought to the planning table: which sites a case is about, what lies where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.case import Case
from alokon.sop.model import OUTSIDE, PARTNER, ROAD, SITE, STORE, WAREHOUSE, Flow, Spot, Step
from alokon.sop.plan import Answers
from alokon.sop.withheld import NOTHING, Withheld
from alokon.sop.work import NOT_COUNTING, Counting, Stock
from alokon.store import cases, settings
from inventory.core.counting import Cut
from inventory.core.errors import Problem, Refused
from inventory.core.goods import LotStock
from inventory.core.ledger import Move
from inventory.core.places import CLOSING_SITES, STOREROOM, TRACKED
from inventory.store import availability, counts, lots, masters, queries


class Site(NamedTuple):
    """A site in its role for a case: its id, kind, and places by kind."""

    id: int
    code: str
    kind: str
    places: Mapping[str, int]


def sites_of(db: sa.Connection, book: str, flow: Flow, case: Case) -> dict[str, Site]:
    """The sites a case is about, by role; refuses `site_unknown` and `site_wrong_kind`."""
    codes = {SITE: case.site, ROAD: masters.ROAD_CODE, OUTSIDE: masters.OUTSIDE_CODE}
    others = {WAREHOUSE: case.warehouse, PARTNER: case.partner}
    if STORE in flow.roles:
        others[STORE] = next(iter(masters.sites(db, book, kind=STOREROOM)), None)
    codes |= {role: code for role, code in others.items() if code}
    places: dict[str, dict[str, masters.Place]] = defaultdict(dict)
    for found in masters.places(db, book, codes=set(codes.values())):
        places[found.site_code][found.kind] = found
    missing = [code for code in codes.values() if code not in places]
    if missing:
        raise Refused(*(Problem("site_unknown", {"site": code}, "site") for code in missing))
    sites = {role: _site(places[code]) for role, code in codes.items()}
    allowed = {flow.subject} if flow.subject else CLOSING_SITES
    if sites[SITE].kind not in allowed:
        raise Refused(Problem("site_wrong_kind", {"site": case.site, "flow": flow.title}, "site"))
    if PARTNER in sites and sites[PARTNER].kind != flow.partner:
        raise Refused(Problem("site_wrong_kind", {"site": case.partner, "flow": flow.title}, "partner"))
    return sites


def _site(places: Mapping[str, masters.Place]) -> Site:
    """A site told by its places, of which there is at least one."""
    one = next(iter(places.values()))
    return Site(one.site, one.site_code, one.site_kind, {kind: place.id for kind, place in places.items()})


def place_of(sites: Mapping[str, Site], spot: Spot) -> int:
    """The place a spot means for this case."""
    return sites[spot.role].places[spot.kind]


def load_counting(db: sa.Connection, book: str, step: Step, case: Case, items: Mapping[str, masters.Item]) -> Counting:
    """What a step of an opname is held against; nothing for other steps."""
    if not step.counts:
        return NOT_COUNTING
    names = {number: known.key for number, known in queries.lot_names(db, book).items()}
    tolerance = int(str(settings.settings(db, book)["count.tolerance"]))
    cut = cut_of_case(db, book, case)
    own = {line.lot: items[line.item].id for line in case.leaves if line.lot is not None}
    return Counting(counts.card_at(db, book, cut, own) if own else {}, names, tolerance)


def cut_of_case(db: sa.Connection, book: str, case: Case) -> Cut:
    """The instant an opname was opened at; refuses `cut_unknown` when its opening made none."""
    taken = cases.steps_of(db, book, [case.id]).get(case.id, [])
    found = next((cut for one in taken if (cut := counts.cut_of(db, book, one.event))), None)
    if found is None:
        raise Refused(Problem("cut_unknown", {"day": case.changed_on}))
    return found


def load_stock(
    db: sa.Connection,
    book: str,
    step: Step,
    case: Case,
    answers: Answers,
    sites: Mapping[str, Site],
    items: Mapping[str, masters.Item],
    as_of: date,
    slot: int | None = None,
    undo: Sequence[Move] = (),
    withheld: Withheld = NOTHING,
) -> Stock:
    """What may leave each spot the step looks at, on a day and in a slot of it (None: behind all of them).

    Goods that `undo` brings back count already.
    """
    spots = {spot for effect in step.effects for spot in effect.sources}
    spots |= {spot for spot, _ in step.pending}
    wanted = {line.item for line in case.lines} | {str(row["item"]) for row in answers.rows if row.get("item")}
    ids = {items[code].id for code in wanted if code in items} or None
    at: dict[Spot, list[LotStock]] = {}
    for spot in spots:
        consignment = case.id if spot.kind in TRACKED else 0
        at[spot] = availability.available(
            db, book, place_of(sites, spot), as_of, ids, consignment, slot, by_expiry=step.by_expiry
        )
    stock = Stock(at, withheld)
    _bring_back(db, book, stock, {place_of(sites, spot): spot for spot in spots}, undo)
    return stock


def _bring_back(db: sa.Connection, book: str, stock: Stock, spots: Mapping[int, Spot], undo: Sequence[Move]) -> None:
    known = lots.lots_by_id(db, book, {m.lot for m in undo if isinstance(m.lot, int)})
    for m in undo:
        assert isinstance(m.lot, int)
        if m.destination in spots:
            lot = known[m.lot]
            stock.put(spots[m.destination], LotStock(m.lot, lot.key, lot.facts, m.quantity))
        if m.source in spots:
            stock.take(spots[m.source], m.lot, m.quantity)
