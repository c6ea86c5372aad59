"""What the pages run on: one book, its database, a clock (the only one of the pages), and where keys live."""

import os
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import sqlalchemy as sa
from flask import current_app, g

from alokon.vault import Vault, vault_in
from inventory.store.engine import reading, writing

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian time; it has no summer time."""


def wib_now() -> datetime:
    """The present moment in western Indonesia."""
    return datetime.now(WIB)


@dataclass(frozen=True)
class Config:
    """One office on one book; `place` is the kabupaten's name in the bar, `home` the folder of the secret key."""

    engine: sa.Engine
    book: str
    home: Path
    place: str = "Ciamis"
    clock: Callable[[], datetime] = wib_now
    https: bool = False
    body_limit_bytes: int = 16 * 1024 * 1024

    @property
    def vault(self) -> Vault:
        """Where the key of what is sealed lies."""
        return vault_in(self.home)

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that reads one state of the book and never waits."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """The one writing transaction of the book: all or nothing."""
        return writing(self.engine, self.book)


def here() -> Config:
    """The configuration of the running app."""
    config = current_app.extensions["alokon"]
    assert isinstance(config, Config)
    return config


def now() -> datetime:
    """The moment of this request: read once, the same for everything the request does."""
    if "now" not in g:
        g.now = here().clock()
    moment = g.now
    assert isinstance(moment, datetime)
    return moment


def secret_key(home: Path) -> bytes:
    """The key that signs cookies, made on first use and readable by its owner alone."""
    path = home / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_bytes(32)
        file.write(key)
    return key
