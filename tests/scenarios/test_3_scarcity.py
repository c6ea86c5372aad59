"""Too little for everyone: a rule shares whole dozens out, other rules stand beside it, and a ledger remembers."""

from datetime import date
from fractions import Fraction

from alokon.planning.fairness import outcome
from alokon.planning.sharing import BY_REQUEST, BY_USE, MONTHS
from alokon.views.rensi import Goods, again, drafted
from alokon.views.rensi_told import Shortfall, shortfalls
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK, WAREHOUSE
from tests.district import FAR, NEIGHBOUR, OWN, District, midwife
from tests.rounds import approve, draw_up, issue_orders, told

DOZEN, MARGIN = 12, 30
KONDOM = {"item": "KONDOM", "batch": "K1", "fund": "APBN", "expiry": "2030"}
JANUARY = {OWN: (84, 24), NEIGHBOUR: (12, 8), FAR: (26, 16)}
"""Dozens a faskes got on 8 January, and used until the end of the month."""


def test_forty_dozen_for_three_faskes_that_lack_a_hundred_and_six(district: District) -> None:
    # January. In 24 days with stock 24, 8 and 16 dozen are used: 30, 10 and 20 a month.
    # 60, 4 and 10 dozen are left: for 2, 0,4 and 0,5 months. Three months would take 30, 26 and 50 dozen more: 106.
    district.unload(date(2026, 1, 5), [{**KONDOM, "accepted": (84 + 12 + 26 + 100) * DOZEN + 5}])
    for site, (got, used) in JANUARY.items():
        district.supply(site, date(2026, 1, 8), {"KONDOM": got * DOZEN})
        district.use(site, date(2026, 1, 31), "KONDOM", service=used * DOZEN)
        district.finish(site, Month(2026, 1), date(2026, 2, 2))

    # 10 February. 100 dozen and 5 pieces are in the warehouse. One month of the kabupaten, 30 + 10 + 20 = 60 dozen,
    # stays for emergencies; 40 dozen and 5 pieces can go. The 5 pieces are no dozen, and stay too.
    goods = kondom(district, "2026-02-10")
    assert (goods.needed, goods.shares.supply, goods.shares.floor) == (106 * DOZEN, 100 * DOZEN + 5, 60 * DOZEN)

    # The house rule looks at months of stock. 40 dozen bring the two who have least to 1,8 months, which is still less
    # than the 2 of the first: 18 - 4 = 14 and 36 - 10 = 26.
    # In proportion to what is lacking, 40 × 30/106, 26/106 and 50/106 are 11,3, 9,8 and 18,9: 11, 10 and 19.
    # In proportion to use, 40 × 3/6, 1/6 and 2/6 are 20, 6,7 and 13,3: 20, 7 and 13.
    assert dozens(goods, MONTHS) == {NEIGHBOUR: 14, FAR: 26}
    assert dozens(goods, BY_REQUEST) == {OWN: 11, NEIGHBOUR: 10, FAR: 19}
    assert dozens(goods, BY_USE) == {OWN: 20, NEIGHBOUR: 7, FAR: 13}

    # How the rules leave whoever is worst off: 1,8 months; (4 + 10)/10 = 1,4; (4 + 7)/10 = 1,1.
    lowest = {rule: outcome(goods.claims, given(goods, rule)).lowest for rule in (MONTHS, BY_REQUEST, BY_USE)}
    assert lowest == {MONTHS: Fraction(9, 5), BY_REQUEST: Fraction(7, 5), BY_USE: Fraction(11, 10)}

    # The Rensi is made by the house rule, approved and delivered: exactly 40 dozen leave.
    a_round(district, "2026-02-10")
    assert district.held()[WAREHOUSE, "shelf", "KONDOM"] == 60 * DOZEN + 5
    assert (district.held()[NEIGHBOUR, "shelf", "KONDOM"], district.held()[FAR, "shelf", "KONDOM"]) == (216, 432)

    # The ledger of fairness: all 30 of the first are lacking, 24 of 50 (48 %), 12 of 26 (46 %).
    assert remembered(district) == [(OWN, 1, 30, 30), (FAR, 1, 50, 24), (NEIGHBOUR, 1, 26, 12)]

    # 20 February. Five dozen come. At 1,8 months one dozen is a tenth of a month for the second and a twentieth for
    # the third. Step by step whoever is lowest: second (1,9), third (1,85), third (1,9), second (2,0), third (1,95).
    district.unload(date(2026, 2, 20), [{**KONDOM, "accepted": 5 * DOZEN}])
    assert dozens(kondom(district, "2026-02-20"), MONTHS) == {NEIGHBOUR: 2, FAR: 3}
    a_round(district, "2026-02-20")

    # The second round adds up with the first: 30 + 30 of 60; 24 + 21 of 50 + 24; 12 + 10 of 26 + 12.
    assert remembered(district) == [(OWN, 2, 60, 60), (FAR, 2, 74, 45), (NEIGHBOUR, 2, 38, 22)]


def kondom(district: District, day: str) -> Goods:
    """What a Rensi of a day finds of kondom."""
    with reading(district.engine) as db:
        return drafted(db, BOOK, date.fromisoformat(day)).goods["KONDOM"]


def given(goods: Goods, rule: str) -> dict[str, int]:
    """Pieces by faskes under a rule."""
    return dict(again(goods, date(2026, 2, 10), MARGIN, rule).by_code())


def dozens(goods: Goods, rule: str) -> dict[str, int]:
    """Whole dozens by faskes under a rule: nothing else is ever given."""
    found = given(goods, rule)
    assert all(pieces % DOZEN == 0 for pieces in found.values())
    return {site: pieces // DOZEN for site, pieces in found.items()}


def a_round(district: District, day: str) -> None:
    """A Rensi of a day is drawn up, approved, ordered, sent and received."""
    case = draw_up(district, day).case or 0
    approve(district, case, day)
    issue_orders(district, case, day=day)
    for site, order in told(district, case).orders.items():
        for step in ("issue", "ship"):
            district.take("pengelola", day, "distribusi", step, case=order.id)
        district.accept(day, order.id, midwife(site))


def remembered(district: District) -> list[tuple[str, int, int, int]]:
    """The ledger of fairness: faskes, rounds, dozens needed and dozens short, the largest part first."""

    def line(one: Shortfall) -> tuple[str, int, int, int]:
        return one.site, one.rounds, one.needed // DOZEN, one.short // DOZEN

    with reading(district.engine) as db:
        return [line(one) for one in shortfalls(db, BOOK, date(2026, 1, 1)) if one.short]
