"""Surat Bukti Barang Masuk: what arrived, as the sender's paper says and as it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry, long_date, rupiah
from reports.dataset import Column, Dataset, Facts, Row, Total, Workbook
from reports.paper import RECEIVER, Heading, Signer, amount_in_words, or_blank, paper

SENDER = Signer("Yang Menyerahkan")
WITNESS = Signer("Kepala Dinas")

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Nama Barang"),
    Column("unit", "Satuan"),
    Column("stated", "Menurut surat", "quantity", group=("Jumlah",)),
    Column("received", "Diterima", "quantity", group=("Jumlah",)),
    Column("difference", "Selisih", "quantity", group=("Jumlah",)),
    Column("batch", "Nomor Bets"),
    Column("produced", "Produksi", "expiry"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("price", "Harga Satuan", "money", unit="Rp"),
    Column("value", "Jumlah Harga", "money", unit="Rp"),
    Column("fund", "Sumber Dana"),
    Column("note", "Ket."),
)


@dataclass(frozen=True)
class ReceivedLine:
    """One lot: what the sender's paper `stated` and what was `received`, in `unit`; price in sen a unit."""

    name: str
    unit: str
    stated: int
    received: int
    batch: str = ""
    produced: Expiry | date | None = None
    expiry: Expiry | date | None = None
    price_sen: int | None = None
    fund: str = ""
    note: str = ""

    @property
    def value_sen(self) -> int | None:
        """What was received times its price, in sen."""
        return None if self.price_sen is None else self.price_sen * self.received


@dataclass(frozen=True)
class Sbbm:
    """A receipt: from whom, on which paper of the sender, into which warehouse, on which day.

    `freight_sen` is the carriage of the whole shipment in sen, told beside the goods and never part of their value.
    """

    heading: Heading
    warehouse: str
    sender: str
    sender_paper: str
    sender_paper_day: date | None
    arrived: date
    lines: tuple[ReceivedLine, ...]
    agenda: str = ""
    carrier: str = ""
    freight_sen: int | None = None
    giver: Signer = SENDER
    receiver: Signer = RECEIVER
    witness: Signer = WITNESS


def sbbm(receipt: Sbbm) -> Workbook:
    """The receipt on paper, across the page."""
    heading = receipt.heading
    paper_day = f" tanggal {long_date(receipt.sender_paper_day)}" if receipt.sender_paper_day else ""
    facts = Facts(
        (
            ("Diterima dari", receipt.sender),
            ("Nomor surat", f"{or_blank(receipt.sender_paper)}{paper_day}"),
            ("Nomor agenda", or_blank(receipt.agenda)),
            ("Untuk", receipt.warehouse),
            ("Tanggal kedatangan", long_date(receipt.arrived)),
            *((("Pengangkut", receipt.carrier),) if receipt.carrier else ()),
        ),
        columns=2,
    )
    total = _value(receipt.lines)
    page = Dataset(
        name="sbbm",
        title="SURAT BUKTI BARANG MASUK",
        columns=COLUMNS,
        rows=tuple(_row(number, line) for number, line in enumerate(receipt.lines, 1)),
        totals=(Total("TOTAL", {"value": total}),),
        before=(facts,),
        after=(
            _differences(receipt.lines),
            *([f"Terbilang: {amount_in_words(total)}."] if total else []),
            *([_freight(receipt.freight_sen)] if receipt.freight_sen is not None else []),
        ),
        signatures=(
            receipt.giver.sign(),
            receipt.receiver.sign(),
            receipt.witness.sign("Mengetahui,", place_date=heading.place_date),
        ),
        landscape=True,
        sheet="SBBM",
    )
    return paper("SBBM", heading, page)


def _row(number: int, x: ReceivedLine) -> Row:
    difference = x.received - x.stated
    goods = (x.batch, x.produced, x.expiry, x.price_sen, x.value_sen, x.fund, x.note)
    return (number, x.name, x.unit, x.stated, x.received, difference, *goods)


def _value(lines: Sequence[ReceivedLine]) -> int | None:
    values = [line.value_sen for line in lines if line.value_sen is not None]
    return sum(values) if values else None


def _freight(sen: int) -> str:
    return f"Ongkos angkut {rupiah(sen)}, di luar jumlah harga barang."


def _differences(lines: Sequence[ReceivedLine]) -> str:
    """One sentence on whether the goods agree with the sender's paper."""
    count = sum(line.received != line.stated for line in lines)
    if not count:
        return "Barang telah diperiksa dan dihitung; jumlahnya sesuai dengan surat pengirim."
    return f"Barang telah diperiksa dan dihitung; {count} baris berbeda dengan surat pengirim, lihat kolom Selisih."
