"""Who may sign in, who is signed in, and how often it failed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    _create_login_attempt()
    _create_user()
    _create_recovery_code()
    _create_second_step()
    _create_session()
    _index_session()


def _create_login_attempt() -> None:
    op.create_table(
        "login_attempt",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(length=25), nullable=False),
        sa.Column("locked_until", sa.String(length=25), nullable=True),
        sa.ForeignKeyConstraint(["book"], ["book.book"], name=op.f("fk_login_attempt_book_book")),
        sa.PrimaryKeyConstraint("book", "subject", name=op.f("pk_login_attempt")),
    )


def _create_user() -> None:
    op.create_table(
        "user",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=True),
        sa.Column("kecamatan", sa.String(length=16), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_set_at", sa.String(length=25), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.Column("admitted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["book", "admitted_by"], ["event.book", "event.seq"], name=op.f("fk_user_book_admitted_by_event")
        ),
        sa.ForeignKeyConstraint(["book"], ["book.book"], name=op.f("fk_user_book_book")),
        sa.PrimaryKeyConstraint("book", "username", name=op.f("pk_user")),
    )


def _create_recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.String(length=25), nullable=True),
        sa.ForeignKeyConstraint(
            ["book", "username"], ["user.book", "user.username"], name=op.f("fk_recovery_code_book_username_user")
        ),
        sa.PrimaryKeyConstraint("book", "username", "code", name=op.f("pk_recovery_code")),
    )


def _create_second_step() -> None:
    op.create_table(
        "second_step",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.String(length=25), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "username"], ["user.book", "user.username"], name=op.f("fk_second_step_book_username_user")
        ),
        sa.PrimaryKeyConstraint("book", "username", name=op.f("pk_second_step")),
    )


def _create_session() -> None:
    op.create_table(
        "session",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.String(length=25), nullable=False),
        sa.Column("seen_at", sa.String(length=25), nullable=False),
        sa.Column("ended_at", sa.String(length=25), nullable=True),
        sa.Column("proved_at", sa.String(length=25), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "username"], ["user.book", "user.username"], name=op.f("fk_session_book_username_user")
        ),
        sa.PrimaryKeyConstraint("book", "id", name=op.f("pk_session")),
    )


def _index_session() -> None:
    op.create_index(op.f("ix_session_book_username"), "session", ["book", "username"], unique=False)
