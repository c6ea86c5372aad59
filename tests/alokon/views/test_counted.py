"""Counts looked at afterwards: variances derived anew, batches that came late, and counts taken back."""

from datetime import date

import pytest
from sqlalchemy import Engine

from alokon.views.cards import card, told
from alokon.views.counted import Count, Recount, Result, counts_of, left_out, recount
from inventory.store import queries, recounts
from inventory.store.engine import reading
from tests.books import BOOK, WAREHOUSE, Book
from tests.web.office import statements

SEEN = {"A1": 98, "K1": 144}


@pytest.fixture
def book(engine: Engine) -> Book:
    """A warehouse with two batches, both here on the eighth."""
    found = Book(engine)
    found.receive("2026-01-05", "PILK", "A1", 100)
    found.receive("2026-01-05", "KONDOM", "K1", 144)
    return found


def lots(book: Book) -> dict[str, int]:
    with reading(book.engine) as db:
        return {names.key.batch: lot for lot, names in queries.lot_names(db, BOOK).items()}


def opened(book: Book, day: str) -> int:
    done = book.take("gudang", day, "opname", "open_count", site=WAREHOUSE)
    assert done.case is not None
    return done.case


def confirmed(book: Book, case: int, day: str, seen: dict[str, int], *, impact: bool = False) -> int:
    """What was seen noted and let to stand; the event that says so."""
    known = lots(book)
    rows = [{"lot": known[batch], "counted": quantity, "note": "Hilang"} for batch, quantity in seen.items()]
    book.take("gudang", day, "opname", "tally", case=case, lines=rows)
    return book.take("gudang", day, "opname", "confirm_count", case=case, impact=impact).event


def late(book: Book, on: str, batch: str, quantity: int, *, impact: bool = True) -> int:
    """A receipt of pills that was entered on the twentieth only."""
    row = {"item": "PILK", "batch": batch, "fund": "APBN", "expiry": "2028", "stated": quantity, "accepted": quantity}
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": f"SBBK/PROV/{batch}"}
    return book.take(
        "gudang", "2026-01-20", "penerimaan", "take_in", site=WAREHOUSE, impact=impact, date=on, lines=[row], **about
    ).event


def looked_at(book: Book, case: int) -> tuple[Count, Recount]:
    with reading(book.engine) as db:
        count = counts_of(db, BOOK, [case])[case]
        return count, recount(db, BOOK, count)


def of_batch(book: Book, found: Recount, batch: str) -> Result:
    return found.results[lots(book)[batch]]


def test_a_count_nobody_touched_stands_as_it_was_confirmed(book: Book) -> None:
    case = opened(book, "2026-01-08")
    event = confirmed(book, case, "2026-01-08", SEEN)
    book.deliver("2026-01-09", "PILK", 20)
    count, found = looked_at(book, case)
    assert (count.confirmed, count.place_of_day, count.derived_anew) == (event, 1, False)
    pills = of_batch(book, found, "A1")
    assert (pills.book, pills.seen, pills.confirmed, pills.now, pills.changed_by) == (100, 98, -2, -2, ())
    assert found.late == ()


def test_a_document_dated_before_a_count_changes_its_variance_and_is_named(book: Book) -> None:
    case = opened(book, "2026-01-08")
    confirmed(book, case, "2026-01-08", SEEN)
    late(book, "2026-01-07", "A1", 6)
    count, found = looked_at(book, case)
    pills, condoms = of_batch(book, found, "A1"), of_batch(book, found, "K1")
    assert (pills.book, pills.confirmed, pills.now) == (100, -2, -8)
    ((name, number, change),) = pills.changed_by
    assert ("/SBBM/" in name, change) == (True, -6)
    assert number is not None
    assert book.case(number).flow == "penerimaan"
    assert (condoms.confirmed, condoms.now, condoms.changed_by) == (0, 0, ())
    assert count.derived_anew


def test_what_was_changed_and_changed_back_is_told_but_is_no_other_variance(book: Book) -> None:
    case = opened(book, "2026-01-08")
    confirmed(book, case, "2026-01-08", SEEN)
    event = late(book, "2026-01-07", "A1", 6)
    book.take_back("gudang", "2026-01-21", event, "Salah ketik", impact=True)
    count, found = looked_at(book, case)
    assert [one.change for one in of_batch(book, found, "A1").changed_by] == [-6, 6]
    assert not count.derived_anew


def test_a_batch_that_comes_late_was_not_counted(book: Book) -> None:
    case = opened(book, "2026-01-08")
    confirmed(book, case, "2026-01-08", SEEN)
    late(book, "2026-01-08", "B1", 50, impact=False)
    assert looked_at(book, case)[1].late == (), "dated the day of the count and entered later, it lies behind it"
    late(book, "2026-01-06", "C1", 30)
    count, found = looked_at(book, case)
    (one,) = found.late
    assert (one.names.key.batch, one.quantity, [by.change for by in one.brought_by]) == ("C1", 30, [30])
    assert not count.derived_anew


def test_a_batch_on_the_sheet_that_nobody_counted_did_not_come_late(book: Book) -> None:
    case = opened(book, "2026-01-08")
    event = confirmed(book, case, "2026-01-08", {"A1": 98})
    late(book, "2026-01-06", "C1", 30)
    count, found = looked_at(book, case)
    known = lots(book)
    assert [one.names.key.batch for one in found.late] == ["C1"]
    with reading(book.engine) as db:
        assert left_out(db, BOOK, count, [known["A1"]], event) == {known["K1"]: 144}
        now = left_out(db, BOOK, count, [known["A1"]], 10**6)
        assert now == {known["K1"]: 144, known["C1"]: 30}


def test_a_count_confirmed_later_at_an_earlier_hour_of_the_day_changes_the_one_behind_it(book: Book) -> None:
    morning, evening = opened(book, "2026-01-08"), opened(book, "2026-01-08")
    confirmed(book, evening, "2026-01-08", {"A1": 97})
    confirmed(book, morning, "2026-01-08", {"A1": 98}, impact=True)
    first, of_first = looked_at(book, morning)
    second, of_second = looked_at(book, evening)
    assert (first.place_of_day, second.place_of_day) == (1, 2)
    assert (of_batch(book, of_first, "A1").confirmed, first.derived_anew) == (-2, False)
    pills = of_batch(book, of_second, "A1")
    assert (pills.confirmed, pills.now, second.derived_anew) == (-3, -1, True)
    assert [(one.case, one.change) for one in pills.changed_by] == [(morning, 2)]


def test_a_count_taken_back_stands_no_more_and_stands_anew_when_confirmed_again(book: Book) -> None:
    case = opened(book, "2026-01-08")
    first = confirmed(book, case, "2026-01-08", SEEN)
    book.take_back("gudang", "2026-01-09", first, "Salah rak")
    count, found = looked_at(book, case)
    assert (count.confirmed, count.derived_anew, found) == (None, False, Recount({}, ()))
    again = confirmed(book, case, "2026-01-09", {"A1": 99})
    count, found = looked_at(book, case)
    known = lots(book)["A1"]
    assert (count.confirmed, count.variance(known, first), count.variance(known, again)) == (again, -2, -1)
    assert of_batch(book, found, "A1").changed_by == ()


def test_the_card_of_a_site_at_a_cut_is_what_lay_there_then(book: Book) -> None:
    case = opened(book, "2026-01-08")
    book.deliver("2026-01-08", "PILK", 20)
    book.receive("2026-01-09", "PILK", "B1", 7)
    known = lots(book)
    with reading(book.engine) as db:
        cut = counts_of(db, BOOK, [case])[case].cut
        assert recounts.card_of(db, BOOK, cut) == {known["A1"]: 100, known["K1"]: 144}


def test_the_card_marks_the_line_that_a_late_document_made(book: Book) -> None:
    case = opened(book, "2026-01-08")
    confirmed(book, case, "2026-01-08", SEEN)
    late(book, "2026-01-07", "A1", 6)
    with reading(book.engine) as db:
        found = card(db, BOOK, WAREHOUSE, "PILK", date(2026, 1, 1), date(2026, 1, 31))
        lines = told(db, BOOK, WAREHOUSE, found.lines)
    counted = [(line.quantity, words.case, words.derived_anew) for line, words in lines if line.counted]
    assert counted == [(-2, case, False), (-6, case, True)]


def test_the_questions_stay_as_many_however_much_was_counted(book: Book) -> None:
    few = opened(book, "2026-01-08")
    confirmed(book, few, "2026-01-08", {"A1": 98})
    for n in range(5):
        book.receive("2026-01-09", "PILK", f"N{n}", 10)
    many = opened(book, "2026-01-10")
    confirmed(book, many, "2026-01-10", {"A1": 98, "K1": 144, **{f"N{n}": 10 for n in range(5)}})
    for on, batch in (("2026-01-07", "A1"), ("2026-01-06", "C1"), ("2026-01-09", "N2")):
        late(book, on, batch, 3)
    late(book, "2026-01-10", "N1", 3, impact=False)
    book.receive("2026-01-11", "PILK", "N9", 10)  # of the newest day the balances are those of now: a question less
    sent = []
    for cases in ([few], [many], [few, many]):
        with statements(book.engine) as asked, reading(book.engine) as db:
            for count in counts_of(db, BOOK, cases).values():
                first = len(asked)
                recount(db, BOOK, count)
                sent.append((first, len(asked) - first))
    (before, own), (again, same), (both, _), _ = sent
    assert (before, own) == (again, same)
    assert both == before
