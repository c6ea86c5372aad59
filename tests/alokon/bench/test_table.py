"""The arithmetic of the table: ratios of medians, goals either way round, and what was not measured told so."""

from datetime import date

import pytest

from alokon.bench.curve import WORKS, Curve, cells
from alokon.bench.machine import Machine
from alokon.bench.plot import draw
from alokon.bench.report import about
from alokon.bench.table import ROWS, UNMEASURED, Goal, Line, lines, ratio_of
from alokon.bench.timing import Taken, alternate
from alokon.bench.workload import Workload


def told(store: str, taken: Taken) -> list[Line]:
    return lines({store: [taken]})


def test_a_ratio_is_ours_by_the_limits_of_medians() -> None:
    assert ratio_of(Taken("A", {"alokon": (10, 1000, 20), "sqlite3": (40, 30, 50)}), "sqlite3") == 0.5
    assert ratio_of(Taken("F2", {"alokon": (0,), "sqlite3": (0,)}), "sqlite3") is None


@pytest.mark.parametrize(
    ("goal", "figure", "met"),
    [(Goal("x", 0.5), 0.5, True), (Goal("x", 0.5), 0.49, False),
     (Goal("x", 1.3, least=False), 1.3, True), (Goal("x", 1.3, least=False), 1.31, False)],
)  # fmt: skip
def test_a_goal_is_at_least_or_at_most(goal: Goal, figure: float, met: bool) -> None:
    assert goal.met(figure) is met


def test_every_goal_has_a_line_and_a_limit_without_one_has_too() -> None:
    found = told(
        "postgresql", Taken("A", {"alokon": (30.0,), "pgbench": (100.0,), "psycopg": (60.0,), "tryton": (0.5,)})
    )
    assert [(line.limit.split(":")[0], line.ratio, line.met) for line in found] == [
        ("pgbench", "0,30 ×", True),
        ("tryton", "60 ×", False),
        ("psycopg", "0,50 ×", None),
    ]
    assert [line.title for line in found] == [ROWS["A"].title, "", ""]


def test_a_limit_that_was_not_measured_is_told_so() -> None:
    first, *_ = told("sqlite", Taken("D", {"alokon": (120.0,)}))
    assert (first.limit, first.ratio, first.met) == (f"duckdb: {UNMEASURED}", "", None)
    assert first.cells[-1] == "–"


def test_a_goal_without_a_limit_is_held_against_our_own_figure() -> None:
    (slow,) = told("sqlite", Taken("E2", {"alokon": (3.5, 3.2, 9.9)}))
    (quick,) = told("sqlite", Taken("E2", {"alokon": (2.0,)}))
    assert (slow.met, quick.met, quick.ours) == (False, True, "2 detik")


def test_zero_oversold_is_the_goal_also_beside_a_limit_with_zero() -> None:
    first, beside = told("sqlite", Taken("F2", {"alokon": (0.0,), "sqlite3": (0.0,)}))
    assert (first.met, beside.met, beside.ratio) == (True, None, "")


def test_rows_come_in_the_order_of_the_table() -> None:
    found = lines({"sqlite": [Taken("D", {"alokon": (1.0,)}), Taken("A", {"alokon": (1.0,)})]})
    assert [line.code for line in found if line.code] == ["A", "D"]


def test_what_is_compared_takes_turns_and_slow_ones_have_two() -> None:
    order: list[str] = []
    tasks = {name: lambda name=name: float(order.append(name) or len(order)) for name in "abz"}
    values = alternate(3, {name: tasks[name] for name in "ab"}, {"z": tasks["z"]})
    assert "".join(order) == "ab" + "abz" + "ab" + "abz"
    assert {name: len(found) for name, found in values.items()} == {"a": 3, "b": 3, "z": 2}


def test_a_page_tells_when_the_machine_was_busy() -> None:
    quiet = Machine(2, 8.0, 1.0, "Linux", "3.11", {"sqlite": "3.40"})
    day = date(2026, 1, 2)
    assert "sibuk" not in about(Workload(), quiet, day)
    assert "sibuk" in about(Workload(), quiet._replace(load=7.5), day)


def test_growth_is_the_longest_book_by_the_one_before() -> None:
    curve = Curve((40, 400, 4000), dict.fromkeys(WORKS, (1.0, 2.0, 2.5)))
    assert curve.growth("C") == 1.25
    assert [row[-1] for row in cells(curve)] == ["ya"] * 4
    slow = Curve(curve.moves, dict.fromkeys(WORKS, (1.0, 2.0, 2.8)))
    assert [row[-1] for row in cells(slow)] == ["ya", "belum", "belum", "belum"]


def test_the_picture_names_every_work_and_every_book() -> None:
    picture = draw(Curve((44_000, 400_000, 4_000_000), dict.fromkeys(WORKS, (0.4, 20.0, 300.0))))
    assert picture.startswith("<svg ")
    for said in ("44.000", "4.000.000", "0,1 ms", "1.000 ms", *(work.title for work in WORKS.values())):
        assert said in picture
