"""The pages of a district with a secretariat, and its keeper's phone."""

import re
from datetime import datetime
from pathlib import Path

import pyotp
import sqlalchemy as sa

from alokon.people import Actor
from alokon.store.people import admit, create_user
from alokon.vault import vault_in
from inventory.store.engine import writing
from inventory.store.schema import event as events
from tests.books import BOOK
from tests.district import PASSWORD
from tests.shelter import Shelter
from tests.web.office import Browser
from tests.web.pages import Pages
from web.config import WIB

PROGRAM = Actor("program", "Petugas Program", "program")


class Keeper:
    """A secretariat in a district, and somebody who keeps its files through the pages."""

    def __init__(self, engine: sa.Engine, home: Path) -> None:
        self.pages = Pages(engine, home)
        self.shelter = Shelter(self.pages.district, vault_in(home))
        self.secret = ""
        self.spares: list[str] = []
        enrolled = datetime(2026, 1, 2, 9, tzinfo=WIB)
        with writing(engine, BOOK) as db:
            create_user(
                db, BOOK, enrolled, username="keeper", name="Petugas P2TP2A", role="p2tp2a", password=PASSWORD,
                site=self.shelter.site,
            )  # fmt: skip
            event = db.scalar(sa.select(sa.func.max(events.c.seq)).where(events.c.book == BOOK))
            assert event
            admit(db, BOOK, "keeper", event)
            create_user(db, BOOK, enrolled, username="program", name=PROGRAM.name, role="program", password=PASSWORD)

    def at_the_door(self) -> Browser:
        """A browser in which the keeper gave the password, and no code yet."""
        browser = Browser(self.pages.app.test_client())
        assert browser.sign_in("keeper").status_code == 302
        return browser

    def code(self) -> str:
        """What the phone shows now."""
        return pyotp.TOTP(self.secret).at(self.pages.clock())

    def set_up(self) -> Browser:
        """The phone is set up; the browser is in."""
        browser = self.at_the_door()
        page = browser.post("/kode-masuk/mulai", page="/kode-masuk/")
        found = re.search(r'ketik <span class="code">([A-Z2-7 ]+)</span>', page.text)
        assert found
        self.secret = found[1].replace(" ", "")
        done = browser.post("/kode-masuk/pasang", page="/kode-masuk/", code=self.code())
        assert done.status_code == 200
        self.spares = re.findall(r'<li class="code">([A-Z0-9-]{19})</li>', done.text)
        return browser

    def sign_in(self) -> Browser:
        """Password and code, half a minute after the last."""
        self.pages.clock.forward(seconds=30)
        browser = self.at_the_door()
        assert browser.post("/kode-masuk/", page="/kode-masuk/", code=self.code()).status_code == 302
        return browser
