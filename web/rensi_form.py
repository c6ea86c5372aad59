"""The form of a kecamatan in a Rensi: every line with its plan to be changed, and one more for another fund."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alokon import text
from alokon.views.rensi_told import Planned
from web import words
from web.answers import LINE
from web.forms import Form

EXTRA = "lain-"
"""Prefix of the row that plans a fund nothing was proposed of."""


class FundRow(NamedTuple):
    """A fund of an item for a faskes; `fund` is empty where none is proposed yet and one may be chosen."""

    prefix: str
    fund: str
    proposed: int
    planned: int
    note: str


class ItemRows(NamedTuple):
    """An item for a faskes with the rows of its funds."""

    planned: Planned
    funds: tuple[FundRow, ...]


Answer = dict[str, object]


def rows_of(lines: Iterable[Planned]) -> list[ItemRows]:
    """The rows of the form."""
    return [ItemRows(one, _funds(one)) for one in lines]


def _funds(one: Planned) -> tuple[FundRow, ...]:
    if not one.funds:
        return (FundRow(f"b{one.line.number}-", "", 0, 0, ""),)
    return tuple(FundRow(f"b{x.number}-", x.fund or "", x["proposed"], x["planned"], x.note) for x in one.funds)


def typed(rows: Sequence[ItemRows]) -> dict[str, str]:
    """What a fresh form holds."""
    return {f"{fund.prefix}planned": text.number(fund.planned) for row in rows for fund in row.funds if fund.fund}


def changes(rows: Sequence[ItemRows], form: Form) -> tuple[list[Answer], list[str]]:
    """The rows of the step for what was changed, and the prefix of each in the form."""
    found: list[Answer] = []
    prefixes = []
    for row in rows:
        for fund in row.funds:
            said = form.value(f"{fund.prefix}planned").strip()
            if said not in ("", text.number(fund.planned), str(fund.planned)):
                found.append(_answer(form, fund.prefix, row.planned, fund.fund, said))
                prefixes.append(fund.prefix)
    chosen = form.value(f"{EXTRA}line")
    if chosen:
        line = next((row.planned for row in rows if str(row.planned.line.number) == chosen), None)
        if line:
            found.append(_answer(form, EXTRA, line, "", form.value(f"{EXTRA}planned")))
            prefixes.append(EXTRA)
    return found, prefixes


def _answer(form: Form, prefix: str, line: Planned, fund: str, planned: str) -> Answer:
    about = {"site": line.site, "item": line.item, "fund": fund or form.value(f"{prefix}fund")}
    return {**about, "planned": planned, "note": form.value(f"{prefix}note")}


def placed(form: Form, prefixes: Sequence[str]) -> None:
    """Name the fields of the problems as the form names them."""
    for n, problem in enumerate(form.problems):
        found = LINE.fullmatch(problem.field or "")
        if found:
            form.problems[n] = problem._replace(field=prefixes[int(found[1])] + found[2])


def choices(rows: Sequence[ItemRows], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The lines another fund may be planned for."""
    lines = [row.planned for row in rows]
    return [(str(x.line.number), f"{names.get(x.site, x.site)} · {words.item_name(x.item)}") for x in lines if x.funds]
