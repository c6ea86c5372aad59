"""Attaching files to cases: who may, what the chain says of it, and what stays when something goes wrong."""

import json
import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.proof.office import prove
from alokon.service import attachments
from alokon.service.attachments import Offer, attach, content, tidy, withdraw
from alokon.service.desk import Done
from alokon.sop.registry import FLOWS
from alokon.store import attached
from alokon.store.attached import Attachment, folder_of
from inventory.core.errors import Refused
from inventory.store import kept_files
from inventory.store.engine import reading, writing
from inventory.store.schema import event
from tests.alokon.attaching.papers import JPG, NIK, pdf
from tests.books import BOOK, PMB, PUSKESMAS, Book

DAY = "2026-03-02"
BAST = Offer("BAST 014.pdf", pdf(), "Bertanda tangan")


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    return Book(engine)


@pytest.fixture
def case(book: Book) -> int:
    """A request of the puskesmas."""
    return book.request("2026-03-01", ("PILK", 10))


def put(book: Book, home: Path, case: int, offer: Offer = BAST, who: str = "bidan", key: str = "") -> Done:
    return attach(book.desk(who, DAY), home, case, offer, key or book.key())


def take_back(book: Book, case: int, number: int = 1, who: str = "bidan", reason: str = "Salah berkas") -> Done:
    return withdraw(book.desk(who, DAY), case, number, reason, book.key())


def files(book: Book, case: int) -> list[Attachment]:
    with reading(book.engine) as db:
        return attached.of_case(db, BOOK, case)


def lying(home: Path) -> list[str]:
    """The digests of the files that lie in a home."""
    return [path.name for path in kept_files.kept(folder_of(home), BOOK)]


def newest(book: Book) -> "sa.Row[tuple[object, ...]]":
    with reading(book.engine) as db:
        return db.execute(sa.select(event).order_by(event.c.seq.desc()).limit(1)).one()


def seqs(book: Book) -> int:
    with reading(book.engine) as db:
        return db.scalar(sa.select(sa.func.max(event.c.seq))) or 0


def findings(book: Book, home: Path) -> dict[str, int]:
    with reading(book.engine) as db:
        return dict(prove(db, BOOK, home).counts)


def refused(act: object, *arguments: object, **more: object) -> list[str]:
    assert callable(act)
    with pytest.raises(Refused) as caught:
        act(*arguments, **more)
    return [problem.code for problem in caught.value.problems]


def test_an_attached_file_stands_in_the_case_and_in_the_chain(book: Book, case: int, tmp_path: Path) -> None:
    done = put(book, tmp_path, case)
    (found,) = files(book, case)
    assert (found.number, found.event, found.name, found.size) == (1, done.event, "BAST 014.pdf", len(BAST.data))
    assert (found.actor, found.role, found.note, found.stands) == ("bidan", "Bidan Puskesmas", "Bertanda tangan", True)
    told = newest(book)
    assert (told.kind, told.actor, told.seq) == ("case.attach", "bidan", done.event)
    assert json.loads(str(told.payload)) == {
        "case": case, "number": 1, "name": "BAST 014.pdf", "media": "application/pdf", "size": len(BAST.data),
        "digest": kept_files.sha256(BAST.data), "note": "Bertanda tangan", "role": "Bidan Puskesmas",
    }  # fmt: skip
    assert content(tmp_path, BOOK, found) == BAST.data
    assert findings(book, tmp_path) == {}


def test_a_submission_sent_twice_is_one_attachment(book: Book, case: int, tmp_path: Path) -> None:
    first = put(book, tmp_path, case, key="k")
    again = put(book, tmp_path, case, key="k")
    assert (again.event, again.repeated, len(files(book, case))) == (first.event, True, 1)
    assert refused(put, book, tmp_path, case, Offer("lain.jpg", JPG), key="k") == ["key_reused"]
    reason = ("bidan", DAY)
    one = withdraw(book.desk(*reason), case, 1, "Salah berkas", "w")
    two = withdraw(book.desk(*reason), case, 1, "Salah berkas", "w")
    assert (two.event, two.repeated) == (one.event, True)


def test_the_file_is_in_its_place_before_the_event_is_committed(
    book: Book, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_power(*_arguments: object) -> None:
        assert lying(tmp_path) == [kept_files.sha256(BAST.data)]
        raise RuntimeError("the power went out")

    before = seqs(book)
    monkeypatch.setattr(attachments.attached, "add", out_of_power)
    with pytest.raises(RuntimeError):
        put(book, tmp_path, case)
    assert (seqs(book), files(book, case)) == (before, [])
    assert lying(tmp_path) == [kept_files.sha256(BAST.data)]
    assert findings(book, tmp_path) == {}
    monkeypatch.undo()
    put(book, tmp_path, case)
    assert findings(book, tmp_path) == {}


def test_a_file_is_written_before_the_book_is_locked(
    book: Book, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, first = kept_files.keep, []

    def watching(*arguments: object) -> str:
        if not first:
            with writing(book.engine, BOOK):
                first.append("nobody waits")
        return keep(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_files, "keep", watching)
    put(book, tmp_path, case)
    assert first == ["nobody waits"]


def test_who_may_take_a_step_of_the_flow_may_attach(book: Book, case: int, tmp_path: Path) -> None:
    for number, who in enumerate(("bidan", "gudang", "sekretaris", "uptd")):
        put(book, tmp_path, case, Offer("a.pdf", pdf(str(number))), who)
    assert [one.actor for one in files(book, case)] == ["bidan", "gudang", "sekretaris", "uptd"]


@pytest.mark.parametrize(
    ("who", "code"),
    [("auditor", "not_permitted"), ("data", "not_permitted"), ("admin", "not_permitted"), ("pmb", "out_of_scope")],
)
def test_whoever_takes_no_step_here_attaches_nothing(
    book: Book, case: int, tmp_path: Path, who: str, code: str
) -> None:
    with pytest.raises(Forbidden) as forbidden:
        put(book, tmp_path, case, who=who)
    assert [problem.code for problem in forbidden.value.problems] == [code]
    assert lying(tmp_path) == [], "nothing was kept of it either"
    put(book, tmp_path, case)
    with pytest.raises(Forbidden):
        take_back(book, case, who=who)


def test_a_partner_may_attach_to_a_case_it_has_a_step_in(book: Book, tmp_path: Path) -> None:
    book.receive("2026-01-05", "PILK", "A1", 100)
    book.deliver("2026-01-06", "PILK", 50)
    about = {"partner": PMB, "reason": "Berlebih", "lines": [{"lot": 1, "quantity": 5}]}
    offered = book.take("gudang", "2026-03-01", "mutasi", "offer", site=PUSKESMAS, **about)
    assert offered.case is not None
    put(book, tmp_path, offered.case, who="pmb")
    assert [one.name for one in files(book, offered.case)] == ["BAST 014.pdf"]


def test_a_case_that_is_over_still_takes_its_signed_paper(book: Book, tmp_path: Path) -> None:
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.deliver("2026-01-06", "PILK", 50)
    assert FLOWS["distribusi"].open_to(book.case(case).state) == []
    put(book, tmp_path, case)
    assert [(one.name, one.stands) for one in files(book, case)] == [("BAST 014.pdf", True)]


def test_all_problems_are_told_at_once_and_nothing_is_kept(book: Book, case: int, tmp_path: Path) -> None:
    offer = Offer(f"{NIK}.exe", b"MZ\x00", f"NIK {NIK}")
    wrong = ["attachment_name_personal", "attachment_kind_unknown", "personal_number"]
    assert refused(put, book, tmp_path, case, offer) == wrong
    assert lying(tmp_path) == []


def test_a_case_that_is_not_there_is_refused(book: Book, case: int, tmp_path: Path) -> None:
    assert refused(put, book, tmp_path, case + 99) == ["case_unknown"]


def test_the_same_content_stands_once_in_a_case_and_is_kept_once_for_all(book: Book, case: int, tmp_path: Path) -> None:
    put(book, tmp_path, case)
    assert refused(put, book, tmp_path, case, BAST._replace(name="salinan.pdf")) == ["attachment_twice"]
    put(book, tmp_path, book.request("2026-03-01", ("PILK", 5)))
    assert len(lying(tmp_path)) == 1


def test_a_case_takes_so_many_files_and_no_more(
    book: Book, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_OF_CASE", 2)
    for words in ("satu", "dua"):
        put(book, tmp_path, case, Offer("a.pdf", pdf(words)))
    assert refused(put, book, tmp_path, case, Offer("a.pdf", pdf("tiga"))) == ["attachments_many"]
    take_back(book, case)
    put(book, tmp_path, case, Offer("a.pdf", pdf("tiga")))
    assert [one.number for one in files(book, case) if one.stands] == [2, 3]


def test_a_withdrawn_file_stays_in_the_list_with_the_reason_and_is_not_handed_out(
    book: Book, case: int, tmp_path: Path
) -> None:
    put(book, tmp_path, case)
    done = take_back(book, case)
    (found,) = files(book, case)
    assert (found.stands, found.withdrawn, found.reason) == (False, done.event, "Salah berkas")
    assert found.withdrawn_by == "Bidan Puskesmas"
    assert (newest(book).kind, json.loads(str(newest(book).payload))["reason"]) == ("case.detach", "Salah berkas")
    assert refused(content, tmp_path, BOOK, found) == ["attachment_withdrawn"]
    assert refused(take_back, book, case) == ["attachment_withdrawn"]
    assert lying(tmp_path) == [found.digest], "its bytes stay"
    put(book, tmp_path, case)
    assert [one.stands for one in files(book, case)] == [False, True]
    assert findings(book, tmp_path) == {}


def test_withdrawing_asks_for_a_reason_and_a_file(book: Book, case: int, tmp_path: Path) -> None:
    put(book, tmp_path, case)
    assert refused(take_back, book, case, reason=" ") == ["field_missing"]
    assert refused(take_back, book, case, reason=f"Memuat {NIK}") == ["personal_number"]
    assert refused(take_back, book, case, 7) == ["attachment_unknown"]


def test_the_office_withdraws_any_file_and_others_only_their_own(book: Book, case: int, tmp_path: Path) -> None:
    put(book, tmp_path, case, who="gudang")
    put(book, tmp_path, case, Offer("foto.jpg", JPG))
    assert refused(take_back, book, case, 1, "bidan") == ["attachment_of_others"]
    take_back(book, case, 2, "sekretaris")
    take_back(book, case, 1, "gudang")


@pytest.mark.parametrize(
    ("harm", "code"),
    [(lambda path: path.unlink(), "attachment_missing"), (lambda path: path.write_bytes(b"x"), "attachment_changed")],
)
def test_a_missing_or_changed_file_is_told_and_not_handed_out(
    book: Book, case: int, tmp_path: Path, harm: object, code: str
) -> None:
    put(book, tmp_path, case)
    (found,) = files(book, case)
    assert callable(harm)
    harm(folder_of(tmp_path) / kept_files.name_of(BOOK, found.digest))
    assert refused(content, tmp_path, BOOK, found) == [code]
    assert findings(book, tmp_path) == {code: 1}


def test_rows_can_neither_be_changed_nor_removed(book: Book, case: int, tmp_path: Path) -> None:
    put(book, tmp_path, case)
    take_back(book, case)
    for table in ("attachment", "attachment_withdrawal"):
        for act in (f"UPDATE {table} SET number = 9", f"DELETE FROM {table}"):
            with pytest.raises(sa.exc.DBAPIError, match="append-only"), book.engine.begin() as db:
                db.exec_driver_sql(act)


def test_tidying_takes_what_no_case_refers_to_and_nothing_else(book: Book, case: int, tmp_path: Path) -> None:
    put(book, tmp_path, case)
    put(book, tmp_path, case, Offer("foto.jpg", JPG))
    take_back(book, case, 2)
    left = kept_files.keep(folder_of(tmp_path), BOOK, b"%PDF-1.7 tertinggal")
    half = folder_of(tmp_path) / BOOK / left[:2] / "tmpabc.sebagian"
    half.write_bytes(b"%PDF")
    desk = book.desk("admin", DAY)
    os.utime(half, (desk.now.timestamp(), desk.now.timestamp()))
    gone = tidy(desk, tmp_path)
    assert (gone.files, gone.size) == (1, len(b"%PDF-1.7 tertinggal"))
    assert half.exists(), "somebody may still be writing it"
    os.utime(half, (0, 0))
    assert tidy(desk, tmp_path).files == 1
    assert len(lying(tmp_path)) == 2
    assert findings(book, tmp_path) == {}


def test_what_was_withdrawn_everywhere_can_be_taken_away_for_good(book: Book, case: int, tmp_path: Path) -> None:
    other = book.request("2026-03-01", ("PILK", 5))
    put(book, tmp_path, case)
    put(book, tmp_path, case, Offer("foto.jpg", JPG))
    put(book, tmp_path, other, Offer("foto.jpg", JPG))
    take_back(book, case, 1)
    take_back(book, case, 2)
    assert tidy(book.desk("admin", DAY), tmp_path, withdrawn=True).files == 1
    assert lying(tmp_path) == [kept_files.sha256(JPG)], "it still stands in the other case"
    assert findings(book, tmp_path) == {}


def test_a_file_tidied_between_its_keeping_and_its_event_is_kept_again(
    book: Book, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, tidied = kept_files.keep, []

    def raced(*arguments: object) -> str:
        digest = keep(*arguments)  # type: ignore[arg-type]
        if not tidied:
            tidied.append(tidy(book.desk("admin", DAY), tmp_path).files)
        return digest

    monkeypatch.setattr(kept_files, "keep", raced)
    put(book, tmp_path, case)
    assert tidied == [1]
    assert findings(book, tmp_path) == {}
