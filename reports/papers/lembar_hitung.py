"""Lembar hitung: every lot of a card with room for what is seen, and never what the book says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry
from reports.around import BLANK
from reports.dataset import Column, Dataset, Facts, Row, Workbook
from reports.paper import Heading, Signer, paper

FOUND_ROWS = 5
"""Empty rows for lots that the card does not know."""

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Jenis Alokon"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Expired", "expiry"),
    Column("fund", "Sumber Dana"),
    Column("unit", "Satuan"),
    Column("seen", "Terhitung", width=20),
    Column("note", "Keterangan", width=36),
)

COUNTER = Signer("Yang Menghitung")
WITNESS = Signer("Saksi")


@dataclass(frozen=True)
class SheetLine:
    """One lot by its label, to be counted in `unit`."""

    name: str
    batch: str
    expiry: Expiry | date | None
    fund: str
    unit: str


@dataclass(frozen=True)
class CountSheet:
    """A count that is open: where, at which instant in words, of which case, and the lots of the card."""

    heading: Heading
    where: str
    instant: str
    opened: str
    case: int
    lines: tuple[SheetLine, ...]


def lembar_hitung(sheet: CountSheet) -> Workbook:
    """The sheet: what to count, rows for what else is found, two places to sign."""
    facts = Facts(
        (
            ("Tempat", sheet.where),
            ("Berkas", str(sheet.case)),
            ("Saat hitung", sheet.instant),
            ("Dibuka", sheet.opened),
        ),
        columns=2,
    )
    page = Dataset(
        name="lembar-hitung",
        title="LEMBAR HITUNG STOCK OPNAME",
        columns=COLUMNS,
        rows=(*_rows(sheet.lines), *_empty(len(sheet.lines))),
        before=(
            facts,
            "Hitung isi rak, termasuk yang sudah dipesan tetapi belum dikirim, tanpa melihat kartu. Yang dikosongkan "
            "berarti tidak dihitung; tulis 0 bila barangnya tidak ada.",
        ),
        notes=("Baris kosong untuk batch yang tidak tercantum: tulis jenis, nomor batch, ED, dana, dan satuannya.",),
        signatures=(
            COUNTER.sign(),
            WITNESS.sign(place_date=f"{sheet.heading.place}, {BLANK}"),
        ),
        by_hand=True,
        sheet="Lembar hitung",
    )
    return paper(f"Lembar hitung berkas {sheet.case}", sheet.heading, page)


def _rows(lines: Sequence[SheetLine]) -> list[Row]:
    return [(i, x.name, x.batch or "–", x.expiry, x.fund, x.unit, "", "") for i, x in enumerate(lines, 1)]


def _empty(before: int) -> list[Row]:
    return [(before + n, "", "", None, "", "", "", "") for n in range(1, FOUND_ROWS + 1)]
