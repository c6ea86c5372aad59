"""Figures of SIGA into the office's book: one event for a file, and a row for each figure that is new or changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from alokon.imports import siga_counts
from alokon.imports.checks import Checked, Finding
from alokon.imports.columns import wanted_names
from alokon.imports.grids import Grid
from alokon.imports.sheets import Sheet, sheet_of
from alokon.imports.siga_counts import COLUMNS, Figure
from alokon.service.desk import Desk, Done, digest_of, guard
from alokon.service.importing_file import Amount, IntoOffice, Progress
from alokon.service.setup import note
from alokon.store import faskes as registry
from alokon.store import siga
from inventory.store import writer

KIND = "siga.figures"


@dataclass(frozen=True)
class SigaFile(IntoOffice):
    """A sheet of counts per faskes, method and month."""

    sheet: Sheet
    tried: bool = False

    @classmethod
    def read(cls, grids: Sequence[Grid]) -> "SigaFile":
        """The sheet that names the columns of counts."""
        return cls(sheet_of(grids, wanted_names(COLUMNS)))

    def check(self, db: sa.Connection, desk: Desk) -> Checked[Figure]:
        """The figures held against the registry and what was told before."""
        names = {code: found.faskes.name for code, found in registry.entries(db, desk.book).items()}
        first = siga_counts.check(self.sheet, names, {}, desk.today)
        known = siga.counts(db, desk.book, {one.key.month for one in first.rows})
        return siga_counts.check(self.sheet, names, known, desk.today) if known else first

    def amounts(self, checked: Checked[Figure]) -> tuple[Amount, ...]:
        """Figures, faskes and months."""
        keys = [one.key for one in checked.rows]
        faskes, months = len({key.faskes for key in keys}), len({key.month for key in keys})
        return Amount("angka", len(keys)), Amount("faskes", faskes), Amount("bulan", months)

    def write(
        self, db: sa.Connection, desk: Desk, checked: Checked[Figure], key: str, told: Progress
    ) -> tuple[Finding, ...]:
        """One event for all of them; `check` has seen everything that can stand against them."""
        record_in(db, desk, checked.rows, f"{key}:siga")
        told(len(checked.rows), len(checked.rows))
        return ()


def record_in(db: sa.Connection, desk: Desk, figures: Sequence[Figure], key: str) -> Done:
    """Write figures inside a transaction that is open already; raises `Forbidden` unless the person may import."""
    guard(db, desk, "import")
    lines = [[one.key.faskes, str(one.key.month), one.key.method, one.services] for one in figures]
    payload = {"months": sorted({str(one.key.month) for one in figures}), "lines": lines}
    request = digest_of([KIND, payload])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return Done(known.seq, known.head, repeated=True)
    done = note(db, desk, KIND, payload, key, request)
    sites = {code: entry.site for code, entry in registry.entries(db, desk.book).items()}
    siga.add(db, desk.book, done.event, sites, [(one.key, one.services) for one in figures])
    return done
