"""The fields of a step and the fields of a form: what was typed becomes answers, and answers become what was typed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from alokon import text
from alokon.sop.fields import Field
from alokon.sop.model import Step
from inventory.core.errors import Problem

LINE = re.compile(r"lines-(\d{1,4})-([a-z_]+)")
MOST_ROWS = 200
"""The most lines of one form."""


class Typed(NamedTuple):
    """What was sent: `answers` for the service, and the form's own number of each of its lines."""

    answers: dict[str, object]
    numbers: list[int]


def typed(step: Step, data: Mapping[str, str], alone: Collection[str] = ("line",)) -> Typed:
    """The answers in a sent form. A line in which only fields of `alone` are filled was not answered."""
    answers: dict[str, object] = {field.name: data.get(field.name, "") for field in step.fields}
    rows: dict[int, dict[str, str]] = {}
    names = {field.name for field in step.line_fields}
    for key, value in data.items():
        found = LINE.fullmatch(key)
        if found and found[2] in names and int(found[1]) < MOST_ROWS:
            rows.setdefault(int(found[1]), {})[found[2]] = value.strip()
    numbers = [n for n in sorted(rows) if any(v for name, v in rows[n].items() if name not in alone)]
    if step.line_fields:
        answers["lines"] = [rows[n] for n in numbers]
    return Typed(answers, numbers)


def suggested(step: Step, args: Mapping[str, str]) -> dict[str, str]:
    """What an address would have a fresh form hold: fields of the step by name, its lines as `lines-0-lot`."""
    heads, rows = {field.name for field in step.fields}, {field.name for field in step.line_fields}
    lines = {key for key in args if (one := LINE.fullmatch(key)) and one[2] in rows and int(one[1]) < MOST_ROWS}
    return {key: value for key, value in args.items() if key in heads or key in lines}


def placed(problems: Iterable[Problem], numbers: Sequence[int]) -> list[Problem]:
    """The problems with their fields named as the form names them: lines left empty are counted again."""
    return [_placed(problem, numbers) for problem in problems]


def _placed(problem: Problem, numbers: Sequence[int]) -> Problem:
    found = LINE.fullmatch(problem.field or "")
    if not found or int(found[1]) >= len(numbers):
        return problem
    return problem._replace(field=f"lines-{numbers[int(found[1])]}-{found[2]}")


def row_count(data: Mapping[str, str]) -> int:
    """How many lines a form holds, empty ones too."""
    numbers = (int(found[1]) for key in data if (found := LINE.fullmatch(key)))
    return 1 + max((number for number in numbers if number < MOST_ROWS), default=-1)


def as_typed(fields: Sequence[Field], answers: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Answers as they stand in the book, written as a person would type them into the form."""
    given = [(field, answers.get(field.name)) for field in fields]
    return {prefix + f.name: _written(f.kind, answer) for f, answer in given if answer is not None}


def all_as_typed(step: Step, answers: Mapping[str, object]) -> dict[str, str]:
    """A step's answers with their lines, for a form that begins with them."""
    data = as_typed(step.fields, answers)
    rows = answers.get("lines") or []
    assert isinstance(rows, list)
    for n, row in enumerate(rows):
        data |= as_typed(step.line_fields, row, f"lines-{n}-")
    return data


def _written(kind: str, answer: object) -> str:
    if kind == "expiry" and isinstance(answer, list | tuple):
        day, precision = answer
        return text.expiry(text.Expiry(date.fromisoformat(str(day)), str(precision)))
    if kind == "money" and isinstance(answer, int):
        return text.rupiah(answer).removeprefix("Rp")
    if kind == "quantity" and isinstance(answer, int):
        return text.number(answer)
    return str(answer)
