"""Files attached to sealed cases: enciphered before they touch the disk, handed out only while their case is open."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from alokon.proof.office import prove
from alokon.service import sealed
from alokon.service.attachments import Offer, attach, tidy, withdraw
from alokon.service.desk import Done
from alokon.service.setup import change_settings
from alokon.service.unsealed import OPEN_FOR, hand_out
from alokon.store import attached, database
from alokon.store.attached import Attachment, beside, folder_of
from alokon.vault import Vault
from inventory.store import backup as backups
from inventory.store import kept_files
from inventory.store.engine import reading
from inventory.store.schema import event
from tests.alokon.attaching.papers import NIK, pdf
from tests.alokon.sop.test_distribution import refused
from tests.books import BOOK, Book
from tests.shelter import PLANTED, Shelter

VISUM = Offer(f"Visum {PLANTED[1]}.pdf", pdf(PLANTED[4]), f"Dari {PLANTED[0]}")
DAY = "2026-01-07"


@pytest.fixture
def shelter(sqlite_engine: Engine, tmp_path: Path) -> Shelter:
    """A secretariat on a file that can be looked into, with its vault apart."""
    (tmp_path / "apart").mkdir()
    return Shelter(Book(sqlite_engine), Vault(tmp_path / "apart" / "vault"))


def put(shelter: Shelter, home: Path, case: int, offer: Offer = VISUM, key: str = "") -> Done:
    return attach(shelter.desk(DAY), home, case, offer, key or shelter.book.key())


def opening(shelter: Shelter, case: int, day: str = DAY) -> int:
    return sealed.open_case(shelter.desk(day), case, "layanan", "Melihat lampiran", shelter.book.key()).event


def files(shelter: Shelter, case: int) -> list[Attachment]:
    with reading(shelter.book.engine) as db:
        return attached.of_case(db, BOOK, case)


def findings(shelter: Shelter, home: Path) -> dict[str, int]:
    with reading(shelter.book.engine) as db:
        return dict(prove(db, BOOK, home).counts)


def test_a_file_is_handed_out_as_it_was_while_its_case_is_open_and_each_time_is_written_down(
    shelter: Shelter, tmp_path: Path
) -> None:
    case = shelter.intake("2026-01-06")
    put(shelter, tmp_path, case)
    (found,) = files(shelter, case)
    assert (found.name, found.media, found.note, found.title) == ("", "", "", "nomor 1")
    opened, desk = opening(shelter, case), shelter.desk(DAY)
    document = hand_out(desk, tmp_path, case, 1, opened, "one")
    assert document == (VISUM.name, "application/pdf", VISUM.data)
    assert hand_out(desk, tmp_path, case, 1, opened, "one") == document
    hand_out(desk, tmp_path, case, 1, opened, "two")
    with reading(shelter.book.engine) as db:
        told = list(db.scalars(sa.select(event.c.payload).where(event.c.kind == "sealed.file")))
    assert told == [f'{{"case":{case},"number":1,"opening":{opened}}}'] * 2
    assert findings(shelter, tmp_path) == {}


def test_it_is_handed_out_by_no_opening_of_another_case_or_time_or_person(shelter: Shelter, tmp_path: Path) -> None:
    case, other = shelter.intake("2026-01-06"), shelter.intake("2026-01-06")
    done, desk = put(shelter, tmp_path, case), shelter.desk(DAY)
    opened, elsewhere = opening(shelter, case), opening(shelter, other)
    shelter.book.actors["second"] = shelter.book.actors["keeper"]._replace(user_id="second")
    late = desk._replace(now=desk.now + OPEN_FOR + timedelta(seconds=1))
    for who, by in ((desk, elsewhere), (desk, done.event), (desk, 0), (late, opened)):
        assert list(refused(lambda who=who, by=by: hand_out(who, tmp_path, case, 1, by, "k"))) == ["opening_over"]
    assert list(refused(lambda: hand_out(shelter.book.desk("second", DAY), tmp_path, case, 1, opened, "k"))) == [
        "opening_over"
    ]
    assert list(refused(lambda: hand_out(shelter.book.desk("admin", DAY), tmp_path, case, 1, opened, "k"))) == [
        "case_unknown"
    ]


def test_nobody_else_attaches_to_or_withdraws_from_a_file(shelter: Shelter, tmp_path: Path) -> None:
    case = shelter.intake("2026-01-06")
    for who in ("admin", "gudang", "sekretaris", "bidan", "uptd", "auditor", "program"):
        desk = shelter.book.desk(who, DAY)
        assert list(refused(lambda desk=desk: attach(desk, tmp_path, case, VISUM, "one"))) == ["case_unknown"]
        assert list(refused(lambda desk=desk: withdraw(desk, case, 1, "Salah", "two"))) == ["case_unknown"]
    assert not folder_of(tmp_path).exists()


def test_a_submission_sent_twice_is_known_by_what_was_sealed(shelter: Shelter, tmp_path: Path) -> None:
    case = shelter.intake("2026-01-06")
    first = put(shelter, tmp_path, case, key="k")
    assert put(shelter, tmp_path, case, key="k").event == first.event
    assert len(files(shelter, case)) == 1
    assert list(refused(lambda: put(shelter, tmp_path, case, VISUM._replace(data=pdf("x")), key="k"))) == ["key_reused"]
    assert list(refused(lambda: put(shelter, tmp_path, case, VISUM._replace(name="a.pdf")))) == ["attachment_twice"]
    shelter.book.actors["second"] = shelter.book.actors["keeper"]._replace(user_id="second")
    for _ in range(2):
        withdraw(shelter.book.desk("second", DAY), case, 1, f"Milik {PLANTED[1]}", "w")
    assert list(refused(lambda: withdraw(shelter.desk(DAY), case, 1, "Lain", "w"))) == ["key_reused"]
    (found,) = files(shelter, case)
    assert (found.stands, found.reason) == (False, "")
    opened = sealed.open_case(shelter.desk(DAY), case, "periksa", "", "o")
    assert opened.answers[found.withdrawn or 0] == {"reason": f"Milik {PLANTED[1]}"}
    assert list(refused(lambda: hand_out(shelter.desk(DAY), tmp_path, case, 1, opened.event, "h"))) == [
        "attachment_withdrawn"
    ]


def test_bytes_of_another_row_are_not_taken_for_it(shelter: Shelter, tmp_path: Path) -> None:
    case = shelter.intake("2026-01-06")
    put(shelter, tmp_path, case)
    put(shelter, tmp_path, case, Offer("lain.pdf", pdf("lain")))
    first, second = files(shelter, case)
    folder = folder_of(tmp_path)
    lies = [folder / kept_files.name_of(BOOK, one.digest) for one in (first, second)]
    assert lies[0].stat().st_size == lies[1].stat().st_size == first.size, "their length tells nothing"
    lies[0].write_bytes(lies[1].read_bytes())
    opened = opening(shelter, case)
    assert list(refused(lambda: hand_out(shelter.desk(DAY), tmp_path, case, 1, opened, "k"))) == ["attachment_changed"]
    assert findings(shelter, tmp_path) == {"attachment_changed": 1}


def test_tidying_and_backups_take_sealed_files_as_any_other_and_need_no_key(shelter: Shelter, tmp_path: Path) -> None:
    case = shelter.intake("2026-01-06")
    put(shelter, tmp_path, case)
    shelter.vault.path.rename(tmp_path / "elsewhere")
    now = shelter.desk("2026-02-12").now
    made = backups.backup(shelter.book.engine, tmp_path / "cadangan", now, database.GUARDED, beside(tmp_path))
    assert (made.sound, made.lost, len(made.files)) == (True, (), 1)
    assert tidy(shelter.book.desk("admin", DAY), tmp_path).files == 0
    assert findings(shelter, tmp_path) == {}


def test_planted_words_of_a_file_stand_nowhere(shelter: Shelter, tmp_path: Path) -> None:
    case = shelter.intake("2026-01-06")
    put(shelter, tmp_path, case)
    put(shelter, tmp_path, case, Offer(f"{PLANTED[0]}.txt", f"{PLANTED[3]} {PLANTED[2]}\n".encode() * 9000, PLANTED[4]))
    hand_out(shelter.desk(DAY), tmp_path, case, 1, opening(shelter, case), "h")
    withdraw(shelter.desk(DAY), case, 1, f"Milik {PLANTED[1]}", "w")
    now = shelter.desk("2026-02-12").now
    assert backups.backup(shelter.book.engine, tmp_path / "cadangan", now, database.GUARDED, beside(tmp_path)).sound
    found = [path for path in tmp_path.rglob("*") if path.is_file() and path != shelter.vault.path]
    assert sum(path.parent.parent.name == BOOK for path in found) == 3, "two files here, one in the backup"
    for path in found:
        held = f"{path.relative_to(tmp_path)}".encode() + path.read_bytes()
        assert [word for word in PLANTED if word.encode() in held or word.encode("utf-16-le") in held] == [], path


def test_an_erased_key_leaves_bytes_that_are_proved_and_that_nobody_reads(shelter: Shelter, tmp_path: Path) -> None:
    case = shelter.closed()
    put(shelter, tmp_path, case)
    opened = opening(shelter, case, "2036-02-10")
    sealed.erase(shelter.desk("2036-02-10"), case, "e")
    desk = shelter.desk("2036-02-10")
    assert list(refused(lambda: hand_out(desk, tmp_path, case, 1, opened, "k"))) == ["sealed_erased"]
    assert list(refused(lambda: put(shelter, tmp_path, case, Offer("b.pdf", pdf("b"))))) == ["sealed_erased"]
    assert findings(shelter, tmp_path) == {}


def test_what_is_wrong_with_a_file_is_told_and_nothing_of_it_kept(shelter: Shelter, tmp_path: Path) -> None:
    case = shelter.intake("2026-01-06")
    said = refused(lambda: put(shelter, tmp_path, case, Offer(f"{NIK}.exe", b"MZ", NIK)))
    assert list(said) == ["attachment_name_personal", "attachment_kind_unknown", "personal_number"]
    change_settings(shelter.book.desk("admin", DAY), {"sealed.store": False}, "off")
    assert list(refused(lambda: put(shelter, tmp_path, case))) == ["attachment_on_paper"]
    assert not os.path.lexists(folder_of(tmp_path))
