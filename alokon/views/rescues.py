"""What to carry from where it will expire to the faskes that use it in time, on a day. All are whole base units."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa

from alokon.planning.consumption import DAYS
from alokon.planning.expiring import PAST
from alokon.planning.rescue import Risk, Taker, rescues
from alokon.store.settings import settings
from alokon.views.expiring import Expiring, expiring, monthly_use
from alokon.views.stock import OnHand, on_hand
from inventory.core.places import FACILITY
from inventory.store import masters


class Proposal(NamedTuple):
    """Carry `quantity` of what is at risk to `taker`, who has `position`, coming goods included, and uses `monthly`: in
    time `able`, of all it has and gets.
    """

    risk: Expiring
    taker: str
    quantity: int
    position: int
    monthly: Fraction
    able: int

    @property
    def own_use(self) -> int:
        """What the giver itself will use of the batch before it expires."""
        return self.risk.asking.quantity - (self.risk.unused or 0)

    @property
    def value_sen(self) -> int | None:
        """What is carried is worth; None without a price."""
        price = self.risk.asking.batch.facts.unit_value_sen
        return None if price is None else price * self.quantity


def proposals(db: sa.Connection, book: str, on: date) -> list[Proposal]:
    """Every proposal of the kabupaten, item by item; a fixed number of questions.

    A batch whose last day has passed is beyond help. The margin is that of the Rensi (`rensi.margin`).
    """
    margin = int(str(settings(db, book)["rensi.margin"]))
    saved = [one for one in expiring(db, book, on) if one.unused and one.asking.band != PAST]
    items = sorted({one.asking.batch.item for one in saved})
    facilities = masters.sites(db, book, kind=FACILITY)
    held = [row for row in on_hand(db, book, on, items=items) if row.site in facilities] if items else []
    monthly = monthly_use(db, book, on, [(row.site, row.item) for row in held])
    found: list[Proposal] = []
    for item in items:
        uses = {row.site: (row, use) for row in held if row.item == item and (use := monthly[row.site, item])}
        found += _of_item([one for one in saved if one.asking.batch.item == item], uses, on, margin)
    return found


def _of_item(saved: list[Expiring], uses: dict[str, tuple[OnHand, Fraction]], on: date, margin: int) -> list[Proposal]:
    """The proposals of one item; `uses`: site → what it has, and what it uses in thirty days."""
    takers = [Taker(code, row.usable + row.incoming, use / DAYS) for code, (row, use) in uses.items()]
    known = {(one.asking.batch.site, one.asking.batch.lot): one for one in saved}
    risks = [
        Risk(code, lot, one.asking.batch.facts.expiry, one.unused)
        for (code, lot), one in known.items()
        if one.unused and one.asking.batch.facts.expiry
    ]
    by_site = {taker.site: taker for taker in takers}
    return [
        _proposal(known[one.source, one.lot], one.quantity, by_site[one.destination], on, margin)
        for one in rescues(risks, takers, on, margin)
    ]


def _proposal(risk: Expiring, quantity: int, taker: Taker, on: date, margin: int) -> Proposal:
    expiry = risk.asking.batch.facts.expiry
    assert expiry is not None
    able = taker.uses(expiry, on, margin)
    return Proposal(risk, taker.site, quantity, taker.position, taker.daily * DAYS, able)
