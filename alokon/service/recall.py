"""Recalling a batch: every place that has or had it is found in the book, and told by a letter of its own."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from alokon.service.desk import Desk, Done, guard, writing
from alokon.service.perform import Command, take_in
from alokon.sop.recall import RECALL, RECALLS
from alokon.store import settings
from alokon.views.lots import held, went
from inventory.core.errors import Problem, Refused
from inventory.core.places import CLOSING_SITES, SHELF
from inventory.store import lots, masters


def recall(desk: Desk, lot: int, day: date, answers: Mapping[str, object], key: str) -> Done:
    """Recall a lot; `answers` are the step's reason and document. Codes `lot_unknown`, and those of taking the step."""
    with writing(desk) as db:
        guard(db, desk, RECALL.permission)
        warehouse = str(settings.settings(db, desk.book)["warehouse"])
        told = {**answers, "date": day, "lot": lot, "lines": _places(db, desk.book, lot)}
        return take_in(db, desk, Command(RECALLS.code, RECALL.name, told, key, site=warehouse))


def _places(db: sa.Connection, book: str, lot: int) -> list[dict[str, object]]:
    """Every site that has or had the lot, with what its shelf holds now."""
    found = lots.lots_by_id(db, book, [lot]).get(lot)
    if found is None:
        raise Refused(Problem("lot_unknown", {"lot": lot}, "lot"))
    kinds = {code: site.kind for code, site in masters.sites(db, book).items()}
    now = {one.site: one.quantity for one in held(db, book, lot, found.key.item) if one.kind == SHELF}
    met = {code for move in went(db, book, lot, found.item) for code in (move.source, move.destination)}
    return [
        {"site": code, "item": found.key.item, "fund": found.key.fund, "lot": lot, "held": now.get(code, 0)}
        for code in sorted(met)
        if kinds[code] in CLOSING_SITES
    ]
