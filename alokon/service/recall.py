"""Recalling a batch: every place that has, had or gets it is found in the book, and told by a letter of its own."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from alokon.service.desk import Desk, Done, guard, writing
from alokon.service.perform import Command, take_in
from alokon.sop.recall import RECALL, RECALLS
from alokon.store import cases, settings
from alokon.views.lots import held, went
from inventory.core.errors import Problem, Refused
from inventory.core.places import CLOSING_SITES, RESERVED, SHELF, TRANSIT
from inventory.store import lots, masters
from inventory.store.lots import Lot

Row = dict[str, object]


def recall(desk: Desk, lot: int, day: date, answers: Mapping[str, object], key: str) -> Done:
    """Recall the batch of a lot, of whichever fund and price; `answers` are the step's reason and document.

    Codes `lot_unknown`, and those of taking the step.
    """
    with writing(desk) as db:
        guard(db, desk, RECALL.permission)
        warehouse = str(settings.settings(db, desk.book)["warehouse"])
        told = {**answers, "date": day, "lot": lot, "lines": _rows(db, desk.book, lot)}
        return take_in(db, desk, Command(RECALLS.code, RECALL.name, told, key, site=warehouse))


def _rows(db: sa.Connection, book: str, number: int) -> list[Row]:
    """The rows of the step, lot by lot of the batch: every place, and every case that has reserved some."""
    found = lots.lots_by_id(db, book, [number]).get(number)
    if found is None:
        raise Refused(Problem("lot_unknown", {"lot": number}, "lot"))
    kinds = {code: site.kind for code, site in masters.sites(db, book).items()}
    batch = lots.lots_like(db, book, [found.key]) if found.key.batch else [found]
    return [row for lot in sorted(batch, key=lambda one: one.id) for row in _rows_of(db, book, lot, kinds)]


def _rows_of(db: sa.Connection, book: str, lot: Lot, kinds: Mapping[str, str]) -> list[Row]:
    """Every site that has or had the lot, or gets it; `held` is what its shelf and its packed goods hold now."""
    now, coming, orders = defaultdict[str, int](int), defaultdict[str, int](int), dict[int, int]()
    here = held(db, book, lot.id, lot.key.item)
    ends = {row.id: row.partner or row.site for row in cases.listing(db, book, numbers={one.case for one in here})}
    for one in here:
        if one.kind in (SHELF, RESERVED):
            now[one.site] += one.quantity
        if one.kind == TRANSIT:
            coming[ends[one.case]] += one.quantity
        if one.kind == RESERVED:
            orders[one.case] = one.quantity
    met = {code for move in went(db, book, lot.id, lot.item) for code in (move.source, move.destination)}
    sites = sorted(code for code in met | coming.keys() if kinds[code] in CLOSING_SITES)
    about: Row = {"item": lot.key.item, "fund": lot.key.fund, "lot": lot.id}
    return [
        *({"site": code, **about, "held": now[code], "coming": coming[code] or None} for code in sites),
        *({"site": ends[case], **about, "held": quantity, "case": case} for case, quantity in sorted(orders.items())),
    ]
