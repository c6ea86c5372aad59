"""Whom to invite to an orientation: a month's report that came late or not at all, and figures that do not agree."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

MISSING, LATE, SERVED, COUNTED, SIGA, SIGA_USED = (
    "belum-lapor",
    "terlambat",
    "pelayanan",
    "opname",
    "siga",
    "siga-pemakaian",
)
"""Kinds of reasons: no report, a late one, services against reported use, the shelf against the report, and SIGA
against the services, or against reported use where nobody collected R1 KB."""


class Figures(NamedTuple):
    """What is known of a method at a faskes in a month; None where nobody told.

    `services` by R1 KB and `siga` are counts of services, `reported` and `by_stock` base units of what was used;
    `one_each`: one service uses one unit, so that services and units can be held against each other.
    """

    method: str
    services: int | None
    siga: int | None
    reported: int | None
    by_stock: int | None
    one_each: bool


class Unequal(NamedTuple):
    """A method of which two sources tell different figures."""

    method: str
    one: int
    other: int


class Reason(NamedTuple):
    """Why a faskes is invited: a late report by its `days`, else the methods whose figures differ."""

    kind: str
    days: int = 0
    unequal: tuple[Unequal, ...] = ()


def lateness(closed_on: date | None, deadline: date, today: date) -> Iterator[Reason]:
    """The report of a month against its deadline, as it stands today; nothing while there is still time.

    >>> list(lateness(None, date(2026, 2, 5), date(2026, 2, 5)))
    []
    >>> next(lateness(date(2026, 2, 8), date(2026, 2, 5), date(2026, 3, 1)))
    Reason(kind='terlambat', days=3, unequal=())
    """
    days = ((closed_on or today) - deadline).days
    if days > 0:
        yield Reason(MISSING if closed_on is None else LATE, days)


def mismatches(figures: Iterable[Figures]) -> Iterator[Reason]:
    """One reason for each pair of sources that differ, with the methods they differ in; what is not told never differs.

    >>> [reason.kind for reason in mismatches([Figures("PILK", 12, 12, 14, 16, True)])]
    ['pelayanan', 'opname']
    """
    known = list(figures)
    used = [(one.method, one.services if one.one_each else None, one.reported) for one in known]
    counted = [(one.method, one.by_stock if one.reported is not None else None, one.reported) for one in known]
    siga = [(one.method, one.siga, one.services) for one in known]
    alone = [(one.method, one.siga if one.one_each and one.services is None else None, one.reported) for one in known]
    for kind, pairs in ((SERVED, used), (COUNTED, counted), (SIGA, siga), (SIGA_USED, alone)):
        unequal = tuple(Unequal(m, a, b) for m, a, b in pairs if a is not None and b is not None and a != b)
        if unequal:
            yield Reason(kind, unequal=unequal)
