"""Usulan pemindahan: what will expire where it lies, and who can use it in time; the paper the parties agree on."""

from collections.abc import Iterator
from fractions import Fraction

from alokon.catalog import FUNDS, ITEMS
from alokon.planning.consumption import DAYS
from alokon.store.settings import settings
from alokon.text import long_date, number
from alokon.views.rescues import Proposal, proposals
from alokon.views.sites import Titled, home_sites
from inventory.core import places
from reports.dataset import Column, Dataset, Line, Row, Section, Total, Workbook
from reports.labels import expiry_of
from reports.report import Making, Report

NAME = "usulan-pindah"
GIVER, TAKER = ("Pemberi",), ("Penerima",)

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("item", "Jenis Alokon"),
    Column("batch", "Nomor Batch"),
    Column("fund", "Sumber Dana"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("left", "Bulan lagi", "months"),
    Column("held", "Di rak", "quantity", GIVER),
    Column("own_use", "Dipakai sendiri", "quantity", GIVER),
    Column("unused", "Tidak terpakai", "quantity", GIVER),
    Column("taker", "Nama", group=TAKER),
    Column("position", "Punya", "quantity", TAKER),
    Column("able", "Terpakai sebelum ED", "quantity", TAKER),
    Column("quantity", "Dipindahkan", "quantity"),
    Column("unit", "Satuan"),
    Column("value", "Nilai", "money", unit="Rp", blank="–"),
    Column("why", "Alasan"),
)


def build(making: Making) -> Workbook:
    """A line for each proposal, by who gives; whole base units."""
    day = making.asked.day
    assert day is not None
    names = home_sites(making.db, making.book)
    found = [one for one in proposals(making.db, making.book, day) if _wanted(making, names, one)]
    margin = settings(making.db, making.book)["rensi.margin"]
    title = f"Usulan pemindahan alokon yang akan kedaluwarsa per {long_date(day)}"
    data = Dataset(
        name=NAME,
        title="USULAN PEMINDAHAN ALOKON YANG AKAN KEDALUWARSA",
        columns=COLUMNS,
        rows=tuple(_lines(making, names, found)),
        totals=tuple(_total(found)),
        subtitle=(making.letterhead.kabupaten, f"Per tanggal {long_date(day)}"),
        notes=(
            "Dipakai sendiri: yang masih akan terpakai di tempat pemberi sebelum kedaluwarsa, menurut pemakaian "
            "rata-rata dan dengan batch yang lebih dulu kedaluwarsa dipakai lebih dulu. Hanya sisanya yang diusulkan. "
            "Untuk gudang: pemakaian seluruh faskes yang dilayaninya.",
            f"Terpakai sebelum ED: pemakaian penerima sampai {margin} hari sebelum batch kedaluwarsa, termasuk untuk "
            "yang sudah dipunyainya dan yang di jalan. Bila beberapa batch diusulkan ke satu penerima, sisanya dibagi.",
            *(() if found else ("Tidak ada yang perlu dipindahkan.",)),
        ),
        signatures=(
            making.letterhead.signer("store").sign("Diusulkan oleh,"),
            making.letterhead.signer("head").sign("Menyetujui,", place_date=making.letterhead.place_date(day)),
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Usulan pemindahan",
        number_row=True,
    )
    return Workbook(title, (data,), making.stamp(title))


def _wanted(making: Making, names: dict[str, Titled], one: Proposal) -> bool:
    """Whether what is at risk lies where it was asked for, and is what was asked for."""
    asked, batch = making.asked, one.risk.asking.batch
    place = asked.site in (None, batch.site) and asked.kecamatan in (None, names[batch.site].kecamatan)
    return place and asked.item in (None, batch.item) and (making.seen is None or batch.site in making.seen)


def _lines(making: Making, names: dict[str, Titled], found: list[Proposal]) -> Iterator[Line]:
    order, giver = {code: n for n, code in enumerate(names)}, ""
    for n, one in enumerate(sorted(found, key=lambda one: order[one.risk.asking.batch.site]), 1):
        if one.risk.asking.batch.site != giver:
            giver = one.risk.asking.batch.site
            yield Section(f"Dari {names[giver].name}")
        yield _row(making, n, one, names[one.taker].name)


def _row(making: Making, n: int, one: Proposal, taker: str) -> Row:
    batch, asking = one.risk.asking.batch, one.risk.asking
    assert making.asked.day is not None
    assert batch.facts.expiry is not None
    days, item = (batch.facts.expiry - making.asked.day).days, ITEMS[batch.item]
    what = (item.name, batch.key.batch, FUNDS[batch.key.fund].name, expiry_of(batch.facts), Fraction(days, DAYS))
    giver = (asking.quantity, one.own_use, one.risk.unused)
    return (n, *what, *giver, taker, one.position, one.able, one.quantity, item.unit, one.value_sen, why(one))


def why(one: Proposal) -> str:
    """Why the goods should go to the taker, in a sentence."""
    unused, room = number(one.risk.unused or 0), number(max(0, one.able - one.position))
    return (
        f"{unused} akan kedaluwarsa di sana; penerima memakai {number(one.monthly, 1)} per 30 hari, sempat {room} lagi"
    )


def _total(found: list[Proposal]) -> Iterator[Total]:
    values = [one.value_sen for one in found if one.value_sen is not None]
    if values:
        rest = len(found) - len(values)
        yield Total(f"Nilai seluruhnya{f' ({number(rest)} tanpa harga)' if rest else ''}", {"value": sum(values)})


USULAN_PINDAH = Report(
    name=NAME,
    title="Usulan pemindahan alokon yang akan kedaluwarsa",
    about="Batch yang tidak akan terpakai di tempatnya, dan faskes yang sempat memakainya; siap ditandatangani.",
    build=build,
    needs=("day",),
    takes=("site", "kecamatan", "item"),
    site_kinds=(places.WAREHOUSE, places.FACILITY),
    permission="read_all",
)
