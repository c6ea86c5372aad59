"""A faskes register into the office's book: every new entry through the same door as one that is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from alokon.imports import register
from alokon.imports.checks import Checked, Finding
from alokon.imports.columns import wanted_names
from alokon.imports.grids import Grid
from alokon.imports.register import Entry
from alokon.imports.register_columns import COLUMNS
from alokon.imports.sheets import Sheet, sheet_of
from alokon.people import require
from alokon.service.desk import Desk
from alokon.service.importing_file import Amount, IntoOffice, Progress
from alokon.service.setup import register_in
from alokon.store import faskes as registry


@dataclass(frozen=True)
class RegisterFile(IntoOffice):
    """A sheet of service points."""

    sheet: Sheet
    tried: bool = False

    @classmethod
    def read(cls, grids: Sequence[Grid]) -> "RegisterFile":
        """The sheet that names the columns of a register."""
        return cls(sheet_of(grids, wanted_names(COLUMNS)))

    def at(self, desk: Desk) -> Desk:
        """The office's own desk; the registry needs a right of its own."""
        require(desk.actor, "registry")
        return desk

    def check(self, db: sa.Connection, desk: Desk) -> Checked[Entry]:
        """The entries held against the registry as it stands."""
        held = {code: found.faskes for code, found in registry.entries(db, desk.book).items()}
        kecamatan = registry.kecamatan_list(db, desk.book).values()
        return register.check(self.sheet, held, book=desk.book, kecamatan=kecamatan)

    def amounts(self, checked: Checked[Entry]) -> tuple[Amount, ...]:
        """Faskes, and the jaringan and jejaring under them."""
        network = sum(entry.faskes.is_network for entry in checked.rows)
        return Amount("faskes", len(checked.rows) - network), Amount("jaringan/jejaring", network)

    def write(
        self, db: sa.Connection, desk: Desk, checked: Checked[Entry], key: str, told: Progress
    ) -> tuple[Finding, ...]:
        """One event for each new entry; `check` asks what the registry asks, so what it passed is not refused."""
        held = registry.entries(db, desk.book)
        for n, entry in enumerate(checked.rows):
            told(n, len(checked.rows))
            register_in(db, desk, entry.faskes, f"{key}:{entry.row}", new=True, held=held)
        told(len(checked.rows), len(checked.rows))
        return ()
