"""An upgrade from every earlier revision, with data in it: nothing is lost, the book proves itself, and work goes on.

The data is a small office, written by the real services and copied into whatever tables and columns a revision has.
Revisions are read from the tree, so a new one is covered by itself; one that renames what was there, or fills a new
column from something else than its default, must say here how the data looked before.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from argon2 import PasswordHasher

from alokon import passwords
from alokon.climate import Reading
from alokon.data_requests import Wanted
from alokon.imports.siga_counts import Figure
from alokon.sealing import Sealed
from alokon.service.attachments import Offer, attach, withdraw
from alokon.service.climate import correct_reading, log_reading
from alokon.service.desk import Office
from alokon.service.importing_siga import record_in
from alokon.service.lots import correct_lot
from alokon.service.publish import publish
from alokon.service.setup import change_settings
from alokon.siga import ServiceKey
from alokon.sop.shortfall import RECEIVED
from alokon.store import database, second_step
from alokon.store.attempts import count_attempt
from alokon.store.sessions import start_session
from alokon.vault import Vault
from inventory.core.goods import LotFacts
from inventory.core.ledger import Move
from inventory.core.months import Month
from inventory.store import masters, queries, writer
from inventory.store.engine import connect, reading, writing
from inventory.store.rules import Entry
from inventory.verify import verify
from reports.releasing import release
from tests.books import BOOK, WIB
from tests.conftest import migrate
from tests.district import OWN, TRUCK, District, midwife
from tests.shelter import Shelter

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 9, tzinfo=WIB)

Rows = Mapping[str, list[dict[str, object]]]
"""Table → its rows, column by column, in the order of their keys."""


class Life(NamedTuple):
    """An office, and the case that is on its way to a faskes."""

    office: District
    case: int


def script() -> Config:
    """The tree of revisions."""
    found = Config()
    found.set_main_option("script_location", str(database.MIGRATIONS).replace("%", "%%"))
    return found


REVISIONS = [one.revision for one in ScriptDirectory.from_config(script()).walk_revisions()]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """An office that has done a little of everything."""
    url = f"sqlite:///{tmp_path_factory.mktemp('upgrades') / 'book.db'}"
    migrate(url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        office = District(connect(url))
        office.enrol()
    yield Life(office, lived(office, tmp_path_factory.mktemp("home")))
    office.engine.dispose()


def lived(office: District, home: Path) -> int:
    """Goods come, go, are used, counted and corrected; a month closes, opens and closes; returns a case on its way."""
    truck = office.unload(date(2026, 1, 5))
    assert truck.case is not None
    keeper = office.desk("pengelola", "2026-01-05")
    attach(keeper, home, truck.case, Offer("SBBK 014.pdf", b"%PDF-1.7"), office.key())
    withdraw(keeper, truck.case, 1, "Halaman kedua tertinggal", office.key())
    office.supply(OWN, date(2026, 1, 8), {"PILK": 100, "KONDOM": 144})
    office.use(OWN, date(2026, 1, 31), "PILK", service=31)
    wrong = office.unload(date(2026, 1, 9), [{**TRUCK[0], "batch": "A7"}])
    office.take_back("pengelola", "2026-01-10", wrong.event, "Salah ketik")
    office.count("2026-02-05", "GUDANG", {"A1": 880})
    for act in (office.close, office.reopen, office.close):
        act("pengelola", "2026-02-09", "GUDANG", "2026-01")
    facts = LotFacts(date(2028, 6, 30), "month")
    correct_lot(office.desk("pengelola", str(TODAY)), 1, facts, "Label terbaca", office.key())
    change_settings(office.desk("admin", str(TODAY)), {"place": "Ciamis"}, office.key())
    publish(office.desk("data", str(TODAY)), "bkkbn", Month(2026, 1), {"rows": [1, 2]}, office.key())
    seal_something(office)
    release_something(office)
    wrong = log_reading(office.desk("pengelola", str(TODAY)), "GUDANG", Reading(TODAY, "pagi", 272, 55), office.key())
    again = Reading(TODAY, "pagi", 282, 55)
    correct_reading(office.desk("pengelola", str(TODAY)), wrong.event, again, "Salah baca", office.key())
    with writing(office.engine, BOOK) as db:
        told = [Figure(2, ServiceKey(OWN, Month(2026, 1), "PILK"), 31)]
        record_in(db, office.desk("data", str(TODAY)), told, office.key())
        start_session(db, BOOK, "data", NOW)
        count_attempt(db, BOOK, "data", "10.0.0.9", NOW)
        second_step.propose(db, BOOK, "data", Sealed(b"n", b"t"))
        second_step.confirm(db, BOOK, "data", NOW, ["h"])
    return office.ship(OWN, TODAY, {"PILK": 60})


def seal_something(office: District) -> None:
    """A file of the secretariat, with its key."""
    with TemporaryDirectory() as folder:
        shelter = Shelter(office, Vault(Path(folder) / "key"))
        shelter.intake("2026-03-11")


def release_something(office: District) -> None:
    """A file of the stock, for a request that was granted."""
    span = {"since": "2026-01-01", "until": "2026-02-28"}
    told: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("data", "ask_data", {
            "letter": "005/1", "rank": "Kepala", "purpose": "Rencana", "variables": "Stok", **span,
            "lines": [{"dataset": "persediaan"}],
        }),
        ("data", "review", {"review": "Lengkap", "advice": "setuju"}),
        ("approver", "grant", {"conditions": "Agregat", "valid_until": "2026-12-31"}),
    )  # fmt: skip
    case = None
    for who, step, answers in told:
        case = office.take(who, str(TODAY), "data-internal", step, case=case, site="DINAS", **answers).case
    assert case is not None
    wanted = Wanted("persediaan", date(2026, 1, 1), date(2026, 2, 28))
    release(office.desk("data", str(TODAY)), case, wanted, "pdf", None, office.key())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """A database without any table."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path / 'empty.db'}")
        yield engine
        engine.dispose()
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"empty_{next(request.getfixturevalue('database_numbers'))}"
    server.execute(f"CREATE DATABASE {name}")
    engine = connect(server.url(name))
    yield engine
    engine.dispose()
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_upgrade_with_data_loses_nothing_and_work_goes_on(life: Life, empty: sa.Engine, revision: str) -> None:
    with empty.begin() as db:
        asked = script()
        asked.attributes["connection"] = db
        command.upgrade(asked, revision)
    fill(empty, rows(life.office.engine))
    before = rows(empty)
    assert [table for table, found in before.items() if not found] == [], "every table holds something"

    assert database.upgrade(empty) == database.newest()

    after = rows(empty)
    for table, found in before.items():
        assert [{name: row[name] for name in found[0]} for row in after[table]] == found, table
    check_proved(empty)
    hand_out(empty)
    if {"casefile", "faskes", "paper"} <= before.keys():
        go_on(life, empty)
    check_proved(empty)


def tables(engine: sa.Engine) -> list[sa.Table]:
    """The tables of a database as they are, those that others refer to first."""
    found = sa.MetaData()
    found.reflect(engine)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def rows(engine: sa.Engine) -> Rows:
    """Every row of a database."""
    with reading(engine) as db:
        return {
            table.name: [dict(row) for row in db.execute(sa.select(table).order_by(*table.primary_key)).mappings()]
            for table in tables(engine)
        }


def fill(engine: sa.Engine, source: Rows) -> None:
    """Put rows into the tables and columns that are there."""
    with engine.begin() as db:
        for table in tables(engine):
            names = {column.name for column in table.c}
            kept = [{name: row[name] for name in row.keys() & names} for row in source.get(table.name, ())]
            if kept:
                db.execute(table.insert(), kept)


def check_proved(engine: sa.Engine) -> None:
    """The book is sound, and the guards of every append-only table stand."""
    with reading(engine) as db:
        assert verify(db, BOOK, database.GUARDED).findings == ()


def hand_out(engine: sa.Engine) -> None:
    """One unit of something leaves the warehouse, through the one writer."""
    with writing(engine, BOOK) as db:
        places = masters.place_ids(db, BOOK, "GUDANG", masters.OUTSIDE_CODE)
        held = queries.holdings(db, BOOK, TODAY, sites=["GUDANG"], kinds=["shelf"])[0]
        item = masters.items(db, BOOK)[held.item].id
        ends = places["GUDANG", "shelf"], places[masters.OUTSIDE_CODE, "client"]
        writer.post(
            db,
            BOOK,
            Entry("test", TODAY, NOW, "gudang", "one", "0" * 64, moves=[Move(item, held.lot, 1, *ends, TODAY)]),
        )


def go_on(life: Life, engine: sa.Engine) -> None:
    """What was on its way arrives, and the next request is served."""
    office = copy(life.office)
    office.engine, office.office = engine, Office(engine, BOOK)
    office.accept(str(TODAY), life.case, midwife(OWN))
    assert office.case(life.case).state == RECEIVED
    assert office.case(office.supply(OWN, TODAY, {"KONDOM": 12})).state == RECEIVED
