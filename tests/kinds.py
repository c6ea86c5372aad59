"""How many tests of the kinds that need a server or a browser ran, and whether that is enough.

`ALOKON_REQUIRE=postgresql,browser` makes a run fail in which no test of such a kind ran to its end.
"""

import os
from collections import defaultdict
from collections.abc import Generator

import pytest

KINDS = ("postgresql", "browser")


class Tally:
    """A pytest plugin that counts outcomes per kind, also when the tests run in xdist's workers."""

    def __init__(self, required: frozenset[str]) -> None:
        self.required = required
        self.outcomes: dict[str, dict[str, str]] = defaultdict(dict)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write the kinds on the report itself, which is all a worker sends home."""
        report = yield
        report.__dict__["kinds"] = [kind for kind in KINDS if item.get_closest_marker(kind)]
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note for each test whether it was skipped or ran."""
        for kind in getattr(report, "kinds", ()):
            if report.skipped:
                self.outcomes[kind][report.nodeid] = "skipped"
            elif report.when == "call":
                self.outcomes[kind][report.nodeid] = "ran"

    def count(self, kind: str, outcome: str) -> int:
        """The number of tests of a kind that ended so: "ran" or "skipped"."""
        return list(self.outcomes[kind].values()).count(outcome)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that lacks a required kind, unless it failed already or only collected."""
        at_home = not hasattr(session.config, "workerinput")
        if at_home and self.lacking() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def lacking(self) -> list[str]:
        """The required kinds of which no test ran."""
        return sorted(kind for kind in self.required if not self.count(kind, "ran"))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many of each kind ran, and which required kind is lacking."""
        told = [f"{kind}: {self.count(kind, 'ran')} ran, {self.count(kind, 'skipped')} skipped" for kind in KINDS]
        if self.required or any(self.outcomes.values()):
            terminalreporter.write_line("; ".join(told))
        for kind in self.lacking():
            terminalreporter.write_line(f"ALOKON_REQUIRE: no {kind} test ran", red=True)


def required_kinds() -> frozenset[str]:
    """The kinds named by the environment; raises for a name that is not a kind."""
    names = frozenset(filter(None, os.environ.get("ALOKON_REQUIRE", "").split(",")))
    if not names <= set(KINDS):
        raise pytest.UsageError(f"ALOKON_REQUIRE knows {', '.join(KINDS)}, not {', '.join(names - set(KINDS))}")
    return names
