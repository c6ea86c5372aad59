"""The registry of faskes as pages show it: every entry with its kecamatan, its parent and whether it may be served."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from alokon.faskes import Faskes, Gate, Kecamatan
from alokon.store import faskes

VALID, LAPSED, NONE = "berlaku", "berakhir", "belum"
AGREEMENTS = {VALID: "Berlaku", LAPSED: "Berakhir", NONE: "Belum ada"}
"""What may be said of the MoU or contract of a faskes on a day."""

SERVED, WARNED, REFUSED = "ya", "catatan", "tidak"
SERVICES = {SERVED: "Dapat dilayani", WARNED: "Dapat, dengan catatan", REFUSED: "Tidak dapat dilayani"}
"""What the gate says of a faskes on a day."""


@dataclass(frozen=True)
class Listed:
    """An entry of the registry on a day; `area` is the name of its kecamatan."""

    faskes: Faskes
    area: str
    parent: Faskes | None
    gate: Gate

    @property
    def service(self) -> str:
        """One of `SERVICES`."""
        if not self.gate.open:
            return REFUSED
        return WARNED if self.gate.warnings else SERVED

    @property
    def agreement(self) -> str:
        """One of `AGREEMENTS`; that of its faskes induk covers a jaringan or jejaring."""
        codes = {problem.code for problem in (*self.gate.problems, *self.gate.warnings)}
        return NONE if "agreement_missing" in codes else LAPSED if "agreement_expired" in codes else VALID

    @property
    def until(self) -> date | None:
        """The last day of the agreement that covers it, None without one."""
        held = [f.agreement.until for f in (self.faskes, self.parent) if f is not None and f.agreement is not None]
        return max(held, default=None)


@dataclass(frozen=True)
class Registry:
    """All entries by code and the kecamatan of the book, as they stand on a day."""

    entries: Mapping[str, Listed]
    kecamatan: Mapping[str, Kecamatan]

    def under(self, code: str) -> list[Listed]:
        """The jaringan and jejaring of a faskes, in code order."""
        return [listed for listed in self.entries.values() if listed.faskes.parent == code]


def registry(db: sa.Connection, book: str, on: date) -> Registry:
    """The whole registry on a day, in three questions."""
    found = {code: entry.faskes for code, entry in faskes.entries(db, book).items()}
    areas = faskes.kecamatan_list(db, book)
    gates = faskes.gates(db, book, found, on)
    return Registry({code: _listed(one, found, areas, gates[code]) for code, one in found.items()}, areas)


def _listed(one: Faskes, all_of_them: Mapping[str, Faskes], areas: Mapping[str, Kecamatan], gate: Gate) -> Listed:
    parent = all_of_them.get(one.parent) if one.parent else None
    area = areas[one.kecamatan].name if one.kecamatan in areas else one.kecamatan
    return Listed(one, area, parent, gate)
