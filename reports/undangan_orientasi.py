"""Usulan undangan orientasi: whom to invite to the next orientation, why, and when each was last there."""

from collections.abc import Callable, Iterator, Mapping

from alokon.catalog import METHODS
from alokon.planning.inviting import COUNTED, LATE, MISSING, SERVED, SIGA, SIGA_USED, Reason
from alokon.text import month_year, number
from alokon.views.invitations import Invited, invitations
from inventory.core.months import Month
from reports.areas import by_area
from reports.dataset import Column, Dataset, Line, Section, Workbook
from reports.report import Making, Report

COLUMNS = (
    Column("code", "Kode", align="center"),
    Column("name", "Faskes", width=34),
    Column("why", "Sebab diusulkan", width=70),
    Column("attended", "Orientasi terakhir", "date", blank="belum pernah"),
)


def build(making: Making) -> Workbook:
    """One line for each faskes with a reason."""
    month = making.month
    found = invitations(making.db, making.book, month, making.printed_at.date(), making.seen)
    title = f"Usulan undangan orientasi, laporan {month_year(month)}"
    data = Dataset(
        name="undangan-orientasi",
        title="USULAN UNDANGAN ORIENTASI PENCATATAN DAN PELAPORAN",
        columns=COLUMNS,
        rows=tuple(_lines(making, {one.site: one for one in found})),
        subtitle=(making.letterhead.kabupaten, f"Laporan bulan {month_year(month)}"),
        notes=(
            "Diusulkan: faskes yang laporannya terlambat atau belum masuk, dan yang angkanya tidak sama antar sumber.",
            "Orientasi terakhir menurut daftar faskes yang hadir pada berkas orientasi.",
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Usulan undangan",
        number_row=True,
    )
    return Workbook(title, (data,), making.stamp(title))


def _lines(making: Making, found: Mapping[str, Invited]) -> Iterator[Line]:
    for area, group in by_area(making):
        own = [found[faskes.code] for faskes in group if faskes.code in found]
        if own:
            yield Section(f"Kecamatan {area}")
        for one in own:
            yield (one.site, one.name, in_words(one, making.month), one.attended)


def in_words(one: Invited, month: Month, most: int | None = None) -> str:
    """All reasons of a faskes in a sentence; of at most so many characters, where a field holds no more."""
    said = "; ".join(told(reason, month) for reason in one.reasons)
    said = f"{said[:1].upper()}{said[1:]}"
    return said if most is None or len(said) <= most else f"{said[: most - 1]}…"


def told(reason: Reason, month: Month) -> str:
    """A reason in words."""
    return WORDS[reason.kind](reason, month_year(month))


def _missing(reason: Reason, month: str) -> str:
    return f"laporan {month} belum masuk, lewat batas {number(reason.days)} hari"


def _late(reason: Reason, month: str) -> str:
    return f"laporan {month} terlambat {number(reason.days)} hari"


def _differing(what: str) -> Callable[[Reason, str], str]:
    """The methods of which two sources tell different figures, with both."""

    def said(reason: Reason, _month: str) -> str:
        pairs = (f"{METHODS[m].name} {number(one)} dan {number(other)}" for m, one, other in reason.unequal)
        return f"{what} tidak sama: {', '.join(pairs)}"

    return said


WORDS: Mapping[str, Callable[[Reason, str], str]] = {
    MISSING: _missing,
    LATE: _late,
    SERVED: _differing("pelayanan R1 KB dan pemakaian dilaporkan"),
    COUNTED: _differing("pemakaian menurut stok dan yang dilaporkan"),
    SIGA: _differing("SIGA dan R1 KB"),
    SIGA_USED: _differing("SIGA dan pemakaian dilaporkan"),
}
"""Kind of a reason → its words."""

UNDANGAN_ORIENTASI = Report(
    name="undangan-orientasi",
    title="Usulan undangan orientasi",
    about="Faskes yang terlambat lapor atau angkanya tidak sama, sebabnya, dan kapan terakhir ikut orientasi.",
    build=build,
    needs=("month",),
    takes=("kecamatan",),
)
