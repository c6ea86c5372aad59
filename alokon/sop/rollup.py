"""The quantity tree of a case rolled up: what a line has of its own, or else what the lines under it have."""

from alokon.sop.case import Case, Line
from alokon.sop.effects import remaining


def in_order(case: Case, parent: int | None = None) -> list[Line]:
    """The lines under one (of None: all), parents before their children."""
    found = []
    for line in case.children(parent):
        found += [line, *in_order(case, line.number)]
    return found


def rolled(case: Case, line: Line, name: str) -> int:
    """One quantity of a line."""
    return line[name] or sum(rolled(case, child, name) for child in case.children(line.number))


def coming(case: Case, line: Line) -> int:
    """What was issued under a line and is not yet accounted for."""
    return remaining([x for x in in_order(case, line.number) if x.lot] or [line])
