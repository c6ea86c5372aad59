"""An office whose people do everything through the pages: a step is a form that is opened, filled in and sent."""

from datetime import date, datetime, time
from pathlib import Path

import sqlalchemy as sa

from alokon.service.desk import Done
from alokon.store.people import create_user
from inventory.store.engine import writing
from tests.books import BOOK, WIB, Book
from tests.web.office import Browser, Clock, seen
from tests.web.test_steps import fields_of
from web.app import create_app
from web.config import Config

PASSWORD = "kartu persediaan tahun 2026"


class PagedBook(Book):
    """The small office, told in the same sentences; everybody of the cast signs in by the name they have there."""

    def __init__(self, engine: sa.Engine, home: Path) -> None:
        super().__init__(engine)
        self.clock = Clock()
        self.app = create_app(Config(engine, BOOK, home, clock=self.clock))
        with writing(engine, BOOK) as db:
            for who, one in self.actors.items():
                create_user(
                    db, BOOK, datetime(2026, 1, 2, 9, tzinfo=WIB), username=who, name=one.name, role=one.role,
                    password=PASSWORD, site=one.site, kecamatan=one.kecamatan,
                )  # fmt: skip

    def browser(self, who: str, day: str) -> Browser:
        """Somebody of the cast, signed in at nine in the morning of a day."""
        self.clock.at = datetime.combine(date.fromisoformat(day), time(9), WIB)
        browser = Browser(self.app.test_client())
        assert browser.sign_in(who, PASSWORD).status_code == 302
        return browser

    def take(
        self,
        who: str,
        day: str,
        flow: str,
        step: str,
        *,
        case: int | None = None,
        site: str | None = None,
        key: str | None = None,
        slot: int | None = None,
        impact: bool = False,
        **answers: object,
    ) -> Done:
        """Take a step by its form; what stands on the page that follows tells whether it was taken."""
        assert (key, slot, impact) == (None, None, False), "a page makes its own key; these stories ask nothing beside"
        browser = self.browser(who, day)
        path = f"/berkas/{case}/{step}" if case else f"/berkas/{flow}/baru/{step}?site={site}"
        page = browser.get(path)
        assert page.status_code == 200, seen(page)
        sent = browser.client.post(path, data=fields_of(page) | typed({"date": day, **answers}))
        assert sent.status_code == 302, seen(sent)
        return Done(event=0, head="", case=int(str(sent.location).rpartition("/")[2]))


def typed(answers: dict[str, object]) -> dict[str, str]:
    """Answers as a person types them; rows by the names their cells have."""
    rows = answers.pop("lines", ())
    assert isinstance(rows, list | tuple)
    cells = {f"lines-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return {name: str(value) for name, value in {**answers, **cells}.items()}
