"""Opening balances into the office's book: the step `open` of the flow `saldo-awal` for each site of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from alokon.imports import opening
from alokon.imports.checks import ERROR, Checked, Finding, Rule
from alokon.imports.columns import wanted_names
from alokon.imports.grids import Grid
from alokon.imports.opening_rows import COLUMNS, OpeningRow
from alokon.imports.sheets import Sheet, sheet_of
from alokon.service.desk import Consent, Desk
from alokon.service.importing_file import Amount, IntoOffice, Progress
from alokon.service.perform import Command, take_in
from alokon.store.openings import opened
from inventory.core.errors import Problem, Refused
from inventory.core.places import FACILITY, WAREHOUSE
from inventory.store import masters

REFUSED = Rule(
    "opening_refused", ERROR, "Tidak dapat dicatat.", "Perbaiki di berkas, atau di buku bila buku yang salah."
)

COLUMN_OF = {
    "item": "item",
    "batch": "batch",
    "fund": "fund",
    "expiry": "expiry",
    "stated": "quantity",
    "accepted": "quantity",
    "expired": "quantity",
    "unit_value_sen": "unit_value",
}
"""Our column behind each field of the step."""

Parcel = list[OpeningRow]
"""Rows of one site that make one case."""


@dataclass(frozen=True)
class OpeningFile(IntoOffice):
    """A sheet of balances as they stand on a day; `name` is the file's."""

    sheet: Sheet
    on: date
    name: str
    tried: bool = True

    @classmethod
    def read(cls, grids: Sequence[Grid], on: date, name: str) -> "OpeningFile":
        """The sheet that names the columns of an opening balance."""
        return cls(sheet_of(grids, wanted_names(COLUMNS)), on, name)

    def at(self, desk: Desk) -> Desk:
        """The office's own desk."""
        return desk

    def check(self, db: sa.Connection, desk: Desk) -> Checked[OpeningRow]:
        """The rows held against the sites of the book, and the openings it has already."""
        sites = [code for code, site in masters.sites(db, desk.book).items() if site.kind in (WAREHOUSE, FACILITY)]
        return opening.check(self.sheet, sites=sites, on=self.on, opened=opened(db, desk.book))

    def amounts(self, checked: Checked[OpeningRow]) -> tuple[Amount, ...]:
        """Sites, lots and rows."""
        return (
            Amount("tempat", len({row.site for row in checked.rows})),
            Amount("batch", len({(row.item, row.batch, row.fund) for row in checked.rows})),
            Amount("baris saldo", len(checked.rows)),
        )

    def write(
        self, db: sa.Connection, desk: Desk, checked: Checked[OpeningRow], key: str, told: Progress
    ) -> tuple[Finding, ...]:
        """One case for each site; a site whose batches stand there at two prices has one more."""
        parcels = parcels_of(checked.rows)
        refused: list[Finding] = []
        for n, parcel in enumerate(parcels):
            told(n, len(parcels))
            answers, before_counts = self._answers(parcel), Consent(slot=0)
            command = Command("saldo-awal", "open", answers, f"{key}:{n}", None, parcel[0].site, before_counts)
            try:
                with db.begin_nested():
                    take_in(db, desk, command)
            except Refused as reasons:
                refused += [self._finding(parcel, problem) for problem in reasons.problems]
        told(len(parcels), len(parcels))
        return tuple(refused)

    def _answers(self, parcel: Parcel) -> dict[str, object]:
        return {
            "date": self.on,
            "document": f"Berkas {self.name}".strip()[:500],
            "lines": [_line(row, self.on) for row in parcel],
        }

    def _finding(self, parcel: Parcel, problem: Problem) -> Finding:
        """A refusal of the step at the row and column it is about; at the site when it is about the whole case."""
        titles = {column.key: column.title for column in COLUMNS}
        row, field = _place_of(parcel, problem)
        column = COLUMN_OF.get(field, "site")
        value = getattr(row, {"unit_value": "unit_value_sen", "expiry": "expiry_text"}.get(column, column))
        return Finding(REFUSED, row.row, titles[column], value, subject=(row.site, row.item), problem=problem)


def _place_of(parcel: Parcel, problem: Problem) -> tuple[OpeningRow, str]:
    """The row a problem is about, by its number or its batch, and the step's field; the first row for all of them."""
    head, _, rest = (problem.field or "").partition("-")
    number, _, field = rest.partition("-")
    if head == "lines" and number.isdigit():
        return parcel[int(number)], field
    batch = problem.facts.get("item"), problem.facts.get("batch")
    same = [row for row in parcel if (row.item, row.batch) == batch]
    return (same[0], head) if same else (parcel[0], "")


def parcels_of(rows: Sequence[OpeningRow]) -> list[Parcel]:
    """The rows site by site; a batch that stands at a site at another price goes into a parcel of its own."""
    parcels: dict[str, list[tuple[Parcel, dict[tuple[str, str, str], int | None]]]] = {}
    for row in rows:
        batch = row.item, row.batch, row.fund
        at_site = parcels.setdefault(row.site, [])
        for parcel, prices in at_site:
            if prices.setdefault(batch, row.unit_value_sen) == row.unit_value_sen:
                parcel.append(row)
                break
        else:
            at_site.append(([row], {batch: row.unit_value_sen}))
    return [parcel for at_site in parcels.values() for parcel, _ in at_site]


def _line(row: OpeningRow, on: date) -> Mapping[str, object]:
    """A row as the step's answers; what is past use already does not go to the shelf."""
    past_use = row.expiry is not None and row.expiry.day < on
    return {
        "item": row.item,
        "batch": row.batch,
        "fund": row.fund,
        "expiry": row.expiry,
        "unit_value_sen": row.unit_value_sen,
        "stated": row.quantity,
        "accepted": 0 if past_use else row.quantity,
        "expired": row.quantity if past_use else 0,
    }
