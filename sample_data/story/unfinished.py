"""The last days: requests still on their way when the story ends, at every state, so that there is work to do.

Two shipments of the province are announced and not there: one should have come, one is to come.
"""

from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from sample_data.story import people, receipts
from sample_data.story.days import works
from sample_data.story.deliveries import Trip, send
from sample_data.story.goods import cartons, fresh
from sample_data.story.requests import ask
from sample_data.story.telling import Story

NEVER = -1


class Unfinished(NamedTuple):
    """A request, and how many working days before the end each step is taken; the steps that are not, never."""

    site: str
    items: tuple[str, ...]
    asked: int
    order: int = NEVER
    issue: int = NEVER
    ship: int = NEVER
    arrive: int = NEVER
    arrival: str = "whole"


UNFINISHED = (
    Unfinished(people.PUSKESMAS, ("SUNTIK3P", "PILK", "IMPLAN2"), 4, 3, 2, 1),
    Unfinished(people.PMB, ("SUNTIK3P", "PILK"), 4, 3, 2, 1),
    Unfinished("320704300", ("IUD", "PILP"), 3, 2, 1, 0),
    Unfinished("320701900", ("SUNTIK1", "PILK", "KONDOM"), 4, 3, 2, 2, 1, "partly"),
    Unfinished("320700100", ("SUNTIK3P", "PILP"), 4, 3, 2, 1, 0, "partly"),
    Unfinished("320704100", ("IUD", "IMPLAN1"), 3, 2, 1),
    Unfinished("320702500", ("SUNTIK3P", "KONDOM"), 2, 1, 0),
    Unfinished("320703700", ("PILK",), 2, 1),
    Unfinished("320701100", ("SUNTIK3P", "SUNTIK1"), 1, 0),
    Unfinished("320701600", ("IMPLAN2", "IUD"), 3),
    Unfinished("320700800", ("PILK", "KONDOM"), 1),
    Unfinished("320710200", ("SUNTIK3P",), 0),
    Unfinished("320705100", ("SUNTIK3P", "PILK"), 0),
)


class Awaited(NamedTuple):
    """A shipment announced so many working days before the end, and how many days before it (after: less than none)
    it is expected; months of use of its item."""

    document: str
    item: str
    told: int
    early: int
    months: float


AWAITED = (Awaited("091", "SUNTIK3P", 7, 4, 0.5), Awaited("092", "KONDOM", 2, -8, 1.0))


def plan(story: Story) -> None:
    """Put the last requests and announcements on the agenda."""
    for shipment in AWAITED:
        story.on(_before(story, shipment.told), 11, partial(_announce, story, shipment))
    for one in UNFINISHED:
        story.on(_before(story, one.asked), 15, partial(_ask, story, one))


def _before(story: Story, working: int) -> date:
    """The working day so many before the last; beyond the end for `NEVER`."""
    if working == NEVER:
        return story.until + timedelta(days=30)
    found = [d for n in range(30) if works(d := story.until - timedelta(days=n))]
    return found[working]


def _ask(story: Story, one: Unfinished) -> None:
    case = ask(story, one.site, dict.fromkeys(one.items, 1.5), "Persediaan untuk bulan berjalan tidak mencukupi")
    order, issue, ship, arrive = (_before(story, step) for step in (one.order, one.issue, one.ship, one.arrive))
    send(story, Trip(case, one.site, order, issue, ship, arrive, one.arrival))


def _announce(story: Story, shipment: Awaited) -> None:
    expected, item = story.until - timedelta(days=shipment.early), shipment.item
    need = sum(mean for (_, of), mean in story.demand.items() if of == item)
    rows = [fresh(item, expected).row(cartons(item, need * shipment.months))]
    head: receipts.Row = {"sender": receipts.PROVINCE, "document": f"SBBK/PROV/{shipment.document}/{story.today.year}"}
    receipts.announce(story, head, rows, expected)
