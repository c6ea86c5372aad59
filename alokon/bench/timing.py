"""How a figure is taken: what is compared takes turns in the same run, because the machine drifts; medians count."""

import time
from collections import defaultdict
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


def alternate(
    rounds: int, tasks: Mapping[str, Task], seldom: Mapping[str, Task] | None = None
) -> dict[str, tuple[float, ...]]:
    """Every task once uncounted and then once in each round, in turns.

    What is done `seldom`, because it takes so long, is done in the first and the last round only, and has no trial.
    """
    for task in tasks.values():
        task()
    values: dict[str, list[float]] = defaultdict(list)
    for turn in range(rounds):
        rare = (seldom or {}) if turn in (0, rounds - 1) else {}
        for name, task in {**tasks, **rare}.items():
            values[name].append(task())
    return {name: tuple(found) for name, found in values.items()}
