"""What the province and the kabupaten's own purchases bring to the warehouse, with a wrong count and a wrong price.

The province mostly announces what it sends, and the storekeeper confirms it line by line ("sistematis"); the rest is
recorded by hand from the papers on the truck.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from alokon.catalog import ITEMS
from alokon.sop.receiving import ANNOUNCED_FIELDS
from sample_data.story.days import later, months_of, the_day, working_days
from sample_data.story.goods import CARTON, Batch, cartons, fresh
from sample_data.story.people import STOREKEEPER
from sample_data.story.shelves import WAREHOUSE
from sample_data.story.telling import Story

PROVINCE = "Perwakilan BKKBN Provinsi Jawa Barat"
BOUGHT = ("SUNTIK3P", "PILK")
"""What the kabupaten buys itself, from APBD."""

ANNOUNCED = frozenset(field.name for field in ANNOUNCED_FIELDS)
"""What of a row the sender's paper says."""

Row = dict[str, object]


class Load(NamedTuple):
    """One delivery to the warehouse: in which month of the story and from which day, how many months of use.

    `freight_sen` is what its carriage cost, in 1/100 rupiah; `by_hand`: nobody announced it.
    """

    month: int
    day: int
    months: float
    fund: str = "APBN"
    items: tuple[str, ...] = tuple(ITEMS)
    by_hand: bool = False
    freight_sen: int | None = None

    @property
    def announced(self) -> bool:
        """Whether the province says beforehand what it sends."""
        return self.fund == "APBN" and not self.by_hand


LOADS = (
    Load(0, 6, 1.0, by_hand=True),
    Load(1, 9, 0.5, "APBD", BOUGHT),
    Load(2, 7, 2.0, freight_sen=118_500_000),
    Load(4, 5, 2.0),
    Load(5, 14, 0.5, "APBD", BOUGHT),
    Load(6, 6, 2.0),
    Load(8, 7, 2.2, freight_sen=140_000_000),
    Load(9, 11, 0.6, "APBD", BOUGHT),
    Load(10, 4, 2.0),
    Load(11, 21, 0.8, "APBN", ("SUNTIK3P", "PILK", "IUD"), by_hand=True),
)

SCARCE = {"IMPLAN1": {0: 0.4, 2: 0.6, 4: 0.8, 6: 1.4, 8: 1.4}, "IUD": {6: 0.4, 8: 1.3}}
"""Item → month → the part of what is needed that the province can spare; 1 for the others."""

NOTICE_DAYS = 9
"""How many days before its goods the province's announcement comes."""

MISTYPED_STATED, MISTYPED_REAL = 100, 90
"""IUD of the second delivery: what the storekeeper typed, and what had arrived."""


def plan(story: Story) -> None:
    """Put every delivery on the agenda, or its announcement; and the small second one that is typed wrong."""
    months = months_of(12)
    for load in LOADS:
        arrival = the_day(months[load.month], load.day)
        if load.announced:
            told = working_days(arrival - timedelta(days=NOTICE_DAYS), 1)[0]
            story.on(told, 9, partial(_announce, story, load, arrival))
        else:
            story.on(arrival, 10, partial(_unload, story, load))
    story.on(the_day(months[0], 12), 10, partial(_unload_mistyped, story))


def _announce(story: Story, load: Load, arrival: date) -> None:
    """The province says what is coming; when it is here it is confirmed line by line."""
    head, rows = _head(story, load), _all_rows(story, load, arrival)
    case = announce(story, head, rows, arrival)
    story.on(arrival, 10, partial(_confirm, story, case, head, rows))


def announce(story: Story, head: Row, rows: Sequence[Row], expected: date) -> int:
    """Record what a sender's paper says is coming, batch by batch; returns the case."""
    coming = [{name: answer for name, answer in row.items() if name in ANNOUNCED} for row in rows]
    answers = {**head, "expected": expected, "lines": coming}
    done = story.take(STOREKEEPER, "penerimaan", "announce", answers, site=WAREHOUSE)
    assert done.case is not None
    return done.case


def _confirm(story: Story, case: int, head: Row, rows: Sequence[Row]) -> None:
    """The announced goods are here, as announced."""
    answers = {**head, "lines": [{**row, "line": n} for n, row in enumerate(rows, 1)]}
    story.take(STOREKEEPER, "penerimaan", "take_in_announced", answers, case=case)


def _unload(story: Story, load: Load) -> None:
    answers = {**_head(story, load), "lines": _all_rows(story, load, story.today)}
    story.take(STOREKEEPER, "penerimaan", "take_in", answers, site=WAREHOUSE)


def _head(story: Story, load: Load) -> Row:
    """What the sender's paper says of the whole load."""
    number = f"{load.month + 1:03d}"
    if load.fund == "APBN":
        head: Row = {"sender": PROVINCE, "document": f"SBBK/PROV/{number}/{story.today.year}"}
    else:
        head = {"sender": "Penyedia pengadaan APBD", "document": f"BAST/APBD/{number}/{story.today.year}"}
    carriage = {"carrier": "Ekspedisi darat", "freight": load.freight_sen} if load.freight_sen else {}
    return {**head, "document_date": story.today - timedelta(days=2), **carriage}


def _all_rows(story: Story, load: Load, day: date) -> list[Row]:
    return [row for item in load.items for row in _rows(story, load, item, day)]


def _rows(story: Story, load: Load, item: str, day: date) -> Iterator[Row]:
    need = sum(mean for (_, i), mean in story.demand.items() if i == item)
    quantity = need * load.months * SCARCE.get(item, {}).get(load.month, 1.0)
    if load.fund == "APBN" and item in BOUGHT:
        quantity *= 0.8
    if not quantity:
        return
    for batch, share in _batches(load, item, day):
        whole = cartons(item, quantity * share)
        if load.month == 0 and item == "SUNTIK3P" and share > 0.5:
            story.tell("receipt_differs")
            note = "12 vial pecah, 8 vial tidak ada di dalam dus ke-7"
            yield batch.row(whole, whole - 20, 12, note)
        else:
            yield batch.row(whole)


def _batches(load: Load, item: str, day: date) -> list[tuple[Batch, float]]:
    """Two batches of most items; the pill of January is November's batch again, at another price."""
    first = fresh(item, day, load.fund)
    if item == "PILK" and load.month == 2:
        before = fresh(item, the_day(months_of(1)[0], LOADS[0].day))
        first = before._replace(price=before.price + 22_500)
    if load.fund != "APBN" or CARTON[item] == 10:
        return [(first, 1.0)]
    return [(first, 0.6), (fresh(item, day, load.fund, "C" if item == "KONDOM" else "B"), 0.4)]


def _unload_mistyped(story: Story) -> None:
    batch = fresh("IUD", story.today, mark="B")
    head = {"sender": PROVINCE, "document": f"SBBK/PROV/001-S/{story.today.year}"}
    typed = {**head, "lines": [batch.row(MISTYPED_STATED)]}
    done = story.take(STOREKEEPER, "penerimaan", "take_in", typed, site=WAREHOUSE)
    mended = {**head, "date": story.today, "lines": [batch.row(MISTYPED_REAL)]}
    story.on(later(story.today, 3), 8, partial(_mend, story, done.event, mended))


def _mend(story: Story, event: int, answers: dict[str, object]) -> None:
    story.correct(STOREKEEPER, event, answers, "Salah ketik: tertulis 100, yang diterima 90")
    story.tell("typing_error_corrected")
