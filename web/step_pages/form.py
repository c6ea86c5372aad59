"""A form of a step, shown: what was typed, line by line, and what is wrong with it in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alokon.messages import sentence
from alokon.sop.model import Step
from inventory.core.errors import Problem
from web.answers import LINE, row_count
from web.forms import Form

FEWEST_ROWS = 3


@dataclass(frozen=True)
class StepForm:
    """A form with its lines; `titles` are what lines are about, by their number, where the form knows."""

    form: Form
    step: Step
    lines: tuple[Form, ...]
    titles: Mapping[int, str]

    @property
    def said(self) -> list[str]:
        """Every problem as a sentence; a line's begins with what the line is about."""
        return list(dict.fromkeys(self._say(problem) for problem in self.form.problems))

    def _say(self, problem: Problem) -> str:
        found = LINE.fullmatch(problem.field or "")
        if not found:
            return sentence(problem)
        number = int(found[1])
        return f"{self.titles.get(number) or f'Baris {number + 1}'} – {sentence(problem)}"


def step_form(
    step: Step, data: Mapping[str, str], problems: Sequence[Problem] = (), rows: int = 0, titles: Mapping[int, str] = {}
) -> StepForm:
    """A form holding `data`, with at least `rows` lines."""
    form = Form(data)
    form.problems = list(problems)
    count = max(row_count(data), rows) if step.line_fields else 0
    return StepForm(form, step, tuple(line_form(form, n) for n in range(count)), titles)


def line_form(form: Form, number: int) -> Form:
    """The fields of one line of a form; its problems are the form's."""
    line = Form(form.data, f"lines-{number}-")
    line.problems = form.problems
    return line
