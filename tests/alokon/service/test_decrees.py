"""Cadres take the number and term of their decree from the file it came in; only where it names their place."""

from datetime import date

import pytest
from sqlalchemy import Engine

from alokon.recipients import CADRES, Recipient
from alokon.service.desk import Done
from alokon.service.recipients import register
from alokon.sop.tasks.imp import IMP_FLOW
from alokon.store import recipients
from alokon.views.decrees import decrees
from inventory.store.engine import reading
from tests.alokon.sop.test_distribution import refused
from tests.alokon.sop.test_handing_out import KITS, enter, give
from tests.alokon.sop.test_supplies import bring
from tests.books import BOOK, Book

NAMED = [{"kecamatan": "Ciamis", "village": "Benteng", "level": "ppkbd", "count": 1}]
UNTIL = {"decree": "476/Kpts.1/2026", "decree_date": "2026-01-07", "decree_until": "2026-06-30"}
ANSWERS: dict[str, dict[str, object]] = {
    "regulate": {"subject": "Penunjukan"},
    "compile": {"ppkbd": 1, "sub_ppkbd": 1},
    "analyse": {"result": "Sesuai"},
    "correct_draft": {"correction": "Tidak ada"},
    "take_decree": {**UNTIL, "lines": NAMED},
}


def decreed(book: Book) -> int:
    """The file of a decree for the village Benteng, taken in on the eighth of January."""
    at: dict[str, object] = {"site": "DINAS"}
    for step in IMP_FLOW.steps:
        who = "sekretaris" if step.permission == "task_decide" else "program"
        done = book.take(who, "2026-01-08", "imp", step.name, **at, **ANSWERS.get(step.name, {}))
        at = {"case": done.case}
        if step.name == "take_decree":
            break
    return done.case or 0


def appoint(book: Book, case: int, day: str = "2026-01-10", **more: object) -> Done:
    """A group of cadres of Benteng enters the list with the decree of a file."""
    entry = Recipient("", "Kader Benteng", CADRES, **{"kecamatan": "32.07.01", "village": "Benteng", **more})
    return register(book.desk("program", day), entry, book.key(), case)


def test_a_decree_is_taken_from_its_file_and_opens_the_way_to_the_kit(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, KITS)
    code = enter(book, CADRES, village="Benteng")
    assert "decree_missing" in refused(lambda: give(book, code, {"item": "KIT_KADER", "quantity": 1}))
    case = decreed(book)
    with reading(sqlite_engine) as db:
        old = recipients.entries(db, BOOK)[code].recipient
    register(book.desk("program", "2026-01-10"), old, book.key(), case)
    with reading(sqlite_engine) as db:
        now = recipients.entries(db, BOOK)[code].recipient
    assert (now.decree, now.decree_until) == ("476/Kpts.1/2026", date(2026, 6, 30))
    give(book, code, {"item": "KIT_KADER", "quantity": 1})
    new = str(appoint(book, case).facts["code"])
    with reading(sqlite_engine) as db:
        assert recipients.entries(db, BOOK)[new].recipient.decree == "476/Kpts.1/2026"


@pytest.mark.parametrize(
    ("day", "more", "code"),
    [
        ("2026-01-10", {"village": "Linggasari"}, "decree_elsewhere"),
        ("2026-01-10", {"kecamatan": "32.07.09"}, "decree_elsewhere"),
        ("2026-07-01", {}, "decree_unknown"),
    ],
)
def test_a_decree_of_another_place_or_that_has_ended_appoints_nobody(
    sqlite_engine: Engine, day: str, more: dict[str, object], code: str
) -> None:
    book = Book(sqlite_engine)
    case = decreed(book)
    assert refused(lambda: appoint(book, case, day, **more)) == {code: "decree_of"}


def test_a_file_that_was_cancelled_offers_no_decree(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = decreed(book)
    with reading(sqlite_engine) as db:
        assert list(decrees(db, BOOK, date(2026, 2, 1))) == [case]
    book.take("sekretaris", "2026-01-09", "imp", "drop", case=case, reason="Dibuka dua kali")
    with reading(sqlite_engine) as db:
        assert decrees(db, BOOK, date(2026, 2, 1)) == {}
