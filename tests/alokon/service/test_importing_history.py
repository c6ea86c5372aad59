"""A monthly history in a book of its own: every closing comes out, nothing is lost, nothing is written twice."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from alokon.imports.lmis_rows import LmisRow
from alokon.people import Actor, Forbidden
from alokon.service.importing import Upload, examine, write
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store.engine import reading
from inventory.store.queries import flows, holdings, lot_names
from tests.alokon.imports import made
from tests.alokon.service.importing import (
    HISTORY,
    TITLES,
    assert_sound,
    counts,
    desk,
    history,
    line,
    mapping,
    payloads,
    seen,
    take,
)
from tests.books import Book


def real(shared_data: Path, name: str) -> Upload:
    return Upload((shared_data / name).read_bytes(), name, mapping=mapping())


def balances(engine: sa.Engine, day: date) -> dict[tuple[str, str], int]:
    """(site, item) → base units on the shelf at the end of a day."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    with reading(engine) as db:
        for holding in holdings(db, HISTORY, day):
            assert holding.kind == "shelf"
            found[holding.site, holding.item] += holding.quantity
    return found


def unmet(engine: sa.Engine, rows: tuple[LmisRow, ...]) -> list[LmisRow]:
    """The rows whose closing the ledger does not have at the end of their month."""
    wrong = []
    for month in sorted({row.month for row in rows}):
        at = balances(engine, month.last)
        wrong += [row for row in rows if row.month == month and at[row.site, row.product] != row.closing]
    return wrong


def moved(engine: sa.Engine) -> dict[tuple[str, str], int]:
    """(direction, kind of place outside) → base units over all time."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    with reading(engine) as db:
        for flow in flows(db, HISTORY, date(1990, 1, 1), date(2200, 1, 1), ["shelf"]):
            found[flow.direction, flow.other_kind] += flow.quantity
    return found


@pytest.mark.parametrize(
    ("name", "flagged", "events"), [("subset_clean_8sites.csv", 0, 46), ("subset_dirty_4sites.csv", 36, 46)]
)
def test_every_closing_of_a_real_history_is_reproduced_and_nothing_of_it_is_lost(
    engine: sa.Engine, shared_data: Path, name: str, flagged: int, events: int
) -> None:
    upload = real(shared_data, name)
    examined = examine(desk(engine), upload)
    rows, accepted = examined.checked.rows, examined.checked.flagged_rows
    assert len(accepted) == flagged
    done = write(desk(engine), examined, accepted)
    assert unmet(engine, rows) == []
    total = moved(engine)
    assert total["in", "supplier"] == sum(row.received for row in rows)
    assert total["out", "client"] == sum(row.distributed for row in rows)
    assert counts(engine)["event"] == events
    assert_sound(engine, HISTORY)
    again = write(desk(engine), examine(desk(engine), upload), accepted)
    assert (again.repeated, again.event) == (True, done.event)
    assert counts(engine)["event"] == events


def test_what_enters_and_leaves_variance_is_openings_adjustments_and_the_flagged_differences(
    sqlite_engine: sa.Engine, shared_data: Path
) -> None:
    upload = real(shared_data, "subset_dirty_4sites.csv")
    examined = examine(desk(sqlite_engine), upload)
    write(desk(sqlite_engine), examined, examined.checked.flagged_rows)
    total = moved(sqlite_engine)
    told = [json.loads(payload) for payload in payloads(sqlite_engine, HISTORY, "import.lmis")]
    variances = [variance for event in told for variance in event["variances"]]
    signed = [row.adjustment for row in examined.checked.rows] + [quantity for *_, quantity in variances]
    assert total["in", "variance"] == sum(quantity for quantity in signed if quantity > 0)
    assert total["out", "variance"] == -sum(quantity for quantity in signed if quantity < 0)
    differing = {row for row, _site, _item, kind, _quantity in variances if kind == "variance"}
    accepted = {finding["row"] for event in told for finding in event["accepted"]}
    assert accepted == examined.checked.flagged_rows
    assert differing == accepted
    assert {event["file"] for event in told} == {upload.key}


def test_a_flagged_file_is_refused_with_nothing_written_until_every_flagged_row_is_accepted(
    engine: sa.Engine, shared_data: Path
) -> None:
    before = counts(engine)
    at = desk(engine)
    examined = examine(at, real(shared_data, "subset_dirty_4sites.csv"))
    flagged = sorted(examined.checked.flagged_rows)
    for accepted, codes in (
        ((), ["import_standing"]),
        (flagged[1:], ["import_standing"]),
        ([*flagged, 5], ["accepted_not_flagged"]),
    ):
        with pytest.raises(Refused) as caught:
            write(at, examined, accepted)
        assert [problem.code for problem in caught.value.problems] == codes
    assert counts(engine) == before


def test_two_histories_of_one_country_share_a_book(sqlite_engine: sa.Engine, shared_data: Path) -> None:
    first, _ = take(sqlite_engine, real(shared_data, "subset_clean_8sites.csv"))
    second = examine(desk(sqlite_engine), real(shared_data, "subset_dirty_4sites.csv"))
    write(desk(sqlite_engine), second, second.checked.flagged_rows)
    assert unmet(sqlite_engine, first.checked.rows) == []
    assert unmet(sqlite_engine, second.checked.rows) == []
    with reading(sqlite_engine) as db:
        keys = {(names.key.batch, names.key.fund) for names in lot_names(db, HISTORY).values()}
        assert len(lot_names(db, HISTORY)) == 11
    assert keys == {("", "-")}
    assert_sound(sqlite_engine, HISTORY)


def test_a_first_opening_is_the_stock_of_the_day_before_its_month(sqlite_engine: sa.Engine) -> None:
    take(sqlite_engine, history(line(2, 10, 12, received=5, issued=3)))
    assert balances(sqlite_engine, date(2017, 1, 30)) == {}
    assert balances(sqlite_engine, date(2017, 1, 31)) == {("C1", "AS27000"): 10}
    assert balances(sqlite_engine, date(2017, 2, 28)) == {("C1", "AS27000"): 12}


def test_every_kind_of_wrong_row_is_written_as_it_is_once_accepted(sqlite_engine: sa.Engine) -> None:
    rows = [
        line(1, 2, 0, issued=5),  # closing its arithmetic does not give: stock was missing
        line(2, 7, 3, received=1, issued=1, adjusted=-2),  # opening differs, and so does the closing
        line(5, 9, 9),  # after a gap
        line(6, 9, 0, issued=10, adjusted=1),  # issues more than there was; the adjustment comes first
    ]
    examined = examine(desk(sqlite_engine), history(*rows))
    assert not examined.checked.passes()
    write(desk(sqlite_engine), examined, examined.checked.flagged_rows)
    assert unmet(sqlite_engine, examined.checked.rows) == []
    total = moved(sqlite_engine)
    assert (total["in", "supplier"], total["out", "client"]) == (1, 16)
    assert_sound(sqlite_engine, HISTORY)


def test_a_book_is_continued_from_its_own_balance_and_never_written_over(sqlite_engine: sa.Engine) -> None:
    take(sqlite_engine, history(line(1, 10, 8, issued=2)))
    same_month = examine(desk(sqlite_engine), history(line(1, 10, 9, issued=1), line(2, 9, 9)))
    assert seen(same_month) == [("lmis_month_in_book", 2, "month")]
    assert not same_month.checked.passes({2})
    differing = examine(desk(sqlite_engine), history(line(2, 7, 6, issued=1)))
    assert [(f.rule.code, f.value, f.expected) for f in differing.checked.findings] == [("lmis_opening_ne_book", 7, 8)]
    write(desk(sqlite_engine), differing, {2})
    assert balances(sqlite_engine, date(2017, 2, 28)) == {("C1", "AS27000"): 6}
    examined, _ = take(sqlite_engine, history(line(3, 6, 5, issued=1)))
    assert examined.checked.findings == ()
    assert balances(sqlite_engine, date(2017, 3, 31)) == {("C1", "AS27000"): 5}
    assert_sound(sqlite_engine, HISTORY)


def test_a_month_that_is_not_over_cannot_be_written(sqlite_engine: sa.Engine) -> None:
    examined = examine(desk(sqlite_engine, day="2017-03-31"), history(line(2, 1, 1), line(3, 1, 1), line(4, 1, 1)))
    assert [code for code, *_ in seen(examined)] == ["lmis_month_not_over"] * 2
    assert [f.row for f in examined.checked.blocking] == [3, 4]


def test_a_history_never_goes_into_the_book_of_an_office(sqlite_engine: sa.Engine) -> None:
    Book(sqlite_engine)
    before = counts(sqlite_engine)
    upload = Upload(history(line(1, 1, 1)).data, mapping=mapping()._replace(book="3207"))
    with pytest.raises(Refused) as caught:
        examine(desk(sqlite_engine), upload)
    assert [problem.code for problem in caught.value.problems] == ["import_into_office"]
    assert counts(sqlite_engine) == before


def test_a_fault_in_the_middle_leaves_no_book_behind(sqlite_engine: sa.Engine) -> None:
    examined = examine(desk(sqlite_engine), history(line(1, 1, 1), line(2, 1, 0, issued=1)))
    before = counts(sqlite_engine)

    def interrupted(done: int, _whole: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(desk(sqlite_engine), examined, told=interrupted)
    assert counts(sqlite_engine) == before


def test_progress_is_told_month_by_month(sqlite_engine: sa.Engine) -> None:
    examined = examine(desk(sqlite_engine), history(line(1, 1, 0, issued=1), line(2, 0, 4, received=4)))
    told: list[tuple[int, int]] = []
    write(desk(sqlite_engine), examined, told=lambda done, whole: told.append((done, whole)))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_sites_and_items_are_named_as_the_mapping_says(sqlite_engine: sa.Engine) -> None:
    take(sqlite_engine, history(line(1, 1, 1)))
    with reading(sqlite_engine) as db:
        sites = db.execute(sa.text("SELECT code, name, kind FROM site WHERE code = 'C1'")).all()
        items = db.execute(sa.text("SELECT code, name, unit, goods FROM item")).all()
    assert sites == [("C1", "C1, D, R", "facility")]
    pill = "Microgynon 0,03/0,15 mg, boîte de 3 plaquettes"
    assert items == [("AS27000", pill, "cycle", "Oral Contraceptive (Pill)")]


def test_only_who_may_import_looks_at_a_file(sqlite_engine: sa.Engine) -> None:
    auditor = Actor("auditor", "Auditor", "auditor")
    with pytest.raises(Forbidden):
        examine(desk(sqlite_engine, auditor), history(line(1, 1, 1)))
    examined = examine(desk(sqlite_engine), history(line(1, 1, 1)))
    with pytest.raises(Forbidden):
        write(desk(sqlite_engine, auditor), examined)


@pytest.mark.parametrize(
    ("upload", "codes"),
    [
        (Upload(made.delimited([TITLES, line(1, 1, 1)])), ["mapping_needed"]),
        (Upload(made.delimited([TITLES, line(1, 1, 1)]), format="faskes", mapping=mapping()), ["mapping_unneeded"]),
        (Upload(b"a\n1", format="saldo-awal"), ["import_day_needed"]),
        (Upload(b"a\n1", format="faskes", on=date(2026, 1, 1)), ["import_day_unneeded"]),
        (Upload(b"a\n1", format="gaji"), ["import_format_unknown"]),
        (Upload(b"a,b\n1,2"), ["file_format_unknown"]),
        (Upload(b"nik\n" + b"7" * 16), ["personal_data"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_file_that_is_not_told_how_to_be_read_is_refused(
    sqlite_engine: sa.Engine, upload: Upload, codes: list[str]
) -> None:
    with pytest.raises(Refused) as caught:
        examine(desk(sqlite_engine), upload)
    assert [problem.code for problem in caught.value.problems] == codes


def test_months_after_one_another_are_events_after_one_another(sqlite_engine: sa.Engine) -> None:
    take(sqlite_engine, history(line(2, 0, 3, received=3), line(1, 1, 0, issued=1), line(1, 5, 5, site="A1")))
    told = [json.loads(payload) for payload in payloads(sqlite_engine, HISTORY, "import.lmis")]
    assert [event["month"] for event in told] == [str(Month(2017, 1)), str(Month(2017, 2))]
