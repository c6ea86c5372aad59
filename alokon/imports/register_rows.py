"""The rows of a faskes register, each read into an entry as it would stand in the registry."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from alokon import k0kb
from alokon.faskes import Agreement, Count, Faskes, Kecamatan
from alokon.imports.checks import INFO, WARNING, Finding, Rule
from alokon.imports.columns import Record, Table
from alokon.imports.names import GOVERNMENT, spelled_type
from alokon.imports.personal import Cell
from alokon.imports.reading import Reader
from alokon.imports.register_columns import AGREEMENTS, BPJS, OWNERSHIPS, STATUSES, TYPES
from alokon.imports.sheets import normalise
from alokon.imports.values import UNKNOWN, Unreadable, brief, day, one_of, text, whole

TYPE_GUESSED = Rule(
    "register_type_guessed", WARNING, "Jenis kosong; dibaca dari nama: {expected}.", "Isi kolom jenis bila keliru."
)
OWNER_GUESSED = Rule(
    "register_owner_guessed", WARNING, "Kepemilikan kosong; dianggap {expected}.", "Isi kolom kepemilikan bila keliru."
)
SUFFIX_ADDED = Rule(
    "register_suffix_added", INFO, "Kode tujuh angka dibaca {expected}.", "Tidak perlu tindakan bila ini faskes induk."
)

PEMKAB = "3"
NAME, KEMENKES_CODE = 200, 16
"""The most characters the registry keeps of each."""


class Draft(NamedTuple):
    """An entry as one row states it, before it is held against the registry; not `complete` with a cell unread."""

    row: int
    faskes: Faskes
    complete: bool


def parse(table: Table, kecamatan: Sequence[Kecamatan], findings: list[Finding]) -> list[Draft]:
    """Every row, faskes before jaringan and jejaring; cells that cannot be read go to `findings`."""
    areas = {_squeezed(word): area.code for area in kecamatan for word in (area.name, area.code)}
    drafts = [_draft(record, table.titles, areas, findings) for record in table.records]
    return sorted(drafts, key=lambda draft: (draft.faskes.is_network, draft.row))


def _draft(record: Record, titles: Mapping[str, str], areas: Mapping[str, str], findings: list[Finding]) -> Draft:
    cell = Reader(record, titles, findings)
    code, name = _code(cell, "code"), cell.need("name", partial(brief, most=NAME), "")
    kind = _type(cell, code, name)
    faskes = Faskes(
        code=code,
        name=name,
        type=kind,
        ownership=_ownership(cell, kind),
        kecamatan=cell.need("kecamatan", lambda c: _area(c, areas), ""),
        status=cell.may("status", lambda c: one_of(c, STATUSES), k0kb.ACTIVE),
        registered_on=cell.may("registered_on", day, None),
        valid_until=cell.may("valid_until", day, None),
        parent=_parent(cell, code, kind),
        address=cell.may("address", text, ""),
        kemenkes_code=cell.may("kemenkes_code", partial(brief, most=KEMENKES_CODE), None),
        bpjs=cell.may("bpjs", lambda c: one_of(c, BPJS), "tidak"),
        agreement=_agreement(cell),
        equipment=_counts(cell, "equipment", k0kb.EQUIPMENT),
        staff=_counts(cell, "staff", k0kb.PROFESSIONS),
    )
    return Draft(record.row, faskes, cell.complete)


def _digits(cell: Cell) -> str:
    """A code without the marks between its parts: `35.22.004.02`."""
    return re.sub(r"[\s.\-·]", "", text(cell))


def _code(cell: Reader, key: str) -> str:
    code = cell.need(key, _digits, "")
    if re.fullmatch(r"[0-9]{7}", code):
        cell.flag(SUFFIX_ADDED, key, f"{code}00")
        return f"{code}00"
    return code


def _type(cell: Reader, code: str, name: str) -> str:
    said = spelled_type(name)
    if said == "pmb" and not code.endswith("00"):
        said = "pmb_jejaring"
    if cell.record.cells["type"] is None and said is not None:
        cell.flag(TYPE_GUESSED, "type", k0kb.TYPES[said].name)
        return said
    return cell.need("type", lambda c: one_of(c, TYPES), "")


def _ownership(cell: Reader, kind: str) -> str:
    if cell.record.cells["ownership"] is None and kind in GOVERNMENT:
        cell.flag(OWNER_GUESSED, "ownership", k0kb.OWNERSHIPS[PEMKAB])
        return PEMKAB
    return cell.need("ownership", lambda c: one_of(c, OWNERSHIPS), "")


def _area(cell: Cell, areas: Mapping[str, str]) -> str:
    word = normalise(text(cell)).removeprefix("KECAMATAN ").removeprefix("KEC. ")
    code = areas.get(_squeezed(word))
    if code is None:
        raise Unreadable(UNKNOWN, "kecamatan kabupaten ini, dengan nama atau kode Kemendagri")
    return code


def _squeezed(name: str) -> str:
    """A name without its gaps: BUDONG-BUDONG is Budong Budong."""
    return re.sub(r"\W", "", normalise(name))


def _parent(cell: Reader, code: str, kind: str) -> str | None:
    """The code of the faskes above; a satellite's own code names it, so its cell may stay blank."""
    if cell.record.cells["parent"] is not None:
        return _code(cell, "parent")
    network = kind in k0kb.TYPES and k0kb.TYPES[kind].group != k0kb.FASKES
    return f"{code[:7]}00" if network else None


def _agreement(cell: Reader) -> Agreement | None:
    """The MoU or contract; when one of its three columns is filled, all must be."""
    keys = ("agreement_kind", "agreement_number", "agreement_until")
    if all(cell.record.cells[key] is None for key in keys):
        return None
    kind = cell.need("agreement_kind", lambda c: one_of(c, AGREEMENTS), "")
    number = cell.need("agreement_number", text, "")
    until = cell.need("agreement_until", day, None)
    return None if until is None else Agreement(kind, number, until)


def _counts(cell: Reader, group: str, codes: Mapping[str, object]) -> tuple[Count, ...]:
    """How many of each code; a blank or a zero is none."""
    counted = ((code, cell.may(f"{group}.{code}", whole, 0)) for code in codes)
    return tuple(Count(code, quantity) for code, quantity in counted if quantity)
