"""The secretariat's files of the sample year: told where there is a vault, and open to the sample keeper."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from alokon.second_step import code_of
from alokon.service.desk import Office
from alokon.store import cases, recipients
from alokon.vault import vault_in
from inventory.store.engine import reading
from sample_data.story import shelter
from sample_data.story.days import span
from sample_data.story.people import PASSWORD
from sample_data.story.telling import Story
from tests.web.office import Browser, Clock, seen
from web.app import create_app
from web.config import WIB, Config

UNTIL = date(2026, 10, 31)


def told(office: Office) -> Story:
    """The secretariat's part of the year."""
    story = Story(office, Random(1), {}, {}, UNTIL)
    story._keys = count(90_001)
    shelter.plan(story)
    for day in span(UNTIL):
        story.live(day)
    return story


def test_a_book_with_a_vault_has_files_that_the_sample_keeper_opens(sample_book: Office, tmp_path: Path) -> None:
    office = sample_book._replace(vault=vault_in(tmp_path))
    told(office)
    evening = datetime(2026, 10, 31, 17, tzinfo=WIB)
    shelter.enrol_keeper(office, evening)
    with reading(office.engine) as db:
        assert recipients.entries(db, office.book)[shelter.SECRETARIAT].recipient.name == "Sekretariat P2TP2A"
        found = cases.listing(db, office.book, flows=["p2tp2a", "p2tp2a-aduan"])
    assert sorted(one.state for one in found) == ["p2tp2a-aduan.2", "p2tp2a.3", "p2tp2a.9"]
    clock = Clock(evening + timedelta(hours=15))
    browser = Browser(create_app(Config(office.engine, office.book, tmp_path, clock=clock)).test_client())
    assert browser.sign_in(shelter.KEEPER.username, PASSWORD).status_code == 302
    code = code_of(shelter.SECRET, clock())
    assert browser.post("/kode-masuk/", page="/kode-masuk/", code=code).location == "/beranda"
    assert shelter.KEEPER.name in seen(browser.get("/beranda"))
    page = f"/tersegel/{found[0].id}"
    opened = seen(browser.post(page, page=page, reason="layanan", words="Melihat contoh"))
    assert "Uraian contoh, tanpa nama." in opened or "Jam pelayanan tidak terpasang." in opened


def test_a_book_without_a_vault_has_none(sample_book: Office) -> None:
    told(sample_book)
    with reading(sample_book.engine) as db:
        assert cases.listing(db, sample_book.book, flows=["p2tp2a", "p2tp2a-aduan"]) == []
