"""Berita Acara Pemusnahan: what left the premises for good, on whose permission, how, and who saw it.

The fields are those the rules ask for; no printed form of an office was found, and the layout is ours.
"""

from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry, long_date
from reports.dataset import Column, Dataset, Facts, Total, Workbook
from reports.paper import Heading, Signer, amount_in_words, day_in_words, paper

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Nama Barang"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("fund", "Sumber Dana"),
    Column("quantity", "Jumlah", "quantity"),
    Column("unit", "Satuan"),
    Column("value", "Nilai", "money", unit="Rp", blank="–"),
    Column("reason", "Sebab"),
)


@dataclass(frozen=True)
class DestroyedLine:
    """So many units of a lot and why; `value_sen` is None where no price is known."""

    name: str
    batch: str
    expiry: Expiry | None
    fund: str
    quantity: int
    unit: str
    value_sen: int | None
    reason: str


@dataclass(frozen=True)
class Destruction:
    """A destruction: its day and place, the permission it rests on, how it was done and who saw it, all as roles."""

    heading: Heading
    day: date
    place: str
    manner: str
    decree: str
    decree_day: date
    authority: str
    where: str
    executor: str
    witnesses: tuple[str, ...]
    lines: tuple[DestroyedLine, ...]


def pemusnahan(done: Destruction) -> Workbook:
    """The record on paper, signed by who did it and who saw it."""
    opening = (
        f"Pada hari {day_in_words(done.day)}, bertempat di {done.place}, telah dimusnahkan barang rusak dan "
        f"kedaluwarsa milik {done.where} sebagaimana tersebut di bawah ini."
    )
    basis = Facts(
        (
            ("Dasar", f"{done.decree} tanggal {long_date(done.decree_day)}, {done.authority}"),
            ("Cara pemusnahan", done.manner),
            ("Pelaksana", done.executor),
            ("Saksi", "; ".join(done.witnesses)),
        )
    )
    values = [line.value_sen for line in done.lines if line.value_sen is not None]
    total = sum(values) if values else None
    unpriced = len(done.lines) - len(values)
    page = Dataset(
        name="pemusnahan",
        title="BERITA ACARA PEMUSNAHAN",
        columns=COLUMNS,
        rows=tuple(
            (n, x.name, x.batch, x.expiry, x.fund, x.quantity, x.unit, x.value_sen, x.reason)
            for n, x in enumerate(done.lines, 1)
        ),
        totals=(Total("Jumlah", {"value": total}),),
        before=(opening, basis),
        after=(f"Terbilang: {amount_in_words(total)}.",) if total is not None else (),
        notes=(f"{unpriced} baris belum berharga dan tidak ikut dijumlahkan.",) if unpriced else (),
        signatures=(
            *(Signer(role).sign("Saksi,") for role in done.witnesses),
            Signer(done.executor).sign("Pelaksana,", place_date=done.heading.place_date),
        ),
        sheet="BA pemusnahan",
    )
    return paper("Berita Acara Pemusnahan", done.heading, page)
