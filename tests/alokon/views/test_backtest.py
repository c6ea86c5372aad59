"""The book's own past as a world to replay, and what really came of it; on both databases."""

from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa

from alokon.planning.backtest import replay
from alokon.planning.policies import AGAIN, HELPED, OTHER, REAL, SET, grid
from alokon.planning.world import STORE
from alokon.views.backtest import Past, first_month, past
from alokon.views.trial import Asked, scene, trial
from inventory.core.months import Month
from inventory.store import queries
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import NEIGHBOUR, OWN, District, midwife
from tests.web.office import statements

JANUARY = Month(2026, 1)
MONTHS = (JANUARY.plus(1), JANUARY.plus(2))


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """Pil of three months."""
    return filled(engine)


def filled(engine: sa.Engine, urgency: str = "rutin") -> District:
    """Pil at two faskes since January; the first one runs out on the last day of March, the second never reports."""
    found = District(engine)
    found.unload(date(2026, 1, 5))
    for site, quantity in ((OWN, 86), (NEIGHBOUR, 20)):
        found.supply(site, date(2026, 1, 10), {"PILK": quantity})
    for month, used in ((JANUARY, 22), (JANUARY.plus(1), 28), (JANUARY.plus(2), 46)):
        if month == JANUARY.plus(2):
            found.supply(OWN, date(2026, 3, 4), {"PILK": 10}, urgency=urgency)
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


def test_the_warehouse_begins_with_what_it_had_on_shelf_and_on_the_road(district: District) -> None:
    (world,) = told(district).worlds
    assert sum(lot.quantity for lot in world.opening[STORE]) == 1040 - 106


@pytest.mark.parametrize("declared", [False, True])
def test_what_ended_unused_is_counted_whether_it_was_declared_or_still_lies_there(
    engine: sa.Engine, declared: bool
) -> None:
    """Forty cycles that end with February; ten are used by then."""
    district = District(engine)
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 6), {"PILK": 60})
    for n in range(3):
        month = JANUARY.plus(n)
        district.use(OWN, month.last, "PILK", service=5)
        if declared and n == 2:
            with reading(engine) as db:
                lot = next(number for number, one in queries.lot_names(db, BOOK).items() if one.key.batch == "A0")
            row = {"lot": lot, "cause": "expired", "quantity": 30}
            about = {"site": OWN, "reason": "Lewat tanggal"}
            district.take(midwife(OWN), "2026-03-31", "rusak-ed", "declare", lines=[row], **about)
        district.finish(OWN, month, month.next.first)
    found = told(district)
    assert list(found.real[0].expired.values()) == [30]
    assert replay(found.worlds[0], None).expired == found.real[0].expired
    assert found.value_sen(found.real[0].expired) == 0, "the batch has no price"
    assert found.value_sen({lot: 2 for lot, one in found.lots.items() if one.key.batch == "A1"}) == 2 * 450_000


def test_an_emergency_delivery_of_the_book_is_counted_apart(engine: sa.Engine) -> None:
    found = told(filled(engine, urgency="darurat"))
    for one in (found.real[0], replay(found.worlds[0], None)):
        assert (one.trips, one.units) == (set(), 0)
        assert (one.urgent, one.urgent_units) == ({(OWN, date(2026, 3, 4))}, 10)


def test_a_trial_tells_the_book_its_replay_the_levels_set_and_every_policy(district: District) -> None:
    policies = tuple(grid([1, 2], [Fraction(1)], [Fraction(3)]))
    with reading(district.engine) as db, statements(district.engine) as sent:
        found = trial(scene(db, BOOK, Asked(MONTHS, ("PILK",), policies, 5, 3)))
    assert [row.way for row in found.rows] == [REAL, AGAIN, SET, HELPED, OTHER, OTHER]
    assert found.rows[2].outcomes == found.rows[5].outcomes
    assert len(sent) < 60


def test_a_book_can_be_replayed_from_the_month_after_its_first_move(district: District) -> None:
    with reading(district.engine) as db:
        assert first_month(db, BOOK) == Month(2026, 2)
        assert first_month(db, "9999") is None
