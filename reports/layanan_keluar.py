"""Pelayanan KB as it leaves the office: counts of R1 KB by faskes and method, without those that tell of somebody.

What was used of the goods stands beside the services only in the office: of an IUD it is the number of women.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from alokon.catalog import METHODS
from alokon.planning.small_counts import FEW, LEAST, told, told_together
from alokon.text import month_year
from alokon.views.services import Services, services
from reports.areas import by_area
from reports.dataset import Cell, Column, Dataset, Line, Section, Workbook
from reports.report import Making

KINDS, PAYERS = ("Menurut pelayanan",), ("Menurut pembiayaan",)

COLUMNS = (
    Column("code", "Kode", align="center"),
    Column("name", "Faskes"),
    Column("method", "Cara KB"),
    Column("new", "Baru", "int", KINDS),
    Column("again", "Ulangan", "int", KINDS),
    Column("changed", "Ganti cara", "int", KINDS),
    Column("pbi", "PBI", "int", PAYERS),
    Column("other", "Non-PBI", "int", PAYERS),
    Column("total", "Jumlah", "int"),
)


def build(making: Making) -> Workbook:
    """One line for each faskes and method with R1 KB."""
    found: dict[str, dict[str, Services]] = defaultdict(dict)
    for (site, method), counts in services(making.db, making.book, making.month).items():
        found[site][method] = counts
    title = f"Pelayanan KB {month_year(making.month)}"
    data = Dataset(
        name="layanan-kb",
        title="PELAYANAN KB MENURUT FASKES DAN CARA",
        columns=COLUMNS,
        rows=tuple(_lines(making, found)),
        subtitle=(making.letterhead.kabupaten, f"Bulan {month_year(making.month)}"),
        notes=(
            "Pelayanan menurut R1 KB yang dikumpulkan petugas; faskes dan cara tanpa R1 KB tidak dicantumkan.",
            f"Jumlah di bawah {LEAST} tidak disebut ({FEW}); jumlah lain ditutup bila selisihnya membuka jumlah itu.",
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Pelayanan KB",
        number_row=True,
        frozen_columns=3,
    )
    return Workbook(title, (data,), making.stamp(title))


def _lines(making: Making, found: dict[str, dict[str, Services]]) -> Iterator[Line]:
    for area, group in by_area(making):
        held = [faskes for faskes in group if found.get(faskes.code)]
        if held:
            yield Section(f"Kecamatan {area}")
        for faskes in held:
            for method in (code for code in METHODS if code in found[faskes.code]):
                yield (faskes.code, faskes.name, METHODS[method].name, *covered(found[faskes.code][method]))


def covered(counts: Services) -> tuple[Cell, ...]:
    """The counts of a line, covered so that none below the least is found from the others.

    >>> covered(Services(new=2, again=9, changed=7, pbi=8))
    ('<5', 'ditutup', 7, 8, 10, 18)
    >>> covered(Services(new=1, again=2, pbi=1))
    ('ditutup', 'ditutup', 'ditutup', 'ditutup', 'ditutup', '<5')
    """
    kinds = told_together([counts.new, counts.again, counts.changed])
    payers = told_together([counts.pbi, counts.total - counts.pbi])
    return _cells([*kinds, *payers, told(counts.total)])


def _cells(said: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(int(one) if one.isdigit() else one for one in said)
