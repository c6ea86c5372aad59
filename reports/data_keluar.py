"""Data yang keluar: what left the office under which request, made of the book or only handed over beside it."""

from alokon.views.data_requests import Left, left
from reports.dataset import Column, Dataset, Row, Workbook
from reports.report import Making, Report

FROM_BOOK, BESIDE = "buku", "di luar buku"

REQUEST, DATA = ("Permohonan",), ("Data",)

COLUMNS = (
    Column("day", "Tanggal", "date"),
    Column("case", "Berkas", group=REQUEST),
    Column("asker", "Pemohon", group=REQUEST),
    Column("rank", "Jabatan", group=REQUEST),
    Column("letter", "Surat", group=REQUEST),
    Column("purpose", "Tujuan", group=REQUEST),
    Column("valid_until", "Berlaku sampai", "date", REQUEST, blank="–"),
    Column("what", "Isi", group=DATA),
    Column("variables", "Variabel diminta", group=DATA),
    Column("since", "Dari", "date", DATA),
    Column("until", "Sampai", "date", DATA),
    Column("source", "Asal", group=DATA),
    Column("rows", "Baris", "int", DATA),
    Column("delivered", "Diserahkan", "date", blank="belum"),
    Column("digest", "Sidik berkas (SHA-256)"),
)


def build(making: Making) -> Workbook:
    """One line for each file that was made and each hand-over that was recorded."""
    title = f"Data keluar, {making.span}"
    data = Dataset(
        name="data-keluar",
        title="DATA YANG KELUAR DARI KANTOR",
        columns=COLUMNS,
        rows=tuple(_row(one) for one in left(making.db, making.book, making.since, making.until)),
        subtitle=(making.letterhead.kabupaten, making.span),
        notes=(
            "Asal buku: berkas yang dibuat aplikasi untuk permohonan itu; sidiknya dihitung dari isi berkas.",
            "Asal di luar buku: data perorangan atau keluarga dari SIGA; hanya penyerahannya yang dicatat.",
        ),
        kop=making.letterhead.kop,
        landscape=True,
        size="F4",
        sheet="Data keluar",
        number_row=True,
    )
    return Workbook(title, (data,), making.stamp(title))


def _row(one: Left) -> Row:
    request, source = one.request, f"{FROM_BOOK} ({one.form})" if one.form else BESIDE
    asked = (str(request.case), request.asker, request.rank, request.letter, request.purpose, one.valid_until)
    held = (one.what, request.variables, one.since, one.until, source, one.rows)
    return (one.day, *asked, *held, one.delivered, one.digest)


DATA_KELUAR = Report(
    name="data-keluar",
    title="Data yang keluar",
    about="Berkas dan penyerahan data menurut permohonannya: kepada siapa, untuk apa, masa, jumlah baris dan sidik.",
    build=build,
    needs=("since", "until"),
    permission="read_all",
)
