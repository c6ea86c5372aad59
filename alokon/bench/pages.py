"""Row U: every page that can be opened by an address alone, asked of the app in-process.

An administrator opens it, or the midwife of a faskes what is hers alone. The slowest counts. Statements are counted on
SQLite, so that runs of different histories can be held side by side.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from alokon.bench.ledger import BOOK, STORE, Ledger, code_of, moment
from alokon.bench.scene import OURS, Scene
from alokon.bench.timing import Taken, milliseconds
from alokon.people import ADMIN, FASKES, Actor
from alokon.sop.registry import SOPS
from alokon.store.people import create_user
from web.app import create_app
from web.config import Config

ROUNDS = 3
OPENED = 200
PASSWORD = "halaman terukur 3207"
PEOPLE = (
    Actor("ukur-admin", "Admin Aplikasi", ADMIN),
    Actor("ukur-bidan", "Bidan Puskesmas", FASKES, site=code_of(1)),
)
"""Who opens the pages, those of the office first."""

OWN = {"sop": {"code": next(iter(SOPS))}}
"""Arguments that mean something else in a family of pages."""

LEFT_OUT = ("static", "sign_in.")
VARIANTS = ("/stok/?tampilan=batch", "/stok/?tanggal={past}", "/kartu/?tempat={store}&jenis=PILK&dari={past}")
"""Addresses that ask a page more than it asks by itself."""


def measure(scene: Scene) -> list[Taken]:
    """Milliseconds of the slowest page; among the facts every page with its median and its statements."""
    with scene.scratch(scene.book) as name, TemporaryDirectory() as home:
        ours = Ledger(scene.store.url(name), scene.workload).look()
        now = moment(scene.workload.next_day)
        app = create_app(Config(ours.engine, BOOK, Path(home), clock=lambda: now))
        browsers = [_signed_in(app, ours, person) for person in PEOPLE]
        found = {path: _page(browsers, ours.engine, path) for path in _addresses(app, ours)}
        ours.leave()
    opened = {path: page for path, page in found.items() if page["status"] == OPENED}
    slowest = max(opened, key=lambda path: opened[path]["ms"])
    facts = {"slowest": slowest, "pages": opened, "not_opened": sorted(found.keys() - opened.keys())}
    return [Taken("U", {OURS: tuple(opened[slowest]["all_ms"])}, facts)]


def _signed_in(app: Flask, ours: Ledger, person: Actor) -> FlaskClient:
    """A browser of a person who is given a sign-in for it."""
    with ours.writing() as db:
        create_user(
            db, BOOK, moment(ours.workload.next_day, 0), username=person.user_id, name=person.name, role=person.role,
            site=person.site, password=PASSWORD,
        )  # fmt: skip
    browser = app.test_client()
    form = browser.get("/masuk").text
    hidden = dict(re.findall(r'name="(csrf_token|key)" value="([^"]*)"', form))
    answer = browser.post("/masuk", data={**hidden, "username": person.user_id, "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return browser


def _addresses(app: Flask, ours: Ledger) -> Iterator[str]:
    """Every address that takes no argument, those whose arguments the history has, and the variants."""
    month = ours.workload.last_month
    known: Mapping[str, Any] = {
        "site": code_of(1), "code": code_of(1), "month": month, "text": month, "name": "rekap-mutasi",
        "seq": ours.workload.faskes + 1, "number": 1,
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        if _is_page(rule) and rule.arguments <= known.keys():
            given = {**known, **OWN.get(rule.endpoint.partition(".")[0], {})}
            yield rule.build({name: str(given[name]) for name in rule.arguments}, append_unknown=False)[1]  # type: ignore[index]
    past = ours.workload.last_month.plus(-(ours.workload.months // 2)).first
    yield from (path.format(past=past, store=STORE) for path in VARIANTS)


def _is_page(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and not rule.endpoint.startswith(LEFT_OUT)


def _page(browsers: Sequence[FlaskClient], engine: sa.Engine, path: str) -> dict[str, Any]:
    """A page opened by the first who may: once to warm up, its statements counted, and then some times."""
    for browser in browsers:
        with _statements(engine) as sent:
            status = browser.get(path).status_code
        if status == OPENED:
            break
    times = [milliseconds(lambda: browser.get(path))() for _ in range(ROUNDS)]
    return {"status": status, "ms": median(times), "all_ms": times, "statements": len(sent)}


@contextmanager
def _statements(engine: sa.Engine) -> Iterator[list[str]]:
    """What a SQLite database is asked meanwhile, through whichever connection; nothing on others."""
    sent: list[str] = []

    def listen(connection: Any, *_more: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(sent.append)

    def leave(connection: Any, *_more: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(None)

    sa.event.listen(engine, "checkout", listen)
    sa.event.listen(engine, "checkin", leave)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "checkout", listen)
        sa.event.remove(engine, "checkin", leave)
