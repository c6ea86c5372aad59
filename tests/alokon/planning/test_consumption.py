"""AMC: which months it rests on, and the national rule beside it."""

import csv
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

from alokon.planning.consumption import MonthUse, Window, consumption, national
from alokon.text import rounded
from inventory.core.months import Month

ROOT = Path(__file__).resolve().parents[3]
PLAIN = Window(most=3, back=6, least=3)


def use(month: int, issued: int | None, days_out: int = 0, special: int = 0) -> MonthUse:
    return MonthUse(Month(2026, month), issued, days_out, special)


def test_a_month_out_of_stock_for_half_its_days_counts_by_its_days_in_stock() -> None:
    found = consumption([use(4, 15, days_out=15)], PLAIN)
    assert found.monthly == 30
    assert found.is_thin


def test_a_month_mostly_out_of_stock_says_nothing() -> None:
    found = consumption([use(4, 1, days_out=16), use(5, 31), use(6, 30)], PLAIN)
    assert found.monthly == 30
    assert [one.month.month for one in found.scant] == [4]


def test_a_missing_report_is_never_zero() -> None:
    found = consumption([use(4, 30), use(5, None), use(6, 30)], PLAIN)
    assert found.monthly == 30
    assert found.unreported == (Month(2026, 5),)
    assert len(found.used) == 2


def test_a_reported_zero_is_a_zero() -> None:
    assert consumption([use(4, 0), use(6, 30)], PLAIN).monthly == 15


def test_the_newest_reported_months_count_and_older_ones_fill_their_gaps() -> None:
    months = [use(1, 300), use(2, 28), use(3, None), use(4, 30), use(5, 31), use(6, None)]
    found = consumption(months, PLAIN)
    assert [one.month.month for one in found.used] == [2, 4, 5]
    assert found.monthly == 30
    assert found.unreported == (Month(2026, 3), Month(2026, 6))


def test_nothing_known_is_no_figure() -> None:
    found = consumption([use(4, None), use(5, 3, days_out=30)], PLAIN)
    assert found.monthly is None
    assert found.daily is None


def test_a_mass_service_stays_out_of_the_average() -> None:
    assert consumption([use(6, 130, special=100)], PLAIN).monthly == 30


def test_the_average_is_exact() -> None:
    assert consumption([use(1, 10)], PLAIN).monthly == Fraction(300, 31)


def test_the_national_rule_gives_what_the_national_system_reported(shared_data: Path) -> None:
    with (shared_data / "amc_golden.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["class"] in ("plain", "stockout_adjusted")]
    assert len(rows) > 400
    wrong = [row for row in rows if _national(row) != int(row["reported_amc"])]
    assert wrong == []


def _national(row: dict[str, str]) -> int:
    months = ("m2", "m1", "m0")
    return national([int(row[f"issued_{m}"]) for m in months], [int(row[f"stockout_days_{m}"]) for m in months])


SAME, DAYS_OF_MONTH, POOLED = "sama", "hari kalender", "hari ada stok dijumlahkan"
SCANT, NONE = "bulan yang kosong lebih dari separuh", "tidak ada bulan yang cukup"


def _why(row: dict[str, str]) -> str:
    """How our rule differs from the reported figure of a row, as the table in `docs` names it."""
    end = Month(int(row["year"]), int(row["month"]))
    uses = [
        MonthUse(month, int(row[f"issued_{m}"]), min(int(row[f"stockout_days_{m}"]), month.days))
        for m, month in (("m2", end.plus(-2)), ("m1", end.previous), ("m0", end))
    ]
    found = consumption(uses, Window(3, 3, 3))
    if found.monthly is None:
        return NONE
    if int(rounded(found.monthly, 0)) == int(row["reported_amc"]):
        return SAME
    if found.scant:
        return SCANT
    return POOLED if any(use.days_out for use in uses) else DAYS_OF_MONTH


def test_the_table_of_where_our_rule_differs_is_what_the_rows_say(shared_data: Path) -> None:
    with (shared_data / "amc_golden.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["class"] in ("plain", "stockout_adjusted")]
    counted = Counter((row["class"], _why(row)) for row in rows)
    table = (ROOT / "docs" / "rata-rata-pemakaian.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (plain|stockout_adjusted) \| ([^|]+) \| (\d+) \|", table, re.MULTILINE)
    assert sum(int(number) for _, _, number in told) == len(rows)
    for kind, why, number in told:
        (own,) = [count for (k, w), count in counted.items() if k == kind and why.startswith(w)]
        assert own == int(number), (kind, why)
