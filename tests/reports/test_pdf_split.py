"""A table too wide for paper comes in parts that name their rows, keep their numbers, and lose nothing."""

from reports.dataset import Column, Dataset, Section, Total
from reports.pdf_split import split_wide

COLUMNS = (
    Column("no", "No.", "int"),
    Column("name", "Nama"),
    *(Column(f"{g}{i}", f"Kolom {i}", "quantity", (f"Barang {g}",)) for g in "abc" for i in range(3)),
)
WIDE = Dataset(
    "lebar", "LEBAR", COLUMNS, (Section("Ciamis"), (1, "Puskesmas", *range(9))), (Total("Jumlah", {"b1": 4, "c0": 6}),),
    notes=("Catatan.",), frozen_columns=2, number_row=True,
)  # fmt: skip


def test_a_table_that_fits_stays_as_it_is() -> None:
    assert list(split_wide(WIDE, most=11)) == [WIDE]


def test_groups_stay_together_and_every_part_names_its_rows() -> None:
    parts = list(split_wide(WIDE, most=8))
    assert [[c.key for c in part.columns] for part in parts] == [
        ["no", "name", "a0", "a1", "a2", "b0", "b1", "b2"],
        ["no", "name", "c0", "c1", "c2"],
    ]
    assert [part.rows[1] for part in parts] == [(1, "Puskesmas", 0, 1, 2, 3, 4, 5), (1, "Puskesmas", 6, 7, 8)]
    assert [part.totals[0].values for part in parts] == [{"b1": 4}, {"c0": 6}]


def test_columns_keep_the_number_they_have_in_the_whole_table() -> None:
    _, last = split_wide(WIDE, most=8)
    assert [column.number for column in last.columns] == ["1", "2", "9", "10", "11"]


def test_what_stands_below_is_printed_once_and_each_part_says_which_it_is() -> None:
    first, last = split_wide(WIDE, most=8)
    assert (first.notes, last.notes) == ((), ("Catatan.",))
    assert first.subtitle == ("Bagian 1 dari 2: Barang a, Barang b",)
