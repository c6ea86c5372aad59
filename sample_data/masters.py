"""Master data of the sample book: Kabupaten Ciamis, its kecamatan and its service points.

Real, from public lists: the 27 kecamatan with their Kemendagri codes, the 37 puskesmas with their Kemenkes codes and
the names of six hospitals. The kecamatan of a puskesmas or hospital is a column of its own; `unsure_kecamatan` tells
where it needs a check on the spot. Everything else is a sample: PMB, klinik and satellites are numbered, not named,
and the nine-digit codes (3207, register, network), dates, agreements and counts are ours, not SIGA's.
A few entries are there to be refused or warned about: inactive, K/0/KB not renewed, contract lapsed or missing.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from alokon.faskes import Agreement, Count, Faskes, Kecamatan, check
from inventory.core.errors import Problem, Refused

BOOK = "3207"
"""The key of the sample book: Kabupaten Ciamis."""

FOLDER = Path(__file__).with_name("masters")

UNSURE = "perlu dicek"


def kecamatan() -> tuple[Kecamatan, ...]:
    """The 27 kecamatan of Kabupaten Ciamis in the order of their Kemendagri codes."""
    return tuple(Kecamatan(row["code"], row["name"]) for row in _rows("kecamatan.csv"))


def faskes() -> tuple[Faskes, ...]:
    """Every service point of the sample book, faskes before the jaringan and jejaring that hang under them.

    Each entry passes `alokon.faskes.check`; a fault in the file is refused with every problem of every row.
    """
    districts = {k.code for k in kecamatan()}
    entries: dict[str, Faskes] = {}
    problems: list[Problem] = []
    for row in _rows("faskes.csv"):
        entry = _faskes(row)
        problems += check(entry, entries, book=BOOK, kecamatan=districts)
        entries[entry.code] = entry
    if problems:
        raise Refused(*problems)
    return tuple(entries.values())


def unsure_kecamatan() -> frozenset[str]:
    """Codes of real faskes whose kecamatan is our reading of the map and needs a check on the spot."""
    return frozenset(row["code"] for row in _rows("faskes.csv") if row["kecamatan_certainty"] == UNSURE)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _faskes(row: dict[str, str]) -> Faskes:
    return Faskes(
        code=row["code"],
        name=row["name"],
        type=row["type"],
        ownership=row["ownership"],
        kecamatan=row["kecamatan"],
        status=row["status"],
        registered_on=_day(row["registered_on"]),
        valid_until=_day(row["valid_until"]),
        parent=row["parent"] or None,
        address=row["address"],
        kemenkes_code=row["kemenkes_code"] or None,
        bpjs=row["bpjs"],
        agreement=_agreement(row),
        equipment=_counts(row["equipment"]),
        staff=_counts(row["staff"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _agreement(row: dict[str, str]) -> Agreement | None:
    if not row["agreement_kind"]:
        return None
    until = date.fromisoformat(row["agreement_until"])
    return Agreement(row["agreement_kind"], row["agreement_number"], until)


def _counts(text: str) -> tuple[Count, ...]:
    """Read `iud_kit:2;komputer:1`."""
    pairs = (part.split(":") for part in text.split(";") if part)
    return tuple(Count(code, int(quantity)) for code, quantity in pairs)
