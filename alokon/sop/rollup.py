"""The quantity tree of a case rolled up: what a line has of its own, or else what the lines under it have."""

from alokon.sop.case import Case, Line
from alokon.sop.effects import remaining


def in_order(case: Case, parent: int | None = None) -> list[Line]:
    """The lines under one (of None: all), parents before their children."""
    found = []
    for line in case.children(parent):
        found += [line, *in_order(case, line.number)]
    return found


def counted(case: Case, line: Line) -> bool:
    """Whether a line or one under it still counts anything: a correction leaves lines behind that do not."""
    return any(line.quantities.values()) or any(counted(case, child) for child in case.children(line.number))


def telling(case: Case) -> list[Line]:
    """The lines worth telling, parents before their children: those that count something, and the answer "nothing"
    to a line of which nothing was approved while others were.
    """
    decided = any(line["approved"] for line in case.lines)
    found = []
    for line in in_order(case):
        parent = case.line(line.parent)
        beside = [child for child in case.children(line.parent) if counted(case, child)]
        refused = decided and line.lot is None and parent is not None and counted(case, parent) and not beside
        if counted(case, line) or (refused and line is case.children(line.parent)[-1]):
            found.append(line)
    return found


def rolled(case: Case, line: Line, name: str) -> int:
    """One quantity of a line."""
    return line[name] or sum(rolled(case, child, name) for child in case.children(line.number))


def coming(case: Case, line: Line) -> int:
    """What was issued under a line and is not yet accounted for."""
    return remaining([x for x in in_order(case, line.number) if x.lot] or [line])
