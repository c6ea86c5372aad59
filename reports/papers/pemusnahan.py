"""Berita Acara Pemusnahan: what left the premises for good, on whose permission, how, and who saw it.

The fields are those the rules ask for; no printed form of an office was found, and the layout is ours.
"""

from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry, long_date
from reports.dataset import Column, Facts, Row, Total, Workbook
from reports.paper import Heading, Signer, Table, amount_in_words
from reports.papers.berita_acara import BeritaAcara, berita_acara

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
    basis = Facts(
        (
            ("Dasar", f"{done.decree} tanggal {long_date(done.decree_day)}, {done.authority}"),
            ("Cara pemusnahan", done.manner),
            ("Pelaksana", done.executor),
            ("Saksi", "; ".join(done.witnesses)),
        )
    )
    goods = f"barang rusak dan kedaluwarsa milik {done.where}"
    values = [line.value_sen for line in done.lines if line.value_sen is not None]
    total = sum(values) if values else None
    unpriced = len(done.lines) - len(values)
    return berita_acara(
        BeritaAcara(
            heading=done.heading,
            about="Pemusnahan",
            day=done.day,
            where=done.place,
            done=f"telah dimusnahkan {goods} sebagaimana tersebut di bawah ini.",
            body=(basis,),
            table=Table(COLUMNS, _rows(done.lines), (Total("Jumlah", {"value": total}),)),
            after=(f"Terbilang: {amount_in_words(total)}.",) if total is not None else (),
            notes=(f"{unpriced} baris belum berharga dan tidak ikut dijumlahkan.",) if unpriced else (),
            signatures=(
                *(Signer(role).sign("Saksi,") for role in done.witnesses),
                Signer(done.executor).sign("Pelaksana,", place_date=done.heading.place_date),
            ),
            name="pemusnahan",
        )
    )


def _rows(lines: tuple[DestroyedLine, ...]) -> tuple[Row, ...]:
    """The lines under `COLUMNS`."""
    return tuple(
        (n, x.name, x.batch, x.expiry, x.fund, x.quantity, x.unit, x.value_sen, x.reason)
        for n, x in enumerate(lines, 1)
    )
