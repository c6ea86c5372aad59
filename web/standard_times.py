"""Actual times beside the promised ones of a service standard: the last twelve months, or the half-years that are over.

Of sealed files no more is told than their yearly recap tells (`reports.p2tp2a`), in the same words.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.model import Sop
from alokon.sop.tasks.p2tp2a import CASES
from alokon.text import long_date, number
from alokon.views.performance import Figure, figures, kept
from inventory.core.months import months_later
from reports.kinerja_sop import KINERJA_SOP
from reports.p2tp2a import P2TP2A, finished
from reports.report import Report

YEAR = 12
"""How many months back the cases of a standard were opened."""


class Actual(NamedTuple):
    """A promised time and how it was kept, in words: the span of the cases, how many ended, their median, how many
    were late.
    """

    label: str
    promised: str
    span: str
    ended: str
    median: str
    late: str


class Kept(NamedTuple):
    """How the times of a standard were kept, and the report that tells more."""

    rows: list[Actual]
    report: Report


def actuals(db: sa.Connection, book: str, sop: Sop, today: date) -> Kept:
    """Every time of a procedure that ran in some case; three questions, or two for each year."""
    if CASES in sop.flows:
        return Kept(list(_sealed(db, book, today)), P2TP2A)
    since = months_later(today, -YEAR)
    span = f"dibuka sejak {long_date(since)}"
    found = figures(kept(db, book, since, today, today, [flow.code for flow in sop.flows if flow.clocks]))
    return Kept([_open(figure, span) for figure in found], KINERJA_SOP)


def _open(figure: Figure, span: str) -> Actual:
    middle = "–" if figure.median_days is None else number(Fraction(figure.median_days), 1)
    return Actual(figure.clock.label, figure.clock.told, span, number(figure.ended), middle, number(figure.late))


def _sealed(db: sa.Connection, book: str, today: date) -> Iterator[Actual]:
    clock = CASES.clocks[0]
    for year in (today.year - 1, today.year):
        for span, ended, middle in finished(db, book, year, today):
            yield Actual(clock.label, clock.told, span, ended, middle, "tidak disajikan")
