"""The tables of what is kept beside the steps of cases: files, sealed answers, data that left, readings, figures.

What happened stands in the ledger's events; these rows are the office's view of it, written in the same transaction.
"""

import sqlalchemy as sa

from inventory.store.schema import book_key, key, metadata

attachment = sa.Table(
    "attachment",
    metadata,
    book_key(),
    key("case_id"),
    key("number"),
    sa.Column("event", sa.Integer, nullable=False),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("media", sa.String(100), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("note", sa.String(200), nullable=False, default=""),
    sa.Column("recorded_at", sa.String(40), nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("role", sa.String(100), nullable=False),
    sa.ForeignKeyConstraint(["book", "case_id"], ["casefile.book", "casefile.id"]),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
)

attachment_withdrawal = sa.Table(
    "attachment_withdrawal",
    metadata,
    book_key(),
    key("case_id"),
    key("number"),
    sa.Column("event", sa.Integer, nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("recorded_at", sa.String(40), nullable=False),
    sa.Column("role", sa.String(100), nullable=False),
    sa.ForeignKeyConstraint(
        ["book", "case_id", "number"], ["attachment.book", "attachment.case_id", "attachment.number"]
    ),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
)

data_release = sa.Table(
    "data_release",
    metadata,
    book_key(),
    key("event"),
    sa.Column("case_id", sa.Integer, nullable=False),
    sa.Column("made_on", sa.Date, nullable=False),
    sa.Column("dataset", sa.String(32), nullable=False),
    sa.Column("report", sa.String(64), nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("form", sa.String(8), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("valid_until", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.String(40), nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("role", sa.String(100), nullable=False),
    sa.ForeignKeyConstraint(["book", "case_id"], ["casefile.book", "casefile.id"]),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.Index("ix_data_release_case", "book", "case_id"),
)

sealed = sa.Table(
    "sealed",
    metadata,
    book_key(),
    key("event"),
    sa.Column("case_id", sa.Integer, nullable=False),
    sa.Column("nonce", sa.LargeBinary, nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["book", "case_id"], ["casefile.book", "casefile.id"]),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.Index("ix_sealed_case", "book", "case_id"),
)

sealed_key = sa.Table(
    "sealed_key",
    metadata,
    book_key(),
    key("case_id"),
    sa.Column("wrapped_by", sa.String(16), nullable=False),
    sa.Column("place", sa.LargeBinary, nullable=False),
    sa.Column("nonce", sa.LargeBinary),
    sa.Column("wrapped", sa.LargeBinary),
    sa.Column("erased_by", sa.Integer),
    sa.ForeignKeyConstraint(["book", "case_id"], ["casefile.book", "casefile.id"]),
    sa.ForeignKeyConstraint(["book", "erased_by"], ["event.book", "event.seq"]),
    sa.CheckConstraint("(wrapped IS NULL) = (erased_by IS NOT NULL)", name="erased"),
)

climate_reading = sa.Table(
    "climate_reading",
    metadata,
    book_key(),
    key("event"),
    sa.Column("site", sa.Integer, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("time", sa.String(8), nullable=False),
    sa.Column("tenths", sa.Integer),
    sa.Column("humidity", sa.Integer),
    sa.Column("action", sa.String(500), nullable=False, default=""),
    sa.Column("corrects", sa.Integer),
    sa.Column("reason", sa.String(500), nullable=False, default=""),
    sa.UniqueConstraint("book", "corrects"),
    sa.Index(None, "book", "day"),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
    sa.ForeignKeyConstraint(["book", "corrects"], ["climate_reading.book", "climate_reading.event"]),
)
"""What a warehouse's thermometer showed; a row that only takes back the one it corrects has no degrees."""

siga_count = sa.Table(
    "siga_count",
    metadata,
    book_key(),
    key("event"),
    key("site"),
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("method", sa.String(16), primary_key=True),
    sa.Column("services", sa.Integer, nullable=False),
    sa.Index(None, "book", "month"),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
)
"""Services as SIGA told them; a row of a later event takes the place of an earlier one of the same figure."""

APPEND_ONLY = ("climate_reading", "attachment", "attachment_withdrawal", "sealed", "data_release", "siga_count")
"""Those of them whose rows are never changed or removed."""
