"""Reading one row: each cell through its parser, each failure kept as a finding instead of stopping at the first."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from alokon.imports.checks import Finding, Rule
from alokon.imports.columns import Record
from alokon.imports.personal import Cell
from alokon.imports.values import Unreadable

T = TypeVar("T")
U = TypeVar("U")


class Reader:
    """Reads the cells of one record; `findings` grows, and `complete` turns false when a cell cannot be read."""

    def __init__(self, record: Record, titles: Mapping[str, str], findings: list[Finding]) -> None:
        self.record, self.titles, self.findings = record, titles, findings
        self.complete = True

    def need(self, key: str, parse: Callable[[Cell], T], otherwise: U) -> T | U:
        """A cell that must hold something; `otherwise` stands in when it cannot be read."""
        try:
            return parse(self.record.cells[key])
        except Unreadable as fault:
            self.flag(fault.rule, key, fault.expected)
            self.complete = False
            return otherwise

    def may(self, key: str, parse: Callable[[Cell], T], otherwise: U) -> T | U:
        """A cell that may be blank, which reads as `otherwise`."""
        return otherwise if self.record.cells[key] is None else self.need(key, parse, otherwise)

    def flag(self, rule: Rule, key: str, expected: object = None, note: str = "") -> None:
        """Keep a finding about a cell of this record."""
        value = self.record.cells[key]
        self.findings.append(Finding(rule, self.record.row, self.titles[key], value, expected, note=note))
