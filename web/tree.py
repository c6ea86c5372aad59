"""The quantity tree of a case as a table: every quantity beside the others, only columns in use."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from alokon import text
from alokon.sop.case import QUANTITIES, Case, Line
from alokon.sop.model import Flow
from alokon.sop.rollup import coming, counted, rolled, telling
from inventory.core.places import TRANSIT
from inventory.store.queries import Names
from web import words

COMING = "coming"


class Cell(NamedTuple):
    """A quantity: the figure, the same in packs, and the column's label for a phone."""

    figure: str
    packs: str
    label: str


class TreeRow(NamedTuple):
    """A line of the case: how deep it lies, what it is called, and a cell per column (None: not counted there)."""

    depth: int
    title: str
    detail: str
    cells: tuple[Cell | None, ...]
    note: str


class Tree(NamedTuple):
    """The table: column labels and rows, parents before their children."""

    columns: tuple[str, ...]
    rows: tuple[TreeRow, ...]

    @property
    def head(self) -> list[str | tuple[str, str]]:
        """The cells of the table's head."""
        return ["Barang", *((column, "num") for column in self.columns)]


def tree_of(flow: Flow, case: Case, lots: Mapping[int, Names]) -> Tree:
    """The tree of a case. A line without a quantity of its own shows the sum of those under it."""
    depths = _depths(case)
    homes = {name: max((depths[n.number] for n in case.lines if n[name]), default=-1) for name in QUANTITIES}
    used = [name for name in words.QUANTITIES if homes.get(name, -1) >= 0]
    if any(spot.kind == TRANSIT for step in flow.open_to(case.state) for spot, _ in step.pending):
        used.append(COMING)
        homes[COMING] = max(depths.values(), default=0)
    lines = telling(case)
    folded = {line.number for line in lines if _only_lot(case, line)}
    shown = [line for line in lines if line.parent not in folded]
    rows = tuple(_row(flow, case, line, depths, used, homes, lots) for line in shown)
    return Tree(tuple(words.QUANTITIES[name] for name in used), rows)


def _depths(case: Case) -> dict[int, int]:
    depths: dict[int, int] = {}
    for line in case.lines:
        depths[line.number] = 0 if line.parent is None else depths.get(line.parent, 0) + 1
    return depths


def _row(
    flow: Flow,
    case: Case,
    line: Line,
    depths: Mapping[int, int],
    used: Sequence[str],
    homes: Mapping[str, int],
    lots: Mapping[int, Names],
) -> TreeRow:
    depth = depths[line.number]
    cells = tuple(_cell(case, line, name) if homes[name] >= depth else None for name in used)
    only = _only_lot(case, line)
    title, detail = _called(line, depth, lots)
    if only is not None:
        lot = _called(only, depth + 1, lots)[0]
        title, detail = (f"{title} · {lot}", detail) if depth else (title, f"{detail} · {lot}")
    notes = [_note(flow, case, line), _note(flow, case, only) if only else ""]
    return TreeRow(depth, title, detail, cells, " · ".join(filter(None, notes)))


def _only_lot(case: Case, line: Line) -> Line | None:
    """The one lot under a line of one fund: both are told in one row, unless a part of the approved has no lot yet."""
    under = [child for child in case.children(line.number) if counted(case, child)]
    alone = line.fund is not None and len(under) == 1 and under[0].lot
    return under[0] if alone and under[0]["approved"] == line["approved"] else None


def _cell(case: Case, line: Line, name: str) -> Cell:
    quantity = coming(case, line) if name == COMING else rolled(case, line, name)
    return Cell(text.number(quantity), words.packs(quantity, line.item), words.QUANTITIES[name])


def _called(line: Line, depth: int, lots: Mapping[int, Names]) -> tuple[str, str]:
    named = lots.get(line.lot) if line.lot else None
    lot = words.lot_words(named) if named else ""
    if depth == 0:
        value = named.facts.unit_value_sen if named else None
        price = f"{text.rupiah(value)} per {words.unit(line.item)}" if value else ""
        fund = words.fund_name(line.fund) if line.fund else ""
        return words.item_name(line.item), " · ".join(filter(None, [lot, fund, price])) or words.unit(line.item)
    return lot or words.fund_name(line.fund or ""), ""


def _note(flow: Flow, case: Case, line: Line) -> str:
    """A note, unless the line above has the same; one that names a field of the flow is told by its label."""
    above = case.line(line.parent)
    if above is not None and above.note == line.note and line.lot:
        return ""
    labels = {field.name: field.label for step in flow.steps for field in step.line_fields}
    return labels.get(line.note, line.note)
