"""Lembar pembinaan: what a UPTD saw at a facility, on the archived SBBK and the month's figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.dataset import Column, Dataset, Facts, Row, Workbook
from reports.paper import Heading, Signer, or_blank, paper

Figure = int | Decimal

OFFICER = Signer("Petugas UPTD P5A")
FACILITY = Signer("Petugas Fasilitas Kesehatan")
UPTD = Signer("Kepala UPTD P5A")

FIGURES = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("book", "Kartu stok", "quantity", group=("Sisa stok menurut",), blank="-"),
    Column("shelf", "Hitung fisik", "quantity", group=("Sisa stok menurut",), blank="-"),
    Column("difference", "Selisih", "quantity", group=("Sisa stok menurut",), blank="-"),
    Column("used", "Dilaporkan", "quantity", group=("Pemakaian bulan ini",), blank="-"),
    Column("served", "Register", "quantity", group=("Pemakaian bulan ini",), blank="-"),
    Column("note", "Ket."),
)

FINDINGS = (
    Column("no", "No.", "int", align="center"),
    Column("subject", "Yang diperiksa"),
    Column("found", "Temuan"),
    Column("follow_up", "Tindak lanjut"),
    Column("due", "Batas waktu", "date"),
    Column("done", "Selesai", "flag", words=("Ya", "Belum")),
)


@dataclass(frozen=True)
class FigureLine:
    """One item: stock by card and by count, use as reported and by the service register; None is unknown."""

    name: str
    unit: str
    book: Figure | None = None
    shelf: Figure | None = None
    used: Figure | None = None
    served: Figure | None = None
    note: str = ""

    def row(self, number: int) -> Row:
        """The line under `FIGURES`; the difference is count less card, when both are known."""
        difference = None if self.book is None or self.shelf is None else self.shelf - self.book
        return (number, self.name, self.unit, self.book, self.shelf, difference, self.used, self.served, self.note)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, what is to be done, until when."""

    subject: str
    found: str
    follow_up: str = ""
    due: date | None = None
    done: bool | None = None


@dataclass(frozen=True)
class Pembinaan:
    """One visit or call; `sbbk` names the archived vouchers it rests on, `month` the figures ("Januari 2026")."""

    heading: Heading
    uptd: str
    kecamatan: str
    faskes: str
    code: str
    way: str
    sbbk: str
    month: str
    figures: tuple[FigureLine, ...]
    findings: tuple[Finding, ...]
    officer: Signer = OFFICER
    facility: Signer = FACILITY
    head: Signer = UPTD


def pembinaan(visit: Pembinaan) -> Workbook:
    """The sheet of one visit: figures, findings, three signatures."""
    facts = Facts(
        (
            ("UPTD", visit.uptd),
            ("Kecamatan", visit.kecamatan),
            ("Cara", visit.way),
            ("Fasilitas kesehatan", visit.faskes),
            ("Kode K/0/KB", visit.code),
            ("Arsip SBBK", or_blank(visit.sbbk)),
        ),
        columns=2,
    )
    first = Dataset(
        name="pembinaan",
        title="LEMBAR PEMBINAAN DAN PEMANTAUAN\nPENGGUNAAN, PENCATATAN, DAN PELAPORAN ALOKON",
        columns=FIGURES,
        rows=tuple(line.row(i) for i, line in enumerate(visit.figures, 1)),
        before=(facts, f"Angka bulan {visit.month}:"),
        sheet="Pembinaan",
    )
    second = Dataset(
        name="temuan",
        title="TEMUAN DAN TINDAK LANJUT",
        columns=FINDINGS,
        rows=tuple((i, x.subject, x.found, x.follow_up, x.due, x.done) for i, x in enumerate(visit.findings, 1)),
        signatures=(
            visit.facility.sign(),
            visit.officer.sign(place_date=visit.heading.place_date),
            visit.head.sign("Mengetahui,"),
        ),
        sheet="Temuan",
        continues=True,
    )
    return paper("Pembinaan", visit.heading, first, second)
