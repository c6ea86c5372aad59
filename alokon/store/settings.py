"""The office's settings as stored: what it changed, over the defaults."""

import json
from collections.abc import Mapping

import sqlalchemy as sa

from alokon.settings import SETTINGS
from alokon.store.schema import setting
from inventory.store.balances import upsert
from inventory.store.prepared import Prepared

STORED = Prepared(sa.select(setting.c.name, setting.c.value).where(setting.c.book == sa.bindparam("book")))


def settings(db: sa.Connection, book: str) -> dict[str, object]:
    """Every setting by its name, as the office has it now."""
    stored = STORED.rows(db, book=book)
    return {name: known.default for name, known in SETTINGS.items()} | {
        name: json.loads(value) for name, value in stored if name in SETTINGS
    }


def store(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Keep new values of settings."""
    rows = [
        {"book": book, "name": name, "value": json.dumps(value, ensure_ascii=False)} for name, value in values.items()
    ]
    upsert(db, setting, rows)
