"""The routine distribution: a Rensi every two months from the 17th, carried out in six working days, route by route.

Source of the rhythm: the service standard of Kota Salatiga, two-monthly within six working days from the 17th. What
the book cannot work out yet, because nothing has been reported, is filled in from the reports of before.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import partial

from alokon.catalog import ITEMS
from alokon.planning.sharing import MONTHS
from alokon.service.rensi import compute_in, order_in, waiting
from alokon.sop.rensi import RENSI
from alokon.sop.trips import SET_OUT, TRIPS
from alokon.views.rensi_told import Rensi, rensi
from inventory.core.months import Month
from sample_data.story import people
from sample_data.story.days import START, months_of, the_day, working_days, works
from sample_data.story.deliveries import Trip, pack, sent
from sample_data.story.goods import handfuls, handfuls_above
from sample_data.story.shelves import WAREHOUSE
from sample_data.story.telling import Story

FIRST_DAY, WORKING_DAYS, EVERY_MONTHS = 17, 6, 2
MONTHS_WANTED = 3.5
PART = 0.92
"""What of the warehouse's stock may go where nothing is reported yet."""

UNREPORTED = "Belum ada laporan di buku; menurut laporan SIGA tahun lalu"
SECOND_THOUGHTS = "Sisa stok pada laporan terakhir masih cukup"

ARRIVALS = {"whole": 880, "damaged": 30, "short": 30, "partly": 30, "behalf": 20, "returned": 10}
"""How deliveries arrive, out of a thousand."""

SET_ARRIVALS = ("whole", "damaged", "short", "partly", "returned", "miscounted", "behalf")
"""How the first deliveries of the very first round arrive, so that even a short story has one of each."""

Row = dict[str, object]


def plan(story: Story) -> None:
    """Put every Rensi on the agenda."""
    for month in months_of(12)[::EVERY_MONTHS]:
        story.on(the_day(month, FIRST_DAY), 8, partial(_draw_up, story, month))


def _draw_up(story: Story, month: Month) -> None:
    """The storekeeper works it out, fills in what is not known, and changes a few lines."""
    head = {"date": story.today, "month": month.next, "cycle": str(EVERY_MONTHS), "rule": MONTHS}
    done = compute_in(story.db, story.desk(people.STOREKEEPER), head, story.key())
    case = done.case or 0
    found = rensi(story.db, story.office.book, case, story.today)
    rows = [*_unreported(story, found), *_second_thoughts(story, found)]
    if rows:
        story.take(people.STOREKEEPER, RENSI.code, "adjust", {"lines": rows}, case=case)
    story.on(story.today, 14, partial(_approve, story, month, case))


def _approve(story: Story, month: Month, case: int) -> None:
    """The approver approves it; the SPMB of each route are issued the working day before its trip."""
    story.take(people.APPROVER, RENSI.code, "approve_plan", {}, case=case)
    days = working_days(story.today, WORKING_DAYS)
    areas = sorted({found.kecamatan for found in story.registry.values()})
    first = month == Month.of(START)
    trips: dict[tuple[date, date], list[Trip]] = defaultdict(list)
    for n, row in enumerate(waiting(story.db, story.office.book, case)):
        route = areas.index(story.registry[row.site].kecamatan) * len(days) // len(areas)
        set_arrival = SET_ARRIVALS[n] if first and n < len(SET_ARRIVALS) else ""
        trip = _trip(story, row.id, row.site, days, route, set_arrival)
        trips[trip.order, trip.ship].append(trip)
    for (day, _), those in trips.items():
        story.on(day, 15, partial(_order, story, case, those))


def _order(story: Story, case: int, trips: Sequence[Trip]) -> None:
    served = {trip.case for trip in trips}
    rows = [row for row in waiting(story.db, story.office.book, case) if row.id in served]
    order_in(story.db, story.desk(people.APPROVER), case, story.today, story.key(), rows)
    story.on(max(trips[0].ship, story.today), 11, partial(_load, story, trips))


def _load(story: Story, trips: Sequence[Trip]) -> None:
    """Pack what is ordered for a route, and let the car set out with it; it is back in the evening."""
    for trip in trips:
        pack(story, trip)
    lines = [{"case": trip.case, "stop": n} for n, trip in enumerate(trips, 1)]
    answers = {"vehicle": "Mobil box", "carrier": "Pengemudi", "lines": lines}
    done = story.take(people.STOREKEEPER, TRIPS.code, SET_OUT.name, answers, site=WAREHOUSE)
    for trip in trips:
        sent(story, trip)
    story.on(story.today, 16, partial(_come_back, story, done.case or 0, 18 + 7 * len(trips)))


def _come_back(story: Story, case: int, distance_km: int) -> None:
    story.take(people.STOREKEEPER, TRIPS.code, "come_back", {"distance_km": distance_km}, case=case)


def _unreported(story: Story, found: Rensi) -> list[Row]:
    """What faskes get whose use nobody has reported yet: months of what their old papers say, as far as it goes."""
    wishes: dict[str, dict[str, int]] = defaultdict(dict)
    for line in found.lines:
        facts = line.figures
        if facts and facts.needed is None and (line.site, line.item) in story.demand:
            there = facts.usable + facts.coming
            wish = handfuls_above(line.item, monthly(story, line.site, line.item) * MONTHS_WANTED - there)
            wishes[line.item][line.site] = wish
    return [row for item, wished in wishes.items() for row in _granted(found, item, wished)]


def _granted(found: Rensi, item: str, wished: dict[str, int]) -> list[Row]:
    """The wishes of an item, all cut by the same part where the warehouse does not suffice, fund after fund."""
    left = dict(found.newest.had[item].by_fund)
    part = min(1.0, PART * sum(left.values()) / max(1, sum(wished.values())))
    rows: list[Row] = []
    for site, wish in wished.items():
        lacking = min(wish, handfuls(item, wish * part))
        for fund in left:
            given = min(lacking, left[fund])
            if given:
                rows.append({"site": site, "item": item, "fund": fund, "planned": given, "note": UNREPORTED})
                left[fund] -= given
                lacking -= given
    return rows


def _second_thoughts(story: Story, found: Rensi) -> list[Row]:
    """A few lines are halved by hand."""
    rows: list[Row] = []
    for line in found.lines:
        for fund in line.funds:
            if fund["proposed"] and story.rng.random() < 0.02:
                half = handfuls(line.item, fund["proposed"] / 2)
                about = {"site": line.site, "item": line.item, "fund": fund.fund}
                rows.append({**about, "planned": half, "note": SECOND_THOUGHTS})
    return rows


def monthly(story: Story, code: str, item: str) -> float:
    """What a faskes hands out in a month: the mean of its last reports, or what its old papers say."""
    reported = story.used.get((code, item), [])[-(6 if ITEMS[item].mkjp else 3) :]
    return sum(reported) / len(reported) if reported else story.demand[code, item]


def _trip(story: Story, case: int, code: str, days: Sequence[date], route: int, arrival: str) -> Trip:
    rng = story.rng
    ship = days[route]
    wait = rng.choices((0, 1, 2, 4), (60, 28, 9, 3))[0]
    arrive = date.fromordinal(ship.toordinal() + wait)
    return Trip(
        case,
        code,
        order=days[max(0, route - 1)],
        issue=ship,
        ship=ship,
        arrive=arrive if works(arrive) else working_days(arrive, 1)[0],
        arrival=arrival or rng.choices(tuple(ARRIVALS), tuple(ARRIVALS.values()))[0],
    )
