"""A small office for tests of pages: its people, its clock, and a browser that fills in forms as people do."""

import html
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from alokon.store.people import create_user
from inventory.store.engine import writing
from inventory.store.prepared import Form, Prepared
from tests.books import BOOK, PUSKESMAS, Book
from web.app import create_app
from web.config import WIB, Config

PASSWORD = "gudang kontrasepsi 2026"
START = datetime(2026, 3, 2, 8, 0, tzinfo=WIB)

CAST: dict[str, dict[str, str]] = {
    "admin": {"name": "Admin Aplikasi"},
    "pengelola": {"name": "Petugas Gudang"},
    "approver": {"name": "Sekretaris"},
    "faskes": {"name": "Bidan Puskesmas", "site": PUSKESMAS},
    "uptd": {"name": "Kepala UPTD", "kecamatan": "32.07.01"},
    "data": {"name": "Petugas Data"},
    "auditor": {"name": "Inspektorat"},
}
"""One person per role; username and role are the same word."""


@dataclass
class Clock:
    """A clock that goes forward when told to."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Office:
    """An app on the small book of `tests.books`, with one person per role."""

    engine: sa.Engine
    home: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.book = Book(self.engine)
        with writing(self.engine, BOOK) as db:
            for role, person in CAST.items():
                create_user(db, BOOK, self.clock(), username=role, role=role, password=PASSWORD, **person)
        self.app = self.make_app()

    def make_app(self, *, https: bool = False) -> Flask:
        """The app, as another process would make it."""
        return create_app(Config(self.engine, BOOK, self.home, clock=self.clock, https=https))

    def browser(self, username: str | None = None) -> "Browser":
        """A browser, signed in when a username is given."""
        browser = Browser(self.app.test_client())
        if username:
            assert browser.sign_in(username).status_code == 302
        return browser


class Browser:
    """Fills in forms with the hidden fields of the page they stand on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options: object) -> TestResponse:
        """Open a page."""
        return self.client.get(path, **options)

    def post(self, path: str, page: str = "/masuk", **fields: str) -> TestResponse:
        """Send a form that stands on `page`, with a key nobody has used unless one is given."""
        hidden = {"csrf_token": csrf_token(self.get(page)), "key": str(uuid.uuid4())}
        return self.client.post(path, data=hidden | fields)

    def sign_in(self, username: str, password: str = PASSWORD, onward: str = "") -> TestResponse:
        """Fill in the sign-in page."""
        return self.post(f"/masuk{onward}", username=username, password=password)


def csrf_token(page: TestResponse) -> str:
    """The hidden token of a page's form, or of the page itself."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def seen(page: TestResponse) -> str:
    """The text a person sees: no tags, entities resolved, blanks folded."""
    body = re.sub(r"(?s)<head>.*?</head>", " ", page.text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[str]]:
    """The SQL statements sent inside the block, by SQLAlchemy or prepared."""
    sent: list[str] = []
    prepare = Prepared.form

    def note(_db: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    def note_prepared(self: Prepared, db: sa.Connection) -> Form:
        form = prepare(self, db)
        sent.append(form.text)
        return form

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        with mock.patch.object(Prepared, "form", note_prepared):
            yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
