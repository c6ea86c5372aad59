"""What is wrong, as codes with facts: sentences for people are made in one place elsewhere.

A rule never stops at the first fault it finds; it collects `Problem`s and raises `Refused` with all of them.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Problem(NamedTuple):
    """One reason for refusal: a stable `code`, the `facts` it rests on, and the input `field` it is about."""

    code: str
    facts: Mapping[str, object] = {}
    field: str | None = None


class Refused(Exception):
    """Nothing was written; `problems` says why, all reasons at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.code} {dict(p.facts)}" for p in problems))
        self.problems = problems


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with every problem given, or do nothing when there is none."""
    found = tuple(problems)
    if found:
        raise Refused(*found)
