"""Failures that people can mend are told on the page, with what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from alokon.store.settings import settings
from inventory.store import balances
from inventory.store import engine as store
from inventory.store.engine import connect, reading
from tests.books import BOOK
from tests.postgres import cut_off, cut_off_before
from tests.web.office import Office, seen
from tests.web.test_steps import REQUEST, count_of, fields_of
from web.settings_form import typed


@pytest.mark.parametrize(("pragma", "told"), [("max_page_count = 1", "disk"), ("query_only = ON", "izin")])
def test_a_database_that_takes_nothing_more_is_told_with_what_to_do(office: Office, pragma: str, told: str) -> None:
    with reading(office.engine) as db:
        fields = typed(settings(db, BOOK))
    browser = office.browser("admin")
    with office.engine.connect() as db:
        db.exec_driver_sql(f"PRAGMA {pragma}")
    places = (f"Tempat {n}" for n in count())
    while (answer := browser.post("/pengaturan/ubah", page="/beranda", **fields | {"place": next(places)})).location:
        pass
    said = seen(answer)
    assert (answer.status_code, told in said, "tidak ada yang tersimpan" in said) == (507, True, True)


def test_a_database_that_may_not_even_be_opened_is_told_with_what_to_do(office: Office) -> None:
    def refuse(db: sa.Connection) -> None:
        db.exec_driver_sql("PRAGMA query_only = ON")
        db.exec_driver_sql("PRAGMA user_version = 1")

    browser = office.browser("admin")
    sa.event.listen(office.engine, "begin", refuse)
    answer = browser.get("/beranda")
    assert (answer.status_code, "izin menulis" in seen(answer)) == (507, True)


def test_a_fault_of_ours_is_an_event_with_a_number(office: Office) -> None:
    def fail(db: sa.Connection) -> None:
        db.exec_driver_sql("SELECT * FROM tidak_ada")

    browser = office.browser("admin")
    sa.event.listen(office.engine, "begin", fail)
    answer = browser.get("/beranda")
    assert (answer.status_code, "Nomor kejadian" in seen(answer)) == (500, True)


class Asked:
    """A request that a puskesmas typed: sent while something hinders it, and again when nothing does."""

    def __init__(self, office: Office) -> None:
        self.office, self.browser, self.before = office, office.browser("faskes"), count_of(office)
        self.data = fields_of(self.browser.get(REQUEST)) | {"reason": "Stok menipis", "lines-3-requested": "100"}

    def send(self) -> TestResponse:
        return self.browser.client.post(REQUEST, data=self.data)

    def check_form_kept(self, answer: TestResponse, told: str) -> None:
        """A form as it was typed, with its key, and a sentence that says what to do."""
        assert (answer.status_code, told in seen(answer)) == (503, True)
        assert fields_of(answer) | {"csrf_token": ""} == self.data | {"csrf_token": ""}, "all but the time is as typed"

    def check_kept_once(self) -> None:
        """Nothing was kept; the same sent again is one request, however often."""
        assert count_of(self.office) == self.before
        assert [self.send().status_code for _ in range(2)] == [302, 302]
        assert count_of(self.office) == self.before + 1


@pytest.fixture
def postgresql_office(postgresql_url: str, tmp_path: Path) -> Iterator[Office]:
    """The small office on PostgreSQL."""
    engine = connect(postgresql_url)
    yield Office(engine, tmp_path)
    engine.dispose()


def test_a_locked_file_keeps_the_form_and_what_is_sent_again_is_one_request(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    engine = connect(sqlite_url)
    asked = Asked(Office(engine, tmp_path))
    with closing(sqlite3.connect(engine.url.database or "")) as other:
        other.execute("BEGIN IMMEDIATE")
        asked.check_form_kept(asked.send(), "Buku sedang dipakai menulis. Ulangi sesaat lagi")
    asked.check_kept_once()
    engine.dispose()


def test_a_connection_lost_in_the_middle_keeps_the_form_and_what_is_sent_again_is_one_request(
    postgresql_office: Office,
) -> None:
    asked = Asked(postgresql_office)
    with cut_off_before(postgresql_office.engine, balances, "store"):
        answer = asked.send()
    asked.check_form_kept(answer, "Basis data buku tidak terhubung. Ulangi sesaat lagi")
    asked.check_kept_once()


def test_a_connection_lost_while_the_server_keeps_it_claims_nothing_and_what_is_sent_again_is_one_request(
    postgresql_office: Office,
) -> None:
    def lose(db: sa.Connection) -> None:
        if db.get_execution_options().get("writer"):
            cut_off(postgresql_office.engine)

    asked = Asked(postgresql_office)
    sa.event.listen(postgresql_office.engine, "commit", lose)
    answer = asked.send()
    sa.event.remove(postgresql_office.engine, "commit", lose)
    said = seen(answer)
    assert (answer.status_code, "tidak tercatat dua kali" in said) == (503, True)
    assert "ada yang tersimpan" not in said
    asked.check_kept_once()
