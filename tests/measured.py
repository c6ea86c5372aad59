"""What tests measured, told at the end of the run, also when they ran in xdist's workers."""

import pytest

MEASURED = "measured"


class Measured:
    """A pytest plugin that collects what tests told through the fixture `tell`."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what a test told, once it is over."""
        if report.when == "teardown":
            self.told += [str(value) for name, value in report.user_properties if name == MEASURED]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write one line for each thing told."""
        for line in self.told:
            terminalreporter.write_line(line)
