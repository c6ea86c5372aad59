"""The ledger: books, sites, lots, events, moves and what follows from them."""

import sqlalchemy as sa
from alembic import op

from alokon.store.migrations.guards import define_refusal, refuse_changes

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _create_balance()
    _index_balance()
    _create_book()
    _create_item()
    _create_site()
    _create_snapshot()
    _create_event()
    _index_event()
    _create_lot()
    _create_place()
    _create_closing()
    _create_cut()
    _index_cut()
    _create_lot_revision()
    _create_move()
    _index_move()
    _create_observation()
    _index_observation()
    define_refusal()
    refuse_changes("event", "lot", "lot_revision", "move", "closing", "cut", "observation")


def _create_balance() -> None:
    op.create_table(
        "balance",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("consignment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 0 AND quantity <= 2000000000", name=op.f("ck_balance_quantity")),
        sa.PrimaryKeyConstraint("book", "place", "item", "lot", "consignment", name=op.f("pk_balance")),
        sqlite_with_rowid=False,
    )


def _index_balance() -> None:
    op.create_index(
        "ix_balance_lying",
        "balance",
        ["book", "place", "item", "lot", "consignment", "quantity"],
        unique=False,
        sqlite_where=sa.text("quantity > 0"),
        postgresql_where=sa.text("quantity > 0"),
    )


def _create_book() -> None:
    op.create_table(
        "book",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("head_seq", sa.Integer(), nullable=False),
        sa.Column("head_digest", sa.String(length=64), nullable=False),
        sa.Column("snapshot_through", sa.String(length=7), nullable=True),
        sa.PrimaryKeyConstraint("book", name=op.f("pk_book")),
    )


def _create_item() -> None:
    op.create_table(
        "item",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("goods", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("book", "id", name=op.f("pk_item")),
        sa.UniqueConstraint("book", "code", name=op.f("uq_item_book_code")),
    )


def _create_site() -> None:
    op.create_table(
        "site",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("accepts", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("book", "id", name=op.f("pk_site")),
        sa.UniqueConstraint("book", "code", name=op.f("uq_site_book_code")),
    )


def _create_snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("consignment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("book", "month", "place", "item", "lot", "consignment", name=op.f("pk_snapshot")),
        sqlite_with_rowid=False,
    )


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["book"], ["book.book"], name=op.f("fk_event_book_book")),
        sa.PrimaryKeyConstraint("book", "seq", name=op.f("pk_event")),
        sa.UniqueConstraint("book", "key", name=op.f("uq_event_book_key")),
    )


def _index_event() -> None:
    op.create_index(
        "ix_event_corrects",
        "event",
        ["book", "corrects"],
        unique=False,
        sqlite_where=sa.text("corrects IS NOT NULL"),
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )


def _create_lot() -> None:
    op.create_table(
        "lot",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=64), nullable=False),
        sa.Column("fund", sa.String(length=16), nullable=False),
        sa.Column("sibling", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["book", "item"], ["item.book", "item.id"], name=op.f("fk_lot_book_item_item")),
        sa.PrimaryKeyConstraint("book", "id", name=op.f("pk_lot")),
        sa.UniqueConstraint(
            "book", "item", "batch", "fund", "sibling", name=op.f("uq_lot_book_item_batch_fund_sibling")
        ),
    )


def _create_place() -> None:
    op.create_table(
        "place",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"], name=op.f("fk_place_book_site_site")),
        sa.PrimaryKeyConstraint("book", "id", name=op.f("pk_place")),
        sa.UniqueConstraint("book", "site", "kind", name=op.f("uq_place_book_site_kind")),
    )


def _create_closing() -> None:
    op.create_table(
        "closing",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("site", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_closing_book_event_event")
        ),
        sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"], name=op.f("fk_closing_book_site_site")),
        sa.PrimaryKeyConstraint("book", "site", "event", name=op.f("pk_closing")),
    )


def _create_cut() -> None:
    op.create_table(
        "cut",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("site", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"], name=op.f("fk_cut_book_event_event")),
        sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"], name=op.f("fk_cut_book_site_site")),
        sa.PrimaryKeyConstraint("book", "site", "counted_on", "slot", name=op.f("pk_cut")),
    )


def _index_cut() -> None:
    op.create_index(op.f("ix_cut_book_counted_on"), "cut", ["book", "counted_on"], unique=False)


def _create_lot_revision() -> None:
    op.create_table(
        "lot_revision",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("lot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("expiry", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=False),
        sa.Column("produced", sa.Date(), nullable=True),
        sa.Column("unit_value_sen", sa.BigInteger(), nullable=True),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_lot_revision_book_event_event")
        ),
        sa.ForeignKeyConstraint(["book", "lot"], ["lot.book", "lot.id"], name=op.f("fk_lot_revision_book_lot_lot")),
        sa.PrimaryKeyConstraint("book", "lot", "event", name=op.f("pk_lot_revision")),
    )


def _create_move() -> None:
    op.create_table(
        "move",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("destination", sa.Integer(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("consignment", sa.Integer(), nullable=False),
        sa.Column("reverses_event", sa.Integer(), nullable=True),
        sa.Column("reverses_line", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.CheckConstraint("quantity >= 1 AND quantity <= 2000000000", name=op.f("ck_move_quantity")),
        sa.CheckConstraint("source <> destination", name=op.f("ck_move_two_places")),
        sa.ForeignKeyConstraint(
            ["book", "destination"], ["place.book", "place.id"], name=op.f("fk_move_book_destination_place")
        ),
        sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"], name=op.f("fk_move_book_event_event")),
        sa.ForeignKeyConstraint(["book", "lot"], ["lot.book", "lot.id"], name=op.f("fk_move_book_lot_lot")),
        sa.ForeignKeyConstraint(["book", "source"], ["place.book", "place.id"], name=op.f("fk_move_book_source_place")),
        sa.PrimaryKeyConstraint("book", "event", "line", name=op.f("pk_move")),
    )


def _index_move() -> None:
    op.create_index(op.f("ix_move_book_moved_on"), "move", ["book", "moved_on"], unique=False)
    op.create_index(
        "ix_move_destination",
        "move",
        [
            "book",
            "destination",
            "item",
            "moved_on",
            "slot",
            "counted",
            "event",
            "line",
            "lot",
            "quantity",
            "source",
            "consignment",
            "reverses_event",
        ],
        unique=False,
    )
    op.create_index(
        "ix_move_source",
        "move",
        [
            "book",
            "source",
            "item",
            "moved_on",
            "slot",
            "counted",
            "event",
            "line",
            "lot",
            "quantity",
            "destination",
            "consignment",
            "reverses_event",
        ],
        unique=False,
    )
    op.create_index(
        "uq_move_reverses",
        "move",
        ["book", "reverses_event", "reverses_line"],
        unique=True,
        sqlite_where=sa.text("reverses_event IS NOT NULL"),
        postgresql_where=sa.text("reverses_event IS NOT NULL"),
    )


def _create_observation() -> None:
    op.create_table(
        "observation",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("site", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.CheckConstraint("quantity >= 0 AND quantity <= 2000000000", name=op.f("ck_observation_quantity")),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_observation_book_event_event")
        ),
        sa.ForeignKeyConstraint(["book", "lot"], ["lot.book", "lot.id"], name=op.f("fk_observation_book_lot_lot")),
        sa.ForeignKeyConstraint(
            ["book", "site", "counted_on", "slot"],
            ["cut.book", "cut.site", "cut.counted_on", "cut.slot"],
            name=op.f("fk_observation_book_site_counted_on_slot_cut"),
        ),
        sa.PrimaryKeyConstraint("book", "event", "site", "lot", name=op.f("pk_observation")),
    )


def _index_observation() -> None:
    op.create_index(
        op.f("ix_observation_book_site_counted_on_lot"),
        "observation",
        ["book", "site", "counted_on", "lot"],
        unique=False,
    )
