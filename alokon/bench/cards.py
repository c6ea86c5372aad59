"""Row C: the stock card of what the warehouse moves most, its newest page as the pages show it, and the whole of it."""

import sqlalchemy as sa

from alokon.bench.ledger import BOOK, STORE
from alokon.bench.limits import raw
from alokon.bench.scene import OURS, Scene
from alokon.bench.timing import Taken, alternate, milliseconds
from alokon.bench.tryton import peer
from alokon.bench.vouchers import WAREHOUSE
from alokon.bench.workload import FIRST_MONTH
from alokon.views.cards import card, page, told
from alokon.views.told import Told
from inventory.core.months import Month
from inventory.store.engine import reading
from inventory.store.stock_cards import CardRow
from web.views.cards import PER_PAGE, USUAL_MONTHS

BUSIEST = "PILK"
"""Carried as often as any, and paid by two funds: twice the lines of most."""


def measure(scene: Scene) -> list[Taken]:
    """Milliseconds for the newest page with its documents, and for the whole card of the warehouse."""
    limit = raw(scene.store, scene.limit, scene.workload)
    first, last = FIRST_MONTH.first, scene.workload.last_month.last
    with scene.reading() as ours, reading(ours.engine) as db:
        page = {
            OURS: milliseconds(lambda: newest(db, scene.workload.last_month)),
            limit.name: milliseconds(lambda: limit.newest(WAREHOUSE, BUSIEST, PER_PAGE)),
        }
        whole = {
            OURS: milliseconds(lambda: card(db, BOOK, STORE, BUSIEST, first, last)),
            limit.name: milliseconds(lambda: limit.card(WAREHOUSE, BUSIEST)),
        }
        with peer(scene) as tryton:
            pages = alternate(2 * scene.rounds, page, {tryton.name: tryton.task("card")} if tryton else {})
        cards = alternate(scene.rounds, whole)
        found = card(db, BOOK, STORE, BUSIEST, first, last)
        lines = limit.card(WAREHOUSE, BUSIEST)
    limit.leave()
    assert (len(found.lines), found.closing) == (len(lines), lines[-1][-2] if lines else 0)
    return [Taken("C1", pages, {"months": USUAL_MONTHS}), Taken("C2", cards, {"lines": len(lines)})]


def newest(db: sa.Connection, last: Month) -> list[tuple[CardRow, Told]]:
    """What the card's page shows first when it is opened in a month: so many lines of the months it opens with."""
    since = last.plus(1 - USUAL_MONTHS).first
    found = page(db, BOOK, STORE, BUSIEST, since, last.last, lambda _lot, _names: True, PER_PAGE)
    return told(db, BOOK, STORE, found.lines)
