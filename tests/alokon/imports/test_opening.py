"""Opening balances: packs, label dates, one expiry a batch, and what a person may accept."""

from collections.abc import Mapping
from datetime import date

import pytest

from alokon.imports import opening
from alokon.imports.checks import Checked
from alokon.imports.opening_rows import COLUMNS, OpeningRow
from alokon.text import Expiry
from tests.alokon.imports import made

TITLE = {column.key: column.title for column in COLUMNS}
ON = date(2026, 1, 1)
GOOD: dict[str, made.Value] = {
    "site": "320700100",
    "item": "Kondom",
    "batch": "KD2401",
    "fund": "APBN",
    "expiry": "12/2027",
    "quantity": 5,
    "unit": "gros",
    "unit_value": "1.250,50",
}


def read(*rows: Mapping[str, made.Value]) -> Checked[OpeningRow]:
    data = made.xlsx([list(TITLE.values()), *([row.get(key) for key in TITLE] for row in rows)])
    return opening.read(data, sites={"GUDANG", "320700100"}, on=ON)


def seen(checked: Checked[OpeningRow]) -> list[tuple[int, str, str]]:
    return [(f.row, f.rule.code, f.column) for f in checked.findings]


def test_a_row_is_so_many_base_units_of_a_lot_at_a_site() -> None:
    checked = read(GOOD)
    expiry = Expiry(date(2027, 12, 31), "month")
    assert checked.rows == (OpeningRow(2, "320700100", "KONDOM", "KD2401", "APBN", expiry, 720, 125050),)
    assert checked.findings == ()


@pytest.mark.parametrize(
    ("item", "unit", "base"),
    [
        ("kondom", "LUSIN", 60),
        ("KONDOM", "gross", 720),
        ("Kondom", "pcs", 5),
        ("Pil Kombinasi", None, 5),
        ("PIL  KOMBINASI", "strip", 5),
        ("suntikan 3 bulanan progestin", "Vial", 5),
        ("IUD", "buah", 5),
        ("IMPLAN2", "set", 5),
    ],
)
def test_items_and_packs_are_known_by_their_usual_words(item: str, unit: str | None, base: int) -> None:
    checked = read({**GOOD, "item": item, "unit": unit})
    assert [row.quantity for row in checked.rows] == [base]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"site": "320799900"}, "cell_unknown", "Kode tempat"),
        ({"item": "Susuk"}, "cell_unknown", "Barang"),
        ({"fund": "Hibah"}, "cell_unknown", "Sumber dana"),
        ({"unit": None}, "cell_blank", "Satuan"),
        ({"unit": "dus"}, "cell_unknown", "Satuan"),
        ({"item": "Pil Kombinasi", "unit": "lusin"}, "cell_unknown", "Satuan"),
        ({"quantity": "lima"}, "cell_not_whole", "Jumlah"),
        ({"quantity": None}, "cell_blank", "Jumlah"),
        ({"quantity": 20_000_000}, "cell_too_large", "Jumlah"),
        ({"expiry": "12/27"}, "cell_not_expiry", "Kedaluwarsa"),
        ({"unit_value": "mahal"}, "cell_not_money", "Nilai satuan"),
        ({"batch": "B" * 65}, "cell_too_long", "Batch"),
    ],
)
def test_a_faulty_cell_blocks(changes: dict[str, made.Value], code: str, column: str) -> None:
    checked = read({**GOOD, **changes})
    assert seen(checked) == [(2, code, column)]
    assert (checked.rows, checked.passes(accepted={2})) == ((), False)


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    checked = read({**GOOD, "site": None, "quantity": "x"}, GOOD, {**GOOD, "fund": None})
    assert seen(checked) == [
        (2, "cell_blank", "Kode tempat"),
        (2, "cell_not_whole", "Jumlah"),
        (4, "cell_blank", "Sumber dana"),
    ]


@pytest.mark.parametrize(("key", "code"), [("batch", "opening_no_batch"), ("expiry", "opening_no_expiry")])
def test_a_lot_without_batch_or_expiry_must_be_accepted_by_a_person(key: str, code: str) -> None:
    checked = read({**GOOD, key: None})
    assert seen(checked) == [(2, code, TITLE[key])]
    assert not checked.passes()
    assert checked.passes(accepted={2})


def test_one_batch_has_one_expiry_wherever_it_stands() -> None:
    checked = read(GOOD, {**GOOD, "site": "GUDANG", "expiry": "11/2027"})
    (finding,) = checked.findings
    assert (finding.row, finding.rule.code, finding.value) == (3, "opening_expiry_differs", "11/2027")
    assert finding.expected == "baris 2 kedaluwarsa 12/2027"
    assert not checked.passes(accepted={3})
    assert read(GOOD, {**GOOD, "site": "GUDANG"}).findings == ()
    assert read(GOOD, {**GOOD, "fund": "APBD", "expiry": "11/2027"}).findings == ()


def test_goods_without_a_batch_number_need_one_as_soon_as_their_expiries_differ() -> None:
    loose = {**GOOD, "batch": None}
    same = read(loose, {**loose, "site": "GUDANG"})
    assert seen(same) == [(2, "opening_no_batch", "Batch"), (3, "opening_no_batch", "Batch")]
    differing = read(loose, {**loose, "site": "GUDANG", "expiry": "11/2027"})
    assert [f.rule.code for f in differing.blocking] == ["opening_expiry_differs"]


def test_a_batch_listed_twice_at_one_site_must_be_accepted_to_be_added_up() -> None:
    checked = read(GOOD, {**GOOD, "quantity": 1})
    assert seen(checked) == [(3, "opening_row_twice", "Batch")]
    assert checked.passes(accepted={3})
    assert [row.quantity for row in checked.rows] == [720, 144]


def test_a_zero_is_no_row() -> None:
    checked = read({**GOOD, "quantity": 0}, GOOD)
    assert seen(checked) == [(2, "opening_zero", "Jumlah")]
    assert [row.row for row in checked.rows] == [3]


def test_expired_goods_and_a_first_of_the_month_are_warned_about() -> None:
    expired = read({**GOOD, "expiry": "31/12/2025"})
    assert (seen(expired), expired.passes()) == ([(2, "opening_expired", "Kedaluwarsa")], True)
    assert read({**GOOD, "expiry": "01/2026"}).findings == ()
    first = read({**GOOD, "expiry": date(2027, 12, 1)})
    assert (seen(first), first.passes()) == ([(2, "opening_first_of_month", "Kedaluwarsa")], True)
