"""Cakupan program: schools by stage, cadres with decree and kit, and KIE goods given out, each by kecamatan."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from alokon.recipients import Gate, Recipient, gate
from alokon.sop.office import HELD
from alokon.sop.tasks.ssk import SSK_FLOW
from alokon.store.faskes import kecamatan_list
from alokon.supplies import MEDIA, SUPPLIES
from alokon.text import long_date, month_year
from alokon.views.handed import HandedIn, by_month, cadres
from alokon.views.schools import School, schools
from inventory.core.months import Month
from reports.dataset import Column, Dataset, Line, Section, Total, Workbook
from reports.penunjang import KIT_ITEMS
from reports.report import Making, Report

KIT = KIT_ITEMS[0]

NOT_BEGUN, PAUSED, GIVEN_UP = "belum", "ditunda", "batal"
STAGES = {
    NOT_BEGUN: "Belum ada berkas",
    **{step.after: SSK_FLOW.states[step.after] for step in SSK_FLOW.steps if step.after and not step.alarming},
    PAUSED: "Ditunda",
    GIVEN_UP: "Dibatalkan",
}
"""Where a school can be → what it is called."""

BY_STAGE = (
    Column("area", "Kecamatan"),
    Column("all", "Sekolah", "int"),
    *(Column(stage, label, "int", ("Tahap SSK",)) for stage, label in STAGES.items()),
)

BY_NAME = (
    Column("school", "Sekolah"),
    Column("area", "Kecamatan", blank="–"),
    Column("stage", "Tahap"),
    Column("since", "Sejak", "date", blank="–"),
    Column("case", "Berkas", align="right", blank="–"),
)

DECREES = {"current": "Berlaku", "lapsing": "Hampir berakhir", "none": "Tidak ada atau berakhir"}

BY_DECREE = (
    Column("area", "Kecamatan"),
    Column("all", "Kelompok", "int"),
    *(Column(key, label, "int", ("SK",)) for key, label in DECREES.items()),
    Column("kit", "Punya", "int", ("Kit kader",)),
    Column("no_kit", "Belum punya", "int", ("Kit kader",)),
    Column("share", "Punya kit", "percent", blank="–"),
)

DISTRICT = "Tingkat kabupaten"
"""Where a recipient that lies in no kecamatan is counted."""


@dataclass(frozen=True)
class Areas:
    """The kecamatan of the book by code, in order; those without a code are of the district."""

    names: Mapping[str, str]

    def of(self, who: Recipient) -> str:
        """The name of the kecamatan of a recipient."""
        return self.names.get(who.kecamatan or "", DISTRICT)

    def in_order(self, used: Iterable[str]) -> list[str]:
        """Those of the names that are used, as the kecamatan stand in the book."""
        found = set(used)
        return [name for name in (*self.names.values(), DISTRICT) if name in found]


def build(making: Making) -> Workbook:
    """Sheets of schools, cadres and KIE goods."""
    areas = Areas({c: a.name for c, a in kecamatan_list(making.db, making.book).items()})
    known = schools(making.db, making.book, making.until)
    media = {code for code, supply in SUPPLIES.items() if supply.goods_class == MEDIA}
    given = by_month(making.db, making.book, making.since, making.until, media)
    as_of = f"Keadaan {long_date(making.until)}"
    sheets = (
        _sheet(making, as_of, "SEKOLAH SIAGA KEPENDUDUKAN", "SSK", BY_STAGE, _stages(known, areas), kop=True),
        _sheet(making, as_of, "SEKOLAH MENURUT TAHAP", "Sekolah", BY_NAME, _names(known, areas)),
        _sheet(making, as_of, "CAKUPAN KADER IMP", "Kader", BY_DECREE, _decrees(making, areas)),
        _sheet(making, making.span, "BAHAN KIE YANG DISERAHKAN", "KIE", *_media(given, areas)),
    )
    title = f"Cakupan program, {making.span}"
    return Workbook(title, sheets, making.stamp(title))


def _sheet(
    making: Making,
    when: str,
    title: str,
    sheet: str,
    columns: tuple[Column, ...],
    rows: Iterator[Line],
    kop: bool = False,
) -> Dataset:
    """A sheet; the first, under the kop, begins the print."""
    lines = tuple(rows)
    return Dataset(
        name=f"cakupan-{sheet.lower()}",
        title=title,
        columns=columns,
        rows=lines,
        subtitle=(making.letterhead.kabupaten, when) if kop else (),
        notes=(when if lines else f"{when}: nihil.",),
        kop=making.letterhead.kop if kop else None,
        landscape=True,
        sheet=sheet,
        continues=not kop,
        number_row=True,
    )


def stage_of(school: School) -> str:
    """A key of `STAGES`."""
    if school.state is None:
        return NOT_BEGUN
    if school.state.endswith(HELD):
        return PAUSED
    return school.state if school.state in STAGES else GIVEN_UP


def _stages(known: Iterable[School], areas: Areas) -> Iterator[Line]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in known:
        counts[areas.of(one.recipient)][stage_of(one)] += 1
    for name in areas.in_order(counts):
        yield (name, counts[name].total(), *(counts[name][stage] for stage in STAGES))
    if len(counts) > 1:
        whole = sum(counts.values(), Counter[str]())
        yield Total("Jumlah", {"all": whole.total(), **{stage: whole[stage] for stage in STAGES}})


def _names(known: Iterable[School], areas: Areas) -> Iterator[Line]:
    for one in known:
        yield (
            one.recipient.name,
            areas.of(one.recipient),
            STAGES[stage_of(one)],
            one.since,
            str(one.case) if one.case else None,
        )


def _decrees(making: Making, areas: Areas) -> Iterator[Line]:
    day = making.until
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for who, goods in cadres(making.db, making.book, day):
        counts[areas.of(who)][_decree(gate(who, day))] += 1
        counts[areas.of(who)]["kit" if goods.get(KIT) else "no_kit"] += 1
    for name in areas.in_order(counts):
        own = counts[name]
        yield (name, *(_figures(own).values()))
    if len(counts) > 1:
        yield Total("Jumlah", _figures(sum(counts.values(), Counter[str]())))


def _decree(told: Gate) -> str:
    """A key of `DECREES`."""
    return "none" if told.problems else "lapsing" if told.warnings else "current"


def _figures(own: Counter[str]) -> dict[str, int | Fraction]:
    """The cells of a row of `BY_DECREE` after its first."""
    every = own["kit"] + own["no_kit"]
    counted = {name: own[name] for name in (*DECREES, "kit", "no_kit")}
    return {"all": every, **counted, "share": Fraction(own["kit"], every)}


def _media(given: Iterable[HandedIn], areas: Areas) -> tuple[tuple[Column, ...], Iterator[Line]]:
    """A column for each month in which anything was given, and a row for each kecamatan and item."""
    sums: dict[tuple[str, str], Counter[Month]] = defaultdict(Counter)
    for one in given:
        sums[areas.of(one.recipient), one.item][one.month] += one.quantity
    months = sorted({month for counts in sums.values() for month in counts})
    columns = (
        Column("item", "Jenis barang"),
        Column("unit", "Satuan"),
        *(Column(str(month), month_year(month), "quantity", ("Diserahkan",), blank="–") for month in months),
        Column("all", "Jumlah", "quantity"),
    )
    return columns, _media_lines(sums, months, areas)


def _media_lines(
    sums: Mapping[tuple[str, str], Counter[Month]], months: Iterable[Month], areas: Areas
) -> Iterator[Line]:
    for name in areas.in_order(area for area, _ in sums):
        yield Section(name if name == DISTRICT else f"Kecamatan {name}")
        for code, supply in SUPPLIES.items():
            counts = sums.get((name, code))
            if counts:
                yield (supply.name, supply.unit, *(counts.get(month) for month in months), counts.total())


CAKUPAN_PROGRAM = Report(
    name="cakupan-program",
    title="Cakupan program",
    about="Sekolah menurut tahap SSK, kader dengan SK dan kit, dan bahan KIE yang diserahkan, per kecamatan.",
    build=build,
    needs=("since", "until"),
    permission="read_all",
)
