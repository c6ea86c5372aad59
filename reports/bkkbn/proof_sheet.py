"""The proof on a sheet: every check with its lines, both figures, their difference, and LULUS or GAGAL."""

from collections.abc import Iterator, Sequence

from alokon.catalog import FUNDS, ITEMS
from alokon.text import month_year, number
from inventory.core.months import Month
from reports.bkkbn.checks import Check, Comparison
from reports.dataset import Column, Dataset, Line, Row, Section, Total
from reports.letterhead import Letterhead

VERDICT = ("LULUS", "GAGAL")

COLUMNS = (
    Column("check", "No.", align="center"),
    Column("item", "Jenis Alokon"),
    Column("fund", "Sumber Dana"),
    Column("unit", "Satuan"),
    Column("left", "Kiri", "quantity"),
    Column("right", "Kanan", "quantity"),
    Column("difference", "Selisih", "quantity"),
    Column("compared", "Dibandingkan", "int"),
    Column("failing", "Berbeda", "int"),
    Column("passed", "Hasil", "flag", words=VERDICT),
    Column("told", "Rincian", width=46),
)


def proof_sheet(checks: Sequence[Check], month: Month, around: Letterhead) -> Dataset:
    """All checks, each under a heading that says what is compared."""
    return Dataset(
        name="bukti",
        title="BUKTI LAPORAN",
        columns=COLUMNS,
        rows=tuple(line for check in checks for line in _lines(check)),
        subtitle=(f"{around.kabupaten}, {month_year(month)}", verdict(checks)),
        notes=(
            "Angka dalam satuan terkecil (kondom: buah). Tiap pemeriksaan membandingkan angka dari dua jalan yang "
            "berbeda; satu sel yang berbeda sudah menggagalkan barisnya walaupun jumlahnya sama.",
        ),
        landscape=True,
        sheet="Bukti",
    )


def verdict(checks: Sequence[Check]) -> str:
    """How many checks hold, in words."""
    failed = [check for check in checks if not check.passed]
    if failed:
        return f"{len(failed)} dari {len(checks)} pemeriksaan GAGAL: nomor {', '.join(str(c.number) for c in failed)}"
    return f"{len(checks)} dari {len(checks)} pemeriksaan LULUS"


def _lines(check: Check) -> Iterator[Line]:
    yield Section(f"{check.number}. {check.title}. Kiri: {check.left}. Kanan: {check.right}.")
    for n, line in enumerate(check.lines, 1):
        yield _row(f"{check.number}.{n}", line)
    told = {"compared": check.compared, "failing": check.failing, "passed": check.passed}
    yield Total(f"Pemeriksaan {check.number}: {number(check.failing)} dari {number(check.compared)} berbeda", told)


def _row(label: str, line: Comparison) -> Row:
    item = ITEMS[line.goods.item]
    names = (item.name, FUNDS[line.goods.fund].name, item.unit)
    difference = line.left - line.right
    counts = (line.compared, line.failing, line.passed)
    return (label, *names, line.left, line.right, difference, *counts, line.told)
