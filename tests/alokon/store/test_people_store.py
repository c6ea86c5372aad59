"""Users, sessions and the throttle on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from alokon import passwords
from alokon.store.attempts import count_attempt, forgive_attempt
from alokon.store.instants import Instant
from alokon.store.people import create_user, deactivate_user, find_user, list_users, reset_password
from alokon.store.people_schema import login_attempt, session, user
from alokon.store.sessions import KEPT, end_sessions, find_session, open_sessions, see_session, start_session
from alokon.store.sign_in import begin_sign_in, check_password, finish_sign_in
from inventory.core.errors import Refused
from inventory.store.engine import writing
from inventory.store.masters import open_book

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PASSWORD = "gudang kontrasepsi 2026"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.begin() as start:
        open_book(start, "3207", "Ciamis")
        open_book(start, "3201", "Bogor")
    with writing(engine, "3207") as db:
        for book in ("3207", "3201"):
            create_user(db, book, NOW, username="Admin", name="Admin", role="admin", password=PASSWORD)
        yield db


def test_users_of_one_book_are_unknown_in_another(db: sa.Connection) -> None:
    create_user(db, "3207", NOW, username="data", name="Petugas Data", role="data", password=PASSWORD)
    assert [found.username for found in list_users(db, "3207")] == ["admin", "data"]
    assert [found.username for found in list_users(db, "3201")] == ["admin"]
    token = start_session(db, "3207", "data", NOW)
    assert find_session(db, "3201", token, NOW) is None


def test_moments_come_back_as_they_were_in_utc(db: sa.Connection) -> None:
    assert find_user(db, "3207", "admin").created_at == NOW
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(datetime(2026, 3, 2), db.dialect)  # noqa: DTZ001


def test_no_password_and_no_token_is_kept(db: sa.Connection) -> None:
    one_time = reset_password(db, "3207", "admin", NOW)
    token = start_session(db, "3207", "admin", NOW)
    kept = str(db.execute(sa.select(user)).all()) + str(db.execute(sa.select(session)).all())
    assert one_time not in kept
    assert PASSWORD not in kept
    assert token not in kept


def test_a_session_is_found_until_it_idles_ages_or_is_ended(db: sa.Connection) -> None:
    token = start_session(db, "3207", "admin", NOW, address="10.0.0.1", agent="x" * 500)
    found = find_session(db, "3207", token, NOW + timedelta(minutes=29))
    assert found is not None
    assert (found.actor.user_id, found.actor.role, found.must_change_password) == ("admin", "admin", False)
    assert find_session(db, "3207", token, NOW + timedelta(minutes=30)) is None
    see_session(db, "3207", found.session, NOW + timedelta(hours=11, minutes=59))
    assert find_session(db, "3207", token, NOW + timedelta(hours=11, minutes=59)) is not None
    assert find_session(db, "3207", token, NOW + timedelta(hours=12)) is None
    assert end_sessions(db, "3207", "admin", NOW) == 1
    assert find_session(db, "3207", token, NOW) is None


def test_rows_of_old_sessions_go_after_ninety_days(db: sa.Connection) -> None:
    start_session(db, "3207", "admin", NOW)
    start_session(db, "3207", "admin", NOW + KEPT + timedelta(seconds=1))
    assert db.scalar(sa.select(sa.func.count()).select_from(session)) == 1


def test_open_sessions_come_last_used_first(db: sa.Connection) -> None:
    start_session(db, "3207", "admin", NOW, agent="first")
    start_session(db, "3207", "admin", NOW + timedelta(minutes=1), agent="second")
    assert [row.agent for row in open_sessions(db, "3207", "admin", NOW + timedelta(minutes=2))] == ["second", "first"]


def test_attempts_made_at_once_are_all_counted_before_any_is_checked(db: sa.Connection) -> None:
    for _ in range(5):
        begin_sign_in(db, "3207", "admin", "10.0.0.1", NOW)
    with pytest.raises(Refused) as refused:
        begin_sign_in(db, "3207", "admin", "10.0.0.1", NOW)
    assert refused.value.problems[0].code == "sign_in_wait"
    assert refused.value.problems[0].facts["minutes"] == 1


def test_failures_are_forgotten_after_two_hours(db: sa.Connection) -> None:
    for _ in range(4):
        count_attempt(db, "3207", "admin", "10.0.0.1", NOW)
    later = NOW + timedelta(hours=2, seconds=1)
    for _ in range(5):
        count_attempt(db, "3207", "admin", "10.0.0.1", later)
    with pytest.raises(Refused):
        count_attempt(db, "3207", "admin", "10.0.0.1", later)


def test_a_right_password_gives_the_address_only_its_own_attempt_back(db: sa.Connection) -> None:
    for number in range(19):
        count_attempt(db, "3207", f"guess{number}", "10.0.0.1", NOW)
    attempt = count_attempt(db, "3207", "admin", "10.0.0.1", NOW)
    forgive_attempt(db, "3207", attempt)
    count_attempt(db, "3207", "guess19", "10.0.0.1", NOW)
    with pytest.raises(Refused):
        count_attempt(db, "3207", "guess20", "10.0.0.1", NOW)


def test_a_right_password_after_a_wait_does_not_start_another_for_its_address(db: sa.Connection) -> None:
    for number in range(20):
        count_attempt(db, "3207", f"guess{number}", "10.0.0.1", NOW)
    later = NOW + timedelta(minutes=1)
    attempt = count_attempt(db, "3207", "admin", "10.0.0.1", later)
    forgive_attempt(db, "3207", attempt)
    waits = db.scalars(sa.select(login_attempt.c.locked_until).where(login_attempt.c.book == "3207")).all()
    assert all(until is None or until <= later for until in waits)
    count_attempt(db, "3207", "bidan", "10.0.0.1", later + timedelta(seconds=10))


def test_a_right_password_leaves_the_wait_of_who_failed_meanwhile(db: sa.Connection) -> None:
    for number in range(19):
        count_attempt(db, "3207", f"guess{number}", "10.0.0.1", NOW - timedelta(hours=1))
    attempt = count_attempt(db, "3207", "admin", "10.0.0.1", NOW)
    count_attempt(db, "3207", "guess19", "10.0.0.1", NOW + timedelta(minutes=1))
    forgive_attempt(db, "3207", attempt)
    with pytest.raises(Refused):
        count_attempt(db, "3207", "bidan", "10.0.0.1", NOW + timedelta(minutes=1, seconds=59))
    count_attempt(db, "3207", "bidan", "10.0.0.1", NOW + timedelta(minutes=2))


def test_right_passwords_do_not_keep_failures_from_being_forgotten(db: sa.Connection) -> None:
    for number in range(19):
        count_attempt(db, "3207", f"guess{number}", "10.0.0.1", NOW)
    for minutes in (60, 119, 121):
        attempt = count_attempt(db, "3207", "admin", "10.0.0.1", NOW + timedelta(minutes=minutes))
        forgive_attempt(db, "3207", attempt)
    later = NOW + timedelta(minutes=122)
    for number in range(20):
        count_attempt(db, "3207", f"other{number}", "10.0.0.1", later)
    with pytest.raises(Refused):
        count_attempt(db, "3207", "bidan", "10.0.0.1", later)


def test_addresses_of_one_ipv6_network_count_as_one(db: sa.Connection) -> None:
    for number in range(20):
        count_attempt(db, "3207", f"guess{number}", f"2001:db8::{number:x}", NOW)
    with pytest.raises(Refused):
        count_attempt(db, "3207", "guess20", "2001:db8::ffff", NOW)
    count_attempt(db, "3207", "guess20", "2001:db8:1::1", NOW)


def test_a_reset_between_check_and_entry_keeps_the_old_password_out(db: sa.Connection) -> None:
    candidate = begin_sign_in(db, "3207", "admin", "10.0.0.1", NOW)
    assert check_password(candidate, PASSWORD) is None
    reset_password(db, "3207", "admin", NOW)
    with pytest.raises(Refused) as refused:
        finish_sign_in(db, "3207", candidate, NOW)
    assert refused.value.problems[0].code == "sign_in_wrong"


def test_a_hash_of_older_make_is_renewed_at_sign_in(db: sa.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    candidate = begin_sign_in(db, "3207", "admin", "10.0.0.1", NOW)
    renewed = check_password(candidate, PASSWORD)
    finish_sign_in(db, "3207", candidate, NOW, rehashed=renewed)
    kept = db.scalar(sa.select(user.c.password_hash).where(user.c.book == "3207"))
    assert kept
    assert "m=16,t=2" in kept


def test_the_last_active_admin_stays(db: sa.Connection) -> None:
    with pytest.raises(Refused) as refused:
        deactivate_user(db, "3207", "admin", NOW)
    assert refused.value.problems[0].code == "last_admin"
    create_user(db, "3207", NOW, username="admin2", name="Admin", role="admin", password=PASSWORD)
    deactivate_user(db, "3207", "admin", NOW)
    assert not find_user(db, "3207", "admin").active
    with pytest.raises(Refused):
        deactivate_user(db, "3207", "admin2", NOW)


def test_all_that_is_wrong_with_a_new_user_is_told_at_once(db: sa.Connection) -> None:
    with pytest.raises(Refused) as refused:
        create_user(db, "3207", NOW, username="ADMIN", name=" ", role="faskes", site="F9", password="pendek")
    assert [(p.code, p.field) for p in refused.value.problems] == [
        ("name_missing", "name"),
        ("password_short", "password"),
        ("username_taken", "username"),
        ("site_unknown", "site"),
    ]
