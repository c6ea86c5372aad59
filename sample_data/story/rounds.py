"""The routine distribution: a Rensi every two months from the 17th, carried out in six working days, route by route.

Source of the rhythm: the service standard of Kota Salatiga, two-monthly within six working days from the 17th. What
is proposed brings every faskes to three months of its reported use.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from alokon import text
from alokon.catalog import ITEMS
from alokon.sop.distribution import DISTRIBUTION
from inventory.core.months import Month
from sample_data.story import people
from sample_data.story.days import START, months_of, the_day, working_days, works
from sample_data.story.deliveries import Trip, send
from sample_data.story.goods import handfuls_above
from sample_data.story.shelves import WAREHOUSE, on_the_way, shelves, usable
from sample_data.story.telling import Story

FLOW = DISTRIBUTION.code
FIRST_DAY, WORKING_DAYS, EVERY_MONTHS = 17, 6, 2
MONTHS_WANTED = 3.0
MONTHS_UNREPORTED = 0.5
"""What has been handed out since the last report, on the day of the Rensi."""

CUT_REASON = "Stok gudang terbatas, dibagi menurut kebutuhan"
SECOND_THOUGHTS = "Sisa stok pada laporan terakhir masih cukup"

ARRIVALS = {"whole": 880, "damaged": 30, "short": 30, "partly": 30, "behalf": 20, "returned": 10}
"""How deliveries arrive, out of a thousand."""

SET_ARRIVALS = ("whole", "damaged", "short", "partly", "returned", "miscounted", "behalf")
"""How the first deliveries of the very first round arrive, so that even a short story has one of each."""

Proposal = list[dict[str, object]]


def plan(story: Story) -> None:
    """Put every Rensi on the agenda."""
    for month in months_of(12)[::EVERY_MONTHS]:
        story.on(the_day(month, FIRST_DAY), 8, partial(_propose, story, month))


def _propose(story: Story, month: Month) -> None:
    days = working_days(story.today, WORKING_DAYS)
    proposals = _needs(story)
    grants = _grants(story, proposals)
    areas = sorted({found.kecamatan for found in story.registry.values()})
    first = month == Month.of(START)
    for n, (code, rows) in enumerate(proposals.items()):
        answers = {"urgency": "rutin", "rensi": _title(month), "lines": rows}
        done = story.take(people.STOREKEEPER, FLOW, "propose", answers, site=code)
        route = areas.index(story.registry[code].kecamatan) * len(days) // len(areas)
        set_arrival = SET_ARRIVALS[n] if first and n < len(SET_ARRIVALS) else ""
        send(story, _trip(story, done.case or 0, code, days, route, set_arrival, grants))


def _title(month: Month) -> str:
    """What a Rensi is called: its two months."""
    return f"Rensi {text.MONTHS[month.month - 1]}–{text.MONTHS[month.next.month - 1]} {month.next.year}"


def _needs(story: Story) -> dict[str, Proposal]:
    """Faskes → the lines proposed for it, from its stock, what is on the way, and what it hands out in a month."""
    stock, sent = shelves(story), on_the_way(story)
    found: dict[str, Proposal] = defaultdict(list)
    for code, item in story.demand:
        if not story.servable(code):
            continue
        there = usable(stock.get(code, ()), item, None, story.today) + sent.get((code, item), 0)
        need = handfuls_above(item, monthly(story, code, item) * (MONTHS_WANTED + MONTHS_UNREPORTED) - there)
        if need > 0:
            found[code].append({"item": item, "proposed": need})
    return found


def monthly(story: Story, code: str, item: str) -> float:
    """What a faskes hands out in a month: the mean of its last reports, or what its old papers say."""
    reported = story.used.get((code, item), [])[-(6 if ITEMS[item].mkjp else 3) :]
    return sum(reported) / len(reported) if reported else story.demand[code, item]


def _grants(story: Story, proposals: Mapping[str, Proposal]) -> dict[str, float]:
    """Item → the part of everything proposed that the warehouse can give, keeping a little for urgent requests."""
    lots = shelves(story, sites=(WAREHOUSE,)).get(WAREHOUSE, [])
    wanted: dict[str, int] = defaultdict(int)
    for rows in proposals.values():
        for row in rows:
            wanted[str(row["item"])] += int(str(row["proposed"]))
    return {item: 0.92 * usable(lots, item, None, story.today) / total for item, total in wanted.items()}


def _trip(
    story: Story, case: int, code: str, days: Sequence[date], route: int, arrival: str, grants: Mapping[str, float]
) -> Trip:
    rng = story.rng
    ship = days[route]
    wait = rng.choices((0, 1, 2, 4), (60, 28, 9, 3))[0]
    arrive = date.fromordinal(ship.toordinal() + wait)
    thoughts = {item: (part, CUT_REASON) for item, part in grants.items() if part < 1}
    if rng.random() < 0.12:
        item = rng.choice([item for (c, item) in story.demand if c == code])
        thoughts.setdefault(item, (0.5, SECOND_THOUGHTS))
    return Trip(
        case,
        code,
        order=days[max(0, route - 1)],
        issue=ship,
        ship=ship,
        arrive=arrive if works(arrive) else working_days(arrive, 1)[0],
        arrival=arrival or rng.choices(tuple(ARRIVALS), tuple(ARRIVALS.values()))[0],
        grants=thoughts,
    )
