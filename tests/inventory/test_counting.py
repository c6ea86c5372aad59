"""Counting while stock moves: what was seen stands, and whatever comes in before it only changes the variance."""

from datetime import date

import pytest

from inventory.core.errors import Refused
from inventory.core.goods import LotKey
from inventory.store import availability, counts, queries
from inventory.store.writer import Posted
from tests.inventory.shop import BATCH, OTHER_BATCH, PILL, Shop, day
from tests.inventory.test_posting import codes, on_hand

COUNTED_ON = day("02-10")


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    """100 on the warehouse's shelf since January."""
    shop.post(shop.receipt(100, day("01-05")))
    return shop


def variance(shop: Shop, posted: Posted, site: str = "GUDANG") -> list[int]:
    """What an entry made counts put on a shelf or take off it, move by move."""
    shelf, sink = shop.place[site, "shelf"], shop.place["LUAR", "variance"]
    ends = {(sink, shelf): 1, (shelf, sink): -1}
    return [ends[m.source, m.destination] * m.quantity for m in posted.derived if (m.source, m.destination) in ends]


def held(shop: Shop, on: date, kind: str = "shelf") -> int:
    with shop.reading() as db:
        return sum(h.quantity for h in queries.holdings(db, shop.book, on, sites=["GUDANG"], kinds=[kind]))


def free(shop: Shop, on: date, slot: int | None = None) -> int:
    with shop.reading() as db:
        stock = availability.available(db, shop.book, shop.place["GUDANG", "shelf"], on, slot=slot)
    return sum(one.available for one in stock)


def test_a_count_posts_its_variance_where_it_was_taken(stocked: Shop) -> None:
    posted = stocked.count(COUNTED_ON, {BATCH: 93})
    assert variance(stocked, posted) == [-7]
    assert (held(stocked, day("02-09")), held(stocked, COUNTED_ON), on_hand(stocked)) == (100, 93, 93)
    assert stocked.verify().sound


def test_a_count_that_agrees_moves_nothing_and_stands_all_the_same(stocked: Shop) -> None:
    assert stocked.count(COUNTED_ON, {BATCH: 100}).derived == ()
    late = stocked.post(stocked.issue(5, day("02-01")))
    assert variance(stocked, late) == [5]
    assert on_hand(stocked) == 100


def test_a_late_document_before_a_count_changes_the_variance_and_not_what_was_counted(stocked: Shop) -> None:
    stocked.count(COUNTED_ON, {BATCH: 93})
    stocked.post(stocked.issue(10, day("02-20")))
    late = stocked.post(stocked.issue(5, day("02-01")))
    assert variance(stocked, late) == [5]
    assert (held(stocked, day("02-05")), held(stocked, COUNTED_ON), on_hand(stocked)) == (95, 93, 83)
    assert stocked.verify().sound


def test_movements_between_counting_and_confirming_stay_out_of_the_variance(stocked: Shop) -> None:
    """The shelf was cut on the tenth; a receipt of the day afterwards takes the slot behind the cut."""
    stocked.post(on=COUNTED_ON, cuts=[cut_of(stocked)])
    with stocked.reading() as db:
        slot = counts.open_slot(db, stocked.book, COUNTED_ON)
    stocked.post(stocked.receipt(30, COUNTED_ON)._replace(slot=slot))
    posted = stocked.count(COUNTED_ON, {BATCH: 98}, new=False)
    assert variance(stocked, posted) == [-2]
    assert held(stocked, COUNTED_ON) == on_hand(stocked) == 128


def cut_of(shop: Shop, slot: int = 0) -> counts.Cut:
    return counts.Cut(shop.site["GUDANG"], COUNTED_ON, slot)


def test_a_day_may_hold_several_counts_each_behind_what_came_before_it(stocked: Shop) -> None:
    stocked.count(COUNTED_ON, {BATCH: 98})
    stocked.post(stocked.issue(8, COUNTED_ON)._replace(slot=1))
    evening = stocked.count(COUNTED_ON, {BATCH: 91}, slot=1)
    assert variance(stocked, evening) == [1]
    early = stocked.post(stocked.receipt(4, COUNTED_ON))
    assert variance(stocked, early) == [-4]
    between = stocked.post(stocked.issue(3, COUNTED_ON)._replace(slot=1))
    assert variance(stocked, between) == [3]
    assert on_hand(stocked) == 91
    assert stocked.verify().sound


def test_a_count_put_before_another_leaves_the_later_one_standing(stocked: Shop) -> None:
    stocked.count(COUNTED_ON, {BATCH: 93})
    earlier = stocked.count(day("02-01"), {BATCH: 99})
    assert variance(stocked, earlier) == [-1, 1]
    assert (held(stocked, day("02-05")), held(stocked, COUNTED_ON)) == (99, 93)


def test_a_count_typed_wrong_is_told_again_and_one_taken_back_leaves_what_the_documents_say(stocked: Shop) -> None:
    stocked.count(COUNTED_ON, {BATCH: 39})
    assert variance(stocked, stocked.count(COUNTED_ON, {BATCH: 93}, new=False)) == [54]
    assert variance(stocked, stocked.count(COUNTED_ON, {BATCH: None}, new=False)) == [7]
    assert on_hand(stocked) == 100
    late = stocked.post(stocked.issue(5, day("02-01")))
    assert (late.derived, on_hand(stocked)) == ((), 95)
    assert stocked.verify().sound


def test_a_count_is_not_taken_back_when_its_goods_have_gone_on(shop: Shop) -> None:
    shop.count(COUNTED_ON, {BATCH: 40})
    gone = shop.post(shop.issue(40, day("02-20")))
    with pytest.raises(Refused) as refused:
        shop.count(COUNTED_ON, {BATCH: None}, new=False)
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["events"]) == ("short", (gone.seq,))


def test_what_the_book_did_not_know_is_found_on_the_shelf(stocked: Shop) -> None:
    found = LotKey(PILL, "TEMUAN", "APBN")
    posted = stocked.count(COUNTED_ON, {BATCH: 100, found: 12})
    assert variance(stocked, posted) == [12]
    assert on_hand(stocked, found) == 12


def test_a_lot_that_is_not_on_the_sheet_was_not_counted(stocked: Shop) -> None:
    stocked.post(stocked.receipt(20, day("01-06"), OTHER_BATCH))
    assert stocked.count(COUNTED_ON, {BATCH: 0}).derived[0].lot == stocked.lot[BATCH]
    assert (on_hand(stocked), on_hand(stocked, OTHER_BATCH)) == (0, 20)
    assert stocked.post(stocked.issue(5, day("02-01"), OTHER_BATCH)).derived == ()


def test_a_count_below_what_is_reserved_gives_up_the_newest_reservations(stocked: Shop) -> None:
    """100 of which 30 and 20 are promised; 40 are seen: the second promise is given up, and part of nothing else."""
    for consignment, quantity in ((7, 30), (8, 20)):
        stocked.post(stocked.move("GUDANG/shelf", "GUDANG/reserved", quantity, day("02-01"), consignment=consignment))
    posted = stocked.count(COUNTED_ON, {BATCH: 40})
    given = [(m.consignment, m.quantity) for m in posted.derived if m.source == stocked.place["GUDANG", "reserved"]]
    assert (variance(stocked, posted), given) == ([-60], [(8, 10)])
    assert (on_hand(stocked), held(stocked, COUNTED_ON, "reserved")) == (0, 40)
    assert stocked.verify().sound


def test_goods_promised_after_the_count_must_be_given_up_by_their_own_document(stocked: Shop) -> None:
    stocked.post(on=COUNTED_ON, cuts=[cut_of(stocked)])
    promised = stocked.post(stocked.move("GUDANG/shelf", "GUDANG/reserved", 90, day("02-11"), consignment=7))
    with pytest.raises(Refused) as refused:
        stocked.count(COUNTED_ON, {BATCH: 40}, new=False)
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["missing"], problem.facts["events"]) == ("short", 50, (promised.seq,))


def test_what_may_leave_before_a_count_does_not_depend_on_what_comes_behind_it(stocked: Shop) -> None:
    stocked.count(COUNTED_ON, {BATCH: 10})
    stocked.post(stocked.issue(10, day("02-20")))
    assert [free(stocked, on) for on in (day("02-01"), COUNTED_ON, day("02-20"))] == [100, 0, 0]
    assert free(stocked, COUNTED_ON, slot=0) == 100
    stocked.post(stocked.issue(100, day("02-01")))
    assert (held(stocked, day("02-05")), held(stocked, COUNTED_ON)) == (0, 10)
    assert codes(lambda: stocked.post(stocked.issue(1, day("02-05")))) == ["short"]
    assert stocked.verify().sound


def test_a_document_of_the_counts_own_slot_is_judged_without_what_the_count_found(shop: Shop) -> None:
    shop.post(shop.receipt(3, day("01-05")))
    shop.count(COUNTED_ON, {BATCH: 10})
    assert codes(lambda: shop.post(shop.issue(5, COUNTED_ON))) == ["short"]
    shop.post(shop.issue(5, COUNTED_ON)._replace(slot=1))
    assert on_hand(shop) == 5


def test_a_correction_leaves_the_counts_own_moves_alone_and_derives_them_again(stocked: Shop) -> None:
    stocked.count(COUNTED_ON, {BATCH: 93})
    typed = stocked.post(stocked.issue(50, day("02-01")))
    moves = stocked.amended(typed.seq, stocked.issue(5, day("02-01")))
    assert [(m.quantity, m.reverses) for m in moves] == [(50, (typed.seq, 1)), (5, None)]
    mended = stocked.post(*moves, corrects=typed.seq)
    assert (variance(stocked, typed), variance(stocked, mended)) == ([50], [-45])
    assert on_hand(stocked) == 93
    assert stocked.verify().sound


def test_a_correction_dated_today_is_refused_when_a_count_has_absorbed_the_error(stocked: Shop) -> None:
    typed = stocked.post(stocked.issue(50, day("01-20")))
    stocked.count(COUNTED_ON, {BATCH: 93})
    stocked.close("GUDANG", "2026-01")
    with pytest.raises(Refused) as refused:
        stocked.amended(typed.seq)
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["day"], problem.facts["batch"]) == ("count_between", COUNTED_ON, "A1")


def test_a_count_is_refused_in_a_closed_month_in_the_future_twice_or_below_nothing(stocked: Shop) -> None:
    stocked.count(COUNTED_ON, {BATCH: 93})
    stocked.close("GUDANG", "2026-01")
    assert codes(lambda: stocked.count(COUNTED_ON, {BATCH: 93})) == ["cut_taken"]
    assert codes(lambda: stocked.count(COUNTED_ON, {BATCH: 93}, slot=1, new=False)) == ["cut_unknown"]
    assert codes(lambda: stocked.count(day("02-11"), {BATCH: -1})) == ["quantity_negative"]
    assert codes(lambda: stocked.count(day("02-11"), {BATCH: 10**10})) == ["quantity_too_large"]
    assert codes(lambda: stocked.count(day("01-31"), {BATCH: 93})) == ["month_closed"]
    assert codes(lambda: stocked.count(date(2026, 7, 1), {BATCH: 93})) == ["date_in_future"]
    assert on_hand(stocked) == 93


def test_a_late_paper_into_the_card_of_a_faskes_is_carried_to_its_count_too(stocked: Shop) -> None:
    stocked.post(stocked.move("GUDANG/shelf", "PKM1/shelf", 30, day("02-01")))
    stocked.count(COUNTED_ON, {BATCH: 25}, site="PKM1")
    late = stocked.post(stocked.issue(4, day("02-05"), site="PKM1"))
    assert variance(stocked, late, "PKM1") == [4]
    assert on_hand(stocked, where="PKM1/shelf") == 25
