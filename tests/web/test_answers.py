"""What was typed becomes answers, and answers become what a person would type."""

from alokon.sop.distribution import RECEIVE
from alokon.sop.receiving import RECEIVING
from inventory.core.errors import Problem
from web.answers import MOST_ROWS, all_as_typed, placed, row_count, typed

TAKE_IN = RECEIVING.steps[0]


def test_lines_left_empty_are_not_answered_and_the_others_keep_their_number() -> None:
    sent = typed(TAKE_IN, {"sender": "Provinsi", "lines-0-item": "", "lines-2-item": "IUD", "lines-2-batch": " U1 "})
    assert sent.numbers == [2]
    assert sent.answers["lines"] == [{"item": "IUD", "batch": "U1"}]
    assert sent.answers["sender"] == "Provinsi"


def test_a_line_that_only_says_what_it_is_about_is_not_answered() -> None:
    assert typed(RECEIVE, {"lines-0-line": "3", "lines-0-accepted": ""}).numbers == []
    assert typed(RECEIVE, {"lines-0-line": "3", "lines-0-accepted": "0"}).numbers == [0]


def test_fields_nobody_declared_never_reach_the_service() -> None:
    sent = typed(RECEIVE, {"lines-0-line": "3", "lines-0-lot": "7", "lines-0-accepted": "1", "state": "diterima"})
    assert sent.answers["lines"] == [{"line": "3", "accepted": "1"}]
    assert "state" not in sent.answers


def test_problems_come_back_to_the_line_they_were_typed_in() -> None:
    problems = [Problem("reason_missing", {}, "lines-1-note"), Problem("no_lines", {}, "lines")]
    assert [problem.field for problem in placed(problems, [0, 4])] == ["lines-4-note", "lines"]


def test_a_form_has_no_more_lines_than_fit() -> None:
    assert row_count({"lines-3-item": "", "date": ""}) == 4
    assert row_count({f"lines-{MOST_ROWS}-item": "IUD"}) == 0
    assert typed(TAKE_IN, {f"lines-{MOST_ROWS}-item": "IUD"}).numbers == []


def test_kept_answers_are_written_as_a_person_types_them() -> None:
    line = {"item": "PILK", "expiry": ["2027-08-31", "month"], "unit_value_sen": 450000, "stated": 1200}
    data = all_as_typed(TAKE_IN, {"date": "2026-01-05", "sender": "Provinsi", "lines": [line]})
    assert data["date"] == "2026-01-05"
    assert (data["lines-0-expiry"], data["lines-0-unit_value_sen"], data["lines-0-stated"]) == (
        "08/2027",
        "4.500",
        "1.200",
    )
    assert "lines-0-note" not in data
