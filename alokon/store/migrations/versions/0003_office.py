"""The office: cases, papers, faskes and settings."""

import sqlalchemy as sa
from alembic import op

from alokon.store.migrations.guards import refuse_changes

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    _create_kecamatan()
    _create_setting()
    _create_casefile()
    _index_casefile()
    _create_faskes()
    _index_faskes()
    _create_recipient()
    _index_recipient()
    _create_case_line()
    _create_case_step()
    _index_case_step()
    _create_paper()
    _index_paper()
    _create_publication()
    refuse_changes("case_step", "paper")


def _create_kecamatan() -> None:
    op.create_table(
        "kecamatan",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("book", "code", name=op.f("pk_kecamatan")),
    )


def _create_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("book", "name", name=op.f("pk_setting")),
    )


def _create_casefile() -> None:
    op.create_table(
        "casefile",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("flow", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("warehouse", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("urgency", sa.String(length=16), nullable=True),
        sa.Column("origin", sa.Integer(), nullable=True),
        sa.Column("partner", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"], name=op.f("fk_casefile_book_site_site")),
        sa.PrimaryKeyConstraint("book", "id", name=op.f("pk_casefile")),
    )


def _index_casefile() -> None:
    op.create_index(op.f("ix_casefile_book_flow_state"), "casefile", ["book", "flow", "state"], unique=False)
    op.create_index("ix_casefile_origin", "casefile", ["book", "origin"], unique=False)
    op.create_index("ix_casefile_partner", "casefile", ["book", "partner"], unique=False)
    op.create_index("ix_casefile_site", "casefile", ["book", "site", "flow"], unique=False)


def _create_faskes() -> None:
    op.create_table(
        "faskes",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("site", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("ownership", sa.String(length=8), nullable=False),
        sa.Column("kecamatan", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("parent", sa.String(length=9), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kemenkes_code", sa.String(length=16), nullable=True),
        sa.Column("bpjs", sa.String(length=16), nullable=False),
        sa.Column("agreement_kind", sa.String(length=16), nullable=True),
        sa.Column("agreement_number", sa.Text(), nullable=True),
        sa.Column("agreement_until", sa.Date(), nullable=True),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"], name=op.f("fk_faskes_book_site_site")),
        sa.PrimaryKeyConstraint("book", "site", name=op.f("pk_faskes")),
        sa.UniqueConstraint("book", "code", name=op.f("uq_faskes_book_code")),
    )


def _index_faskes() -> None:
    op.create_index(op.f("ix_faskes_book_kecamatan"), "faskes", ["book", "kecamatan"], unique=False)


def _create_recipient() -> None:
    op.create_table(
        "recipient",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("site", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("kecamatan", sa.String(length=16), nullable=True),
        sa.Column("village", sa.String(length=100), nullable=False),
        sa.Column("decree", sa.String(length=100), nullable=False),
        sa.Column("decree_until", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["book", "site"], ["site.book", "site.id"], name=op.f("fk_recipient_book_site_site")),
        sa.PrimaryKeyConstraint("book", "site", name=op.f("pk_recipient")),
        sa.UniqueConstraint("book", "code", name=op.f("uq_recipient_book_code")),
    )


def _index_recipient() -> None:
    op.create_index("ix_recipient_kecamatan", "recipient", ["book", "kecamatan"], unique=False)


def _create_case_line() -> None:
    op.create_table(
        "case_line",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(length=32), nullable=False),
        sa.Column("fund", sa.String(length=16), nullable=True),
        sa.Column("lot", sa.Integer(), nullable=True),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("proposed", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("requested", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("damaged", sa.Integer(), nullable=False),
        sa.Column("short", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("surplus", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("destroyed", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.Column("stated", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("special", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["book", "case_id"], ["casefile.book", "casefile.id"], name=op.f("fk_case_line_book_case_id_casefile")
        ),
        sa.PrimaryKeyConstraint("book", "case_id", "line", name=op.f("pk_case_line")),
    )


def _create_case_step() -> None:
    op.create_table(
        "case_step",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "case_id"], ["casefile.book", "casefile.id"], name=op.f("fk_case_step_book_case_id_casefile")
        ),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_case_step_book_event_event")
        ),
        sa.PrimaryKeyConstraint("book", "case_id", "event", name=op.f("pk_case_step")),
    )


def _index_case_step() -> None:
    op.create_index("ix_case_step_event", "case_step", ["book", "event"], unique=False)


def _create_paper() -> None:
    op.create_table(
        "paper",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("head", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["book", "event"], ["event.book", "event.seq"], name=op.f("fk_paper_book_event_event")),
        sa.PrimaryKeyConstraint("book", "kind", "year", "sequence", name=op.f("pk_paper")),
        sa.UniqueConstraint("book", "kind", "number", name=op.f("uq_paper_book_kind_number")),
    )


def _index_paper() -> None:
    op.create_index(op.f("ix_paper_book_case_id"), "paper", ["book", "case_id"], unique=False)


def _create_publication() -> None:
    op.create_table(
        "publication",
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book", "event"], ["event.book", "event.seq"], name=op.f("fk_publication_book_event_event")
        ),
        sa.PrimaryKeyConstraint("book", "report", "month", "version", name=op.f("pk_publication")),
    )
