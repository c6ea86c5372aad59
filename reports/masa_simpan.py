"""Sisa masa simpan saat diterima: what each sender brought, how long it could still be used, and what was missing."""

from alokon.catalog import ITEMS
from alokon.planning.shelf_life import ShelfLife, by_sender
from alokon.store import settings
from alokon.views.arrivals import arrivals
from reports.dataset import Column, Dataset, Line, Row, Section, Workbook
from reports.report import Making, Report

LEFT = ("Sisa masa simpan saat tiba (bulan)",)
PAPER = ("Terhadap dokumen pengirim",)
SHORT_MONTHS = "receipt.short_months"


def columns(short_months: int) -> tuple[Column, ...]:
    """The columns, with the number of months below which goods came short-dated."""
    short = (f"Kurang dari {short_months} bulan",)
    return (
        Column("item", "Jenis Alokon"),
        Column("unit", "Satuan"),
        Column("receipts", "Penerimaan", "int"),
        Column("received", "Diterima", "quantity"),
        Column("least", "Terpendek", "months", LEFT, blank="–"),
        Column("mean", "Rata-rata", "months", LEFT, blank="–"),
        Column("short", "Jumlah", "quantity", short),
        Column("share", "Bagian", "percent", short, blank="–"),
        Column("stated", "Menurut dokumen", "quantity", PAPER),
        Column("over", "Lebih", "quantity", PAPER),
        Column("under", "Kurang", "quantity", PAPER),
    )


def build(making: Making) -> Workbook:
    """One section per sender, one line per item."""
    asked = making.asked
    months = settings.settings(making.db, making.book)[SHORT_MONTHS]
    assert isinstance(months, int)
    found = by_sender(arrivals(making.db, making.book, making.since, making.until, asked.item), months)
    title = f"Sisa masa simpan saat diterima, {making.span}"
    data = Dataset(
        name="masa-simpan",
        title="SISA MASA SIMPAN SAAT DITERIMA",
        columns=columns(months),
        rows=tuple(_lines(found)),
        subtitle=(making.letterhead.kabupaten, making.span),
        notes=(
            "Rata-rata ditimbang menurut jumlah diterima (baik dan rusak); batch tanpa tanggal kedaluwarsa tidak ikut.",
            "Penerimaan yang dikoreksi dihitung menurut koreksinya; yang dibatalkan tidak dihitung.",
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Masa simpan",
        number_row=True,
    )
    return Workbook(title, (data,), making.stamp(title))


def _lines(found: list[ShelfLife]) -> list[Line]:
    lines: list[Line] = []
    sender = None
    for one in found:
        if one.sender != sender:
            sender = one.sender
            lines.append(Section(sender))
        lines.append(_row(one))
    return lines


def _row(one: ShelfLife) -> Row:
    item = ITEMS[one.item]
    left = (one.least, one.mean, one.short, one.short_share)
    return (item.name, item.unit, one.receipts, one.received, *left, one.stated, one.over, one.under)


MASA_SIMPAN = Report(
    name="masa-simpan",
    title="Sisa masa simpan saat diterima",
    about="Per pengirim dan jenis: berapa bulan barang masih dapat dipakai saat tiba, dan selisihnya dengan dokumen.",
    build=build,
    needs=("since", "until"),
    takes=("item",),
    permission="read_all",
)
