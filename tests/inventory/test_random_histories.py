"""Random histories held against a naive recomputation: every decision, every balance on every date, every month end.

`HYPOTHESIS_PROFILE=long` takes 50,000 steps instead of 2,000; `--hypothesis-seed=N` repeats the histories of a seed,
which the summary of the run names.
"""

import math
import os
import secrets
from collections.abc import Callable

import hypothesis
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.inventory.histories import ACTS, Histories, Told

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
STEPS = 50_000 if LONG else 2_000


@pytest.fixture
def seed(pytestconfig: pytest.Config) -> int:
    """The seed asked for, always the same in CI, else one nobody has tried."""
    asked = pytestconfig.getoption("--hypothesis-seed")
    if asked is not None:
        return int(asked)
    return 3207 if settings().derandomize else secrets.randbelow(10**9)


@pytest.mark.timeout(6 * 3600 if LONG else 300)
def test_random_histories(engine: sa.Engine, seed: int, tell: Callable[[str], None]) -> None:
    class OnThisDatabase(Histories):
        told = Told()

    OnThisDatabase.engine = engine
    told, profile = OnThisDatabase.told, settings()
    while told.steps < STEPS:
        left = math.ceil((STEPS - told.steps) / profile.stateful_step_count)
        run_state_machine_as_test(
            hypothesis.seed(seed + told.histories)(OnThisDatabase),
            settings=settings(profile, max_examples=left, suppress_health_check=list(HealthCheck)),
        )
    tell(f"random histories on {engine.dialect.name}: seed {seed}, {told}")
    assert [act for act in ACTS if not told.accepted[act]] == []
