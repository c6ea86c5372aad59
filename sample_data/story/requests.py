"""Urgent requests between the rounds: faskes that run low ask for themselves, now and then their UPTD asks for them.

A few go another way: rejected, withdrawn, sent back by the storekeeper, cut, brought back by the car.
"""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from alokon.sop.distribution import ASKED, DISTRIBUTION, ORDERED, PACKED, PARTLY, SENT
from alokon.store import cases
from sample_data.story import people
from sample_data.story.days import later, months_of, the_day
from sample_data.story.deliveries import Trip, send
from sample_data.story.goods import HANDFUL, handfuls
from sample_data.story.rounds import monthly
from sample_data.story.shelves import shelves, usable
from sample_data.story.telling import Story

FLOW = DISTRIBUTION.code
OPEN = (ASKED, ORDERED, PACKED, SENT, PARTLY)
ASKING_DAYS, ASKERS = (9, 27), 3
"""On which days of a month somebody asks, and how many do."""

LOW_MONTHS, WANTED_MONTHS = 0.6, 2.0
"""Stock below so many months of use is worth an urgent request, which asks for so many."""

RUNNING_LOW = "Stok menipis sebelum distribusi rutin berikutnya"
REJECTION = "Jumlah jauh di atas pemakaian; ajukan kembali sesuai kebutuhan dua bulan"


class Oddity(NamedTuple):
    """A request that goes its own way: in which month of the story, who asks for months of which item, what happens."""

    month: int
    day: int
    site: str
    item: str
    months: float
    mishap: str = ""
    grant: tuple[float, str] | None = None
    reason: str = "Peserta KB bertambah, stok tinggal beberapa hari"


ODDITIES = (
    Oddity(0, 7, "320701500", "SUNTIK3P", 12.0, "rejected"),
    Oddity(0, 10, "320702200", "PILK", 1.5, "cancelled"),
    Oddity(0, 11, "320703000", "KONDOM", 2.0, "sent_back"),
    Oddity(0, 12, "320700600", "SUNTIK3P", 3.0, "", (0.5, "Dipenuhi sebagian, sisanya pada distribusi rutin")),
    Oddity(1, 4, "320702900", "PILK", 1.0, "unshipped"),
    Oddity(4, 6, "320704200", "IUD", 2.0, "", (0.6, "Stok gudang dibagi dengan dua rumah sakit lain")),
    Oddity(7, 10, "320703600", "IMPLAN2", 4.0, reason="Pelayanan KB serentak Hari Keluarga Nasional"),
    Oddity(8, 13, "320701300", "PILP", 10.0, "rejected"),
)


def plan(story: Story) -> None:
    """Put every request on the agenda."""
    months = months_of(12)
    for month in months:
        for day in ASKING_DAYS:
            story.on(the_day(month, day), 9, partial(_ask_where_low, story))
    for odd in ODDITIES:
        story.on(the_day(months[odd.month], odd.day), 9, partial(_ask_oddly, story, odd))


def ask(story: Story, code: str, wanted: Mapping[str, float], reason: str, *, by_uptd: bool = False) -> int:
    """Ask for so many months of use of each item; returns the case."""
    faskes = story.registry[code]
    rows = [
        {"item": item, "requested": max(HANDFUL[item], handfuls(item, months * monthly(story, code, item)))}
        for item, months in wanted.items()
    ]
    actor = people.uptd(story.areas[faskes.kecamatan]) if by_uptd else people.at(faskes)
    answers = {"urgency": "darurat", "reason": reason, "lines": rows}
    return story.take(actor, FLOW, "request", answers, site=code).case or 0


def _ask_where_low(story: Story) -> None:
    busy = {row.site for row in cases.listing(story.db, story.office.book, flows=(FLOW,), states=OPEN)}
    low = [(code, items) for code, items in _low(story).items() if code not in busy]
    for code, items in story.rng.sample(low, min(ASKERS, len(low))):
        case = ask(story, code, dict.fromkeys(items, WANTED_MONTHS), RUNNING_LOW, by_uptd=story.rng.random() < 0.2)
        order, ship = later(story.today, 1), later(story.today, story.rng.choice((1, 2, 2, 3)))
        send(story, Trip(case, code, order, ship, ship, later(ship, story.rng.choice((0, 1)))))


def _low(story: Story) -> dict[str, list[str]]:
    """The faskes that run low, with up to four items they run low of."""
    stock = shelves(story)
    found: dict[str, list[str]] = {}
    for code, item in story.demand:
        there = usable(stock.get(code, ()), item, None, story.today)
        needed = monthly(story, code, item)
        if needed >= 1 and there < LOW_MONTHS * needed and story.servable(code) and len(found.get(code, ())) < 4:
            found.setdefault(code, []).append(item)
    return found


def _ask_oddly(story: Story, odd: Oddity) -> None:
    case = ask(story, odd.site, {odd.item: odd.months}, odd.reason)
    next_day = later(story.today, 1)
    if odd.mishap == "rejected":
        story.on(next_day, 10, partial(_reject, story, case))
        return
    grants = {odd.item: odd.grant} if odd.grant else {}
    story.tell("partly_approved" if odd.grant else "requested")
    ship = later(next_day, 1)
    send(story, Trip(case, odd.site, next_day, ship, ship, later(ship, 1), grants=grants, mishap=odd.mishap))


def _reject(story: Story, case: int) -> None:
    story.take(people.APPROVER, FLOW, "reject", {"reason": REJECTION}, case=case)
    story.tell("rejected")
