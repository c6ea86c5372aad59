"""Barang penunjang: what was given to whom in a span of days, and which cadres have a decree and their kit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alokon.recipients import KINDS, gate
from alokon.store.faskes import kecamatan_list
from alokon.supplies import SUPPLIES
from alokon.text import long_date
from alokon.views.handed import Handed, cadres, handed
from reports.dataset import Column, Dataset, Line, Section, Workbook
from reports.report import Making, Release, Report

KIT_ITEMS = ("KIT_KADER", "BUKU_SAKU", "ALAT_PERAGA", "LEAFLET")
"""What SIGA's report of PPKBD asks of cadres: kit, buku saku, alat peraga, materi KIE."""

GIVEN = (
    Column("recipient", "Penerima"),
    Column("kecamatan", "Kecamatan", blank="–"),
    Column("village", "Desa", blank="–"),
    Column("item", "Jenis barang"),
    Column("unit", "Satuan"),
    Column("quantity", "Diserahkan", "quantity"),
)

CADRES = (
    Column("recipient", "Kader"),
    Column("kecamatan", "Kecamatan"),
    Column("village", "Desa", blank="–"),
    Column("decree", "Nomor", group=("SK",), blank="belum ada"),
    Column("until", "Sampai", "date", ("SK",), blank="–"),
    *(Column(code, SUPPLIES[code].name, "quantity", ("Sudah diterima",), blank="–") for code in KIT_ITEMS),
    Column("state", "Keadaan"),
)


def build(making: Making) -> Workbook:
    """A sheet of what was given, and a sheet of the cadres."""
    title = f"Barang penunjang, {making.span}"
    areas = {code: area.name for code, area in kecamatan_list(making.db, making.book).items()}
    given = Dataset(
        name="penyerahan-penunjang",
        title="PENYERAHAN BARANG PENUNJANG",
        columns=GIVEN,
        rows=tuple(_given(handed(making.db, making.book, making.since, making.until), areas)),
        subtitle=(making.letterhead.kabupaten, making.span),
        notes=("Penyerahan yang dikoreksi dihitung menurut koreksinya.",),
        kop=making.letterhead.kop,
        sheet="Diserahkan",
        number_row=True,
    )
    groups = Dataset(
        name="kader",
        title="KADER IMP: SK DAN PERLENGKAPAN",
        columns=CADRES,
        rows=tuple(_cadres(making, areas)),
        subtitle=(making.letterhead.kabupaten, f"Keadaan {long_date(making.until)}"),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Kader",
        number_row=True,
    )
    return Workbook(title, (given, groups), making.stamp(title))


def build_cadres(making: Making) -> Workbook:
    """The sheet of the cadres alone: what leaves the office tells of no other recipient."""
    whole = build(making)
    return replace(whole, datasets=tuple(data for data in whole.datasets if data.name == "kader"))


def _given(found: Sequence[Handed], areas: dict[str, str]) -> Iterator[Line]:
    for kind, rules in KINDS.items():
        own = [one for one in found if one.recipient.kind == kind]
        if own:
            yield Section(rules.label)
        for one in own:
            who, item = one.recipient, SUPPLIES[one.item]
            yield (who.name, areas.get(who.kecamatan or ""), who.village or None, item.name, item.unit, one.quantity)


def _cadres(making: Making, areas: dict[str, str]) -> Iterator[Line]:
    day = making.until
    for who, given in cadres(making.db, making.book, day):
        told = gate(who, day)
        state = "SK tidak berlaku" if told.problems else "SK hampir berakhir" if told.warnings else "SK berlaku"
        if not given.get(KIT_ITEMS[0]):
            state += ", belum punya kit"
        goods = [given.get(code) for code in KIT_ITEMS]
        decree = (who.decree or None, who.decree_until)
        yield (who.name, areas.get(who.kecamatan or ""), who.village or None, *decree, *goods, state)


PENUNJANG = Report(
    name="penunjang",
    title="Barang penunjang",
    about="Siapa menerima barang penunjang apa dan berapa, dan kader mana yang punya SK dan kit.",
    build=build,
    needs=("since", "until"),
    permission="read_all",
    release=Release("kader", build_cadres),
)
