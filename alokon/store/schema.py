"""The office's own tables, on the ledger's metadata: cases, papers, facilities, settings, published reports.

What happened stands in the ledger's events; these rows are the office's view of it, written in the same transaction.
"""

import sqlalchemy as sa

from alokon.sop.case import QUANTITIES
from inventory.store.schema import book_key, key, metadata

faskes = sa.Table(
    "faskes",
    metadata,
    book_key(),
    key("site"),
    sa.Column("code", sa.String(9), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("ownership", sa.String(8), nullable=False),
    sa.Column("kecamatan", sa.String(16), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("registered_on", sa.Date),
    sa.Column("valid_until", sa.Date),
    sa.Column("parent", sa.String(9)),
    sa.Column("address", sa.Text, nullable=False, default=""),
    sa.Column("kemenkes_code", sa.String(16)),
    sa.Column("bpjs", sa.String(16), nullable=False),
    sa.Column("agreement_kind", sa.String(16)),
    sa.Column("agreement_number", sa.Text),
    sa.Column("agreement_until", sa.Date),
    sa.Column("equipment", sa.Text, nullable=False, default="{}"),
    sa.Column("staff", sa.Text, nullable=False, default="{}"),
    sa.UniqueConstraint("book", "code"),
    sa.Index(None, "book", "kecamatan"),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
)

kecamatan = sa.Table(
    "kecamatan",
    metadata,
    book_key(),
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
)

recipient = sa.Table(
    "recipient",
    metadata,
    book_key(),
    key("site"),
    sa.Column("code", sa.String(16), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("kecamatan", sa.String(16)),
    sa.Column("village", sa.String(100), nullable=False, default=""),
    sa.Column("decree", sa.String(100), nullable=False, default=""),
    sa.Column("decree_until", sa.Date),
    sa.Column("active", sa.Boolean, nullable=False, default=True),
    sa.UniqueConstraint("book", "code"),
    sa.Index("ix_recipient_kecamatan", "book", "kecamatan"),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
)

casefile = sa.Table(
    "casefile",
    metadata,
    book_key(),
    key(),
    sa.Column("flow", sa.String(32), nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("site", sa.Integer, nullable=False),
    sa.Column("warehouse", sa.Integer),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("changed_on", sa.Date, nullable=False),
    sa.Column("month", sa.String(7)),
    sa.Column("urgency", sa.String(16)),
    sa.Column("origin", sa.Integer),
    sa.Column("partner", sa.Integer),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
    sa.Index(None, "book", "flow", "state"),
    sa.Index("ix_casefile_site", "book", "site", "flow"),
    sa.Index("ix_casefile_origin", "book", "origin"),
    sa.Index("ix_casefile_partner", "book", "partner"),
)

case_line = sa.Table(
    "case_line",
    metadata,
    book_key(),
    key("case_id"),
    key("line"),
    sa.Column("parent", sa.Integer),
    sa.Column("item", sa.String(32), nullable=False),
    sa.Column("fund", sa.String(16)),
    sa.Column("lot", sa.Integer),
    *(sa.Column(name, sa.Integer, nullable=False, default=0) for name in QUANTITIES),
    sa.Column("note", sa.String(500), nullable=False, default=""),
    sa.Column("site", sa.String(32)),
    sa.ForeignKeyConstraint(["book", "case_id"], ["casefile.book", "casefile.id"]),
)

case_step = sa.Table(
    "case_step",
    metadata,
    book_key(),
    key("case_id"),
    key("event"),
    sa.Column("step", sa.String(32), nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("done_on", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.String(40), nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("role", sa.String(100), nullable=False),
    sa.Column("corrects", sa.Integer),
    sa.Column("answers", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["book", "case_id"], ["casefile.book", "casefile.id"]),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.Index("ix_case_step_event", "book", "event"),
)

paper = sa.Table(
    "paper",
    metadata,
    book_key(),
    sa.Column("kind", sa.String(32), primary_key=True),
    key("year"),
    key("sequence"),
    sa.Column("number", sa.String(120), nullable=False),
    sa.Column("case_id", sa.Integer, nullable=False),
    sa.Column("event", sa.Integer, nullable=False),
    sa.Column("issued_on", sa.Date, nullable=False),
    sa.Column("head", sa.String(16), nullable=False),
    sa.UniqueConstraint("book", "kind", "number"),
    sa.Index(None, "book", "case_id"),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
)

setting = sa.Table(
    "setting",
    metadata,
    book_key(),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

publication = sa.Table(
    "publication",
    metadata,
    book_key(),
    sa.Column("report", sa.String(64), primary_key=True),
    sa.Column("month", sa.String(7), primary_key=True),
    key("version"),
    sa.Column("event", sa.Integer, nullable=False),
    sa.Column("published_at", sa.String(40), nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("stale", sa.Boolean, nullable=False, default=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
)

APPEND_ONLY = ("case_step", "paper")
"""The tables of cases whose rows are never changed or removed."""
