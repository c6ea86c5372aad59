"""The form of an SPMB: every asked line with what it rests on, a row per fund, cut or refused with a reason."""

from collections.abc import Mapping
from typing import NamedTuple

from alokon import text
from alokon.catalog import FUNDS
from alokon.planning.need import standard
from alokon.sop.case import Line
from alokon.sop.rensi import planned_funds
from alokon.store import cases
from alokon.views.basis import Basis, FundStock, basis
from alokon.views.needs import Needed, needs
from inventory.store.queries import Names
from web import words
from web.answers import Typed
from web.step_pages.page import Facts, Sitting, StepPage, first_typed

ASKED = ("requested", "proposed")


class FundRow(NamedTuple):
    """One row of the form: `number` is its own, whether or not the rows before it are shown."""

    number: int
    stock: FundStock
    name: str
    first_out: str


class Asked(NamedTuple):
    """An asked line with what it rests on in words, and its rows; one per fund that has stock.

    `derived` says that the need can be looked at step by step.
    """

    line: Line
    wanted: int
    basis: Basis
    use: str
    average: str
    months: str
    need: str
    derived: bool
    rows: tuple[FundRow, ...]


def asked_lines(sitting: Sitting) -> list[Asked]:
    """Every asked line of the case, as it stands today."""
    assert sitting.case is not None
    lines = [line for line in sitting.case.children(None) if wanted_of(line)]
    about = sitting.db, sitting.desk.book
    sites, items = [sitting.case.site], [line.item for line in lines]
    found = basis(*about, sitting.case, items, sitting.desk.today)
    needed = {row.item: row for row in needs(*about, sitting.desk.today, sites=sites, items=items)}
    return [_asked(n, line, found[line.item], needed.get(line.item)) for n, line in enumerate(lines)]


def wanted_of(line: Line) -> int:
    """What a line asks for."""
    return next((line[name] for name in ASKED if line[name]), 0)


def _asked(n: int, line: Line, found: Basis, needed: Needed | None) -> Asked:
    rows = [_row(n * len(FUNDS) + k, fund) for k, fund in enumerate(found.funds)]
    stocked = tuple(row for row in rows if row.stock.on_shelf or row.stock.expired) or (rows[0],)
    use = ", ".join(
        f"{text.month_year(month)[:3]} {text.number(quantity) if quantity is not None else '–'}"
        for month, quantity in found.use.months
    )
    monthly = found.use.monthly
    months = found.own.months if found.own else None
    average = f"{text.number(monthly, 1)} per bulan" if monthly is not None else "belum ada laporan"
    return Asked(
        line,
        wanted_of(line),
        found,
        use,
        average,
        text.number(months, 1) if months is not None else "–",
        _need(needed),
        needed is not None,
        stocked,
    )


def _need(row: Needed | None) -> str:
    """What the faskes would ask for by its levels (standard max-min): nothing while it is above its minimum."""
    wanted = standard(row.need.facts, row.need.levels, row.need.pack) if row else None
    if wanted is None or wanted.quantity is None:
        return "belum dapat dihitung"
    return "di atas minimum" if wanted.held else f"sampai maksimum {text.number(wanted.quantity)}"


def _row(number: int, stock: FundStock) -> FundRow:
    first = words.lot_words(Names(stock.lots[0].key, stock.lots[0].facts)) if stock.lots else ""
    return FundRow(number, stock, words.fund_name(stock.fund), first)


def facts(sitting: Sitting) -> Facts:
    """The asked lines, and what the rows are about."""
    asked = asked_lines(sitting)
    titles = {row.number: f"{words.item_name(a.line.item)}, {row.name}" for a in asked for row in a.rows}
    return {"asked": asked, "titles": titles}


def first(sitting: Sitting, facts: Facts) -> dict[str, str]:
    """What is asked for, as far as the warehouse has it, fund after fund; for a Rensi the funds it plans."""
    data, plan = first_typed(sitting), _planned(sitting)
    lines = facts["asked"]
    assert isinstance(lines, list)
    for asked in lines:
        left = asked.wanted
        for row in asked.rows:
            wish = plan[asked.line.item].get(row.stock.fund, 0) if asked.line.item in plan else left
            part = min(left, wish, row.stock.available)
            data[f"lines-{row.number}-approved"] = text.number(part)
            left -= part
    return data


def _planned(sitting: Sitting) -> Mapping[str, Mapping[str, int]]:
    """Item → fund → what the Rensi that opened the case plans for the faskes; empty where a faskes asked."""
    assert sitting.case is not None
    if sitting.case.origin is None:
        return {}
    return planned_funds(cases.load(sitting.db, sitting.desk.book, sitting.case.origin), sitting.case.site)


def settle(_sitting: Sitting, sent: Typed) -> Typed:
    """Leave out funds from which nothing is taken, unless the whole line is refused; the line's reason stays."""
    rows = sent.answers["lines"]
    assert isinstance(rows, list)
    kept: dict[str, list[tuple[int, dict[str, str]]]] = {}
    notes: dict[str, str] = {}
    for number, row in zip(sent.numbers, rows, strict=True):
        line = row.get("line", "")
        notes[line] = notes.get(line) or row.get("note", "")
        kept.setdefault(line, []).append((number, row))
    found: list[tuple[int, dict[str, str]]] = []
    for line, answered in kept.items():
        some = [(n, row) for n, row in answered if row.get("approved", "") not in ("", "0")] or answered[:1]
        found += [
            (n, {**row, "note": notes[line] if k == 0 else row.get("note", "")}) for k, (n, row) in enumerate(some)
        ]
    return Typed({**sent.answers, "lines": [row for _, row in found]}, [n for n, _ in found])


ORDER = StepPage(template="cases/order.html", facts=facts, first=first, settle=settle, alone=("line", "fund"))
