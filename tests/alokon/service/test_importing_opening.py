"""Opening balances as cases of their own: what stood where on the day the book begins, whole or not at all."""

from collections.abc import Mapping
from datetime import date

import pytest
import sqlalchemy as sa

from alokon.imports.opening_rows import COLUMNS
from alokon.service.importing import Upload, examine, write
from alokon.store import cases
from inventory.core.errors import Refused
from inventory.store.engine import reading
from inventory.store.queries import lot_names
from tests.alokon.imports import made
from tests.alokon.service.importing import assert_sound, counts, desk, payloads, seen, table
from tests.books import BOOK, PMB, PUSKESMAS, Book

TITLE = {column.key: column.title for column in COLUMNS}
LAST_DAY = date(2025, 12, 31)
ROW: dict[str, made.Value] = {
    "site": PUSKESMAS,
    "item": "Kondom",
    "batch": "KD2401",
    "fund": "APBN",
    "expiry": "12/2027",
    "quantity": 5,
    "unit": "gros",
    "unit_value": "1.250,50",
}


def upload(*rows: Mapping[str, made.Value], on: date | None = LAST_DAY, name: str = "saldo.xlsx") -> Upload:
    return Upload(table(TITLE, *rows), name, on=on)


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    return Book(engine)


@pytest.fixture
def small(sqlite_engine: sa.Engine) -> Book:
    return Book(sqlite_engine)


def test_balances_stand_on_their_shelves_from_their_day_on_and_open_the_month_after(book: Book) -> None:
    rows = [ROW, {**ROW, "site": "GUDANG", "quantity": 12}, {**ROW, "site": PMB, "item": "Pil Kombinasi", "unit": None}]
    examined = examine(desk(book.engine), upload(*rows))
    assert list(examined.amounts) == [("tempat", 3), ("batch", 2), ("baris saldo", 3)]
    before = counts(book.engine)
    assert before["move"] == 0
    done = write(desk(book.engine), examined)
    same_file = examined.upload
    expected = {
        (PUSKESMAS, "shelf", "KONDOM"): 720,
        ("GUDANG", "shelf", "KONDOM"): 1728,
        (PMB, "shelf", "PILK"): 5,
    }
    assert book.held("2025-12-30") == {}
    assert book.held("2025-12-31") == expected
    assert book.held() == expected
    again = write(desk(book.engine), examine(desk(book.engine), same_file))
    assert (again.event, again.repeated, book.held()) == (done.event, True, expected)
    assert_sound(book.engine, BOOK)


def test_a_list_that_was_saved_again_is_not_counted_twice_unless_a_person_says_so(book: Book) -> None:
    write(desk(book.engine), examine(desk(book.engine), upload(ROW)))
    other = {**ROW, "batch": "KD2402"}
    again = examine(desk(book.engine), upload(ROW, other))
    assert again.done is None
    assert [(f.rule.code, f.row, f.value, f.expected) for f in again.checked.findings] == [
        ("opening_opened_before", 2, 720, 720)
    ]
    with pytest.raises(Refused):
        write(desk(book.engine), again)
    assert book.held()[PUSKESMAS, "shelf", "KONDOM"] == 720
    write(desk(book.engine), again, {2})
    assert book.held()[PUSKESMAS, "shelf", "KONDOM"] == 2160


def test_an_opening_that_was_taken_back_may_be_imported_anew(small: Book) -> None:
    write(desk(small.engine), examine(desk(small.engine), upload(ROW)))
    with reading(small.engine) as db:
        event = db.scalar(sa.text("SELECT max(seq) FROM event WHERE kind = 'saldo-awal.open'"))
    assert event is not None
    small.take_back("gudang", "2026-01-05", event, "Berkas keliru")
    assert small.held() == {}
    assert examine(desk(small.engine), upload({**ROW, "quantity": 4})).checked.findings == ()


def test_each_site_has_a_case_that_can_be_corrected(small: Book) -> None:
    write(desk(small.engine), examine(desk(small.engine), upload(ROW, {**ROW, "site": PMB, "quantity": 1})))
    with reading(small.engine) as db:
        found = [cases.load(db, BOOK, number) for number in (1, 2)]
        event = db.scalar(sa.text("SELECT max(seq) FROM event WHERE kind = 'saldo-awal.open'"))
    assert [(case.flow, case.state, case.site) for case in found] == [
        ("saldo-awal", "tercatat", PUSKESMAS),
        ("saldo-awal", "tercatat", PMB),
    ]
    assert event is not None
    line = {"item": "KONDOM", "batch": "KD2401", "fund": "APBN", "expiry": "12/2027", "unit_value_sen": 125050}
    fixed = {**line, "stated": 100, "accepted": 100}
    small.correct("gudang", "2026-01-05", event, "Salah ketik", date=LAST_DAY, document="Daftar stok", lines=[fixed])
    assert small.held()[PMB, "shelf", "KONDOM"] == 100


def test_goods_without_batch_or_expiry_are_written_once_a_person_accepts_them(small: Book) -> None:
    bare = upload({**ROW, "batch": None, "expiry": None})
    examined = examine(desk(small.engine), bare)
    assert seen(examined) == [("opening_no_batch", 2, "Batch"), ("opening_no_expiry", 2, "Kedaluwarsa")]
    before = counts(small.engine)
    with pytest.raises(Refused) as caught:
        write(desk(small.engine), examined)
    assert [problem.code for problem in caught.value.problems] == ["import_standing"]
    assert counts(small.engine) == before
    write(desk(small.engine), examined, {2})
    with reading(small.engine) as db:
        ((key, facts),) = lot_names(db, BOOK).values()
    assert (key.batch, facts.expiry, small.held()) == ("", None, {(PUSKESMAS, "shelf", "KONDOM"): 720})


def test_goods_past_use_are_written_as_expired_and_not_on_the_shelf(small: Book) -> None:
    old = {**ROW, "batch": "LAMA", "expiry": "30/11/2025", "quantity": 1}
    examined = examine(desk(small.engine), upload(ROW, old))
    assert seen(examined) == [("opening_expired", 3, "Kedaluwarsa")]
    write(desk(small.engine), examined)
    assert small.held() == {(PUSKESMAS, "shelf", "KONDOM"): 720, (PUSKESMAS, "expired", "KONDOM"): 144}


def test_one_batch_at_two_prices_becomes_two_lots_of_that_batch(small: Book) -> None:
    dearer = {**ROW, "unit_value": "2.000", "quantity": 1}
    examined = examine(desk(small.engine), upload(ROW, dearer, {**ROW, "site": "GUDANG", "unit_value": "2.000"}))
    assert seen(examined) == [("opening_row_twice", 3, "Batch")]
    write(desk(small.engine), examined, {3})
    with reading(small.engine) as db:
        found = sorted((n.key.sibling, n.facts.unit_value_sen) for n in lot_names(db, BOOK).values())
    assert found == [(0, 125050), (1, 200000)]
    assert small.held() == {(PUSKESMAS, "shelf", "KONDOM"): 864, ("GUDANG", "shelf", "KONDOM"): 720}


def test_what_the_book_contradicts_is_found_before_anything_is_written_at_its_row(small: Book) -> None:
    small.receive("2026-01-05", "KONDOM", "KD2401", 288, expiry="11/2027")
    examined = examine(desk(small.engine), upload({**ROW, "batch": "B1"}, ROW))
    (finding,) = examined.checked.findings
    assert (finding.rule.code, finding.row, finding.column, finding.value) == (
        "opening_refused",
        3,
        "Kedaluwarsa",
        "12/2027",
    )
    assert "Batch KD2401 Kondom sudah tercatat dengan tanggal kedaluwarsa" in finding.meaning
    before = counts(small.engine)
    with pytest.raises(Refused) as caught:
        write(desk(small.engine), examined)
    assert [problem.code for problem in caught.value.problems] == ["lot_differs"]
    assert counts(small.engine) == before


def test_a_day_in_a_closed_month_or_ahead_is_told_for_every_site(small: Book) -> None:
    small.receive("2025-12-30", "PILK", "P1", 10)
    small.close("gudang", "2026-01-05", "GUDANG", "2025-12")
    rows = [ROW, {**ROW, "site": "GUDANG"}]
    closed = examine(desk(small.engine), upload(*rows))
    assert [(f.row, f.problem.code if f.problem else "") for f in closed.checked.findings] == [(3, "month_closed")]
    ahead = examine(desk(small.engine, day="2025-12-30"), upload(ROW))
    assert {f.problem.code if f.problem else "" for f in ahead.checked.findings} == {"date_in_future"}
    assert small.held() == {("GUDANG", "shelf", "PILK"): 10}


def test_a_file_read_while_the_book_moved_on_is_checked_again_when_it_is_written(small: Book) -> None:
    examined = examine(desk(small.engine), upload(ROW))
    assert examined.checked.findings == ()
    small.receive("2026-01-05", "KONDOM", "KD2401", 288, expiry="11/2027")
    with pytest.raises(Refused) as caught:
        write(desk(small.engine), examined)
    assert [problem.code for problem in caught.value.problems] == ["lot_differs"]


def test_an_identity_number_in_the_files_name_stays_out_of_the_book(small: Book) -> None:
    number = "3207" + "0" * 11 + "7"
    write(desk(small.engine), examine(desk(small.engine), upload(ROW, name=f"stok {number}.xlsx")))
    told = [*payloads(small.engine, BOOK, "import.file"), *payloads(small.engine, BOOK, "saldo-awal.open")]
    assert [number in payload for payload in told] == [False, False]


def test_an_unknown_site_blocks_the_whole_file(small: Book) -> None:
    before = counts(small.engine)
    examined = examine(desk(small.engine), upload(ROW, {**ROW, "site": "320700999"}))
    assert seen(examined) == [("cell_unknown", 3, "Kode tempat")]
    with pytest.raises(Refused):
        write(desk(small.engine), examined, {3})
    assert counts(small.engine) == before


def test_without_a_book_there_is_nothing_to_write_into(sqlite_engine: sa.Engine) -> None:
    with pytest.raises(Refused) as caught:
        examine(desk(sqlite_engine), upload(ROW))
    assert [problem.code for problem in caught.value.problems] == ["book_unknown"]
