"""The registry of service points (faskes) by their K/0/KB card, and who may be served on a day.

The seed's rule: alokon goes only to faskes registered with K/0/KB in New SIGA. Entries hold no personal data.

Codes of `gate`: `faskes_not_registered`, `faskes_inactive`, `faskes_expired`, `parent_missing`, `parent_not_active`,
`agreement_missing`, `agreement_expired`.
Codes of `check`: `faskes_code_malformed`, `faskes_code_other_book`, `faskes_code_taken`, `faskes_suffix_main`,
`faskes_suffix_network`, `name_missing`, `faskes_name_taken`, `kemenkes_code_taken`, `value_unknown`,
`kecamatan_unknown`, `parent_missing`, `parent_unknown`, `parent_not_faskes`, `parent_not_allowed`,
`parent_register_differs`, `validity_before_registration`, `agreement_number_missing`, `count_negative`,
`personal_number`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from alokon import k0kb
from inventory.core.errors import Problem, Refused


class Kecamatan(NamedTuple):
    """A sub-district by its Kemendagri code, such as 32.07.01."""

    code: str
    name: str


class RegisterCode(NamedTuple):
    """The four parts of the nine digits printed on R/I/KB: the first two are kept together as the book."""

    book: str
    register: str
    network: str

    @property
    def is_main(self) -> bool:
        """Suffix 00: the faskes itself, not one of its jaringan or jejaring."""
        return self.network == "00"


class Agreement(NamedTuple):
    """A MoU or contract about KB services; the day `until` still counts."""

    kind: str
    number: str
    until: date


class Count(NamedTuple):
    """How many of a K/0/KB equipment or profession code there are."""

    code: str
    quantity: int


@dataclass(frozen=True)
class Faskes:
    """One entry of the registry; `kecamatan` is a Kemendagri code, `parent` the code of the faskes it hangs under.

    `registered_on` is the day of K/0/KB (`None`: not registered), `valid_until` its last day (`None`: no end stated).
    """

    code: str
    name: str
    type: str
    ownership: str
    kecamatan: str
    status: str = k0kb.ACTIVE
    registered_on: date | None = None
    valid_until: date | None = None
    parent: str | None = None
    address: str = ""
    kemenkes_code: str | None = None
    bpjs: str = "tidak"
    agreement: Agreement | None = None
    equipment: tuple[Count, ...] = ()
    staff: tuple[Count, ...] = ()

    @property
    def is_network(self) -> bool:
        """Whether this is a jaringan or jejaring, which hangs under a faskes."""
        kind = k0kb.TYPES.get(self.type)
        return kind is not None and kind.group != k0kb.FASKES


class Gate(NamedTuple):
    """Why a faskes may not be served (`problems`, any of them refuses) and what to mind (`warnings`)."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def open(self) -> bool:
        """Whether the faskes may be served."""
        return not self.problems


def parse_code(text: str) -> RegisterCode:
    """Read a nine-digit register code; anything else is refused (`faskes_code_malformed`).

    >>> parse_code("352200402")
    RegisterCode(book='3522', register='004', network='02')
    """
    if not re.fullmatch(r"[0-9]{9}", text):
        raise Refused(Problem("faskes_code_malformed", {"code": text}, "code"))
    return RegisterCode(text[:4], text[4:7], text[7:])


def gate(faskes: Faskes, on: date, *, agreement_is_gate: bool, parent: Faskes | None = None) -> Gate:
    """Whether a faskes may be served on a day, with every reason against it.

    `parent` is the registry entry `faskes.parent` names, needed for jaringan and jejaring only: it must be an active
    faskes, and its MoU or contract covers them too. `agreement_is_gate` makes a missing or lapsed one refuse.
    """
    problems = [*_registration(faskes, on)]
    if faskes.is_network:
        problems += _parent_stands(faskes, parent, on)
    agreement = [*_agreement(faskes, parent if faskes.is_network else None, on)]
    if agreement_is_gate:
        return Gate((*problems, *agreement), ())
    return Gate(tuple(problems), tuple(agreement))


def _registration(faskes: Faskes, on: date) -> Iterator[Problem]:
    facts = {"code": faskes.code, "name": faskes.name, "on": on}
    if faskes.registered_on is None or on < faskes.registered_on:
        yield Problem("faskes_not_registered", {**facts, "registered_on": faskes.registered_on}, "faskes")
    if faskes.status != k0kb.ACTIVE:
        yield Problem("faskes_inactive", facts, "faskes")
    if faskes.valid_until is not None and faskes.valid_until < on:
        yield Problem("faskes_expired", {**facts, "valid_until": faskes.valid_until}, "faskes")


def _parent_stands(faskes: Faskes, parent: Faskes | None, on: date) -> Iterator[Problem]:
    facts = {"code": faskes.code, "name": faskes.name, "on": on}
    if parent is None:
        yield Problem("parent_missing", facts, "parent")
    elif parent.is_network or any(_registration(parent, on)):
        yield Problem("parent_not_active", {**facts, "parent": parent.code, "parent_name": parent.name}, "parent")


def _agreement(faskes: Faskes, parent: Faskes | None, on: date) -> Iterator[Problem]:
    facts = {"code": faskes.code, "name": faskes.name, "on": on}
    held = [f.agreement for f in (faskes, parent) if f is not None and f.agreement is not None]
    if not held:
        yield Problem("agreement_missing", facts, "agreement")
    elif all(agreement.until < on for agreement in held):
        last = max(held, key=lambda agreement: agreement.until)
        yield Problem("agreement_expired", {**facts, **last._asdict()}, "agreement")


def check(
    faskes: Faskes, existing: Mapping[str, Faskes], *, book: str, kecamatan: Collection[str]
) -> tuple[Problem, ...]:
    """Everything wrong with an entry before it enters the registry; empty when it may.

    `existing` holds the *other* entries by code, `book` the four digits of the kabupaten, `kecamatan` its codes.
    """
    others = [other for other in existing.values() if other.code != faskes.code]
    return (
        *_check_code(faskes, existing, book),
        *_check_names(faskes, others),
        *_check_values(faskes, kecamatan),
        *(_check_parent(faskes, existing) if faskes.type in k0kb.TYPES else ()),
        *_check_dates(faskes),
    )


def _check_code(faskes: Faskes, existing: Mapping[str, Faskes], book: str) -> Iterator[Problem]:
    try:
        code = parse_code(faskes.code)
    except Refused as refused:
        yield from refused.problems
        return
    if code.book != book:
        yield Problem("faskes_code_other_book", {"code": faskes.code, "book": book}, "code")
    if faskes.code in existing:
        taken = {"code": faskes.code, "name": existing[faskes.code].name}
        yield Problem("faskes_code_taken", taken, "code")
    if faskes.type in k0kb.TYPES and faskes.is_network == code.is_main:
        kind = "faskes_suffix_network" if faskes.is_network else "faskes_suffix_main"
        yield Problem(kind, {"code": faskes.code, "suffix": code.network}, "code")


def _check_names(faskes: Faskes, others: list[Faskes]) -> Iterator[Problem]:
    if not faskes.name.strip():
        yield Problem("name_missing", {}, "name")
    for other in others:
        same_name = other.name.casefold() == faskes.name.casefold() and other.kecamatan == faskes.kecamatan
        if same_name and faskes.name.strip():
            yield Problem("faskes_name_taken", {"name": faskes.name, "code": other.code}, "name")
        if faskes.kemenkes_code and other.kemenkes_code == faskes.kemenkes_code:
            facts = {"kemenkes_code": faskes.kemenkes_code, "code": other.code, "name": other.name}
            yield Problem("kemenkes_code_taken", facts, "kemenkes_code")
    for field, text in (("name", faskes.name), ("address", faskes.address)):
        if re.search(r"[0-9]{16}", text):
            yield Problem("personal_number", {}, field)


def _check_values(faskes: Faskes, kecamatan: Collection[str]) -> Iterator[Problem]:
    allowed: tuple[tuple[str, str, Collection[str]], ...] = (
        ("type", faskes.type, k0kb.TYPES),
        ("ownership", faskes.ownership, k0kb.OWNERSHIPS),
        ("bpjs", faskes.bpjs, k0kb.BPJS),
        ("status", faskes.status, k0kb.STATUSES),
        *((("agreement", faskes.agreement.kind, k0kb.AGREEMENTS),) if faskes.agreement else ()),
        *(("equipment", line.code, k0kb.EQUIPMENT) for line in faskes.equipment),
        *(("staff", line.code, k0kb.PROFESSIONS) for line in faskes.staff),
    )
    for field, value, values in allowed:
        if value not in values:
            yield Problem("value_unknown", {"value": value, "allowed": tuple(values)}, field)
    if faskes.kecamatan not in kecamatan:
        yield Problem("kecamatan_unknown", {"kecamatan": faskes.kecamatan}, "kecamatan")
    for field, lines in (("equipment", faskes.equipment), ("staff", faskes.staff)):
        for line in lines:
            if line.quantity < 0:
                yield Problem("count_negative", line._asdict(), field)


def _check_parent(faskes: Faskes, existing: Mapping[str, Faskes]) -> Iterator[Problem]:
    facts = {"code": faskes.code, "name": faskes.name, "parent": faskes.parent}
    if not faskes.is_network:
        if faskes.parent:
            yield Problem("parent_not_allowed", facts, "parent")
        return
    parent = existing.get(faskes.parent) if faskes.parent else None
    if not faskes.parent:
        yield Problem("parent_missing", facts, "parent")
    elif parent is None:
        yield Problem("parent_unknown", facts, "parent")
    elif parent.is_network:
        yield Problem("parent_not_faskes", {**facts, "parent_name": parent.name}, "parent")
    elif parent.code[:7] != faskes.code[:7]:
        yield Problem("parent_register_differs", facts, "code")


def _check_dates(faskes: Faskes) -> Iterator[Problem]:
    if faskes.registered_on and faskes.valid_until and faskes.valid_until < faskes.registered_on:
        facts = {"registered_on": faskes.registered_on, "valid_until": faskes.valid_until}
        yield Problem("validity_before_registration", facts, "valid_until")
    if faskes.agreement is not None and not faskes.agreement.number.strip():
        yield Problem("agreement_number_missing", {"kind": faskes.agreement.kind}, "agreement")
