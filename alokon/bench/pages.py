"""Row U: every page a person can open by an address without a form, asked of the app in-process, as an administrator.

The slowest counts. Statements are counted on SQLite, so that runs of different histories can be held side by side.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from alokon.bench.ledger import BOOK, CLERK, PASSWORD, STORE, Ledger, code_of, moment
from alokon.bench.scene import OURS, Scene
from alokon.bench.timing import Taken, milliseconds
from web.app import create_app
from web.config import Config

ROUNDS = 3
LEFT_OUT = ("static", "sign_in.")
VARIANTS = ("/stok/?tampilan=batch", "/stok/?tanggal={past}", "/kartu/?tempat={store}&jenis=PILK&dari={past}")
"""Addresses that ask a page more than it asks by itself."""


def measure(scene: Scene) -> list[Taken]:
    """Milliseconds of the slowest page; among the facts every page with its median and its statements."""
    with scene.scratch(scene.book) as name, TemporaryDirectory() as home:
        ours = Ledger(scene.store.url(name), scene.workload).look()
        now = moment(scene.workload.next_day)
        app = create_app(Config(ours.engine, BOOK, Path(home), clock=lambda: now))
        with app.test_client() as browser:
            _sign_in(browser)
            found = {path: _page(browser, ours.engine, path) for path in _addresses(app, ours)}
        ours.leave()
    opened = {path: page for path, page in found.items() if page["status"] == 200}
    slowest = max(opened, key=lambda path: opened[path]["ms"])
    facts = {"slowest": slowest, "pages": opened, "not_opened": sorted(found.keys() - opened.keys())}
    return [Taken("U", {OURS: tuple(opened[slowest]["all_ms"])}, facts)]


def _sign_in(browser: FlaskClient) -> None:
    form = browser.get("/masuk").text
    hidden = dict(re.findall(r'name="(csrf_token|key)" value="([^"]*)"', form))
    answer = browser.post("/masuk", data={**hidden, "username": CLERK.user_id, "password": PASSWORD})
    assert answer.status_code == 302, answer.text


def _addresses(app: Flask, ours: Ledger) -> Iterator[str]:
    """Every address that takes no argument, those whose arguments the history has, and the variants."""
    month = ours.workload.last_month
    known: Mapping[str, Any] = {
        "site": code_of(1), "code": code_of(1), "month": month, "text": month, "name": "rekap-mutasi",
        "seq": ours.workload.faskes + 1, "number": 1,
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        if _is_page(rule) and rule.arguments <= known.keys():
            yield rule.build({name: str(known[name]) for name in rule.arguments}, append_unknown=False)[1]  # type: ignore[index]
    past = ours.workload.last_month.plus(-(ours.workload.months // 2)).first
    yield from (path.format(past=past, store=STORE) for path in VARIANTS)


def _is_page(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and not rule.endpoint.startswith(LEFT_OUT)


def _page(browser: FlaskClient, engine: sa.Engine, path: str) -> dict[str, Any]:
    """A page opened once to warm up, its statements counted, and then some times: status, times and statements."""
    with _statements(engine) as sent:
        first = browser.get(path)
    times = [milliseconds(lambda: browser.get(path))() for _ in range(ROUNDS)]
    return {"status": first.status_code, "ms": median(times), "all_ms": times, "statements": len(sent)}


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
