"""The book's own past as a world to replay, and what really came of it; on both databases."""

from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa

from alokon.planning.backtest import STORE, replay
from alokon.planning.policies import AGAIN, OTHER, REAL, SET, grid
from alokon.views.backtest import Past, first_month, past
from alokon.views.trial import Asked, trial
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import NEIGHBOUR, OWN, District
from tests.web.office import statements

JANUARY = Month(2026, 1)
MONTHS = (JANUARY.plus(1), JANUARY.plus(2))


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """Pil at two faskes since January; the first one runs out on the last day of March, the second never reports."""
    found = District(engine)
    found.unload(date(2026, 1, 5))
    for site, quantity in ((OWN, 86), (NEIGHBOUR, 20)):
        found.supply(site, date(2026, 1, 10), {"PILK": quantity})
    for month, used in ((JANUARY, 22), (JANUARY.plus(1), 28), (JANUARY.plus(2), 46)):
        if month == JANUARY.plus(2):
            found.supply(OWN, date(2026, 3, 4), {"PILK": 10})
        found.use(OWN, month.last, "PILK", service=used)
        found.finish(OWN, month, month.next.first)
    return found


def told(district: District) -> Past:
    with reading(district.engine) as db:
        return past(db, BOOK, MONTHS, ["PILK"])


def test_the_world_is_the_book_of_the_faskes_that_report(district: District) -> None:
    (world,) = told(district).worlds
    assert dict(world.wanted) == {OWN: (28, 48)}
    assert sum(lot.quantity for lot in world.opening[OWN]) == 64
    assert [(one.day, one.to, one.parcel.quantity) for one in world.sent] == [(date(2026, 3, 4), OWN, 10)]
    assert [one.monthly for one in world.uses[OWN]] == [Fraction(30), Fraction(30)]
    assert not world.arrivals


def test_what_really_happened_stands_in_the_same_figures(district: District) -> None:
    found = told(district)
    (real,), (world,) = found.real, found.worlds
    assert (real.days_out, real.months_out) == (1, 1)
    assert (real.used, real.unmet) == (74, 2)
    assert (real.lines, real.units) == (1, 10)
    assert real.trips == {(OWN, date(2026, 3, 4))}
    assert real.held == 36
    again = replay(world, None)
    assert (again.units, again.used, again.days_out) == (10, 74, 2)


def test_goods_that_end_unused_are_counted_in_the_warehouse(district: District) -> None:
    """Of the batch that may be used to the end of February the warehouse had 40, and sent them first."""
    found = told(district)
    gone = replay(found.worlds[0], None)
    assert dict(found.real[0].expired) == dict(gone.expired)
    assert sum(lot.quantity for lot in found.worlds[0].opening[STORE]) == 1040 - 106


def test_a_trial_tells_the_book_its_replay_the_levels_set_and_every_policy(district: District) -> None:
    policies = tuple(grid([1, 2], [Fraction(1)], [Fraction(3)]))
    with reading(district.engine) as db, statements(district.engine) as sent:
        found = trial(db, BOOK, Asked(MONTHS, ("PILK",), policies, 5))
    assert [row.way for row in found.rows] == [REAL, AGAIN, SET, OTHER, OTHER]
    assert found.rows[2].outcomes == found.rows[4].outcomes
    assert len(sent) < 60


def test_a_book_can_be_replayed_from_the_month_after_its_first_move(district: District) -> None:
    with reading(district.engine) as db:
        assert first_month(db, BOOK) == Month(2026, 2)
        assert first_month(db, "9999") is None
