"""The first day: faskes are registered, and what lies on every shelf is written down as it was found."""

from functools import partial

from alokon.faskes import Faskes
from alokon.people import APPROVER, PROGRAM
from alokon.service.setup import change_settings_in, register_in
from alokon.sop.adopted import OUTSIDE, SETTING
from sample_data.story.days import START
from sample_data.story.goods import Batch, cartons, old, rounded_up
from sample_data.story.people import ADMIN, STOREKEEPER
from sample_data.story.shelves import WAREHOUSE
from sample_data.story.telling import Story

ADOPTED = {
    "imp": {
        "own": {
            "letter.rules": [
                "Undang-Undang Nomor 52 Tahun 2009 tentang Perkembangan Kependudukan dan Pembangunan Keluarga"
            ]
        },
        "actors": {"BUPATI/ DPR": OUTSIDE, "Kepala Dinas": APPROVER, "Staf": PROGRAM},
    }
}
"""What differs in a procedure here: the law its letters cite, and who stands for its actors."""

BATCHES: dict[str, tuple[tuple[Batch, float], ...]] = {
    "SUNTIK1": ((old("SUNTIK1", "A", 2025, 12), 0.64), (old("SUNTIK1", "B", 2026, 11), 0.36)),
    "SUNTIK3K": ((old("SUNTIK3K", "A", 2026, 5), 0.3), (old("SUNTIK3K", "B", 2027, 6), 0.7)),
    "SUNTIK3P": (
        (old("SUNTIK3P", "A", 2026, 9), 0.25),
        (old("SUNTIK3P", "B", 2027, 8), 0.6),
        (old("SUNTIK3P", "D", 2027, 4, "APBD"), 0.15),
    ),
    "PILK": (
        (old("PILK", "A", 2026, 10), 0.3),
        (old("PILK", "B", 2027, 12), 0.55),
        (old("PILK", "D", 2027, 3, "APBD"), 0.15),
    ),
    "PILP": ((old("PILP", "A", 2026, 4), 0.5), (old("PILP", "B", 2027, 2), 0.5)),
    "KONDOM": ((old("KONDOM", "A", 2027, 5), 0.5), (old("KONDOM", "B", 2028, 10), 0.5)),
    "IMPLAN1": ((old("IMPLAN1", "A", 2027, 9), 1.0),),
    "IMPLAN2": ((old("IMPLAN2", "A", 2026, 12), 0.4), (old("IMPLAN2", "B", 2028, 3), 0.6)),
    "IUD": ((old("IUD", "A", 2028, 7), 0.5), (old("IUD", "B", 2030, 2), 0.5)),
}
"""The batches that were there, each with its share of the stock; the first expires first."""

MONTHS_IN_STORE = {"IMPLAN1": 1.2, "SUNTIK1": 3.2, "KONDOM": 4.0}
"""Months of the kabupaten's use that lie in the warehouse at the start; 2.6 for the others."""

OVERSTOCKED_EVERY, MONTHS_OVERSTOCKED = 23, 9.0
"""One in so many shelves holds far more than its faskes needs."""

HOARDER = "320700600"
"""The puskesmas whose every shelf does."""


def plan(story: Story) -> None:
    """Put the first day on the agenda."""
    for faskes in story.registry.values():
        story.on(START, 7, partial(_register, story, faskes))
    story.on(START, 8, partial(_settle, story))
    story.on(START, 9, partial(_open_warehouse, story))
    for faskes in story.registry.values():
        if faskes.status == "active":
            story.on(START, 9, partial(_open_faskes, story, faskes))


def _register(story: Story, faskes: Faskes) -> None:
    register_in(story.db, story.desk(ADMIN), faskes, story.key())


def _settle(story: Story) -> None:
    settled = {"report.deadline": 5, "place": "Ciamis", SETTING: ADOPTED}
    change_settings_in(story.db, story.desk(ADMIN), settled, story.key())


def _open_warehouse(story: Story) -> None:
    rows = []
    for item, batches in BATCHES.items():
        stock = MONTHS_IN_STORE.get(item, 2.6) * sum(mean for (_, i), mean in story.demand.items() if i == item)
        rows += [batch.row(cartons(item, stock * share)) for batch, share in batches]
    answers = {"document": "Berita acara serah terima persediaan, 31 Oktober 2025", "lines": rows}
    story.take(STOREKEEPER, "saldo-awal", "open", answers, site=WAREHOUSE)


def _open_faskes(story: Story, faskes: Faskes) -> None:
    rows = []
    for (code, item), mean in story.demand.items():
        if code != faskes.code:
            continue
        stock = mean * story.rng.uniform(0.7, 2.7)
        if story.rng.randrange(OVERSTOCKED_EVERY) == 0 or code == HOARDER:
            stock = mean * MONTHS_OVERSTOCKED
        rows += [batch.row(quantity) for batch, quantity in _divide(story, item, stock) if quantity]
    answers = {"document": f"Kartu stok {faskes.name} per 31 Oktober 2025", "lines": rows}
    story.take(STOREKEEPER, "saldo-awal", "open", answers, site=faskes.code)


def _divide(story: Story, item: str, stock: float) -> list[tuple[Batch, int]]:
    """One or two batches of an item: what a shelf of that size may hold."""
    batches = [batch for batch, _ in BATCHES[item]]
    whole = rounded_up(item, stock)
    first = story.rng.choice(batches)
    if len(batches) == 1 or stock < 8:
        return [(first, whole)]
    second = story.rng.choice([batch for batch in batches if batch != first])
    part = rounded_up(item, stock * 0.35)
    return [(first, whole - part), (second, part)]
