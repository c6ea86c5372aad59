"""What a check finds in a file: every finding names its row, column, value, what was expected and the remedy.

Findings are values collected to the end, so a person sees all of them at once. An *error* keeps the file out; where
its rule is `acceptable`, a person who knows the data may take the flagged row as it stands.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from alokon.messages import sentence
from inventory.core.errors import Problem

ERROR, WARNING, INFO = "error", "warning", "info"

T = TypeVar("T")


class Rule(NamedTuple):
    """One thing that is checked: its code, how grave it is, what it means and what to do (both Indonesian).

    `meaning` and `remedy` may name {value} and {expected}.
    """

    code: str
    severity: str
    meaning: str
    remedy: str
    acceptable: bool = False

    @property
    def title(self) -> str:
        """What the rule is about, whatever the values.

        >>> Rule("c", ERROR, "Stok {value}, bukan {expected}.", "").title
        'Stok …, bukan …'
        """
        return self.meaning.format(value="…", expected="…").rstrip(".")


class Finding(NamedTuple):
    """One place in a file where a rule does not hold; `subject` says of whom (site, product, month …).

    `problem` is what a check of the office itself found there; it then tells the meaning.
    """

    rule: Rule
    row: int
    column: str
    value: object
    expected: object = None
    subject: tuple[str, ...] = ()
    note: str = ""
    problem: Problem | None = None

    @property
    def severity(self) -> str:
        """`error`, `warning` or `info`."""
        return self.rule.severity

    @property
    def acceptable(self) -> bool:
        """Whether it keeps the file out, and a person may take the row as it stands."""
        return self.severity == ERROR and self.rule.acceptable

    @property
    def meaning(self) -> str:
        """What is wrong, in Indonesian."""
        return self._told(self.rule.meaning) if self.problem is None else sentence(self.problem)

    @property
    def remedy(self) -> str:
        """What the person can do about it, in Indonesian."""
        return self._told(self.rule.remedy)

    @property
    def facts(self) -> dict[str, object]:
        """What an event keeps of it, as plain values."""
        plain = {"row": self.row, "rule": self.rule.code, "subject": list(self.subject), "column": self.column}
        return {**plain, "value": self.value, "expected": self.expected}

    def sentence(self) -> str:
        """The whole finding in Indonesian: where, what, why, and what to do."""
        of = f" ({', '.join(self.subject)})" if self.subject else ""
        note = f" Catatan: {self.note}." if self.note else ""
        return f"Baris {self.row}, kolom {self.column}{of}: {shown(self.value)}. {self.meaning}{note} {self.remedy}"

    def _told(self, text: str) -> str:
        expected = self.expected if isinstance(self.expected, str) else shown(self.expected)
        return text.format(value=shown(self.value), expected=expected)


class Checked(NamedTuple, Generic[T]):
    """What a file holds once read: the rows that could be read, and everything found."""

    rows: tuple[T, ...]
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Errors nobody can accept: the file has to be mended."""
        return tuple(f for f in self.findings if f.severity == ERROR and not f.acceptable)

    @property
    def flagged_rows(self) -> frozenset[int]:
        """Rows with errors a person may accept."""
        return frozenset(f.row for f in self.findings if f.acceptable)

    def standing(self, accepted: Collection[int] = ()) -> tuple[Finding, ...]:
        """The errors that still keep the file out when these rows are accepted as they are."""
        return tuple(f for f in self.findings if f.severity == ERROR and not (f.acceptable and f.row in accepted))

    def accepted(self, accepted: Collection[int]) -> tuple[Finding, ...]:
        """The errors that these rows are taken with."""
        return tuple(f for f in self.findings if f.acceptable and f.row in accepted)

    def with_findings(self, more: Iterable[Finding]) -> "Checked[T]":
        """The same rows with more found in them."""
        found = sorted((*self.findings, *more), key=lambda finding: (finding.row, finding.rule.code))
        return self._replace(findings=tuple(found))

    def passes(self, accepted: Collection[int] = ()) -> bool:
        """Whether the file may be written, given the rows a person accepts."""
        return not self.standing(accepted)

    def tally(self) -> dict[str, int]:
        """How many findings there are of each rule, by its code."""
        return dict(sorted(Counter(finding.rule.code for finding in self.findings).items()))


def shown(value: object) -> str:
    """A value as a person reads it.

    >>> shown(None), shown(date(2026, 3, 1)), shown("A1"), shown(12), shown(4.5)
    ('kosong', '01/03/2026', '“A1”', '12', '4,5')
    """
    if value is None:
        return "kosong"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, str):
        return f"“{value}”"
    return str(value).replace(".", ",")
