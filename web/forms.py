"""Reading a form of a page that is no step: the readers of `alokon.sop.fields`, one field at a time.

A reader that finds a fault notes the `Problem` and returns a harmless value of the right type; `check()` then raises
`Refused` with all of them, so no such value is ever used. Codes: those of `alokon.sop.fields`, and `key_missing`.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from alokon.messages import sentence
from alokon.sop.fields import Field, read_fields
from alokon.text import Expiry
from inventory.core.errors import Problem, Refused, refuse_if


class Form:
    """One form: what was typed, and what is wrong with it. An empty one shows a fresh page.

    `prefix` makes it one line of a form of lines, such as `lines-0-`.
    """

    def __init__(self, data: Mapping[str, str] | None = None, prefix: str = "") -> None:
        self.data: Mapping[str, str] = data or {}
        self.prefix = prefix
        self.problems: list[Problem] = []

    def value(self, name: str, default: str = "") -> str:
        """What was typed, for showing it again."""
        return self.data.get(self.prefix + name, default)

    def text(self, name: str, label: str, *, most: int = 200, required: bool = True) -> str:
        """Words without surrounding blanks, at most `most` characters."""
        return self._read(Field(name, label, "text", required, most=most)) or ""

    def day(self, name: str, label: str) -> date:
        """A date that must be there."""
        return self._read(Field(name, label, "date")) or date.min

    def optional_day(self, name: str, label: str) -> date | None:
        """A date, or None when left empty."""
        found: date | None = self._read(Field(name, label, "date", required=False))
        return found

    def expiry(self, name: str, label: str) -> Expiry | None:
        """An expiry as its label states it (day, month or year), or None when left empty."""
        found = self._read(Field(name, label, "expiry", required=False))
        return Expiry(*found) if found else None

    def quantity(self, name: str, label: str, *, least: int = 0) -> int:
        """A whole number of units that must be there, as `1.234` or `1234`."""
        return self._read(Field(name, label, "quantity", least=least)) or 0

    def optional_quantity(self, name: str, label: str) -> int | None:
        """A whole number of units, or None when left empty."""
        found: int | None = self._read(Field(name, label, "quantity", required=False))
        return found

    def sen(self, name: str, label: str) -> int | None:
        """An amount of money in 1/100 rupiah, or None when left empty."""
        found: int | None = self._read(Field(name, label, "money", required=False))
        return found

    def degrees(self, name: str, label: str) -> int:
        """A temperature that must be there, in tenths of a degree, as `28,5`."""
        return self._read(Field(name, label, "degrees")) or 0

    def choice(self, name: str, label: str, options: Collection[str], *, required: bool = True) -> str:
        """One of the options; the empty string when none had to be chosen."""
        choices = tuple((option, option) for option in options)
        return self._read(Field(name, label, "choice", required, choices)) or ""

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.value(name) != ""

    def key(self) -> str:
        """The idempotency key the page was made with."""
        try:
            return str(uuid.UUID(self.value("key")))
        except ValueError:
            self.problems.append(Problem("key_missing", {}, "key"))
            return ""

    def check(self) -> None:
        """Raise `Refused` with everything found so far, or do nothing."""
        refuse_if(self.problems)

    def with_problems(self, refused: Refused) -> "Form":
        """The same form as typed, now telling why it was refused."""
        self.problems = list(refused.problems)
        return self

    def problems_of(self, name: str) -> list[Problem]:
        """What is wrong with one field."""
        return [problem for problem in self.problems if problem.field == self.prefix + name]

    def _read(self, field: Field) -> Any:
        values, problems = read_fields([field], {field.name: self.value(field.name)}, self.prefix)
        self.problems += problems
        return values.get(field.name)


def fresh_key(form: Form | None = None) -> str:
    """The idempotency key for a page: the one typed with, while it is shown again, else a new one."""
    if form is not None:
        again = Form(form.data)
        if key := again.key():
            return key
    return str(uuid.uuid4())


def sentences(problems: Iterable[Problem]) -> list[str]:
    """The problems as Indonesian sentences, each once."""
    return list(dict.fromkeys(sentence(problem) for problem in problems))
