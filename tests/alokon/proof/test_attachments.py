"""The proof of attached files: rows against the chain, files against their digests."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from alokon.proof.office import prove
from alokon.service.attachments import Offer, attach, withdraw
from alokon.store.attached import folder_of
from inventory.store.engine import reading
from inventory.store.kept_files import name_of, sha256
from tests.alokon.attaching.papers import JPG, pdf
from tests.books import BOOK, Book


@pytest.fixture
def book(sqlite_engine: sa.Engine, tmp_path: Path) -> Book:
    """A book with a paper that stands in two cases and a photo that was withdrawn."""
    book = Book(sqlite_engine)
    desk = book.desk("bidan", "2026-03-02")
    for _ in range(2):
        case = book.request("2026-03-01", ("PILK", 10))
        attach(desk, tmp_path, case, Offer("BAST.pdf", pdf()), book.key())
    attach(desk, tmp_path, case, Offer("foto.jpg", JPG), book.key())
    withdraw(desk, case, 2, "Buram", book.key())
    return book


def found(book: Book, home: Path) -> list[tuple[str, dict[str, object]]]:
    with reading(book.engine) as db:
        return [(one.code, dict(one.facts)) for one in prove(db, BOOK, home).findings]


def harm(book: Book, *changes: str) -> None:
    """Change the database behind the book's back, guards put up again."""
    with book.engine.begin() as db:
        guards = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for name, _ in guards:
            db.exec_driver_sql(f"DROP TRIGGER {name}")
        for change in changes:
            db.exec_driver_sql(change)
        for _, sql in guards:
            db.exec_driver_sql(sql)


def path_of(home: Path, data: bytes) -> Path:
    return folder_of(home) / name_of(BOOK, sha256(data))


def test_a_sound_book_has_nothing_to_tell(book: Book, tmp_path: Path) -> None:
    assert found(book, tmp_path) == []


def test_a_missing_file_is_told_for_every_case_it_stands_in(book: Book, tmp_path: Path) -> None:
    path_of(tmp_path, pdf()).unlink()
    told = found(book, tmp_path)
    assert [code for code, _ in told] == ["attachment_missing"] * 2
    assert len({facts["case"] for _, facts in told}) == 2
    assert {facts["name"] for _, facts in told} == {"BAST.pdf"}


def test_a_changed_file_is_told(book: Book, tmp_path: Path) -> None:
    with path_of(tmp_path, pdf()).open("ab") as file:
        file.write(b"\n")
    assert [code for code, _ in found(book, tmp_path)] == ["attachment_changed"] * 2


def test_a_withdrawn_file_may_be_gone_but_not_another(book: Book, tmp_path: Path) -> None:
    path_of(tmp_path, JPG).write_bytes(b"lain")
    assert [code for code, _ in found(book, tmp_path)] == ["attachment_changed"]
    path_of(tmp_path, JPG).unlink()
    assert found(book, tmp_path) == []


def test_a_file_left_without_a_row_is_harmless(book: Book, tmp_path: Path) -> None:
    other = path_of(tmp_path, b"tertinggal")
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_bytes(b"tertinggal")
    assert found(book, tmp_path) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE attachment SET name = 'lain.pdf' WHERE event = {first}",
        "UPDATE attachment SET size = size + 1 WHERE event = {first}",
        "UPDATE attachment SET note = 'lain' WHERE event = {first}",
        "UPDATE attachment SET actor = 'lain' WHERE event = {first}",
        "DELETE FROM attachment WHERE event = {first}",
    ],
)
def test_a_row_that_is_not_as_its_event_tells_is_told(book: Book, tmp_path: Path, change: str) -> None:
    with reading(book.engine) as db:
        first = db.scalar(sa.text("SELECT min(event) FROM attachment"))
    harm(book, change.format(first=first))
    assert found(book, tmp_path) == [("attachment_differs", {"event": first})]


@pytest.mark.parametrize(
    "change",
    ["UPDATE attachment_withdrawal SET reason = 'lain'", "DELETE FROM attachment_withdrawal"],
)
def test_a_withdrawal_that_is_not_as_its_event_tells_is_told(book: Book, tmp_path: Path, change: str) -> None:
    harm(book, change)
    (told,) = found(book, tmp_path)
    assert told[0] == "attachment_differs"


def test_a_row_and_a_file_exchanged_together_are_found_by_the_chain(book: Book, tmp_path: Path) -> None:
    forged = pdf("BAST yang lain")
    path = path_of(tmp_path, forged)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(forged)
    with reading(book.engine) as db:
        first = db.scalar(sa.text("SELECT min(event) FROM attachment"))
    harm(book, f"UPDATE attachment SET digest = '{sha256(forged)}', size = {len(forged)} WHERE event = {first}")
    assert found(book, tmp_path) == [("attachment_differs", {"event": first})]
