"""Statements that run again and again: written once with SQLAlchemy, compiled once, run on the driver's own cursor.

For each small statement SQLAlchemy spends several times the database's own work, and a voucher takes some twenty of
them. A `Prepared` is built at import, or once for each of the few shapes a question can take (`functools.cache`); a
question whose shape is only known when it is asked stays with `Connection.execute`.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Row = TypeVar("Row", bound=tuple[Any, ...])


class Listed(sa.types.TypeDecorator[Collection[Any]]):
    """Several values bound as one: an array on PostgreSQL, JSON text on SQLite."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, each: "sa.types.TypeEngine[Any]") -> None:
        super().__init__()
        self.each = each

    def load_dialect_impl(self, dialect: sa.Dialect) -> "sa.types.TypeEngine[Any]":
        """The type the database takes; of words without a length, which PostgreSQL would cut them to."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(sa.Text())
        each = sa.String() if isinstance(self.each, sa.String) else self.each
        return dialect.type_descriptor(sa.ARRAY(each))

    def process_bind_param(self, value: Collection[Any] | None, dialect: sa.Dialect) -> list[Any] | str:
        """The values in a list, none for None; whole numbers are the same text in Python and in JSON."""
        values = list(value or ())
        if dialect.name == "postgresql":
            return values
        return str(values) if isinstance(self.each, sa.Integer) else json.dumps(values)


class Among(FunctionElement[bool]):
    """Whether a column holds one of several values, which are given now or bound under a name.

    The statement is the same for any number of values, so the database keeps its plan.
    """

    name = "among"
    type = sa.Boolean()
    inherit_cache = True

    def __init__(self, column: "sa.ColumnElement[Any]", values: str | Collection[object]) -> None:
        listed = Listed(column.type)
        bound: sa.BindParameter[Any]
        if isinstance(values, str):
            bound = sa.bindparam(values, type_=listed)
        else:
            bound = sa.bindparam(None, list(values), type_=listed)
        super().__init__(column, bound)

    def self_group(self, against: object = None) -> "Among":
        """Itself: it is a condition already, and `… = 1` would keep the database from its index."""
        return self


@compiles(Among, "sqlite")
def _among_json(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(Among, "postgresql")
def _among_array(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} = ANY ({values})"


class Prepared:
    """One statement, ready to run; what it binds is given by name.

    `statement` is the statement, or builds it for a dialect's name where the databases differ. Rows are of the named
    tuple `into`, whose fields are the columns in their order, or else carry the columns' own names.
    """

    def __init__(self, statement: "sa.Executable | Callable[[str], sa.Executable]", into: Any = None) -> None:
        self._statement, self._into = statement, into
        self._forms: dict[str, Form] = {}

    def rows(self, db: sa.Connection, **asked: object) -> list[Any]:
        """Every row found."""
        form = self.form(db)
        return form.read(_fetched(db, form, asked, form.how))

    def tuples(self, db: sa.Connection, **asked: object) -> list[tuple[Any, ...]]:
        """Every row found as the driver gives it, for thousands of them: select nothing the databases give differently.

        Integers, words and NULL are alike on both; days and flags are to be cast in the statement.
        """
        form = self.form(db)
        return _fetched(db, form, asked, form.in_bulk)

    def first(self, db: sa.Connection, **asked: object) -> Any:
        """The first row found, or None."""
        found = self.rows(db, **asked)
        return found[0] if found else None

    def scalar(self, db: sa.Connection, **asked: object) -> Any:
        """The first column of the first row found, or None."""
        found = self.rows(db, **asked)
        return found[0][0] if found else None

    def write(self, db: sa.Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run a statement that answers nothing, once for each row."""
        if not rows:
            return
        form = self.form(db)
        bound = [form.bound(row) for row in rows]
        try:
            _driver(db).cursor().executemany(form.text, bound)
        except db.dialect.loaded_dbapi.Error as error:
            raise _as_sqlalchemy(db, form, error) from error

    def form(self, db: sa.Connection) -> "Form":
        """The statement as the database of a connection takes it."""
        form = self._forms.get(db.dialect.name)
        if form is None:
            built = self._statement(db.dialect.name) if callable(self._statement) else self._statement
            form = self._forms[db.dialect.name] = Form(built, db.dialect, self._into)
        return form


def _fetched(
    db: sa.Connection, form: "Form", asked: Mapping[str, object], how: Mapping[str, bool]
) -> list[tuple[Any, ...]]:
    bound = form.bound(asked)
    try:
        found: list[tuple[Any, ...]] = _driver(db).execute(form.text, bound, **how).fetchall()
    except db.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemy(db, form, error) from error
    return found


@contextmanager
def together(db: sa.Connection) -> Iterator[None]:
    """What is written in here goes to PostgreSQL in one trip; what it refuses is told at the end.

    Within it nothing may be read.
    """
    if db.dialect.name != "postgresql":
        yield
        return
    try:
        with _driver(db).pipeline():
            yield
    except db.dialect.loaded_dbapi.Error as error:
        base = db.dialect.loaded_dbapi.Error
        raise sa.exc.DBAPIError.instance("", None, error, base, dialect=db.dialect) from error


def read_together(db: sa.Connection, *questions: "tuple[Prepared, Mapping[str, object]]") -> list[list[Any]]:
    """The rows that each statement finds for what it binds, in one trip to PostgreSQL."""
    if db.dialect.name != "postgresql":
        return [statement.rows(db, **asked) for statement, asked in questions]
    forms = [statement.form(db) for statement, _ in questions]
    with together(db):
        cursors = [
            _driver(db).execute(form.text, form.bound(asked), **form.how)
            for form, (_, asked) in zip(forms, questions, strict=True)
        ]
    return [form.read(cursor.fetchall()) for form, cursor in zip(forms, cursors, strict=True)]


def _driver(db: sa.Connection) -> Any:
    """The driver's own connection, in the transaction that is open."""
    return db.connection.dbapi_connection


def _as_sqlalchemy(db: sa.Connection, form: "Form", error: Exception) -> BaseException:
    """The driver's error as `Connection.execute` raises it, but without the values that were bound."""
    base = db.dialect.loaded_dbapi.Error
    return sa.exc.DBAPIError.instance(form.text, None, error, base, dialect=db.dialect)


class Form:
    """A statement as one database takes it: its text, how values are bound and rows are read.

    `how` is what its driver is told: PostgreSQL is to plan it at once for all times, not from the sixth time on.
    `in_bulk` is that where thousands of rows come: numbers then need no words in between.
    """

    def __init__(self, statement: Any, dialect: sa.Dialect, into: Any) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.how = {"prepare": True} if dialect.name == "postgresql" else {}
        self.in_bulk = {**self.how, "binary": True} if self.how else {}
        self._by_place = bool(compiled.positional)
        asked = compiled.positiontup if compiled.positional else list(dict.fromkeys(compiled.bind_names.values()))
        self._fixed = {name: value for name, value in compiled.params.items() if not compiled.binds[name].required}
        kinds = {name: compiled.binds[name].type.dialect_impl(dialect) for name in asked}
        binds = [(name, kind.bind_processor(dialect)) for name, kind in kinds.items()]
        self._binds = [(name, convert) for name, convert in binds if convert]
        self._names, self._pick = asked, _picking(asked)
        columns: list[Any] = list(statement.selected_columns) if isinstance(statement, sa.SelectBase) else []
        names = [column.key for column in columns]
        self._row: Any = into or namedtuple("Row", names, rename=True)
        reads = [c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns]
        self._reads = [(n, convert) for n, convert in enumerate(reads) if convert]

    def bound(self, asked: Mapping[str, object]) -> "Sequence[object] | Mapping[str, object]":
        """The values in the driver's form; a name that is asked for and not given is a `KeyError`."""
        given = {**self._fixed, **asked}
        for name, convert in self._binds:
            given[name] = convert(given[name])
        values = self._pick(given)
        return values if self._by_place else dict(zip(self._names, values, strict=True))

    def read(self, rows: list[Any]) -> list[Any]:
        """The driver's rows with names, and with the types of their columns."""
        if self._reads:
            rows = list(map(list, rows))
            for place, convert in self._reads:
                for row in rows:
                    row[place] = convert(row[place])
        return list(map(making(self._row), rows))


def making(kind: "type[Row]") -> Callable[[Iterable[Any]], Row]:
    """What makes a named tuple of its fields in their order, for thousands of them: `_make` without counting fields."""
    return partial(tuple.__new__, kind)


def _picking(names: Sequence[str]) -> Callable[[Mapping[str, object]], tuple[object, ...]]:
    """What takes the values of names out of a mapping, in their order; one name may stand there several times."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda given: tuple(given[name] for name in names)
