"""How a figure is taken: what is compared takes turns in the same run, because the machine drifts; medians count."""

import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Task = Callable[[], float]
"""Does its work once and returns what is measured of it."""


class Taken(NamedTuple):
    """What was measured of one row: the values of each of those compared, by its name, and facts worth keeping."""

    row: str
    values: Mapping[str, tuple[float, ...]]
    facts: Mapping[str, Any] = {}


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def milliseconds(work: Callable[[], object]) -> Task:
    """A task that times a question."""
    return lambda: 1000 * seconds(work)


def rate(amount: int, work: Callable[[], object]) -> Task:
    """A task that tells how many of an amount are done in a second."""
    return lambda: amount / seconds(work)


def alternate(rounds: int, tasks: Mapping[str, Task], warm: bool = True) -> dict[str, tuple[float, ...]]:
    """Every task once in each round, in turns; `warm` runs each once before, uncounted."""
    if warm:
        for task in tasks.values():
            task()
    turns = [{name: task() for name, task in tasks.items()} for _ in range(rounds)]
    return {name: tuple(turn[name] for turn in turns) for name in tasks}
