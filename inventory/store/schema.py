"""The tables of the ledger. The book comes first in every key, so that a book can live anywhere.

Append-only tables are guarded by triggers (`append_only`); `balance` and `snapshot` are projections that only the
writer keeps and `verify` recomputes. On SQLite they lie in the order of their keys
(`sqlite_with_rowid`), which halves what is written. Amounts of goods are whole base units, money is 1/100
rupiah (`_sen`).
"""

import sqlalchemy as sa

from inventory.core.goods import MOST

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str = "id") -> "sa.Column[int]":
    """A further column of a primary key, numbered by the writer within its book."""
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def book_key() -> "sa.Column[str]":
    """The first column of every primary key."""
    return sa.Column("book", sa.String(16), primary_key=True)


def _whole(name: str, least: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"quantity >= {least} AND quantity <= {MOST}", name=name)


def _partial(name: str, where: str, *columns: str, unique: bool = False) -> sa.Index:
    """An index of only the rows where something holds."""
    only = sa.text(where)
    return sa.Index(name, *columns, unique=unique, sqlite_where=only, postgresql_where=only)


def _card_lines(near: str, far: str) -> sa.Index:
    """The lines of cards by one side of the moves, in card order and whole, so that the moves need not be looked up."""
    ordered = ("book", near, "item", "moved_on", "slot", "counted", "event", "line")
    return sa.Index(f"ix_move_{near}", *ordered, "lot", "quantity", far, "consignment", "reverses_event")


book = sa.Table(
    "book",
    metadata,
    book_key(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("head_seq", sa.Integer, nullable=False, default=0),
    sa.Column("head_digest", sa.String(64), nullable=False),
    sa.Column("snapshot_through", sa.String(7)),
)

site = sa.Table(
    "site",
    metadata,
    book_key(),
    key(),
    sa.Column("code", sa.String(32), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("accepts", sa.String(200), nullable=False, default=""),
    sa.UniqueConstraint("book", "code"),
)

place = sa.Table(
    "place",
    metadata,
    book_key(),
    key(),
    sa.Column("site", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.UniqueConstraint("book", "site", "kind"),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
)

item = sa.Table(
    "item",
    metadata,
    book_key(),
    key(),
    sa.Column("code", sa.String(32), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("unit", sa.String(32), nullable=False),
    sa.Column("goods", sa.String(32), nullable=False),
    sa.UniqueConstraint("book", "code"),
)

event = sa.Table(
    "event",
    metadata,
    book_key(),
    key("seq"),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("occurred_on", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.String(40), nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("key", sa.String(80), nullable=False),
    sa.Column("request", sa.String(64), nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("corrects", sa.Integer),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.UniqueConstraint("book", "key"),
    sa.ForeignKeyConstraint(["book"], ["book.book"]),
    _partial("ix_event_corrects", "corrects IS NOT NULL", "book", "corrects"),
)

lot = sa.Table(
    "lot",
    metadata,
    book_key(),
    key(),
    sa.Column("item", sa.Integer, nullable=False),
    sa.Column("batch", sa.String(64), nullable=False),
    sa.Column("fund", sa.String(16), nullable=False),
    sa.Column("sibling", sa.Integer, nullable=False, default=0),
    sa.UniqueConstraint("book", "item", "batch", "fund", "sibling"),
    sa.ForeignKeyConstraint(["book", "item"], ["item.book", "item.id"]),
)

lot_revision = sa.Table(
    "lot_revision",
    metadata,
    book_key(),
    key("lot"),
    key("event"),
    sa.Column("expiry", sa.Date),
    sa.Column("precision", sa.String(8), nullable=False),
    sa.Column("produced", sa.Date),
    sa.Column("unit_value_sen", sa.BigInteger),
    sa.Column("edition", sa.String(64), nullable=False, default=""),
    sa.Column("reason", sa.String(500), nullable=False, default=""),
    sa.ForeignKeyConstraint(["book", "lot"], ["lot.book", "lot.id"]),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
)

move = sa.Table(
    "move",
    metadata,
    book_key(),
    key("event"),
    key("line"),
    sa.Column("item", sa.Integer, nullable=False),
    sa.Column("lot", sa.Integer, nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("source", sa.Integer, nullable=False),
    sa.Column("destination", sa.Integer, nullable=False),
    sa.Column("moved_on", sa.Date, nullable=False),
    sa.Column("slot", sa.Integer, nullable=False),
    sa.Column("consignment", sa.Integer, nullable=False),
    sa.Column("reverses_event", sa.Integer),
    sa.Column("reverses_line", sa.Integer),
    sa.Column("counted", sa.Boolean, nullable=False),
    _whole("quantity", 1),
    sa.CheckConstraint("source <> destination", name="two_places"),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.ForeignKeyConstraint(["book", "lot"], ["lot.book", "lot.id"]),
    sa.ForeignKeyConstraint(["book", "source"], ["place.book", "place.id"]),
    sa.ForeignKeyConstraint(["book", "destination"], ["place.book", "place.id"]),
    _card_lines("source", "destination"),
    _card_lines("destination", "source"),
    sa.Index(None, "book", "moved_on"),
    _partial("uq_move_reverses", "reverses_event IS NOT NULL", "book", "reverses_event", "reverses_line", unique=True),
)

balance = sa.Table(
    "balance",
    metadata,
    book_key(),
    key("place"),
    key("item"),
    key("lot"),
    key("consignment"),
    sa.Column("quantity", sa.Integer, nullable=False),
    _whole("quantity", 0),
    _partial("ix_balance_lying", "quantity > 0", "book", "place", "item", "lot", "consignment", "quantity"),
    sqlite_with_rowid=False,
)

snapshot = sa.Table(
    "snapshot",
    metadata,
    book_key(),
    sa.Column("month", sa.String(7), primary_key=True),
    key("place"),
    key("item"),
    key("lot"),
    key("consignment"),
    sa.Column("quantity", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

closing = sa.Table(
    "closing",
    metadata,
    book_key(),
    key("site"),
    key("event"),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("action", sa.String(8), nullable=False),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
)

cut = sa.Table(
    "cut",
    metadata,
    book_key(),
    key("site"),
    sa.Column("counted_on", sa.Date, primary_key=True),
    key("slot"),
    sa.Column("event", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"]),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.Index(None, "book", "counted_on"),
)

observation = sa.Table(
    "observation",
    metadata,
    book_key(),
    key("event"),
    key("site"),
    key("lot"),
    sa.Column("counted_on", sa.Date, nullable=False),
    sa.Column("slot", sa.Integer, nullable=False),
    sa.Column("quantity", sa.Integer),
    _whole("quantity", 0),
    sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"]),
    sa.ForeignKeyConstraint(["book", "lot"], ["lot.book", "lot.id"]),
    sa.ForeignKeyConstraint(
        ["book", "site", "counted_on", "slot"], ["cut.book", "cut.site", "cut.counted_on", "cut.slot"]
    ),
    sa.Index(None, "book", "site", "counted_on", "lot"),
)

APPEND_ONLY = ("event", "lot", "lot_revision", "move", "closing", "cut", "observation")
"""Tables whose rows are never changed or removed; the database itself refuses."""


def trigger_names(table: str, dialect: str) -> tuple[str, ...]:
    """The guards an append-only table must carry."""
    kinds = ("update", "delete", "truncate") if dialect == "postgresql" else ("update", "delete")
    return tuple(f"{table}_refuses_{kind}" for kind in kinds)


def append_only(table: str, dialect: str) -> list[str]:
    """The statements that make a table append-only on SQLite or PostgreSQL."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_refuses_{kind} BEFORE {kind.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
            for kind in ("update", "delete")
        ]
    each = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
    return [
        f"CREATE TRIGGER {table}_refuses_{kind} BEFORE {kind.upper()} ON {table} "
        f"FOR EACH {level} EXECUTE FUNCTION refuse_change()"
        for kind, level in each.items()
    ]


REFUSE_CHANGE = """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$"""
"""PostgreSQL's side of the guards."""
