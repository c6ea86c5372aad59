"""The other procedures from their first row to their last; their stories are in `tests.scenarios.procedures`."""

import pytest
from sqlalchemy import Engine

from alokon.sop.registry import FLOWS, KEPT_APART, SOPS
from tests.books import STOREROOM, Book
from tests.scenarios.printed import the_book_is_sound
from tests.scenarios.procedures import STORIES, End


def stored(office: Book) -> dict[str, int]:
    """What lies in the storeroom, by item."""
    return {item: quantity for (site, _, item), quantity in office.held().items() if site == STOREROOM}


def as_told(office: Book, flow: str, end: End) -> bool:
    """Whether the file came to the last of its states that are reached row by row, and the storeroom holds the rest."""
    rows = [step.after for step in FLOWS[flow].steps if step.seed and step.after]
    return office.case(end.case).state == rows[-1] and stored(office) == end.stored


@pytest.mark.parametrize("flow", STORIES)
def test_a_procedure_is_carried_out_from_its_first_row_to_its_last(sqlite_engine: Engine, flow: str) -> None:
    office = Book(sqlite_engine)
    assert as_told(office, flow, STORIES[flow](office))
    assert the_book_is_sound(office)


def test_every_procedure_beside_the_distribution_has_a_story_or_keepers_who_tell_it() -> None:
    told = {flow.code for sop in SOPS.values() for flow in sop.flows if flow.holds[0]}
    assert told - KEPT_APART == STORIES.keys()
