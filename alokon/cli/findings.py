"""What an import found, told on a terminal or kept in a file: by rule, the gravest first."""

import csv
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from alokon.cli.tables import GAP, table
from alokon.imports.checks import ERROR, INFO, WARNING, Checked, Finding, Rule, shown
from alokon.text import number

HEAD = ("Baris", "Kolom", "Isi", "Tentang", "Arti", "Saran")
WIDEST = (7, 24, 24, 32)
"""The most columns of all but the last two, which share what is left."""

MEANING_SHARE = 0.55
FEW = 20
"""How many findings of a rule are told unless all are asked for; of mere information, none."""

GRAVITY = {ERROR: 0, WARNING: 1, INFO: 2}
WORDS = {ERROR: "kesalahan", WARNING: "peringatan", INFO: "catatan"}


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


def by_rule(findings: Sequence[Finding]) -> Iterator[tuple[Rule, list[Finding]]]:
    """The findings of each rule, the gravest rules first and those nobody can accept before the others."""

    def order(finding: Finding) -> tuple[int, bool, str]:
        return GRAVITY[finding.severity], finding.rule.acceptable, finding.rule.code

    for _, group in groupby(sorted(findings, key=order), order):
        same = list(group)
        yield same[0].rule, same


def kind_of(rule: Rule) -> str:
    """What a finding of a rule is, and whether a person may take it as it stands."""
    accepted = " yang dapat diterima" if rule.severity == ERROR and rule.acceptable else ""
    return f"{WORDS[rule.severity]}{accepted}"


def cells_of(finding: Finding) -> tuple[str, ...]:
    """The finding under each name of `HEAD`."""
    note = f" Catatan: {finding.note}." if finding.note else ""
    about = ", ".join(finding.subject)
    return str(finding.row), finding.column, shown(finding.value), about, finding.meaning + note, finding.remedy


def keep(path: Path, checked: Checked[Any]) -> None:
    """Every finding as a table that a spreadsheet program opens."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("Aturan", "Tingkat", *HEAD))
        for finding in checked.findings:
            writer.writerow((finding.rule.code, WORDS[finding.severity], *cells_of(finding)))


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
