"""Failures that people can mend are told on the page, with what to do."""

from itertools import count

import pytest
import sqlalchemy as sa

from alokon.store.settings import settings
from inventory.store.engine import reading
from tests.books import BOOK
from tests.web.office import Office, seen
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
