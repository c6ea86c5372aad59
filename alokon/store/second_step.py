"""The secrets of second steps, enciphered, and the hashes of spare codes."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sealing import Sealed
from alokon.store.people_schema import recovery_code, second_step
from inventory.store.balances import upsert


class Kept(NamedTuple):
    """An enciphered secret, whether its owner has confirmed it, and the last step of time a code was taken for."""

    secret: Sealed
    confirmed: bool
    last_step: int


def find(db: sa.Connection, book: str, username: str) -> Kept | None:
    """The secret of a person, None while there is none."""
    row = db.execute(sa.select(second_step).where(*_of(second_step, book, username))).first()
    return Kept(Sealed(row.nonce, row.secret), row.confirmed_at is not None, row.last_step) if row else None


def confirmed(db: sa.Connection, book: str) -> dict[str, datetime]:
    """Username → when they confirmed their secret, for those who did."""
    columns = second_step.c.username, second_step.c.confirmed_at
    mine = second_step.c.book == book, second_step.c.confirmed_at.is_not(None)
    return {row[0]: row[1] for row in db.execute(sa.select(*columns).where(*mine))}


def propose(db: sa.Connection, book: str, username: str, secret: Sealed) -> None:
    """Keep a secret that is yet to be confirmed, in the place of any other."""
    values = {"nonce": secret.nonce, "secret": secret.text, "confirmed_at": None, "last_step": 0}
    upsert(db, second_step, [{"book": book, "username": username, **values}])


def confirm(db: sa.Connection, book: str, username: str, now: datetime, spares: Iterable[str]) -> None:
    """The secret works from now on; `spares` are the hashes of new spare codes, which replace the old."""
    db.execute(second_step.update().where(*_of(second_step, book, username)).values(confirmed_at=now))
    db.execute(recovery_code.delete().where(*_of(recovery_code, book, username)))
    db.execute(recovery_code.insert(), [{"book": book, "username": username, "code": code} for code in spares])


def take(db: sa.Connection, book: str, username: str, step: int) -> bool:
    """Use a step of time up; False when it, or a later one, was used already."""
    newer = second_step.c.last_step < step
    done = db.execute(second_step.update().where(*_of(second_step, book, username), newer).values(last_step=step))
    return done.rowcount == 1


def use_spare(db: sa.Connection, book: str, username: str, code: str, now: datetime) -> bool:
    """Use a spare code up, by its hash; False for a wrong or a used one."""
    mine = (*_of(recovery_code, book, username), recovery_code.c.code == code, recovery_code.c.used_at.is_(None))
    return db.execute(recovery_code.update().where(*mine).values(used_at=now)).rowcount == 1


def remove(db: sa.Connection, book: str, username: str) -> bool:
    """Forget secret and spare codes; False when there was no secret."""
    db.execute(recovery_code.delete().where(*_of(recovery_code, book, username)))
    return db.execute(second_step.delete().where(*_of(second_step, book, username))).rowcount == 1


def _of(table: sa.Table, book: str, username: str) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.book == book, table.c.username == username
