"""Berita Acara Hasil Stock Opname: what was counted and its value, or what was counted beside what the book says.

Both layouts are of one berita acara. The first is that of a Pemda on F4, the second shows every difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from alokon.text import Expiry, expiry, number
from reports.dataset import Column, Dataset, Row, Section, Workbook
from reports.paper import Heading, Signer, day_in_words, listed, paper
from reports.papers.goods import GoodsLine, goods_total, in_words, value

KEEPER = Signer("Pengurus Barang")
HEAD = Signer("Kepala SKPD")
CLERK = Signer("Pejabat Penatausahaan")
USER = Signer("Kuasa Pengguna Barang")

VALUED = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Nama", group=("Barang",)),
    Column("batch", "Nomor Batch", group=("Barang",)),
    Column("expiry", "Expired", "expiry", group=("Barang",)),
    Column("fund", "Sumber Dana", group=("Barang",)),
    Column("quantity", "Angka", "quantity", group=("Jml",)),
    Column("unit", "Satuan", group=("Jml",)),
    Column("price", "Harga", "money", unit="Rp", blank="–"),
    Column("value", "Total", "money", unit="Rp", blank="–"),
)

COMPARED = (
    Column("no", "No.", "int", align="center"),
    Column("code", "Kode Barang"),
    Column("name", "Nama Barang"),
    Column("unit", "Satuan"),
    Column("book", "Admin", "quantity", group=("Jumlah",)),
    Column("seen", "Fisik", "quantity", group=("Jumlah",)),
    Column("difference", "Selisih", "quantity", group=("Jumlah",)),
    Column("note", "Keterangan", width=26),
)

KEY = "Admin: isi kartu pada saat hitung menurut buku ketika berita acara ini terbit. Selisih: Fisik dikurangi Admin."


@dataclass(frozen=True)
class SeenLine:
    """One lot: `goods.quantity` was seen, its card had `book`; `code` and `group` are those of its item."""

    goods: GoodsLine
    book: int
    code: str
    group: str
    fund: str

    @property
    def label(self) -> str:
        """The item with what its label says, for a layout without columns for it."""
        found = self.goods.expiry
        until = Expiry(found) if isinstance(found, date) else found
        batch = f"batch {self.goods.batch}" if self.goods.batch else "tanpa nomor batch"
        lot = ", ".join(filter(None, [batch, f"ED {expiry(until)}" if until else "", self.fund]))
        return f"{self.goods.name},\n{lot}"


@dataclass(frozen=True)
class Opname:
    """A count that stands: the day it was taken, its instant in words, where, by whom, what was seen.

    `left_out` names lots of the card that were not counted, item by item.
    """

    heading: Heading
    day: date
    instant: str
    where: str
    officers: tuple[str, ...]
    lines: tuple[SeenLine, ...]
    left_out: tuple[str, ...] = ()
    keeper: Signer = KEEPER
    head: Signer = HEAD
    clerk: Signer = CLERK
    user: Signer = USER


def valued(count: Opname) -> Workbook:
    """What was seen with its value: title, day and place in words, the table, its total in words, two signatures."""
    goods = [line.goods for line in count.lines]
    total, *unpriced = in_words(goods)
    page = Dataset(
        name="opname",
        title="BERITA ACARA\nHASIL STOCK OPNAME PERSEDIAAN BARANG HABIS PAKAI",
        columns=VALUED,
        rows=tuple(_valued(i, line) for i, line in enumerate(count.lines, 1)),
        totals=goods_total(goods),
        before=(f"{_opening(count)} dengan hasil sebagai berikut:",),
        after=(total,),
        notes=(*unpriced, *_notes(count)),
        signatures=(count.keeper.sign(), count.head.sign(place_date=count.heading.place_date)),
        size="F4",
        sheet="BA opname",
    )
    return paper("Opname", count.heading, page)


def compared(count: Opname) -> Workbook:
    """What was seen beside what the book says, group by group, with every difference's reason; three signatures."""
    page = Dataset(
        name="opname-selisih",
        title="BERITA ACARA\nHASIL STOCK OPNAME PERSEDIAAN BARANG HABIS PAKAI",
        columns=COMPARED,
        rows=tuple(_compared(count.lines)),
        before=(
            f"{_opening(count)} berdasarkan kartu persediaan yang dicocokkan dengan barang fisik, dengan hasil sebagai "
            "berikut:",
        ),
        after=(_differences(count.lines),),
        notes=(KEY, *_notes(count)),
        signatures=(
            count.keeper.sign(),
            count.clerk.sign(),
            count.user.sign("Mengetahui,", place_date=count.heading.place_date),
        ),
        sheet="BA opname",
    )
    return paper("Opname", count.heading, page)


def _opening(count: Opname) -> str:
    """Day and place in words, and who counted, as their role."""
    return (
        f"Pada hari {day_in_words(count.day)}, bertempat di {count.where}, {listed(count.officers)} telah melaksanakan "
        f"stock opname persediaan barang habis pakai ({count.instant})"
    )


def _valued(i: int, x: SeenLine) -> Row:
    goods = x.goods
    told = (goods.name, goods.batch or "–", goods.expiry, x.fund)
    return (i, *told, goods.quantity, goods.unit, goods.price_sen, value(goods))


def _compared(lines: Sequence[SeenLine]) -> Iterator[Row | Section]:
    numbered = enumerate(lines, 1)
    for group, members in groupby(numbered, key=lambda pair: pair[1].group):
        yield Section(group)
        for i, x in members:
            seen = x.goods.quantity
            yield (i, x.code, x.label, x.goods.unit, x.book, seen, seen - x.book, x.goods.note)


def _differences(lines: Sequence[SeenLine]) -> str:
    count = sum(line.book != line.goods.quantity for line in lines)
    if not count:
        return f"{number(len(lines))} batch dihitung; semuanya cocok dengan kartu."
    return f"{number(len(lines))} batch dihitung; {number(count)} di antaranya berbeda dengan kartu, lihat Keterangan."


def _notes(count: Opname) -> tuple[str, ...]:
    """What was not counted, and the state of the book."""
    code = count.heading.head_code
    return (
        *([f"Tidak dihitung, isi kartunya tidak berubah: {'; '.join(count.left_out)}."] if count.left_out else ()),
        *([f"Kode buku {code}: sidik buku stok saat berita acara ini terbit, dapat diuji kapan pun."] if code else ()),
    )
