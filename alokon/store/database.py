"""The database's tables, ledger and office together: brought to the shape this program knows, and never past it."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from alokon.store import kept_schema, people_schema
from alokon.store import schema as office_schema
from inventory.core.errors import Problem, Refused
from inventory.store import schema as ledger_schema
from inventory.store.engine import starting

GUARDED = (*ledger_schema.APPEND_ONLY, *office_schema.APPEND_ONLY, *kept_schema.APPEND_ONLY)
"""Every table of ledger and office that must be append-only."""

SCHEMAS = (ledger_schema, people_schema, office_schema, kept_schema)
"""The modules that declare tables; importing them fills `metadata`."""

metadata = ledger_schema.metadata
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 3_207_000_001
"""PostgreSQL's advisory lock under which one program at a time changes the tables."""


def upgrade(engine: sa.Engine) -> str:
    """Bring the database to the newest revision, in one transaction; returns that revision.

    Refuses `schema_newer` when a newer program has been here: its tables may mean something else; and what `starting`
    refuses. Writes nothing, and so waits for no writer, where there is nothing to do.
    """
    if current(engine) == newest():
        return newest()
    with starting(engine) as db:
        if db.dialect.name == "postgresql":
            db.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        refuse_newer(db)
        config = _config()
        config.attributes["connection"] = db
        command.upgrade(config, "head")
    return newest()


def current(engine: sa.Engine) -> str | None:
    """The revision the database is at, None for an empty one."""
    with engine.connect() as db:
        return revision(db)


def revision(db: sa.Connection) -> str | None:
    """The revision the database of a connection is at, None for an empty one."""
    return MigrationContext.configure(db).get_current_revision()


def newest() -> str:
    """The revision this program brings a database to."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def refuse_newer(db: sa.Connection) -> None:
    """Refuse `schema_newer` for a database whose revision this program does not know."""
    refuse_unknown(revision(db))


def refuse_unknown(found: str | None) -> None:
    """Refuse `schema_newer` for a revision this program does not know; None, of an empty database, is fine."""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        raise Refused(Problem("schema_newer", {"database": found, "program": newest()}))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
