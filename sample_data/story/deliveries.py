"""How a case goes from the approver to the faskes: each step puts the next on the agenda.

What is approved is decided from what lies in the warehouse at that hour. A trip whose next day lies beyond the end
of the story stays where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from alokon.sop.case import Case, Line
from alokon.sop.distribution import DISTRIBUTION
from alokon.store import cases
from sample_data.story import people
from sample_data.story.arrivals import arrive
from sample_data.story.days import later
from sample_data.story.goods import handfuls
from sample_data.story.shelves import WAREHOUSE, shelves, usable
from sample_data.story.supplies import packing
from sample_data.story.telling import Story

FLOW = DISTRIBUTION.code
FUNDS = ("APBN", "APBD")


@dataclass(frozen=True)
class Trip:
    """The days of a case's steps, how it arrives, and what the approver thinks: item → the part he grants, why.

    `mishap` is a word for what goes wrong on the way: "sent_back", "cancelled", "unshipped"; empty when nothing does.
    """

    case: int
    site: str
    order: date
    issue: date
    ship: date
    arrive: date
    arrival: str = "whole"
    grants: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    mishap: str = ""


def send(story: Story, trip: Trip) -> None:
    """Put the order on the agenda; everything after it follows."""
    story.on(trip.order, 10, partial(_order, story, trip))


def _order(story: Story, trip: Trip) -> None:
    case = cases.load(story.db, story.office.book, trip.case)
    lots = shelves(story, sites=(WAREHOUSE,)).get(WAREHOUSE, [])
    rows = []
    for line in case.children(None):
        free = {fund: usable(lots, line.item, fund, story.today) for fund in FUNDS}
        rows += _answer(line, free, trip.grants.get(line.item))
    if not any(row["approved"] for row in rows):
        reason = "Stok gudang kosong untuk semua jenis yang diminta"
        story.take(people.APPROVER, FLOW, "reject", {"reason": reason}, case=trip.case)
        story.tell("rejected")
        return
    story.take(people.APPROVER, FLOW, "order", {"lines": rows}, case=trip.case)
    act = {"sent_back": _send_back, "cancelled": _cancel}.get(trip.mishap, _issue)
    story.on(max(trip.issue, story.today) if act is _issue else later(story.today, 1), 11, partial(act, story, trip))


def _answer(line: Line, free: Mapping[str, int], grant: tuple[float, str] | None) -> list[dict[str, object]]:
    """The approver's rows for one asked line: from APBN first, the rest from APBD, cut with a reason."""
    wanted = line["requested"] or line["proposed"]
    part, why = grant or (1.0, "")
    granted = min(wanted, handfuls(line.item, wanted * part)) if part < 1 else wanted
    first = min(granted, free["APBN"])
    second = min(granted - first, free["APBD"])
    rows: list[dict[str, object]] = [{"line": line.number, "fund": "APBN", "approved": first}]
    if second:
        rows.append({"line": line.number, "fund": "APBD", "approved": second})
    if first + second != wanted:
        rows[0]["note"] = why or "Stok gudang tidak cukup"
    return rows


def pack(story: Story, trip: Trip) -> None:
    """Make the voucher and pack."""
    packages = story.rng.randint(1, 6)
    done = story.take(
        people.STOREKEEPER, FLOW, "issue", {"packages": packages, "lines": packing(packages)}, case=trip.case
    )
    story.sbbk[trip.site] = done.paper or ""


def sent(story: Story, trip: Trip) -> None:
    """Put the arrival of what is on its way on the agenda."""
    story.on(max(trip.arrive, story.today), 14, partial(arrive, story, trip.case, trip.arrival))


def _issue(story: Story, trip: Trip) -> None:
    pack(story, trip)
    story.on(max(trip.ship, story.today), 13, partial(_ship, story, trip))


def _ship(story: Story, trip: Trip) -> None:
    answers = {"vehicle": "Mobil box", "carrier": "Pengemudi"}
    story.take(people.STOREKEEPER, FLOW, "ship", answers, case=trip.case)
    if trip.mishap == "unshipped":
        story.on(story.today, 14, partial(_unship, story, trip))
    else:
        sent(story, trip)


def _unship(story: Story, trip: Trip) -> None:
    answers = {"reason": "Mobil box mogok di Cijeungjing, barang kembali ke gudang"}
    story.take(people.STOREKEEPER, FLOW, "unship", answers, case=trip.case)
    story.tell("unshipped")
    again = Trip(trip.case, trip.site, story.today, story.today, later(story.today, 1), later(story.today, 2))
    story.on(again.ship, 13, partial(_ship, story, again))


def _send_back(story: Story, trip: Trip) -> None:
    answers = {"reason": "Satu dus basah karena atap bocor, isinya diperiksa dahulu"}
    story.take(people.STOREKEEPER, FLOW, "send_back", answers, case=trip.case)
    story.tell("sent_back")
    half = {line.item: (0.5, "Menunggu pemeriksaan dus yang basah") for line in _asked(story, trip.case)}
    day = later(story.today, 1)
    send(story, Trip(trip.case, trip.site, day, later(day, 1), later(day, 1), later(day, 2), grants=half))


def _cancel(story: Story, trip: Trip) -> None:
    answers = {"reason": "Kebutuhan sudah terpenuhi dari puskesmas induk"}
    story.take(people.at(story.registry[trip.site]), FLOW, "cancel", answers, case=trip.case)
    story.tell("cancelled")


def _asked(story: Story, case: int) -> list[Line]:
    found: Case = cases.load(story.db, story.office.book, case)
    return found.children(None)
