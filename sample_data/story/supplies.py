"""What the storeroom receives in the year: packing for a thousand deliveries, and media and kits to hand out."""

from functools import partial
from typing import NamedTuple

from alokon.sop.supplies import SUPPLY_RECEIVING
from sample_data.story.days import months_of, the_day
from sample_data.story.people import STOREKEEPER
from sample_data.story.receipts import PROVINCE
from sample_data.story.telling import Story

STOREROOM = "PENUNJANG"

KLIPS_A_BOX = 4
"""Bags of loose goods in a carton."""


class Arrival(NamedTuple):
    """One delivery: the month of the story and the day, from whom with which paper, and (item, edition, quantity)."""

    month: int
    day: int
    sender: str
    document: str
    fund: str
    rows: tuple[tuple[str, str, int], ...]


BUYING = "Penyedia pengadaan APBD"

ARRIVALS = (
    Arrival(0, 3, BUYING, "BAST/APBD/KMS-1", "APBD", (("KARDUS", "", 2400), ("PLASTIK_KLIP", "", 9600))),
    Arrival(
        1, 16, PROVINCE, "SBBK/PROV/KIE-1", "APBN",
        (
            ("LEAFLET", "KB pascapersalinan", 6000), ("LEAFLET", "MKJP", 4000), ("BOOKLET", "Kampung KB", 300),
            ("LEMBAR_BALIK", "2024", 60), ("BUKU_SAKU", "2025", 320), ("KIT_KADER", "2025", 120),
        ),
    ),
    Arrival(5, 12, BUYING, "BAST/APBD/KMS-2", "APBD", (("KARDUS", "", 2400), ("PLASTIK_KLIP", "", 9600))),
    Arrival(
        7, 8, PROVINCE, "SBBK/PROV/KIE-2", "APBN",
        (("KIT_SSK", "", 6), ("PAPAN_DATA", "", 12), ("FORM_POSYANDU", "", 3000), ("BLANKO_KASUS", "", 200)),
    ),
)  # fmt: skip


def plan(story: Story) -> None:
    """Put every delivery on the agenda."""
    months = months_of(12)
    for arrival in ARRIVALS:
        story.on(the_day(months[arrival.month], arrival.day), 9, partial(_unload, story, arrival))


def _unload(story: Story, arrival: Arrival) -> None:
    rows = [
        {"item": item, "batch": edition or None, "fund": arrival.fund, "stated": quantity, "accepted": quantity}
        for item, edition, quantity in arrival.rows
    ]
    answers = {"sender": arrival.sender, "document": f"{arrival.document}/{story.today.year}", "lines": rows}
    story.take(STOREKEEPER, SUPPLY_RECEIVING.code, SUPPLY_RECEIVING.steps[0].name, answers, site=STOREROOM)


def packing(boxes: int) -> list[dict[str, object]]:
    """What packing so many cartons uses up."""
    return [{"item": "KARDUS", "used": boxes}, {"item": "PLASTIK_KLIP", "used": boxes * KLIPS_A_BOX}]
