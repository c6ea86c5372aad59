"""Perkiraan dari lapangan: what posyandu and rumah data of a kecamatan let expect, to stand beside its needs."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from alokon.catalog import ITEMS
from alokon.planning.expected import POSTPARTUM, PREGNANCY_MONTHS, Assumption, Expected
from alokon.text import month_year, number
from inventory.core.months import Month
from reports.dataset import Column, Dataset, Line, Section, Total

WOMEN, PAIRS = ("Sasaran posyandu",), ("Rumah data",)

COLUMNS = (
    Column("source", "Sumber"),
    Column("counted", "Data"),
    Column("pregnant", "Ibu hamil", "int", WOMEN, blank="–"),
    Column("postpartum", "Ibu nifas", "int", WOMEN, blank="–"),
    Column("clients", "Perkiraan KB pascapersalinan", "quantity", WOMEN, blank="–"),
    Column("couples", "PUS", "int", PAIRS, blank="–"),
    Column("members", "Peserta KB", "int", PAIRS, blank="–"),
    Column("unmet", "Unmet need", "int", PAIRS, blank="–"),
    Column("note", "Keterangan"),
)


def sheet(area: str, on: date, found: Expected, supposed: Assumption, monthly: Mapping[str, Fraction]) -> Dataset:
    """What the field of a kecamatan (by name) counted, as of a day; `monthly` is its average use by item, if known."""
    used = ", ".join(f"{ITEMS[item].name} {number(monthly[item], 1)}" for item in POSTPARTUM if item in monthly)
    beside = (f"Pemakaian sekarang per 30 hari di Kecamatan {area}, cara yang cocok pascapersalinan: {used}.",)
    return Dataset(
        name="perkiraan",
        title=f"PERKIRAAN DARI LAPANGAN, KECAMATAN {area.upper()}",
        columns=COLUMNS,
        rows=tuple(_lines(Month.of(on), found, supposed)),
        notes=(
            "Untuk dibandingkan saja: tidak ikut dihitung dalam kebutuhan.",
            f"Perkiraan KB pascapersalinan = (ibu nifas + ibu hamil × {supposed.months}/{PREGNANCY_MONTHS}) × "
            f"{supposed.percent} persen, untuk {supposed.months} bulan sesudah bulan data; anggapannya di Pengaturan.",
            *(beside if used else ()),
        ),
        landscape=True,
        sheet="Perkiraan",
        continues=True,
    )


def _lines(month: Month, found: Expected, supposed: Assumption) -> Iterator[Line]:
    if found.targets:
        yield Section("Data dan sasaran posyandu")
    current = [one for one in found.targets if one.tells_of(month, supposed)]
    for one in found.targets:
        told = one in current
        clients, note = (one.clients(supposed), "") if told else (None, "data lama, tidak dihitung")
        counted = (one.posyandu, month_year(one.month), one.pregnant, one.postpartum)
        yield (*counted, clients, None, None, None, note)
    if len(current) > 1:
        sums = {name: sum(getattr(one, name) for one in current) for name in ("pregnant", "postpartum")}
        yield Total("Jumlah", {**sums, "clients": sum(one.clients(supposed) for one in current)})
    if found.couples:
        yield Section("Rumah data kependudukan")
    for kampung in found.couples:
        counts = (kampung.couples, kampung.members, kampung.unmet)
        yield (kampung.kampung, str(kampung.year), None, None, None, *counts, "")
