"""Acts on sign-ins stand in the chain, and no secret does."""

import json

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from alokon import passwords
from alokon.people import Actor, Forbidden
from alokon.service import users
from alokon.service.desk import Desk
from alokon.store.documents import kind_label
from alokon.store.people import create_user, find_user, kept_hash
from alokon.store.sign_in import begin_sign_in, check_password
from inventory.core.errors import Refused
from inventory.store import engine as ledger
from inventory.store.schema import event
from inventory.verify import verify
from tests.books import BOOK, PUSKESMAS, Book

PASSWORD = "gudang kontrasepsi 2026"
BIDAN = Actor("bidan2", "Bidan Koordinator", "faskes", site=PUSKESMAS)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    book = Book(engine)
    with ledger.writing(engine, BOOK) as db:
        create_user(db, BOOK, at_desk(book).now, username="admin", name="Admin", role="admin", password=PASSWORD)
    return book


def at_desk(book: Book, who: str = "admin") -> Desk:
    return book.desk(who, "2026-03-02")


def acts(book: Book) -> list[tuple[str, str, dict[str, object], str]]:
    """(kind, actor, payload, everything else as text) of the events about sign-ins."""
    with ledger.reading(book.engine) as db:
        rows = db.execute(sa.select(event).where(event.c.kind.startswith("user.")).order_by(event.c.seq)).all()
    return [(row.kind, row.actor, json.loads(row.payload), str(row)) for row in rows]


def password_of(book: Book, username: str) -> str:
    with ledger.reading(book.engine) as db:
        return kept_hash(db, BOOK, username) or ""


def test_every_act_on_a_sign_in_is_an_event_with_who_did_it_and_to_whom(book: Book) -> None:
    desk = at_desk(book)
    users.add_user(desk, BIDAN, book.key())
    users.change_user(desk, BIDAN._replace(role="uptd", site=None, kecamatan="32.07.09"), book.key())
    users.reset_password(desk, "bidan2", book.key())
    users.deactivate_user(desk, "bidan2", book.key())
    users.activate_user(desk, "bidan2", book.key())
    users.end_all_sessions(desk, "bidan2", book.key())
    found = acts(book)
    kinds = [kind for kind, *_ in found]
    assert kinds == ["user.add", "user.change", "user.reset", "user.deactivate", "user.activate", "user.end_sessions"]
    assert {actor for _, actor, *_ in found} == {"admin"}
    assert {payload["username"] for _, _, payload, _ in found} == {"bidan2"}
    assert found[0][2] == {"username": "bidan2", "name": "Bidan Koordinator", "role": "faskes", "site": PUSKESMAS}
    assert found[1][2] == {"username": "bidan2", "name": "Bidan Koordinator", "role": "uptd", "kecamatan": "32.07.09"}
    assert all(kind_label(kind) for kind in kinds)
    with ledger.reading(book.engine) as db:
        assert verify(db, BOOK).sound


def test_no_password_and_no_hash_stands_in_the_chain(book: Book) -> None:
    desk = at_desk(book)
    given = [str(users.add_user(desk, BIDAN, book.key()).facts[users.RESULT])]
    hashes = [password_of(book, "bidan2")]
    given.append(str(users.reset_password(desk, "bidan2", book.key()).facts[users.RESULT]))
    hashes.append(password_of(book, "bidan2"))
    users.change_own_password(desk, PASSWORD, "kata sandi baru 77", "", book.key())
    given += [PASSWORD, "kata sandi baru 77"]
    hashes.append(password_of(book, "admin"))
    assert len({*given, *hashes}) == 7
    written = "\n".join(text for *_, text in acts(book))
    assert [secret for secret in [*given, *hashes] if secret in written] == []


def test_the_one_time_password_of_an_act_opens_the_door(book: Book) -> None:
    made = str(users.add_user(at_desk(book), BIDAN, book.key()).facts[users.RESULT])
    with ledger.writing(book.engine, BOOK) as db:
        candidate = begin_sign_in(db, BOOK, "bidan2", "127.0.0.1", at_desk(book).now)
    check_password(candidate, made)


def test_a_submission_sent_twice_is_one_act(book: Book) -> None:
    desk = at_desk(book)
    first = users.add_user(desk, BIDAN, "key-a")
    again = users.add_user(desk, BIDAN, "key-a")
    assert (again.event, again.repeated, dict(again.facts)) == (first.event, True, {})
    with pytest.raises(Refused) as refused:
        users.add_user(desk, BIDAN._replace(user_id="bidan3"), "key-a")
    assert refused.value.problems[0].code == "key_reused"


def test_passwords_are_hashed_before_the_book_is_locked(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    locked: list[bool] = []
    hasher = passwords.HASHER

    class Watching:
        """Notes whether another writer could enter while a password is hashed."""

        def hash(self, password: str) -> str:
            with ledger.writing(book.engine, BOOK):
                locked.append(False)
            return hasher.hash(password)

        def verify(self, kept: str, password: str) -> bool:
            with ledger.writing(book.engine, BOOK):
                locked.append(False)
            return hasher.verify(kept, password)

    monkeypatch.setattr(ledger, "BUSY_SECONDS", 1)
    monkeypatch.setattr(passwords, "HASHER", Watching())
    users.add_user(at_desk(book), BIDAN, book.key())
    users.reset_password(at_desk(book), "bidan2", book.key())
    users.change_own_password(at_desk(book), PASSWORD, "kata sandi baru 77", "", book.key())
    assert len(locked) == 4


def test_a_reset_between_check_and_change_keeps_the_one_time_password(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_password = users.hash_password

    def reset_meanwhile(password: str) -> str:
        users.reset_password(at_desk(book), "admin", book.key())
        return hash_password(password)

    monkeypatch.setattr(users, "hash_password", reset_meanwhile)
    with pytest.raises(Refused) as refused:
        users.change_own_password(at_desk(book), PASSWORD, "kata sandi baru 77", "", book.key())
    assert refused.value.problems[0].code == "password_wrong"


@pytest.mark.parametrize("who", ["gudang", "auditor", "bidan"])
def test_only_admin_acts_on_sign_ins(book: Book, who: str) -> None:
    for act in (users.reset_password, users.deactivate_user, users.activate_user, users.end_all_sessions):
        with pytest.raises(Forbidden):
            act(at_desk(book, who), "admin", book.key())
    for deed in (users.add_user, users.change_user):
        with pytest.raises(Forbidden):
            deed(at_desk(book, who), BIDAN, book.key())
    assert acts(book) == []


def test_everything_wrong_is_told_at_once_and_nothing_is_written(book: Book) -> None:
    wrong = Actor("ADMIN", "", "uptd", kecamatan="99.99.99")
    with pytest.raises(Refused) as refused:
        users.add_user(at_desk(book), wrong, book.key())
    assert {p.code for p in refused.value.problems} == {"kecamatan_unknown", "username_taken", "name_missing"}
    with pytest.raises(Refused) as refused:
        users.change_user(at_desk(book), Actor("admin", "Admin", "faskes", site="999"), book.key())
    assert {(p.code, p.field) for p in refused.value.problems} == {("site_unknown", "site"), ("last_admin", "role")}
    with ledger.reading(book.engine) as db:
        assert find_user(db, BOOK, "admin").role == "admin"
    assert acts(book) == []
