"""Ours, the limits and the peer keep the same history: what they answer is the same, or they measure nothing."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from alokon.bench import duck, limits
from alokon.bench.cards import BUSIEST
from alokon.bench.history import VOUCHERS, fill
from alokon.bench.ledger import BOOK, STORE, Ledger
from alokon.bench.scene import OURS, Scene
from alokon.bench.stores import UNFINISHED, PostgresqlStore, SqliteStore, Store
from alokon.bench.vouchers import SERIES, WAREHOUSE, label_of
from alokon.bench.workload import Workload
from alokon.store.database import GUARDED
from alokon.views.cards import card
from alokon.views.monthly import mutations
from inventory.store import queries
from inventory.store.engine import reading
from inventory.verify import verify
from tests.postgres import Server

WORKLOAD = Workload(faskes=9, months=3)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A small history in both books of a store."""
    folder = tmp_path_factory.mktemp("bench")
    store: Store = SqliteStore(folder)
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql_server")
        store = PostgresqlStore(server.url("postgres"))
    scene = Scene(store, WORKLOAD, folder, rounds=1, rush=0.2)
    fill(scene)
    yield scene
    for name in (scene.book, scene.limit):
        store.drop(name)


def test_the_book_is_sound_and_holds_every_move(scene: Scene) -> None:
    moves = sum(len(voucher.lines) for _, written in WORKLOAD.history() for voucher in written)
    with scene.reading() as ours, reading(ours.engine) as db:
        report = verify(db, BOOK, GUARDED)
    assert (report.sound, report.moves) == (True, moves)


def test_filling_tells_what_it_took_and_is_not_done_twice(scene: Scene) -> None:
    first = fill(scene)
    assert first == fill(scene)
    assert first.row == VOUCHERS
    assert set(first.values) == {OURS, limits.raw_name(scene.store)}
    assert all(rates[0] > 0 for rates in first.values.values())
    assert not scene.store.has(f"{scene.book}{UNFINISHED}")


def test_the_limit_has_the_same_card(scene: Scene) -> None:
    limit = limits.raw(scene.store, scene.limit, WORKLOAD)
    with scene.reading() as ours, reading(ours.engine) as db:
        found = card(db, BOOK, STORE, BUSIEST, date(2000, 1, 1), WORKLOAD.last_month.last)
    lines = limit.card(WAREHOUSE, BUSIEST)
    newest = limit.newest(WAREHOUSE, BUSIEST, 5)
    limit.leave()
    assert [(line.quantity, line.balance, line.lot_balance) for line in found.lines] == [
        (row[4], row[6], row[7]) for row in lines
    ]
    assert [row[-1] for row in newest] == [row[6] for row in reversed(lines)][:5]


def test_ours_and_the_limit_answer_a_request_alike(scene: Scene) -> None:
    with scene.scratch(scene.book) as book, scene.scratch(scene.limit) as other:
        ours = Ledger(scene.store.url(book), WORKLOAD).look()
        limit = limits.raw(scene.store, other, WORKLOAD)
        moves = [
            (ours.issue(f"surat-{n}", request), limit.issue(f"surat-{n}", request))
            for n, request in enumerate(islice(WORKLOAD.requests(), 5))
        ]
        held = ours.held(WAREHOUSE), limit.held(WAREHOUSE)
        ours.leave()
        limit.leave()
    assert all(mine == other >= 6 for mine, other in moves)
    assert held[0][0] == held[1][0]


def test_what_is_short_is_not_answered_and_changes_nothing(scene: Scene) -> None:
    asked = next(WORKLOAD.requests())._replace(lines=((0, 10**6),))
    with scene.scratch(scene.book) as book, scene.scratch(scene.limit) as other:
        ours, limit = Ledger(scene.store.url(book), WORKLOAD).look(), limits.raw(scene.store, other, WORKLOAD)
        before = ours.held(WAREHOUSE), limit.held(WAREHOUSE)
        assert (ours.issue("x", asked), limit.issue("x", asked)) == (0, 0)
        assert (ours.held(WAREHOUSE), limit.held(WAREHOUSE)) == before
        ours.leave()
        limit.leave()


@pytest.mark.skipif(not duck.is_installed(), reason="extra bench: duckdb")
def test_duckdb_answers_the_same_rows(scene: Scene, tmp_path: Path) -> None:
    limit, day, month = duck.Duck(tmp_path / "riwayat.duckdb", WORKLOAD), date(2000, 2, 15), WORKLOAD.last_month
    with scene.reading() as ours, reading(ours.engine) as db:
        held = queries.holdings(db, BOOK, day)
        names = queries.lot_names(db, BOOK)
        moved = mutations(db, BOOK, month)
    rows = {(h.site, h.site_kind, h.kind, h.item, names[h.lot].key.batch, h.quantity) for h in held}
    assert rows == {(*row[:-2], label_of(row[-2]), row[-1]) for row in limit.held(day)}
    assert [(*key, *row.counts.values(), row.closing) for key, row in moved.items()] == limit.month(month)
    assert {names[h.lot].key.fund for h in held} == {series.fund for series in SERIES}
    limit.leave()
