"""Mutasi alokon (R/II/KB): a month of one faskes, one sheet for each source of money, as New SIGA's form has it.

Rows are the opening balance, then one row for each day and code. What the form has no code for stands in rows of its
own; a footnote says which code the office's setting gives it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from alokon import siga
from alokon.catalog import FUNDS, ITEMS, Fund
from alokon.faskes import parse_code
from alokon.text import long_date, month_year, number
from alokon.views import monthly
from alokon.views.coverage import closed_on
from alokon.views.daily import DayFlow, flows_by_day
from alokon.views.monthly import Mutation
from inventory.core.places import FACILITY
from reports.dataset import Cell, Column, Dataset, Facts, Row, Signature, Total, Workbook
from reports.labels import status_line
from reports.report import Making, Report
from reports.siga_goods import in_siga, item_columns, uneven

COLUMNS = (
    Column("no", "NO.", "int", align="center"),
    Column("day", "TANGGAL", "date"),
    Column("code", "KODE", align="center"),
    Column("name", "MUTASI ALOKON", width=34),
    *item_columns(),
)

NONE = Mutation(0, siga.NOTHING, 0)

Movement = tuple[date, str]
"""A row of the form: a day and a code; `lainnya` comes twice, as in and out."""


def build(making: Making) -> Workbook:
    """The sheets of a faskes and a month."""
    month, site = making.month, making.site
    rows = monthly.mutations(making.db, making.book, month, [site.code])
    days = flows_by_day(making.db, making.book, site.code, month)
    closed = closed_on(making.db, making.book, month).get(site.id)
    funds = [FUNDS[making.asked.fund]] if making.asked.fund else FUNDS.values()
    sheets = []
    for fund in funds:
        items = {k.item: rows[k] for k in rows if k.fund == fund.code}
        sheets.append(_sheet(making, fund, items, [d for d in days if d.fund == fund.code], closed))
    title = f"Mutasi Alokon {site.name} {month_year(month)}"
    return Workbook(title, tuple(sheets), making.stamp(title))


def _sheet(
    making: Making, fund: Fund, items: Mapping[str, Mutation], days: Sequence[DayFlow], closed: date | None
) -> Dataset:
    moves = _by_day_and_code(days)
    month = making.month
    return Dataset(
        name=f"mutasi-{fund.code.lower()}",
        title="REGISTER ALAT DAN OBAT KONTRASEPSI\nMUTASI ALOKON (R/II/KB)",
        columns=COLUMNS,
        rows=_rows(month.first, items, moves),
        totals=_totals(items),
        subtitle=(status_line(closed),),
        before=(_facts(making, fund),),
        notes=tuple(_notes(making, items, moves)),
        signatures=(
            Signature("Pimpinan Faskes/Jaringan/Jejaring", place_date=making.letterhead.place_date(month.last)),
        ),
        landscape=True,
        sheet=fund.name,
        number_row=True,
        frozen_columns=4,
    )


def _facts(making: Making, fund: Fund) -> Facts:
    code = parse_code(making.site.code)
    return Facts(
        (
            ("Nama Faskes/Jaringan/Jejaring", making.site.name),
            ("Kode Provinsi", code.book[:2]),
            ("Kode Kab/Kota", code.book[2:]),
            ("No. Register Faskes", code.register),
            ("No. Jaringan/Jejaring", code.network),
            ("Bulan Lapor", month_year(making.month)),
            ("Sumber Alokon", f"{fund.siga} {fund.name}"),
        ),
        columns=2,
    )


def _by_day_and_code(days: Sequence[DayFlow]) -> dict[Movement, dict[str, int]]:
    """(day, code) → item → base units in that code's column; a correction of the same day leaves no row behind."""
    sums: dict[Movement, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for found in days:
        code, quantity = siga.contribution(found.flow)
        row = f"{code} {found.flow.direction}" if code == siga.OTHER else code
        sums[found.day, row][found.item] += quantity
    return {key: left for key, row in sorted(sums.items()) if (left := {i: q for i, q in row.items() if q})}


def _rows(first: date, items: Mapping[str, Mutation], moves: Mapping[Movement, Mapping[str, int]]) -> tuple[Row, ...]:
    opening = {code: items.get(code, NONE).opening for code in ITEMS}
    rows: list[Row] = [(1, first, siga.OPENING, siga.NAMES[siga.OPENING].upper(), *_cells(opening))]
    for n, ((day, code), quantities) in enumerate(moves.items(), 2):
        plain = code.partition(" ")[0]
        name = siga.NAMES.get(plain) or _other_name(code)
        rows.append((n, day, plain if plain in siga.NAMES else "–", name, *_cells(quantities)))
    return tuple(rows)


def _other_name(code: str) -> str:
    return f"{siga.OTHER_NAME}, {'masuk' if code.endswith(siga.IN) else 'keluar'}"


def _cells(quantities: Mapping[str, int]) -> list[Cell]:
    return [in_siga(item, quantities[code]) if code in quantities else None for code, item in ITEMS.items()]


def _totals(items: Mapping[str, Mutation]) -> tuple[Total, ...]:
    """The three footer rows of the form, and our own row before the last where there is anything in it."""
    counts = {code: items.get(code, NONE).counts for code in ITEMS}
    received = {code: siga.total_penerimaan(c) for code, c in counts.items()}
    issued = {code: siga.total_pengeluaran(c) for code, c in counts.items()}
    other = {code: c[siga.OTHER] for code, c in counts.items()}
    closing = {code: items.get(code, NONE).closing for code in ITEMS}
    found = [("Total Penerimaan", received), ("Total Pengeluaran", issued)]
    if any(other.values()):
        found.append((f"Total {siga.OTHER_NAME}", other))
    found.append(("Saldo Akhir", closing))
    return tuple(Total(label, {c: in_siga(ITEMS[c], q) for c, q in row.items()}) for label, row in found)


def _notes(making: Making, items: Mapping[str, Mutation], moves: Mapping[Movement, Mapping[str, int]]) -> list[str]:
    notes = []
    if not items:
        notes.append("Nihil: tidak ada saldo dan mutasi dari sumber ini.")
    broken = [ITEMS[c].name for c, row in items.items() if row.computed != row.closing]
    if broken:
        notes.append(f"PERHATIAN: saldo awal dan mutasi tidak sama dengan saldo buku: {', '.join(broken)}.")
    notes += _other_note(making, items, moves)
    figures = [("Saldo awal", code, row.opening) for code, row in items.items()]
    figures += [(f"{long_date(day)} kode {code},", i, q) for (day, code), row in moves.items() for i, q in row.items()]
    figures += [("Saldo akhir", code, row.closing) for code, row in items.items()]
    odd = uneven(figures)
    if odd:
        notes.append("SIGA menerima lusin bulat; yang tidak genap: " + " ".join(odd))
    return notes


def _other_note(
    making: Making, items: Mapping[str, Mutation], moves: Mapping[Movement, Mapping[str, int]]
) -> list[str]:
    """What the rows without a code are, and which code a setting gives them in SIGA."""
    sums: dict[str, dict[str, int]] = {siga.IN: defaultdict(int), siga.OUT: defaultdict(int)}
    for (_, code), row in moves.items():
        name, _, direction = code.partition(" ")
        for item, quantity in row.items() if name == siga.OTHER else ():
            sums[direction][item] += quantity
    told = []
    for direction, word in ((siga.IN, "masuk"), (siga.OUT, "keluar")):
        if sums[direction]:
            code = str(making.letterhead.settings[f"report.other.{direction}"])
            amounts = ", ".join(f"{ITEMS[i].name} {number(abs(q))} {ITEMS[i].unit}" for i, q in sums[direction].items())
            told.append(f"{word} ({amounts}) sebagai kode {code} {siga.NAMES[code]}")
    if not told:
        return []
    return [f"SIGA tidak punya kode untuk {siga.OTHER_NAME}; bila disalin ke SIGA: {'; '.join(told)} (pengaturan)."]


MUTASI = Report(
    name="mutasi",
    title="Mutasi alokon (R/II/KB)",
    about="Satu bulan satu faskes menurut enam kode R/II/KB, satu lembar per sumber dana.",
    build=build,
    needs=("month", "site"),
    takes=("fund",),
    site_kinds=(FACILITY,),
)
