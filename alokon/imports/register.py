"""The registry of faskes from a spreadsheet: our columns, one row for each service point, checked like a typed entry.

What can be told from elsewhere may stay blank, and is told back as a warning: the type from the name, the owner of a
puskesmas or its satellites. A main faskes' code may lack its suffix 00. Findings about the entry itself are those of
`alokon.faskes.check`; a name that is another spelling of a name in the same kecamatan must be accepted by a person.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from alokon.faskes import Faskes, Kecamatan
from alokon.faskes import check as check_faskes
from alokon.imports.checks import ERROR, INFO, Checked, Finding, Rule
from alokon.imports.columns import take, wanted_names
from alokon.imports.containers import LIMITS, Limits
from alokon.imports.names import reduced
from alokon.imports.register_columns import COLUMNS
from alokon.imports.register_rows import Draft, parse
from alokon.imports.sheets import Sheet, read_sheet
from inventory.core.errors import Problem

FORMAT = "faskes"

NAME_ALIKE = Rule(
    "register_name_alike",
    ERROR,
    "Nama ini ejaan lain dari {expected} di kecamatan yang sama.",
    "Hapus baris ini bila fasilitasnya sama; terima bila memang dua fasilitas.",
    acceptable=True,
)
UNCHANGED = Rule("register_unchanged", INFO, "Sudah terdaftar persis seperti ini.", "Baris ini dilewati.")
NOT_ALLOWED = Rule("register_not_allowed", ERROR, "Isian ini tidak dapat didaftarkan.", "Perbaiki kolom ini di berkas.")


class Entry(NamedTuple):
    """A service point as the registry would hold it, and the row it comes from."""

    row: int
    faskes: Faskes


def read(
    data: bytes,
    registry: Mapping[str, Faskes],
    *,
    book: str,
    kecamatan: Iterable[Kecamatan],
    limits: Limits = LIMITS,
) -> Checked[Entry]:
    """`check` for a file that is not opened yet."""
    return check(read_sheet(data, wanted_names(COLUMNS), limits), registry, book=book, kecamatan=kecamatan)


def check(sheet: Sheet, registry: Mapping[str, Faskes], *, book: str, kecamatan: Iterable[Kecamatan]) -> Checked[Entry]:
    """The new entries of a sheet, faskes before their satellites, with everything found.

    `registry` is what the book holds already, by code; rows that repeat it exactly are left out. `book` is the
    kabupaten's four digits. `Refused` when the sheet is no register at all.
    """
    table = take(sheet, COLUMNS)
    areas = tuple(kecamatan)
    findings = list(table.findings)
    held = _Held(registry, book, frozenset(area.code for area in areas), table.titles)
    entries: list[Entry] = []
    for draft in parse(table, areas, findings):
        if not draft.complete:
            held.unread.add(draft.faskes.code)
        elif registry.get(draft.faskes.code) == draft.faskes:
            findings.append(_finding(draft, UNCHANGED, table.titles["code"], draft.faskes.code))
        else:
            findings += held.against(draft)
            entries.append(Entry(draft.row, draft.faskes))
    return Checked(tuple(entries), tuple(sorted(findings, key=lambda f: (f.row, f.rule.code))))


class _Held:
    """The registry as it grows while rows are held against it."""

    def __init__(
        self, registry: Mapping[str, Faskes], book: str, kecamatan: Collection[str], titles: Mapping[str, str]
    ) -> None:
        self.known = dict(registry)
        self.names = {_spelling(faskes): f"{faskes.name} ({faskes.code})" for faskes in registry.values()}
        self.book, self.kecamatan, self.titles = book, kecamatan, titles
        self.unread: set[str] = set()

    def against(self, draft: Draft) -> list[Finding]:
        """What the registry's check and the comparison of names find; the entry then counts as held."""
        faskes = draft.faskes
        problems = check_faskes(faskes, self.known, book=self.book, kecamatan=self.kecamatan)
        if faskes.parent in self.unread:  # the parent's own row has been told already
            problems = tuple(p for p in problems if p.code != "parent_unknown")
        findings = [_refused(draft, self.titles, problem) for problem in problems]
        alike = self.names.get(_spelling(faskes))
        if alike and not {p.code for p in problems} & {"faskes_name_taken", "faskes_code_taken"}:
            findings.append(_finding(draft, NAME_ALIKE, self.titles["name"], faskes.name, alike))
        self.names.setdefault(_spelling(faskes), f"{faskes.name} (baris {draft.row})")
        self.known.setdefault(faskes.code, faskes)
        return findings


def _spelling(faskes: Faskes) -> tuple[str, str]:
    return faskes.kecamatan, reduced(faskes.name)


def _finding(draft: Draft, rule: Rule, title: str, value: object, expected: object = None) -> Finding:
    return Finding(rule, draft.row, title, value, expected, (draft.faskes.code, draft.faskes.name))


def _refused(draft: Draft, titles: Mapping[str, str], problem: Problem) -> Finding:
    """A problem the registry's own check finds, at the column it is about."""
    field = problem.field if problem.field and problem.field in titles else "agreement_number"
    value = getattr(draft.faskes, field, None)
    return _finding(draft, NOT_ALLOWED, titles[field], value)._replace(problem=problem)
