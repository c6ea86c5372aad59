"""Goods that go back or sideways: a puskesmas with too much gives to a neighbour, another sends some back."""

from datetime import date
from functools import partial
from typing import NamedTuple

from alokon.sop.returns import NETWORK, RETURN, TRANSFER
from alokon.store import cases
from inventory.core.goods import LotStock, fefo_order
from sample_data.story import people
from sample_data.story.days import later, months_of, the_day
from sample_data.story.opening import HOARDER
from sample_data.story.shelves import shelves
from sample_data.story.telling import Story


class Gift(NamedTuple):
    """In which month of the story and on which day one site gives another so many base units of an item."""

    month: int
    day: int
    site: str
    partner: str
    item: str
    quantity: int


TRANSFERS = (Gift(1, 8, HOARDER, "320701800", "PILK", 40), Gift(4, 20, HOARDER, "320700400", "SUNTIK3P", 30))
NETWORKS = (Gift(1, 12, "320700100", "320700101", "PILK", 10), Gift(5, 9, "320700400", "320700401", "SUNTIK3P", 10))
RETURNS = (Gift(1, 10, HOARDER, "", "KONDOM", 144),)


def plan(story: Story) -> None:
    """Put them on the agenda."""
    for gifts, act in ((TRANSFERS, _offer), (NETWORKS, _distribute), (RETURNS, _return)):
        for gift in gifts:
            day: date = the_day(months_of(12)[gift.month], gift.day)
            story.on(day, 15, partial(act, story, gift))


def _lot(story: Story, gift: Gift) -> LotStock | None:
    """The lot that lasts longest of the item, if it holds enough."""
    lots = shelves(story, sites=[gift.site]).get(gift.site, [])
    own = sorted((lot for lot in lots if lot.key.item == gift.item), key=fefo_order)
    return own[-1] if own and own[-1].available >= gift.quantity else None


def _offer(story: Story, gift: Gift) -> None:
    lot = _lot(story, gift)
    if lot is None:
        return
    lines = [{"lot": lot.lot, "quantity": gift.quantity}]
    answers = {"partner": gift.partner, "reason": "Stok jauh di atas pemakaian", "lines": lines}
    done = story.take(people.STOREKEEPER, TRANSFER.code, "offer", answers, site=gift.site)
    story.on(later(story.today, 1), 9, partial(_hand_over, story, gift, done.case or 0))


def _hand_over(story: Story, gift: Gift, case: int) -> None:
    story.take(people.at(story.registry[gift.site]), TRANSFER.code, "hand_over", {}, case=case)
    story.on(later(story.today, 1), 10, partial(_receive, story, gift, case))


def _receive(story: Story, gift: Gift, case: int) -> None:
    (line,) = cases.load(story.db, story.office.book, case).leaves
    answers = {"receiver": "Petugas gudang farmasi", "lines": [{"line": line.number, "accepted": line["issued"]}]}
    story.take(people.at(story.registry[gift.partner]), TRANSFER.code, "receive", answers, case=case)
    story.tell("transferred")


def _distribute(story: Story, gift: Gift) -> None:
    lot = _lot(story, gift)
    if lot is not None:
        answers = {"partner": gift.partner, "lines": [{"lot": lot.lot, "quantity": gift.quantity}]}
        story.take(people.at(story.registry[gift.site]), NETWORK.code, "distribute", answers, site=gift.site)
        story.tell("given_to_network")


def _return(story: Story, gift: Gift) -> None:
    lot = _lot(story, gift)
    if lot is None:
        return
    lines = [{"lot": lot.lot, "condition": "good", "quantity": gift.quantity}]
    answers = {"reason": "Tidak akan terpakai sebelum kedaluwarsa", "lines": lines}
    done = story.take(people.at(story.registry[gift.site]), RETURN.code, "send_return", answers, site=gift.site)
    story.on(later(story.today, 1), 10, partial(_take_back, story, done.case or 0))


def _take_back(story: Story, case: int) -> None:
    (line,) = cases.load(story.db, story.office.book, case).leaves
    answers = {"receiver": "Pengelola Barang", "lines": [{"line": line.number, "accepted": line["issued"]}]}
    story.take(people.STOREKEEPER, RETURN.code, "receive", answers, case=case)
    story.tell("returned_to_warehouse")
