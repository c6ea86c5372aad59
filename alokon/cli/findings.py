"""What an import found, told on a terminal: by rule, with what can be done about it."""

from collections.abc import Sequence
from typing import Any

from alokon.cli.tables import GAP, table
from alokon.imports.checks import INFO, Checked, Finding
from alokon.imports.telling import HEAD, by_rule, cells_of, kind_of
from alokon.text import number

WIDEST = (7, 24, 24, 32)
"""The most columns of all but the last two, which share what is left."""

MEANING_SHARE = 0.55
FEW = 20
"""How many findings of a rule are told unless all are asked for; of mere information, none."""


def told(checked: Checked[Any], width: int, everything: bool) -> list[str]:
    """The lines that tell every rule broken, with its findings."""
    lines: list[str] = []
    for rule, findings in by_rule(checked.findings):
        lines += ["", f"{rule.code}: {number(len(findings))} {kind_of(rule)}"]
        shown_now = findings if everything else findings[: 0 if rule.severity == INFO else FEW]
        lines += _rule_told(shown_now, width) or [f"  {findings[0].meaning}"]
        if len(shown_now) < len(findings):
            lines.append(f"  {number(len(findings) - len(shown_now))} lagi: --all menampilkan, --findings menyimpan.")
    return lines


def _rule_told(findings: Sequence[Finding], width: int) -> list[str]:
    """The findings of a rule as a table; a remedy they all share stands above it once."""
    rows = [cells_of(finding) for finding in findings]
    remedies = {row[-1] for row in rows}
    shared = [f"  Saran: {remedies.pop()}"] if len(remedies) == 1 else []
    columns = len(HEAD) - len(shared)
    cells = [row[:columns] for row in rows]
    return [*shared, *table(HEAD[:columns], cells, _widths(cells, width))] if rows else []


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """As wide as the longest cell for the short columns; meaning and remedy share what is left."""
    short = [
        min(most, max(len(head), *(len(row[n]) for row in rows)))
        for n, (head, most) in enumerate(zip(HEAD, WIDEST, strict=False))
    ]
    columns = len(rows[0])
    rest = width - sum(short) - GAP * (columns - 1)
    meaning = rest if columns == len(HEAD) - 1 else int(rest * MEANING_SHARE)
    return [*short, meaning, rest - meaning][:columns]
