"""Beside the cases: files, sealed answers, data that left, readings, figures."""

import sqlalchemy as sa
from alembic import op

from alokon.store.migrations.guards import refuse_changes

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    _create_attachment()
    _create_climate_reading()
    _index_climate_reading()
    _create_data_release()
    _index_data_release()
    _create_sealed()
    _index_sealed()
    _create_sealed_key()
    _create_siga_count()
    _index_siga_count()
    _create_attachment_withdrawal()
    refuse_changes("climate_reading", "attachment", "attachment_withdrawal", "sealed", "data_release", "siga_count")


def _create_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "case_id"], ["casefile.book", "casefile.id"], name=op.f("fk_attachment_book_case_id_casefile")
        ),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_attachment_book_event_event")
        ),
        sa.PrimaryKeyConstraint("book", "case_id", "number", name=op.f("pk_attachment")),
    )


def _create_climate_reading() -> None:
    op.create_table(
        "climate_reading",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("time", sa.String(length=8), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=True),
        sa.Column("humidity", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=500), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "corrects"],
            ["climate_reading.book", "climate_reading.event"],
            name=op.f("fk_climate_reading_book_corrects_climate_reading"),
        ),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_climate_reading_book_event_event")
        ),
        sa.ForeignKeyConstraint(
            ["book", "site"], ["site.book", "site.id"], name=op.f("fk_climate_reading_book_site_site")
        ),
        sa.PrimaryKeyConstraint("book", "event", name=op.f("pk_climate_reading")),
        sa.UniqueConstraint("book", "corrects", name=op.f("uq_climate_reading_book_corrects")),
    )


def _index_climate_reading() -> None:
    op.create_index(op.f("ix_climate_reading_book_day"), "climate_reading", ["book", "day"], unique=False)


def _create_data_release() -> None:
    op.create_table(
        "data_release",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("dataset", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "case_id"], ["casefile.book", "casefile.id"], name=op.f("fk_data_release_book_case_id_casefile")
        ),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_data_release_book_event_event")
        ),
        sa.PrimaryKeyConstraint("book", "event", name=op.f("pk_data_release")),
    )


def _index_data_release() -> None:
    op.create_index("ix_data_release_case", "data_release", ["book", "case_id"], unique=False)


def _create_sealed() -> None:
    op.create_table(
        "sealed",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "case_id"], ["casefile.book", "casefile.id"], name=op.f("fk_sealed_book_case_id_casefile")
        ),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_sealed_book_event_event")
        ),
        sa.PrimaryKeyConstraint("book", "event", name=op.f("pk_sealed")),
    )


def _index_sealed() -> None:
    op.create_index("ix_sealed_case", "sealed", ["book", "case_id"], unique=False)


def _create_sealed_key() -> None:
    op.create_table(
        "sealed_key",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped_by", sa.String(length=16), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("erased_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(wrapped IS NULL) = (erased_by IS NOT NULL)", name=op.f("ck_sealed_key_erased")),
        sa.ForeignKeyConstraint(
            ["book", "case_id"], ["casefile.book", "casefile.id"], name=op.f("fk_sealed_key_book_case_id_casefile")
        ),
        sa.ForeignKeyConstraint(
            ["book", "erased_by"], ["event.book", "event.seq"], name=op.f("fk_sealed_key_book_erased_by_event")
        ),
        sa.PrimaryKeyConstraint("book", "case_id", name=op.f("pk_sealed_key")),
    )


def _create_siga_count() -> None:
    op.create_table(
        "siga_count",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("site", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("services", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_siga_count_book_event_event")
        ),
        sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"], name=op.f("fk_siga_count_book_site_site")),
        sa.PrimaryKeyConstraint("book", "event", "site", "month", "method", name=op.f("pk_siga_count")),
    )


def _index_siga_count() -> None:
    op.create_index(op.f("ix_siga_count_book_month"), "siga_count", ["book", "month"], unique=False)


def _create_attachment_withdrawal() -> None:
    op.create_table(
        "attachment_withdrawal",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "case_id", "number"],
            ["attachment.book", "attachment.case_id", "attachment.number"],
            name=op.f("fk_attachment_withdrawal_book_case_id_number_attachment"),
        ),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_attachment_withdrawal_book_event_event")
        ),
        sa.PrimaryKeyConstraint("book", "case_id", "number", name=op.f("pk_attachment_withdrawal")),
    )
