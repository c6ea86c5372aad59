"""Flows whose cases are about many sites, so that the common pages do not suit them, and where theirs are."""

from flask import url_for

from alokon.sop.model import Flow
from alokon.sop.recall import RECALLS
from alokon.sop.rensi import RENSI
from alokon.sop.trips import TRIPS

LISTS = {RENSI.code: "rensi.index", TRIPS.code: "trips.index", RECALLS.code: "recalls.index"}
"""Flow → the view that lists its cases."""

CASES = {RENSI.code: "rensi.show", TRIPS.code: "trips.show", RECALLS.code: "recalls.show"}
"""Flow → the view of one case, by its `number`."""

STEPS = {
    "compute": "rensi.new",
    "recompute": "rensi.recompute",
    "adjust": "rensi.show",
    "set_out": "trips.new",
    "recall": "recalls.new",
}
"""Step → the view it is taken on, by the `number` of its case where it has one."""


def list_url(flow: Flow) -> str | None:
    """Where the cases of a flow are listed, None for the common list."""
    return url_for(LISTS[flow.code]) if flow.code in LISTS else None


def case_url(flow: Flow, number: int) -> str | None:
    """The page of a case, None for the common one."""
    return url_for(CASES[flow.code], number=number) if flow.code in CASES else None


def step_url(step: str, number: int | None = None) -> str | None:
    """Where a step is taken, None for the common form."""
    if step not in STEPS:
        return None
    return url_for(STEPS[step], number=number) if number else url_for(STEPS[step])
