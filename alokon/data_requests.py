"""Requests for data: what was asked for and granted, and whether a file may be made of the book under it.

What leaves the office beyond routine reports and one's own area needs an approved request with purpose, variables,
period and expiry. Codes: `request_not_approved` {case, state}, `request_expired` {until}, `dataset_not_asked`
{dataset, asked}, `span_backwards` {since, until}, `date_in_future` {day, today}, `span_not_approved` {since, until,
first, last}.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from alokon.sop.tasks.data_use import DATASETS
from inventory.core.errors import Problem

LABELS = dict(DATASETS)
"""Data set → what it is called."""


class Request(NamedTuple):
    """A request as it stands: who asks (an institution and a rank), for what, for which data sets and days.

    `answer` is the number of the letter that granted it and `valid_until` its last day; empty and None before.
    """

    case: int
    state: str
    approved: bool
    asker: str
    letter: str
    rank: str
    purpose: str
    variables: str
    datasets: tuple[str, ...]
    since: date
    until: date
    answer: str = ""
    valid_until: date | None = None


class Wanted(NamedTuple):
    """A file somebody wants to make: which data set, from which day to which."""

    dataset: str
    since: date
    until: date


def refusals(request: Request, wanted: Wanted, today: date) -> Iterator[Problem]:
    """Everything that speaks against making a file under a request on a day; nothing where it may be made."""
    if not request.approved or request.valid_until is None:
        yield Problem("request_not_approved", {"case": request.case, "state": request.state})
        return
    if request.valid_until < today:
        yield Problem("request_expired", {"until": request.valid_until})
    if wanted.dataset not in request.datasets:
        asked = tuple(LABELS[code] for code in request.datasets)
        yield Problem("dataset_not_asked", {"dataset": LABELS[wanted.dataset], "asked": asked}, "dataset")
    span = {"since": wanted.since, "until": wanted.until}
    if wanted.until < wanted.since:
        yield Problem("span_backwards", span, "until")
    elif today < wanted.until:
        yield Problem("date_in_future", {"day": wanted.until, "today": today}, "until")
    elif wanted.since < request.since or request.until < wanted.until:
        yield Problem("span_not_approved", {**span, "first": request.since, "last": request.until}, "since")
