"""What faskes buy themselves, Mandiri or from APBD; once the same invoice is entered twice and taken back."""

from functools import partial
from typing import NamedTuple

from alokon.sop.stockkeeping import PURCHASE
from sample_data.story import people
from sample_data.story.days import later, months_of, the_day
from sample_data.story.goods import fresh, rounded_up
from sample_data.story.telling import Story

EVERY_MONTHS = 3
TWICE = "320710300"
"""The midwife's practice whose first invoice is entered twice."""


class Buyer(NamedTuple):
    """A faskes that buys an item from its own money."""

    site: str
    item: str
    fund: str = "MANDIRI"


BUYERS = (
    Buyer(people.PMB, "SUNTIK3P"),
    Buyer(TWICE, "SUNTIK1"),
    Buyer("320711500", "SUNTIK3P"),
    Buyer("320713000", "PILK"),
    Buyer("320706100", "SUNTIK3P"),
    Buyer("320704100", "IUD", "APBD"),
)


def plan(story: Story) -> None:
    """Put every quarter's purchases on the agenda."""
    for month in months_of(12)[::EVERY_MONTHS]:
        for n, buyer in enumerate(BUYERS):
            story.on(the_day(month, 12 + n), 11, partial(_buy, story, buyer))


def _buy(story: Story, buyer: Buyer) -> None:
    faskes = story.registry[buyer.site]
    quantity = rounded_up(buyer.item, story.demand[buyer.site, buyer.item])
    batch = fresh(buyer.item, story.today, buyer.fund, "M")
    answers = {
        "sender": "Pedagang besar farmasi",
        "document": f"FKT/{buyer.site[4:7]}/{story.today:%m}/{story.today.year}",
        "lines": [batch._replace(price=batch.price * 13 // 10).row(quantity)],
    }
    done = story.take(people.at(faskes), PURCHASE.code, "purchase", answers, site=buyer.site)
    if buyer.site == TWICE and "taken_back" not in story.incidents:
        again = story.take(people.at(faskes), PURCHASE.code, "purchase", answers, site=buyer.site)
        story.on(later(story.today, 1), 9, partial(_take_back, story, buyer, again.event, done.event))


def _take_back(story: Story, buyer: Buyer, event: int, first: int) -> None:
    actor = people.at(story.registry[buyer.site])
    story.correct(actor, event, None, f"Faktur yang sama sudah dicatat pada kejadian nomor {first}")
    story.tell("taken_back")
