"""The monthly history: the golden list of flags, hand-made rows for the rules no real row breaks, and cells."""

import csv
from pathlib import Path

import pytest

from alokon.imports import lmis
from alokon.imports.checks import Checked, Finding
from alokon.imports.lmis_rows import COLUMNS, LmisRow
from alokon.imports.mapping import FileMapping, parse_mapping
from inventory.core.months import Month
from tests.alokon.imports import made
from tests.conftest import ROOT

HEADER = [column.title for column in COLUMNS]
LEDGER_RULES = ("R02", "R03", "R04", "R05", "R06", "R07", "R12", "R13")
MORE_RULES = ("R01", "R08", "R10", "R11")

Flag = tuple[str, str, str, str, str, str, str, str]


@pytest.fixture
def mapping() -> FileMapping:
    text = (ROOT / "sample_data" / "mappings" / "lmis-civ.toml").read_text(encoding="utf-8")
    return parse_mapping(text, COLUMNS)


def told(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def flag_of(finding: Finding) -> Flag:
    """A finding as a line of the golden list."""
    site, product, month = finding.subject
    year, number = month.split("-")
    seen = (told(finding.value), told(finding.expected))
    return (finding.rule.code, finding.severity, site, product, year, str(int(number)), *seen)


def golden(folder: Path, sites: set[str], rules: tuple[str, ...]) -> list[Flag]:
    with (folder / "expected_import_flags.csv").open(encoding="utf-8", newline="") as file:
        return sorted(
            (
                r["rule"],
                r["severity"],
                r["site_code"],
                r["product_code"],
                r["year"],
                r["month"],
                r["observed"],
                r["expected"],
            )
            for r in csv.DictReader(file)
            if r["site_code"] in sites and r["rule"][:3] in rules
        )


@pytest.mark.parametrize(("name", "expected"), [("subset_dirty_4sites.csv", 75), ("subset_clean_8sites.csv", 30)])
@pytest.mark.parametrize("rules", [LEDGER_RULES, MORE_RULES])
def test_a_real_file_raises_exactly_the_flags_of_the_golden_list(
    shared_data: Path, mapping: FileMapping, name: str, expected: int, rules: tuple[str, ...]
) -> None:
    checked = lmis.read((shared_data / name).read_bytes(), mapping)
    sites = {row.site for row in checked.rows}
    found = sorted(flag_of(f) for f in checked.findings if f.rule.code[:3] in rules)
    assert found == golden(shared_data, sites, rules)
    assert rules != LEDGER_RULES or len(found) == expected


def test_nothing_but_the_rules_of_series_is_found_in_the_real_files_and_no_row_is_lost(
    shared_data: Path, mapping: FileMapping
) -> None:
    for name, count in (("subset_clean_8sites.csv", 2999), ("subset_dirty_4sites.csv", 1333)):
        checked = lmis.read((shared_data / name).read_bytes(), mapping)
        assert len(checked.rows) == count
        assert {f.rule.code[0] for f in checked.findings} == {"R"}
        assert not checked.blocking


def test_the_clean_file_passes_and_the_dirty_one_only_when_its_flagged_rows_are_accepted(
    shared_data: Path, mapping: FileMapping
) -> None:
    clean = lmis.read((shared_data / "subset_clean_8sites.csv").read_bytes(), mapping)
    dirty = lmis.read((shared_data / "subset_dirty_4sites.csv").read_bytes(), mapping)
    assert clean.passes()
    assert not dirty.passes()
    assert len(dirty.standing()) == 36
    assert dirty.passes(accepted=dirty.flagged_rows)
    assert len(dirty.standing(accepted=sorted(dirty.flagged_rows)[1:])) == 1


def line(
    month: int = 1, opening: int = 10, received: int = 0, distributed: int = 0, adjustment: int = 0,
    closing: int | None = None, days: int | None = 0, ordered: int | None = 0, product: str = "AS27000",
) -> list[made.Value]:  # fmt: skip
    """A row of site C1 in 2017 that is right unless told otherwise."""
    end = opening + received - distributed + adjustment if closing is None else closing
    return [2017, month, "C1", product, opening, received, distributed, adjustment, end, 5, days, ordered, "R", "D"]


def check(mapping: FileMapping, *rows: list[made.Value]) -> Checked[LmisRow]:
    return lmis.read(made.xlsx([HEADER, *rows]), mapping)


def flags(mapping: FileMapping, *rows: list[made.Value]) -> list[tuple[str, str, int, str, object, object]]:
    return [(f.rule.code[:3], f.severity, f.row, f.column, f.value, f.expected) for f in check(mapping, *rows).findings]


def test_a_row_that_is_right_raises_nothing(mapping: FileMapping) -> None:
    assert flags(mapping, line(received=5, distributed=7, adjustment=-1)) == []


def test_r01_a_closing_that_its_own_arithmetic_does_not_give_is_an_error(mapping: FileMapping) -> None:
    found = flags(mapping, line(received=5, distributed=7, adjustment=-1, closing=8))
    assert found == [("R01", "error", 2, "stock_end", 8, 7)]


def test_r02_needs_the_month_just_before(mapping: FileMapping) -> None:
    assert flags(mapping, line(1), line(2, opening=9)) == [("R02", "error", 3, "stock_initial", 9, 10)]


def test_r03_and_r04_after_months_without_a_report(mapping: FileMapping) -> None:
    assert flags(mapping, line(1), line(4)) == [("R03", "warning", 3, "month", 2, 0)]
    assert flags(mapping, line(1), line(3, opening=12)) == [
        ("R03", "warning", 3, "month", 1, 0),
        ("R04", "warning", 3, "stock_initial", 12, 10),
    ]


def test_series_are_checked_in_the_order_of_months_not_of_rows(mapping: FileMapping) -> None:
    assert flags(mapping, line(2, opening=9), line(1)) == [("R02", "error", 2, "stock_initial", 9, 10)]


@pytest.mark.parametrize(("month", "days"), [(2, 29), (4, 31), (1, 32)])
def test_r05_more_days_out_of_stock_than_the_month_has(mapping: FileMapping, month: int, days: int) -> None:
    length = Month(2017, month).days
    assert flags(mapping, line(month, days=days)) == [("R05", "error", 2, "stock_stockout_days", days, length)]


@pytest.mark.parametrize("days", [28, 30, 31])
def test_r06_out_of_stock_all_month_yet_something_was_issued(mapping: FileMapping, days: int) -> None:
    assert flags(mapping, line(1, distributed=3, days=days)) == [("R06", "error", 2, "stock_distributed", 3, 0)]
    assert flags(mapping, line(1, distributed=3, days=27)) == []
    assert flags(mapping, line(1, distributed=0, days=days)) == []


def test_r13_asks_for_whole_packs_only_where_the_mapping_does(mapping: FileMapping) -> None:
    assert flags(mapping, line(received=145, product="AS46000")) == [("R13", "info", 2, "stock_received", 145, "n*144")]
    assert flags(mapping, line(received=288, product="AS46000")) == []
    assert flags(mapping, line(received=11, product="AS27137")) == []


def test_a_blank_order_or_stockout_is_unknown_not_zero(mapping: FileMapping) -> None:
    checked = check(mapping, line(days=None, ordered=None))
    assert [f.rule.code for f in checked.findings] == ["R08_ORDER_QTY_MISSING"]
    assert (checked.rows[0].stockout_days, checked.rows[0].ordered) == (None, None)


def changed(position: str, value: made.Value) -> list[made.Value]:
    row = line()
    row[HEADER.index(position)] = value
    return row


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("stock_initial", None, "cell_blank"),
        ("stock_initial", "sepuluh", "cell_not_whole"),
        ("stock_received", 1.5, "cell_not_whole"),
        ("stock_end", -1, "cell_too_small"),
        ("stock_end", 3_000_000_000, "cell_too_large"),
        ("year", 17, "lmis_not_a_month"),
        ("month", 13, "lmis_not_a_month"),
        ("site_code", None, "cell_blank"),
        ("site_code", "C" * 33, "cell_too_long"),
        ("product_code", "AS00000", "lmis_product_unknown"),
    ],
)
def test_a_cell_that_cannot_be_read_blocks_the_file_and_cannot_be_accepted(
    mapping: FileMapping, column: str, value: made.Value, code: str
) -> None:
    checked = check(mapping, line(2), changed(column, value))
    assert [(f.rule.code, f.row, f.column, f.value) for f in checked.blocking] == [(code, 3, column, value)]
    assert len(checked.rows) == 1
    assert not checked.passes(accepted={2, 3})


def test_all_faults_of_a_row_are_told_at_once(mapping: FileMapping) -> None:
    row = changed("stock_initial", None)
    row[HEADER.index("month")], row[HEADER.index("stock_end")] = 0, "?"
    assert [f.column for f in check(mapping, row).blocking] == ["stock_initial", "stock_end", "month"]


def test_a_month_reported_twice_blocks_and_names_the_first_row(mapping: FileMapping) -> None:
    (finding,) = check(mapping, line(1), line(2), line(1)).blocking
    assert (finding.rule.code, finding.row, finding.expected) == ("lmis_row_twice", 4, 2)


def test_a_column_nobody_reads_is_told(mapping: FileMapping) -> None:
    data = made.xlsx([[*HEADER, "remarks"], [*line(), "ok"]])
    (finding,) = lmis.read(data, mapping).findings
    assert (finding.rule.code, finding.column, finding.severity) == ("column_not_read", "remarks", "info")


def test_every_finding_reads_as_a_sentence_with_row_column_value_and_remedy(mapping: FileMapping) -> None:
    (finding,) = check(mapping, line(1), line(2, opening=9)).findings
    assert finding.sentence() == (
        "Baris 3, kolom stock_initial (C1, AS27000, 2017-02): 9. "
        "Stok awal tidak sama dengan stok akhir bulan sebelumnya, 10. "
        "Periksa laporan aslinya; bila memang begitu, terima baris ini dan selisihnya dicatat."
    )
