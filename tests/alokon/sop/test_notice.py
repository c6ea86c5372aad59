"""Batches near their end are seen band by band, and what nobody will use of them is told; on both databases."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.views.expiring import expiring, unseen
from inventory.core.errors import Refused
from inventory.store import queries
from inventory.store.engine import reading
from inventory.verify import verify
from tests.books import BOOK, WAREHOUSE
from tests.district import OWN, District
from tests.rounds import january


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """A warehouse with pil of two batches, 40 of which expired in February."""
    found = District(engine)
    found.unload(date(2026, 1, 5))
    return found


def lot_of(district: District, batch: str) -> int:
    with reading(district.engine) as db:
        return next(lot for lot, n in queries.lot_names(db, BOOK).items() if n.key.batch == batch)


def asks(district: District, day: str) -> list[tuple[str, str]]:
    """The batches nobody has seen in the band of a day, at the warehouse."""
    with reading(district.engine) as db:
        found = unseen(db, BOOK, date.fromisoformat(day), sites=[WAREHOUSE])
    return [(one.batch.key.batch, one.band.key) for one in found]


def test_a_batch_is_asked_about_again_in_every_band(district: District) -> None:
    assert asks(district, "2026-01-10") == [("A0", "3-bulan")]
    row = {"lot": lot_of(district, "A0"), "band": "3-bulan"}
    told = {"site": WAREHOUSE, "follow_up": "Kirim ke faskes yang cepat memakai"}
    done = district.take("pengelola", "2026-01-10", "peringatan-ed", "acknowledge", **told, lines=[row])
    assert asks(district, "2026-01-20") == []
    assert asks(district, "2026-02-10") == [("A0", "1-bulan")]
    assert asks(district, "2026-03-01") == [("A0", "lewat")]
    with reading(district.engine) as db:
        (seen,) = (one.asking.seen for one in expiring(db, BOOK, date(2026, 1, 20), sites=[WAREHOUSE]))
        assert not verify(db, BOOK).findings
    assert seen
    assert (seen.case, seen.on) == (done.case, date(2026, 1, 10))


def test_what_is_said_to_be_seen_must_be_the_band_of_the_day(district: District) -> None:
    wrong = {"lot": lot_of(district, "A0"), "band": "6-bulan"}
    with pytest.raises(Refused, match="band_wrong"):
        district.take("pengelola", "2026-01-10", "peringatan-ed", "acknowledge", site=WAREHOUSE, follow_up="x",
                      lines=[wrong])  # fmt: skip
    with pytest.raises(Forbidden):
        district.take("uptd", "2026-01-10", "peringatan-ed", "acknowledge", site=OWN, follow_up="x", lines=[wrong])


def test_what_is_at_risk_is_what_steady_use_leaves(engine: sa.Engine) -> None:
    """The faskes uses 30 pil in thirty days: in the 79 days to 30 April the old batch first, then 200 new ones."""
    district = District(engine)
    january(district)
    row = {"item": "PILK", "batch": "S1", "fund": "APBN", "expiry": "04/2026", "accepted": 200}
    district.unload(date(2026, 2, 9), [row])
    district.supply(OWN, date(2026, 2, 10), {"PILK": 200})
    with reading(engine) as db:
        found = {one.asking.batch.key.batch: one for one in expiring(db, BOOK, date(2026, 2, 10), sites=[OWN])}
    old = found["A0"].asking.quantity
    assert 0 < old < 18
    assert (found["A0"].unused, found["S1"].asking.quantity, found["S1"].unused) == (0, 200, 200 - (79 - old))
