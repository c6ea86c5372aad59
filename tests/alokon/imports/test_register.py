"""The faskes register: our template, real names with all their spellings, and duplicates."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from alokon.faskes import Agreement, Count, Faskes, Kecamatan
from alokon.imports import register
from alokon.imports.checks import Checked
from alokon.imports.names import reduced, spelled_type
from alokon.imports.register import Entry
from alokon.imports.register_columns import COLUMNS
from alokon.messages import sentence
from tests.alokon.imports import made

AREAS = (Kecamatan("32.07.18", "Banjarsari"), Kecamatan("32.07.37", "Banjaranyar"))
TITLE = {column.key: column.title for column in COLUMNS}
FULL: dict[str, made.Value] = {
    "code": "320700100",
    "name": "Puskesmas Banjarsari",
    "kecamatan": "Banjarsari",
    "type": "Puskesmas",
    "ownership": "Pemerintah Kabupaten/Kota",
    "address": "Jl. Raya Banjarsari",
    "kemenkes_code": "P3207100101",
    "bpjs": "Ya, langsung",
    "status": "Aktif",
    "registered_on": date(2020, 2, 7),
    "valid_until": "31/12/2029",
    "agreement_kind": "MoU",
    "agreement_number": "400.13/001/MoU/2024",
    "agreement_until": "31-12-2028",
    "equipment.iud_kit": 3,
    "equipment.bp3k": 0,
    "staff.bidan": "7",
}
BANJARSARI = Faskes(
    code="320700100",
    name="Puskesmas Banjarsari",
    type="puskesmas",
    ownership="3",
    kecamatan="32.07.18",
    registered_on=date(2020, 2, 7),
    valid_until=date(2029, 12, 31),
    address="Jl. Raya Banjarsari",
    kemenkes_code="P3207100101",
    bpjs="langsung",
    agreement=Agreement("MoU", "400.13/001/MoU/2024", date(2028, 12, 31)),
    equipment=(Count("iud_kit", 3),),
    staff=(Count("bidan", 7),),
)
PLAIN = {"ownership": "3", "type": "Puskesmas", "kecamatan": "Banjarsari"}


def file(*rows: Mapping[str, made.Value]) -> bytes:
    return made.xlsx([list(TITLE.values()), *([row.get(key) for key in TITLE] for row in rows)])


def read(*rows: Mapping[str, made.Value], registry: Mapping[str, Faskes] | None = None) -> Checked[Entry]:
    return register.read(file(*rows), registry or {}, book="3207", kecamatan=AREAS)


def seen(checked: Checked[Entry]) -> list[tuple[int, str, str]]:
    return [(f.row, f.problem.code if f.problem else f.rule.code, f.column) for f in checked.findings]


def test_a_full_row_is_the_entry_of_its_card() -> None:
    checked = read(FULL)
    assert checked.findings == ()
    assert checked.rows == (Entry(2, BANJARSARI),)


def test_a_row_that_is_registered_already_is_left_out_and_one_that_differs_is_an_error() -> None:
    registry = {BANJARSARI.code: BANJARSARI}
    again = read(FULL, registry=registry)
    assert (again.rows, seen(again)) == ((), [(2, "register_unchanged", "Kode faskes")])
    changed = read({**FULL, "address": "Jl. Baru"}, registry=registry)
    assert seen(changed) == [(2, "faskes_code_taken", "Kode faskes")]
    assert not changed.passes(accepted={2})


def test_satellites_may_stand_before_their_faskes_and_need_no_parent_cell() -> None:
    checked = read(
        {"code": "320700101", "name": "Pustu Ciulu", "kecamatan": "32.07.18"},
        {**PLAIN, "code": "3207001", "name": "Puskesmas Banjarsari"},
    )
    assert checked.passes()
    assert [(entry.row, entry.faskes.code, entry.faskes.parent) for entry in checked.rows] == [
        (3, "320700100", None),
        (2, "320700101", "320700100"),
    ]
    assert seen(checked) == [
        (2, "register_owner_guessed", "Kepemilikan"),
        (2, "register_type_guessed", "Jenis"),
        (3, "register_suffix_added", "Kode faskes"),
    ]


def test_a_type_or_owner_that_nothing_tells_is_asked_for() -> None:
    checked = read({"code": "320700100", "name": "Klinik Melati", "kecamatan": "Banjaranyar"})
    assert checked.rows == ()
    assert seen(checked) == [(2, "cell_blank", "Jenis"), (2, "cell_blank", "Kepemilikan")]


def test_a_satellite_is_not_told_that_its_parent_is_unknown_when_the_parents_own_row_is_faulty() -> None:
    checked = read(
        {**PLAIN, "code": "320700100", "name": "Puskesmas Banjarsari", "kecamatan": "Bukan"},
        {**PLAIN, "code": "320700101", "name": "Pustu Ciulu", "type": "Pustu"},
        {**PLAIN, "code": "320700901", "name": "Pustu Cigayam", "type": "Pustu"},
    )
    assert seen(checked) == [(2, "cell_unknown", "Kecamatan"), (4, "parent_unknown", "Kode induk")]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"code": "32070010"}, "faskes_code_malformed", "Kode faskes"),
        ({"code": "320800100"}, "faskes_code_other_book", "Kode faskes"),
        ({"type": "Warung"}, "cell_unknown", "Jenis"),
        ({"kecamatan": "Ciamis"}, "cell_unknown", "Kecamatan"),
        ({"valid_until": "2019-01-01"}, "validity_before_registration", "Berlaku sampai"),
        ({"agreement_number": None}, "cell_blank", "Nomor perjanjian"),
        ({"agreement_until": None}, "cell_blank", "Perjanjian sampai"),
        ({"staff.bidan": -1}, "cell_too_small", "Tenaga: Bidan"),
        ({"parent": "320700200"}, "parent_not_allowed", "Kode induk"),
    ],
)
def test_a_faulty_cell_is_told_at_its_column(changes: dict[str, made.Value], code: str, column: str) -> None:
    checked = read({**FULL, **changes})
    assert seen(checked) == [(2, code, column)]
    assert not checked.passes(accepted={2})


@pytest.mark.parametrize(
    "spelling",
    [
        "PKM Banjarsari",
        "UPT Puskesmas BANJARSARI",
        "UPTD PUSKESMAS BANJARSARI",
        "Pukesmas Banjar sari",
        "puskesmas banjarsari.",
    ],
)
def test_another_spelling_of_a_registered_name_must_be_accepted_by_a_person(spelling: str) -> None:
    other = {**PLAIN, "code": "320700500", "name": spelling}
    checked = read(other, registry={BANJARSARI.code: BANJARSARI})
    (finding,) = checked.findings
    assert (finding.rule.code, finding.expected) == ("register_name_alike", "Puskesmas Banjarsari (320700100)")
    assert not checked.passes()
    assert checked.passes(accepted={2})
    elsewhere = read({**other, "kecamatan": "Banjaranyar"}, registry={BANJARSARI.code: BANJARSARI})
    assert elsewhere.findings == ()


def test_two_rows_with_one_name_or_one_code_are_told() -> None:
    first = {**PLAIN, "code": "320700100", "name": "Puskesmas Ciulu"}
    twice = read(first, {**first, "code": "320700200"}, {**first, "name": "Puskesmas Lain"})
    assert seen(twice) == [(3, "faskes_name_taken", "Nama faskes"), (4, "faskes_code_taken", "Kode faskes")]


def sulbar(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The real register of a province by kabupaten (the first four digits of its codes)."""
    by_book: dict[str, list[dict[str, str]]] = {}
    with (folder / "faskes_kb_publik_sulbar.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            by_book.setdefault(row["no_registrasi"][:4], []).append(row)
    return by_book


def imported(book: str, rows: list[dict[str, str]], registry: Mapping[str, Faskes]) -> Checked[Entry]:
    names = sorted({row["kecamatan"] for row in rows})
    areas = [Kecamatan(f"{book[:2]}.{book[2:]}.{n:02d}", name) for n, name in enumerate(names, 1)]
    data = made.delimited([list(rows[0]), *(list(row.values()) for row in rows)], ";")
    return register.read(data, registry, book=book, kecamatan=areas)


def test_a_real_register_is_read_but_for_the_rows_its_columns_do_not_tell_enough_of(shared_data: Path) -> None:
    whole = unread = orphans = 0
    for book, rows in sulbar(shared_data).items():
        checked = imported(book, rows, {})
        whole += len(rows)
        unread += len(rows) - len(checked.rows)
        orphans += sum(f.problem is not None for f in checked.findings)
        assert {f.rule.code for f in checked.blocking} <= {"cell_blank", "register_not_allowed"}
        assert {f.problem.code for f in checked.findings if f.problem} <= {"parent_unknown"}
        assert not checked.flagged_rows
    assert (whole, unread, orphans) == (776, 18, 8)


def test_every_real_puskesmas_is_recognised_under_any_of_its_spellings(shared_data: Path) -> None:
    spellings = ("Pukesmas {}", "UPTD PUSKESMAS {}", "pkm {}", "UPT. Puskesmas {}")
    tried = 0
    for book, rows in sulbar(shared_data).items():
        known = [e.faskes for e in imported(book, rows, {}).rows if e.faskes.type == "puskesmas"]
        for number, faskes in enumerate(known):
            bare = reduced(faskes.name).removeprefix("puskesmas ")
            respelled = spellings[number % len(spellings)].format(bare)
            assert spelled_type(respelled) == "puskesmas"
            assert reduced(respelled) == reduced(faskes.name)
            assert reduced(replace(faskes, name=f"Pustu {bare}").name) != reduced(faskes.name)
            tried += 1
    assert tried > 90


def test_what_the_registry_itself_refuses_is_told_in_its_own_words_with_row_and_column() -> None:
    (finding,) = read({**PLAIN, "code": "320700901", "name": "Pustu Cigayam", "type": "Pustu"}).findings
    told = finding.sentence()
    assert told.startswith("Baris 2, kolom Kode induk (320700901, Pustu Cigayam): “320700900”. ")
    assert told.endswith("Perbaiki kolom ini di berkas.")
    assert finding.problem is not None
    assert finding.meaning == sentence(finding.problem)
