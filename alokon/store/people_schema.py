"""The tables of people: who may sign in, who is signed in, and how often it failed.

Nothing here names a person: `name` is a role title. Passwords and session tokens are kept as hashes only:
`session.id` is the SHA-256 of the token the browser holds, `login_attempt.subject` that of a typed username or of an
address, `recovery_code.code` that of a code. The secret of a second step is enciphered with the key of the vault.
"""

import sqlalchemy as sa

from alokon.store.instants import Instant
from inventory.store.schema import book_key, metadata

user = sa.Table(
    "user",
    metadata,
    book_key(),
    sa.Column("username", sa.String(40), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("site", sa.String(32)),
    sa.Column("kecamatan", sa.String(16)),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("password_set_at", Instant, nullable=False),
    sa.Column("must_change_password", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("admitted_by", sa.Integer),
    sa.ForeignKeyConstraint(["book"], ["book.book"]),
    sa.ForeignKeyConstraint(["book", "admitted_by"], ["event.book", "event.seq"]),
)

session = sa.Table(
    "session",
    metadata,
    book_key(),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("username", sa.String(40), nullable=False),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.Column("proved_at", Instant),
    sa.Column("address", sa.String(45), nullable=False),
    sa.Column("agent", sa.String(200), nullable=False),
    sa.ForeignKeyConstraint(["book", "username"], ["user.book", "user.username"]),
    sa.Index(None, "book", "username"),
)

second_step = sa.Table(
    "second_step",
    metadata,
    book_key(),
    sa.Column("username", sa.String(40), primary_key=True),
    sa.Column("nonce", sa.LargeBinary, nullable=False),
    sa.Column("secret", sa.LargeBinary, nullable=False),
    sa.Column("confirmed_at", Instant),
    sa.Column("last_step", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["book", "username"], ["user.book", "user.username"]),
)

recovery_code = sa.Table(
    "recovery_code",
    metadata,
    book_key(),
    sa.Column("username", sa.String(40), primary_key=True),
    sa.Column("code", sa.String(64), primary_key=True),
    sa.Column("used_at", Instant),
    sa.ForeignKeyConstraint(["book", "username"], ["user.book", "user.username"]),
)

login_attempt = sa.Table(
    "login_attempt",
    metadata,
    book_key(),
    sa.Column("subject", sa.String(64), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("failed_at", Instant, nullable=False),
    sa.Column("locked_until", Instant),
    sa.ForeignKeyConstraint(["book"], ["book.book"]),
)
