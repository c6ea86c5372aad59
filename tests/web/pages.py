"""The pages of a small district, and a clock that stands where a test puts it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from tests.books import BOOK
from tests.district import District
from tests.web.office import Browser, Clock
from web.app import create_app
from web.config import WIB, Config

TODAY = datetime(2026, 3, 12, 9, 30, tzinfo=WIB)


@dataclass
class Pages:
    """An app on a district with one sign-in per role; the person of role `faskes` belongs to `district.OWN`."""

    engine: sa.Engine
    home: Path
    clock: Clock = field(default_factory=lambda: Clock(TODAY))

    def __post_init__(self) -> None:
        self.district = District(self.engine)
        self.district.enrol()
        self.app = create_app(Config(self.engine, BOOK, self.home, clock=self.clock))

    def browser(self, role: str) -> Browser:
        """A browser with that role signed in."""
        browser = Browser(self.app.test_client())
        assert browser.sign_in(role).status_code == 302
        return browser

    def on(self, day: date) -> None:
        """Let it be half past nine of another day."""
        self.clock.at = datetime(day.year, day.month, day.day, 9, 30, tzinfo=WIB)
