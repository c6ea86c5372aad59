"""The migrations make what the tables are declared to be, and never touch what a newer program made."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from alokon.store import database
from inventory.core.errors import Refused
from inventory.store import engine as store
from inventory.store.engine import connect
from inventory.store.schema import metadata


def test_the_migrations_make_exactly_the_declared_tables(engine: sa.Engine) -> None:
    with engine.connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_constraints_are_the_declared_ones_too(engine: sa.Engine) -> None:
    """Alembic does not compare CHECK and PRIMARY KEY constraints."""
    look = sa.inspect(engine)
    for table in metadata.tables.values():
        checks = {check["name"] for check in look.get_check_constraints(table.name)}
        declared = {str(one.name) for one in table.constraints if isinstance(one, sa.CheckConstraint)}
        assert declared <= checks, table.name
        assert look.get_pk_constraint(table.name)["constrained_columns"] == [one.name for one in table.primary_key]
        assert all(key["name"] for key in look.get_foreign_keys(table.name)), table.name


def test_upgrading_twice_changes_nothing(engine: sa.Engine) -> None:
    assert database.current(engine) == database.newest()
    assert database.upgrade(engine) == database.newest()


def test_a_program_that_starts_does_not_wait_for_a_writer(sqlite_url: str) -> None:
    writer, other = connect(sqlite_url), connect(sqlite_url)
    with writer.connect().execution_options(writer=True) as db, db.begin():
        assert database.upgrade(other) == database.newest()
    writer.dispose()
    other.dispose()


def test_an_upgrade_that_waits_too_long_is_told_that_the_book_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    writer, other = connect(f"sqlite:///{tmp_path / 'new.db'}"), connect(f"sqlite:///{tmp_path / 'new.db'}")
    with store.starting(writer), pytest.raises(Refused) as refused:
        database.upgrade(other)
    assert [problem.code for problem in refused.value.problems] == ["book_busy"]
    writer.dispose()
    other.dispose()


def test_a_new_file_is_at_no_revision_until_it_is_upgraded(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'new.db'}")
    assert database.current(engine) is None
    assert database.upgrade(engine) == database.current(engine) == database.newest()
    engine.dispose()


def test_two_programs_that_start_at_once_upgrade_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    faults: list[BaseException] = []

    def start() -> None:
        engine = connect(url)
        try:
            database.upgrade(engine)
        except BaseException as fault:
            faults.append(fault)
        engine.dispose()

    programs = [threading.Thread(target=start) for _ in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert faults == []


def test_a_database_of_a_newer_program_is_left_alone(engine: sa.Engine) -> None:
    with engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused) as refused:
        database.upgrade(engine)
    (problem,) = refused.value.problems
    assert problem.code == "schema_newer"
    assert problem.facts == {"database": "9999", "program": database.newest()}
    assert database.current(engine) == "9999"


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'half.db'}")
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE casefile (id INTEGER)")
    with pytest.raises(sa.exc.OperationalError, match="casefile"):
        database.upgrade(engine)
    assert sa.inspect(engine).get_table_names() == ["casefile"]
    engine.dispose()
