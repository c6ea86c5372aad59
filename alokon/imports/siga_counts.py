"""What SIGA says was served: counts per faskes, method and month, one row each, beside our own figures.

SIGA has no file for this; the rows are copied from its monthly tables. Only counts come in: a file that names people by
their numbers is refused before anything is read. A figure that is told again takes the place of the earlier one.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from alokon.catalog import METHODS
from alokon.imports.checks import ERROR, INFO, WARNING, Checked, Finding, Rule
from alokon.imports.columns import Column, Record, Table, take
from alokon.imports.personal import Cell
from alokon.imports.reading import Reader
from alokon.imports.register_columns import CODE
from alokon.imports.sheets import Sheet
from alokon.imports.values import Unreadable, one_of, text, whole
from alokon.siga import ServiceKey
from alokon.text import parse_month
from inventory.core.months import Month

FORMAT = "siga"

METHOD_WORDS = {word: method.code for method in METHODS.values() for word in (method.name, method.code)}

COLUMNS = (
    CODE,
    Column("month", "Bulan", "Bulan laporan SIGA.", "2026-10", names=("bulan lapor", "bulan laporan", "periode")),
    Column(
        "method",
        "Cara KB",
        f"Satu baris per cara: {', '.join(method.name for method in METHODS.values())}; kodenya juga dibaca.",
        "Pil Kombinasi",
        names=("metode", "alokon", "jenis alokon", "alat kontrasepsi"),
    ),
    Column(
        "services",
        "Pelayanan SIGA",
        "Jumlah pelayanan menurut SIGA: baru, ulangan dan ganti cara bersama.",
        "24",
        names=("jumlah pelayanan", "total pelayanan"),
    ),
)

NOT_MONTH = Rule("siga_not_month", ERROR, "Bukan bulan yang dapat dibaca.", "Tulis misalnya 2026-10 atau Oktober 2026.")
FUTURE = Rule("siga_month_in_future", ERROR, "Bulan ini belum tiba.", "Periksa tahun dan bulannya.")
UNREGISTERED = Rule(
    "siga_faskes_unknown", ERROR, "Faskes ini tidak terdaftar.", "Perbaiki kodenya, atau daftarkan faskesnya dulu."
)
TWICE = Rule(
    "siga_row_twice", ERROR, "Faskes, bulan dan cara ini sudah ada di {expected}.", "Hapus salah satu barisnya."
)
REPLACED = Rule(
    "siga_replaced", WARNING, "Angka sebelumnya {expected} akan diganti.", "Tidak perlu tindakan bila SIGA berubah."
)
UNCHANGED = Rule("siga_unchanged", INFO, "Angka ini sudah tercatat.", "Baris ini dilewati.")


class Figure(NamedTuple):
    """Services of a method at a faskes in a month as SIGA tells them, and the row they come from."""

    row: int
    key: ServiceKey
    services: int


def check(sheet: Sheet, faskes: Mapping[str, str], known: Mapping[ServiceKey, int], today: date) -> Checked[Figure]:
    """The figures that are new or changed, with everything found.

    `faskes` are the names of the registry by code, `known` the figures told before. `Refused` when it is no such sheet.
    """
    table = take(sheet, COLUMNS)
    findings, first, figures = list(table.findings), dict[ServiceKey, int](), []
    for record in table.records:
        figure = _figure(record, table, faskes, today, findings)
        if figure is None:
            continue
        twice, before = first.get(figure.key), known.get(figure.key)
        about = (figure.key.faskes, faskes[figure.key.faskes])
        if twice is not None:
            findings.append(_finding(TWICE, figure, table, f"baris {twice}", about))
        elif before == figure.services:
            findings.append(_finding(UNCHANGED, figure, table, None, about))
        else:
            if before is not None:
                findings.append(_finding(REPLACED, figure, table, before, about))
            figures.append(figure)
        first.setdefault(figure.key, figure.row)
    return Checked(tuple(figures), tuple(sorted(findings, key=lambda f: (f.row, f.rule.code))))


def _figure(
    record: Record, table: Table, faskes: Mapping[str, str], today: date, findings: list[Finding]
) -> Figure | None:
    """A row read; None when a cell of it cannot be."""
    cell = Reader(record, table.titles, findings)
    code = cell.need("code", lambda found: _registered(found, faskes), "")
    month = cell.need("month", lambda found: _month(found, today), None)
    method = cell.need("method", lambda found: one_of(found, METHOD_WORDS), "")
    services = cell.need("services", whole, 0)
    return Figure(record.row, ServiceKey(code, month, method), services) if cell.complete and month else None


def _registered(cell: Cell, faskes: Mapping[str, str]) -> str:
    """The code of a faskes of the registry; a main faskes' may lack its suffix 00."""
    code = re.sub(r"[\s.\-·]", "", text(cell))
    found = next((known for known in (code, f"{code}00") if known in faskes), None)
    if found is None:
        raise Unreadable(UNREGISTERED)
    return found


def _month(cell: Cell, today: date) -> Month:
    try:
        month = Month.of(cell) if isinstance(cell, date) else parse_month(text(cell))
    except ValueError:
        raise Unreadable(NOT_MONTH) from None
    if month > Month.of(today):
        raise Unreadable(FUTURE)
    return month


def _finding(rule: Rule, figure: Figure, table: Table, expected: object, about: tuple[str, str]) -> Finding:
    return Finding(rule, figure.row, table.titles["services"], figure.services, expected, about)
