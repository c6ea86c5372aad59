"""Reading a form once, at the edge: text into dates, whole quantities, sen and choices; every fault with its field.

A reader that finds a fault notes a `Problem` and returns a harmless value of the right type; `check()` then raises
`Refused` with all of them, so no such value is ever used. Fields of repeated lines are named `lines-0-item`.
Codes, each with fact `label`: `field_missing`, `field_long` {most}, `not_a_date` {value}, `not_a_month` {value},
`not_an_expiry` {value}, `not_whole` {value}, `not_an_amount` {value}, `too_small` {least}, `too_large` {most},
`not_a_choice` {value}, `lines_missing`, `lines_many` {most}, `key_missing`.
"""

import re
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from alokon.text import Expiry, parse_date, parse_expiry, parse_month, parse_rupiah, parse_whole
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.goods import MOST
from inventory.core.months import Month

Value = TypeVar("Value")

MOST_LINES = 500
MOST_SEN = 10**15
"""Ten thousand billion rupiah: beyond any unit value, within a database's big integer."""


class Form:
    """One form: what was typed, and what is wrong with it. An empty one shows a fresh page."""

    def __init__(self, data: Mapping[str, str] | None = None, prefix: str = "") -> None:
        self.data: Mapping[str, str] = data or {}
        self.prefix = prefix
        self.problems: list[Problem] = []

    def value(self, name: str, default: str = "") -> str:
        """What was typed, for showing it again."""
        return self.data.get(self.prefix + name, default)

    def text(self, name: str, label: str, *, most: int = 200, required: bool = True) -> str:
        """Words without surrounding blanks, at most `most` characters."""
        typed = self.value(name).strip()
        if required and not typed:
            self._fault(name, "field_missing", label)
        if len(typed) > most:
            self._fault(name, "field_long", label, most=most)
        return typed

    def day(self, name: str, label: str) -> date:
        """A date that must be there."""
        return self._read(name, label, parse_date, "not_a_date", required=True) or date.min

    def optional_day(self, name: str, label: str) -> date | None:
        """A date, or None when left empty."""
        return self._read(name, label, parse_date, "not_a_date")

    def month(self, name: str, label: str) -> Month:
        """A calendar month that must be there."""
        return self._read(name, label, parse_month, "not_a_month", required=True) or Month(1, 1)

    def expiry(self, name: str, label: str) -> Expiry | None:
        """An expiry as its label states it (day, month or year), or None when left empty."""
        return self._read(name, label, parse_expiry, "not_an_expiry")

    def quantity(self, name: str, label: str, *, least: int = 0) -> int:
        """A whole number of units that must be there, as `1.234` or `1234`."""
        found = self._read(name, label, parse_whole, "not_whole", required=True)
        return self._bounded(name, label, found, least) or 0

    def optional_quantity(self, name: str, label: str, *, least: int = 0) -> int | None:
        """A whole number of units, or None when left empty."""
        return self._bounded(name, label, self._read(name, label, parse_whole, "not_whole"), least)

    def sen(self, name: str, label: str) -> int | None:
        """An amount of money in 1/100 rupiah, or None when left empty."""
        return self._bounded(name, label, self._read(name, label, parse_rupiah, "not_an_amount"), 0, MOST_SEN)

    def choice(self, name: str, label: str, options: Collection[str], *, required: bool = True) -> str:
        """One of the options; the empty string when none had to be chosen."""
        typed = self.text(name, label, required=required)
        if typed and typed not in options:
            self._fault(name, "not_a_choice", label, value=typed)
        return typed

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.value(name) != ""

    def lines(self, name: str, label: str, *, required: bool = True) -> list["Form"]:
        """The lines `name-0-…`, `name-1-…` in which anything was typed; their problems come to this form."""
        pattern = re.compile(re.escape(f"{self.prefix}{name}-") + r"(\d{1,4})-.+")
        typed = {int(found[1]) for key in self.data if self.data[key].strip() and (found := pattern.fullmatch(key))}
        if required and not typed:
            self._fault(name, "lines_missing", label)
        if len(typed) > MOST_LINES:
            self._fault(name, "lines_many", label, most=MOST_LINES)
            return []
        return [self._line(f"{self.prefix}{name}-{index}-") for index in sorted(typed)]

    def key(self) -> str:
        """The idempotency key the page was made with."""
        try:
            return str(uuid.UUID(self.value("key")))
        except ValueError:
            self._fault("key", "key_missing", "")
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

    def _line(self, prefix: str) -> "Form":
        line = Form(self.data, prefix)
        line.problems = self.problems
        return line

    def _read(
        self, name: str, label: str, parse: Callable[[str], Value], code: str, *, required: bool = False
    ) -> Value | None:
        typed = self.text(name, label, required=required)
        if not typed:
            return None
        try:
            return parse(typed)
        except ValueError:
            self._fault(name, code, label, value=typed)
            return None

    def _bounded(self, name: str, label: str, found: int | None, least: int, most: int = MOST) -> int | None:
        if found is not None and found < least:
            self._fault(name, "too_small", label, least=least)
        if found is not None and found > most:
            self._fault(name, "too_large", label, most=most)
        return found

    def _fault(self, name: str, code: str, label: str, **facts: object) -> None:
        self.problems.append(Problem(code, {"label": label, **facts}, self.prefix + name))


def fresh_key(form: Form | None = None) -> str:
    """The idempotency key for a page: the one typed with, while it is shown again, else a new one."""
    if form is not None:
        again = Form(form.data)
        if key := again.key():
            return key
    return str(uuid.uuid4())


def sentences(problems: Iterable[Problem]) -> list[str]:
    """The problems as Indonesian sentences, each once."""
    from alokon.messages import sentence

    return list(dict.fromkeys(sentence(problem) for problem in problems))
