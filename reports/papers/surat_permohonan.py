"""Surat Permohonan: a facility or UPTD asks the office for stock, with the figures the request rests on."""

from dataclasses import dataclass

from alokon.text import Number
from reports.dataset import Column, Facts, Row, Workbook
from reports.paper import Heading, Signer, Table, or_blank
from reports.papers.letter import Letter, letter

REQUESTER = Signer("Pimpinan Fasilitas Kesehatan")
UPTD = Signer("Kepala UPTD P5A")

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("opening", "Stok awal bulan", "quantity", blank="-"),
    Column("received", "Diterima", "quantity", blank="-"),
    Column("used", "Dipakai", "quantity", blank="-"),
    Column("lost", "Rusak / ED", "quantity", blank="-"),
    Column("rest", "Sisa stok", "quantity", blank="-"),
    Column("average", "Rata-rata pakai 3 bulan", "months", blank="-"),
    Column("asked", "Diminta", "quantity", group=("Jumlah",)),
    Column("approved", "Disetujui", "quantity", group=("Jumlah",)),
    Column("note", "Ket."),
)


@dataclass(frozen=True)
class RequestLine:
    """One item asked for, in `unit`, and the last month's figures; None stands for a figure nobody reported."""

    name: str
    unit: str
    asked: int
    opening: Number | None = None
    received: Number | None = None
    used: Number | None = None
    lost: Number | None = None
    rest: Number | None = None
    average: Number | None = None
    approved: int | None = None
    note: str = ""

    def row(self, number: int) -> Row:
        """The line under the columns of the letter."""
        figures = (self.opening, self.received, self.used, self.lost, self.rest, self.average)
        return (number, self.name, self.unit, *figures, self.asked, self.approved, self.note)


@dataclass(frozen=True)
class SuratPermohonan:
    """A request for stock; `reason` is rutin, darurat, pelayanan massal or ganti rusak; `code` is the K/0/KB code."""

    heading: Heading
    to: str
    to_place: str
    faskes: str
    faskes_type: str
    code: str
    address: str
    kecamatan: str
    period: str
    reason: str
    lines: tuple[RequestLine, ...]
    contact: str = ""
    explanation: str = ""
    requester: Signer = REQUESTER
    uptd: Signer = UPTD


def surat_permohonan(asked: SuratPermohonan) -> Workbook:
    """The letter with its table, signed by the facility and seen by the UPTD."""
    identity = Facts(
        (
            ("Fasilitas kesehatan", asked.faskes),
            ("Jenis", asked.faskes_type),
            ("Kode register K/0/KB", asked.code),
            ("Alamat", or_blank(asked.address)),
            ("Kecamatan", asked.kecamatan),
            ("Penanggung jawab / HP", or_blank(asked.contact)),
            ("Periode", asked.period),
        ),
    )
    rows = tuple(line.row(i) for i, line in enumerate(asked.lines, 1))
    return letter(
        Letter(
            heading=asked.heading,
            to=(asked.to,),
            to_place=asked.to_place,
            about="Permohonan alat dan obat kontrasepsi",
            nature=asked.reason,
            body=("Dengan hormat, kami mengajukan permohonan alat dan obat kontrasepsi sebagai berikut:", identity),
            table=Table(COLUMNS, rows, number_row=True),
            after=(f"Alasan: {asked.explanation}",) if asked.explanation else (),
            closing="Demikian permohonan ini kami sampaikan, atas perhatiannya kami ucapkan terima kasih.",
            signer=asked.requester,
            seen_by=asked.uptd,
            kind="Surat Permohonan",
            name="surat-permohonan",
        )
    )
