"""Doing an import in a test: files made of rows, looked at and written at the desk of a small office."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from alokon.imports.lmis_rows import COLUMNS
from alokon.imports.mapping import FileMapping, parse_mapping
from alokon.people import Actor
from alokon.service.desk import Desk, Done, Office
from alokon.service.importing import Examined, Upload, examine, write
from inventory.store.engine import reading
from inventory.store.schema import event, metadata
from inventory.verify import verify
from tests.alokon.imports import made
from tests.conftest import ROOT

HISTORY = "CIV"
TITLES = [column.title for column in COLUMNS]
WIB = ZoneInfo("Asia/Jakarta")
ADMIN = Actor("admin", "Admin", "admin")


def mapping() -> FileMapping:
    """The shipped mapping of the real history."""
    text = (ROOT / "sample_data" / "mappings" / "lmis-civ.toml").read_text(encoding="utf-8")
    return parse_mapping(text, COLUMNS)


def desk(engine: sa.Engine, actor: Actor = ADMIN, day: str = "2026-03-02", book: str = "3207") -> Desk:
    """Somebody at nine in the morning of a day."""
    return Desk(Office(engine, book), actor, datetime.combine(date.fromisoformat(day), datetime.min.time(), WIB))


def line(
    month: int, opening: int, closing: int, received: int = 0, issued: int = 0, adjusted: int = 0, site: str = "C1",
    product: str = "AS27000", year: int = 2017,
) -> list[made.Value]:  # fmt: skip
    """A row of a history."""
    return [year, month, site, product, opening, received, issued, adjusted, closing, 5, 0, 0, "R", "D"]


def history(*rows: list[made.Value]) -> Upload:
    """A history file of these rows."""
    return Upload(made.delimited([TITLES, *rows]), "riwayat.csv", mapping=mapping())


def take(engine: sa.Engine, upload: Upload, accepted: Collection[int] = (), **desk_of: str) -> tuple[Examined, Done]:
    """Look at a file, then write it."""
    at = desk(engine, **desk_of)
    examined = examine(at, upload)
    return examined, write(at, examined, accepted)


def seen(examined: Examined) -> list[tuple[str, int, str]]:
    """(rule, row, column) of everything found."""
    return [(f.rule.code, f.row, f.column) for f in examined.checked.findings]


def counts(engine: sa.Engine) -> dict[str, int]:
    """How many rows every table of the ledger and the office holds, sign-ins aside."""
    with reading(engine) as db:
        tables = [t for t in metadata.sorted_tables if not t.name.startswith(("alembic", "session", "user"))]
        return {t.name: db.scalar(sa.select(sa.func.count()).select_from(t)) or 0 for t in tables}


def payloads(engine: sa.Engine, book: str, kind: str) -> list[str]:
    """The payloads of events of a kind, in their order."""
    wanted = sa.select(event.c.payload).where(event.c.book == book, event.c.kind == kind).order_by(event.c.seq)
    with reading(engine) as db:
        return list(db.scalars(wanted))


def assert_sound(engine: sa.Engine, book: str) -> None:
    """The book proves itself."""
    with reading(engine) as db:
        report = verify(db, book)
    assert (report.sound, dict(report.counts)) == (True, {})


def table(columns: Mapping[str, str], *rows: Mapping[str, made.Value]) -> bytes:
    """A workbook of rows by our keys, under the titles of a format."""
    return made.xlsx([list(columns.values()), *([row.get(key) for key in columns] for row in rows)])


def file_at(path: Path, data: bytes) -> Path:
    """A file with these bytes."""
    path.write_bytes(data)
    return path
