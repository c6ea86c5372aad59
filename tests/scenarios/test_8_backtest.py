"""Would another policy have done better? The same February and March again, once as they were and once otherwise."""

from datetime import date, datetime
from fractions import Fraction

from alokon.planning.outcome import Outcome
from alokon.planning.policies import AGAIN, HELPED, OTHER, REAL, SET, Policy
from alokon.views.trial import Asked, Trial, scene, trial
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.letterhead import letterhead
from reports.uji_balik import workbook
from tests.books import BOOK, WIB
from tests.district import OWN, District

FEBRUARY, MARCH = Month(2026, 2), Month(2026, 3)
PIL = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "08/2027", "accepted": 1000}
LITTLE = Policy(cycle=1, minimum=Fraction(1, 2), maximum=Fraction(1))
MORE = Policy(cycle=1, minimum=Fraction(1, 2), maximum=Fraction(2))
"""Rounds every month in which everyone is brought to one month of use, or to two."""


def test_a_faskes_that_ran_out_for_ten_days_in_march(district: District) -> None:
    # One pil a day is used here. Of the 52 that come on 10 January 22 are used in January and 28 in February; the last
    # two on 1 and 2 March. Then there is nothing until 30 come in the evening of the 12th, and from the 13th on 19 are
    # used: 11 are left.
    district.unload(date(2026, 1, 5), [PIL])
    district.supply(OWN, date(2026, 1, 10), {"PILK": 52})
    district.use(OWN, date(2026, 1, 31), "PILK", service=22)
    district.finish(OWN, Month(2026, 1), date(2026, 2, 1))
    district.use(OWN, date(2026, 2, 28), "PILK", service=28)
    district.finish(OWN, FEBRUARY, date(2026, 3, 1))
    district.use(OWN, date(2026, 3, 2), "PILK", service=2)
    district.supply(OWN, date(2026, 3, 12), {"PILK": 30})
    district.use(OWN, date(2026, 3, 31), "PILK", service=19)
    district.finish(OWN, MARCH, date(2026, 4, 1))

    # April. The office asks what February and March would have been. They had 28 + 31 = 59 days, and would have used
    # one a day: in March 21 in the 21 days with stock, so 31 in all of it.
    found = tried(district)
    (world,) = found.past.worlds
    assert dict(world.wanted) == {OWN: (28, 31)}
    happened, again, as_set, helped, little, more = (one.outcomes[0] for one in found.rows)
    assert [one.way for one in found.rows] == [REAL, AGAIN, SET, HELPED, OTHER, OTHER]

    # As it was: ten evenings without stock, 2 to 11 March, and 10 pil that nobody got: 28 + 21 used. At the two ends of
    # months 2 + 11 lay there. The same delivery replayed serves one woman more, on the 12th itself.
    assert told(happened) == (49, 10, 10, 1, 30, 2 + 11)
    assert told(again) == (50, 9, 10, 1, 30, 2 + 10)

    # As the office has set it: a round every two months on the 17th, up to three months, five days under way.
    # 17 February: 30 - 17 = 13 are there, 90 - 13 = 77 come on the 22nd. 30 + 77 - 28 = 79 at its end, 79 - 31 = 48
    # at the end of March.
    assert told(as_set) == (59, 0, 0, 1, 77, 79 + 48)

    # With emergency orders below half a month, 15: on the evening of 16 February 14 are there, 76 come by emergency on
    # the 19th, and the round of the 17th adds 90 - 13 - 76 = 1.
    assert told(helped) == (59, 0, 0, 1, 1, 79 + 48)
    assert (helped.urgent, helped.urgent_units) == ({(OWN, date(2026, 2, 19))}, 76)

    # Every month, but only up to one month: 30 - 13 = 17 come on 22 February; 19 are left at its end, 19 - 17 = 2 on
    # 17 March, and the 28 of that round come on the 22nd: the evenings of the 19th to the 21st are empty, and two days
    # go without. Ends of months: 19 and 28 - 10 = 18.
    assert told(little) == (57, 2, 3, 2, 17 + 28, 19 + 18)

    # Up to two months: 60 - 13 = 47; 30 + 47 - 28 = 49; 60 - (49 - 17) = 28; 49 + 28 - 31 = 46. Nobody goes without.
    assert told(more) == (59, 0, 0, 2, 47 + 28, 49 + 46)

    # The table puts days without, their part of 59 days, deliveries, and months of stock side by side.
    assert table(district, found) == [
        ("Yang terjadi (buku)", 10, Fraction(10, 59), 1, 0, Fraction(13, 59)),
        ("Kiriman nyata, diputar ulang", 10, Fraction(10, 59), 1, 0, Fraction(12, 59)),
        ("Tingkat stok yang ditetapkan", 0, 0, 1, 0, Fraction(127, 59)),
        ("Tingkat stok yang ditetapkan, dengan pesanan darurat", 0, 0, 1, 1, Fraction(127, 59)),
        ("Semua sampai maksimum", 3, Fraction(3, 59), 2, 0, Fraction(37, 59)),
        ("Semua sampai maksimum", 0, 0, 2, 0, Fraction(95, 59)),
    ]


def tried(district: District) -> Trial:
    """February and March again; a delivery takes five days, an urgent one three."""
    with reading(district.engine) as db:
        return trial(scene(db, BOOK, Asked((FEBRUARY, MARCH), ("PILK",), (LITTLE, MORE), lead=5, urgent=3)))


def told(one: Outcome) -> tuple[int, ...]:
    """Used, not got, evenings without stock, deliveries of rounds and their pil, stock at the ends of months."""
    return one.used, one.unmet, one.days_out, one.lines, one.units, one.held


def table(district: District, found: Trial) -> list[tuple[object, ...]]:
    """Policy, days out and their part, trips, emergency trips and months of stock, as the report prints them."""
    with reading(district.engine) as db:
        (data, _) = workbook(found, letterhead(db, BOOK), datetime(2026, 4, 6, 9, tzinfo=WIB)).datasets
    names = [column.key for column in data.columns]
    wanted = [names.index(key) for key in ("policy", "days_out", "share", "trips", "urgent", "months")]
    return [tuple(row[n] for n in wanted) for row in data.rows if isinstance(row, tuple)]
