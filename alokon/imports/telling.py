"""What was found in a file, in words: by rule, the gravest first; as cells of a table; as a file to keep."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from alokon.imports.checks import ERROR, INFO, WARNING, Checked, Finding, Rule, shown

HEAD = ("Baris", "Kolom", "Isi", "Tentang", "Arti", "Saran")
GRAVITY = {ERROR: 0, WARNING: 1, INFO: 2}
WORDS = {ERROR: "kesalahan", WARNING: "peringatan", INFO: "catatan"}


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


def as_csv(checked: Checked[Any]) -> bytes:
    """Every finding as a table that a spreadsheet program of this country opens."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(("Aturan", "Tingkat", *HEAD))
    for finding in checked.findings:
        cells = map(_harmless, cells_of(finding))
        writer.writerow((finding.rule.code, WORDS[finding.severity], *cells))
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula: what came in from a file goes out as text.

    >>> _harmless("=1+1"), _harmless("-")
    ("'=1+1", '-')
    """
    return f"'{cell}" if len(cell) > 1 and cell[0] in "=+-@\t\r" else cell
