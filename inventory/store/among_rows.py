"""Whole rows of values asked for at once: each is looked up by itself in the key, however many there are."""

import json
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class RowsListed(sa.types.TypeDecorator[Collection[Any]]):
    """Rows of several values bound as one JSON text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Collection[Any] | None, dialect: sa.Dialect) -> str:
        """The rows as lists in a list, none for None."""
        return json.dumps(list(value or ()))


class AmongRows(FunctionElement[bool]):
    """Whether several columns together hold one of several rows of values, bound under a name.

    Each row is looked up by itself, where `Among` for each column would try every combination.
    """

    name = "among_rows"
    type = sa.Boolean()
    inherit_cache = True

    def __init__(self, columns: "Sequence[sa.ColumnElement[Any]]", values: str) -> None:
        super().__init__(*columns, sa.bindparam(values, type_=RowsListed()))

    def self_group(self, against: object = None) -> "AmongRows":
        """Itself: it is a condition already."""
        return self


@compiles(AmongRows, "sqlite")
def _among_rows_sqlite(element: AmongRows, compiler: SQLCompiler, **kw: Any) -> str:
    *columns, values = (compiler.process(clause, **kw) for clause in element.clauses)
    parts = ", ".join(f"value ->> {n}" for n in range(len(columns)))
    return f"({', '.join(columns)}) IN (SELECT {parts} FROM json_each({values}))"


@compiles(AmongRows, "postgresql")
def _among_rows_postgresql(element: AmongRows, compiler: SQLCompiler, **kw: Any) -> str:
    *columns, values = (compiler.process(clause, **kw) for clause in element.clauses)
    kinds = [compiler.dialect.type_compiler_instance.process(clause.type) for clause in list(element.clauses)[:-1]]
    parts = ", ".join(f"(value ->> {n})::{kind}" for n, kind in enumerate(kinds))
    return f"({', '.join(columns)}) IN (SELECT {parts} FROM json_array_elements(({values})::json))"
