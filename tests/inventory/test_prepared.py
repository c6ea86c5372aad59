"""Prepared statements: what goes in and comes out is the same on both databases, as if SQLAlchemy had run them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from inventory.store.among_rows import AmongRows
from inventory.store.prepared import Among, Prepared, read_together, together

metadata = sa.MetaData()
goods = sa.Table(
    "goods",
    metadata,
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("came_on", sa.Date),
    sa.Column("quantity", sa.Integer, nullable=False),
)
ROWS = [
    {"code": "PIL", "came_on": date(2026, 2, 28), "quantity": 3},
    {"code": "O'KONDOM", "came_on": None, "quantity": 144},
    {"code": "IUD", "came_on": date(2024, 2, 29), "quantity": 1},
]


class Came(NamedTuple):
    """A row of `goods`, without its amount."""

    code: str
    came_on: date | None


ADD = Prepared(goods.insert())
OF_CODES = Prepared(
    sa.select(goods.c.code, goods.c.came_on).where(Among(goods.c.code, "codes")).order_by(goods.c.code), Came
)
SINCE = Prepared(sa.select(goods).where(goods.c.came_on >= sa.bindparam("day", type_=sa.Date), goods.c.quantity > 2))


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.begin() as connection:
        metadata.create_all(connection)
        ADD.write(connection, ROWS)
        yield connection


def test_rows_written_are_the_rows_sqlalchemy_reads(db: sa.Connection) -> None:
    found = {row.code: (row.came_on, row.quantity) for row in db.execute(sa.select(goods))}
    assert found == {row["code"]: (row["came_on"], row["quantity"]) for row in ROWS}


def test_a_list_may_have_any_length_and_odd_words_in_it(db: sa.Connection) -> None:
    assert OF_CODES.rows(db, codes={"IUD", "O'KONDOM", "TIDAK ADA"}) == [
        Came("IUD", date(2024, 2, 29)),
        Came("O'KONDOM", None),
    ]
    assert OF_CODES.rows(db, codes=["PIL"]) == [Came("PIL", date(2026, 2, 28))]
    assert OF_CODES.rows(db, codes=()) == []


def test_a_word_longer_than_the_column_is_nothing_in_it(db: sa.Connection) -> None:
    full = "SEPANJANG-KOLOM!"
    ADD.write(db, [{"code": full, "came_on": None, "quantity": 1}])
    assert [row.code for row in OF_CODES.rows(db, codes=[full])] == [full]
    assert OF_CODES.rows(db, codes=[f"{full} DAN LEBIH"]) == []


def test_values_of_the_statement_itself_are_bound_beside_those_asked(db: sa.Connection) -> None:
    assert [tuple(row) for row in SINCE.rows(db, day=date(2024, 1, 1))] == [("PIL", date(2026, 2, 28), 3)]
    assert SINCE.first(db, day=date(2026, 3, 1)) is None
    assert SINCE.scalar(db, day=date(2026, 2, 28)) == "PIL"
    assert SINCE.first(db, day=date(2026, 2, 28)).quantity == 3


def test_a_name_that_is_not_given_is_an_error_not_null(db: sa.Connection) -> None:
    with pytest.raises(KeyError, match="day"):
        SINCE.rows(db)


def test_what_the_database_refuses_is_told_as_sqlalchemy_tells_it_without_the_values(db: sa.Connection) -> None:
    with pytest.raises(sa.exc.IntegrityError) as refused:
        ADD.write(db, [{"code": "PIL", "came_on": date(2031, 7, 9), "quantity": 987654}])
    assert (refused.value.params, "INSERT INTO goods" in str(refused.value)) == (None, True)
    assert not [value for value in ("987654", "2031") if value in str(refused.value)]


def test_a_question_the_database_cannot_answer_is_told_as_sqlalchemy_tells_it(engine: sa.Engine) -> None:
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="goods"):
        OF_CODES.rows(connection, codes=())


def test_what_is_written_is_undone_with_its_transaction(engine: sa.Engine) -> None:
    metadata.create_all(engine)
    with engine.connect() as connection:
        transaction = connection.begin()
        ADD.write(connection, ROWS)
        transaction.rollback()
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(goods)) == 0


OF_ROWS = Prepared(sa.select(goods.c.code).where(AmongRows((goods.c.code, goods.c.quantity), "rows")))


def test_rows_of_values_are_found_as_whole_rows_only(db: sa.Connection) -> None:
    asked = [("PIL", 3), ("O'KONDOM", 3), ("IUD", 144), ("IUD", 1), ("TIDAK ADA", 1)]
    assert sorted(row.code for row in OF_ROWS.rows(db, rows=asked)) == ["IUD", "PIL"]
    assert OF_ROWS.rows(db, rows=()) == []


def test_questions_asked_together_are_answered_each(db: sa.Connection) -> None:
    found = read_together(
        db, (OF_CODES, {"codes": ["PIL"]}), (SINCE, {"day": date(2026, 2, 28)}), (OF_CODES, {"codes": ()})
    )
    assert [[row.code for row in rows] for rows in found] == [["PIL"], ["PIL"], []]


def test_what_is_written_together_is_there_and_read_in_its_transaction(db: sa.Connection) -> None:
    with together(db):
        ADD.write(db, [{"code": "SUNTIK", "came_on": None, "quantity": 7}])
        ADD.write(db, [{"code": "IMPLAN", "came_on": None, "quantity": 8}])
    assert [row.code for row in OF_CODES.rows(db, codes=["SUNTIK", "IMPLAN"])] == ["IMPLAN", "SUNTIK"]


def test_what_is_refused_together_is_told_as_sqlalchemy_tells_it_without_the_values(db: sa.Connection) -> None:
    with pytest.raises(sa.exc.IntegrityError) as refused, together(db):
        ADD.write(db, [{"code": "PIL", "came_on": date(2031, 7, 9), "quantity": 987654}])
    assert refused.value.params is None
    assert not [value for value in ("987654", "2031") if value in str(refused.value)]
