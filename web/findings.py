"""What an import found, shaped for its page: rules with their counts, rows a person may accept, everything else."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from alokon.imports.checks import ERROR, INFO, WARNING, Checked, Finding
from alokon.imports.telling import by_rule, cells_of, kind_of

TINTS = {ERROR: "bad", WARNING: "warn", INFO: "calm"}


class RuleRow(NamedTuple):
    """A rule that was broken: what it says, how often it was, how grave that is in words and as a tint."""

    code: str
    title: str
    quantity: int
    kind: str
    tint: str
    acceptable: bool


class FlaggedRow(NamedTuple):
    """A row of the file that a person may take as it stands, and why it is flagged."""

    row: int
    findings: tuple[Finding, ...]


class Cells(NamedTuple):
    """One finding as its table shows it; a column for each name of `alokon.imports.telling.HEAD`."""

    row: str
    column: str
    value: str
    about: str
    meaning: str
    remedy: str


def rule_rows(checked: Checked[Any]) -> list[RuleRow]:
    """Every rule that was broken, the gravest first."""
    return [
        RuleRow(rule.code, rule.title, len(found), kind_of(rule), TINTS[rule.severity], found[0].acceptable)
        for rule, found in by_rule(checked.findings)
    ]


def flagged_rows(checked: Checked[Any]) -> list[FlaggedRow]:
    """The rows that may be accepted, in the order of the file."""
    rows: dict[int, list[Finding]] = {}
    for finding in checked.findings:
        if finding.acceptable:
            rows.setdefault(finding.row, []).append(finding)
    return [FlaggedRow(row, tuple(found)) for row, found in sorted(rows.items())]


def others(checked: Checked[Any], rule: str) -> list[Finding]:
    """What cannot be ticked, the gravest first; of one rule where one is asked for."""
    found = [f for _, same in by_rule(checked.findings) for f in same if not f.acceptable]
    return [finding for finding in found if rule in ("", finding.rule.code)]


def shown(findings: Sequence[Finding]) -> list[tuple[Finding, Cells]]:
    """Findings with their cells."""
    return [(finding, Cells(*cells_of(finding))) for finding in findings]
