"""Taking back what was written: an opposite line linked to the first, in one event with what replaces it."""

from datetime import date

import pytest
import sqlalchemy as sa

from inventory.core.errors import Refused
from inventory.core.ledger import Move
from tests.inventory.shop import BATCH, OTHER_BATCH, TODAY, Shop, day
from tests.inventory.test_posting import codes, on_hand


def test_a_typing_error_is_mended_on_its_net_effect_though_goods_have_gone_on(shop: Shop) -> None:
    typed = shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.issue(60, day("01-06")))
    back = shop.amended(typed.seq)
    assert codes(lambda: shop.post(*back, corrects=typed.seq)) == ["short"]
    shop.post(*shop.amended(typed.seq, shop.receipt(90, day("01-05"))), corrects=typed.seq)
    assert on_hand(shop) == 30
    assert shop.verify().sound


def test_a_replacement_too_small_for_what_has_gone_on_names_the_documents_in_the_way(shop: Shop) -> None:
    typed = shop.post(shop.receipt(100, day("01-05")))
    gone = [shop.post(shop.issue(30, day(on))).seq for on in ("01-06", "01-07")]
    with pytest.raises(Refused) as refused:
        shop.post(*shop.amended(typed.seq, shop.receipt(50, day("01-05"))), corrects=typed.seq)
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["missing"], problem.facts["events"]) == ("short", 10, tuple(gone))


def test_a_reversal_carries_the_original_date_while_the_month_is_open(shop: Shop) -> None:
    posted = shop.post(shop.receipt(100, day("01-05"))._replace(slot=2))
    (back,) = shop.amended(posted.seq)
    assert (back.moved_on, back.slot, back.reverses) == (day("01-05"), 2, (posted.seq, 1))


def test_when_one_of_its_sites_has_closed_the_month_a_reversal_carries_todays_date(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")), shop.receipt(1, day("01-05"), site="PKM1"))
    moved = shop.post(
        shop.move("GUDANG/shelf", "PKM1/shelf", 10, day("01-06")),
        shop.move("GUDANG/shelf", "PKM2/shelf", 10, day("01-06")),
    )
    shop.close("PKM1", "2026-01")
    back = shop.amended(moved.seq)
    assert {move.moved_on for move in back} == {TODAY}
    shop.post(*back, corrects=moved.seq)
    assert on_hand(shop) == 100
    assert shop.verify().sound


def test_only_some_lines_may_be_taken_back_and_the_others_later(shop: Shop) -> None:
    posted = shop.post(shop.receipt(100, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    mended = shop.post(*shop.amended(posted.seq, shop.receipt(100, day("01-05"))), corrects=posted.seq)
    assert (on_hand(shop, BATCH), on_hand(shop, OTHER_BATCH)) == (100, 0)
    shop.post(*shop.amended(mended.seq), corrects=mended.seq)
    assert on_hand(shop, BATCH) == 0
    assert shop.verify().sound


def test_what_is_taken_back_already_and_what_took_it_back_is_never_taken_back_again(shop: Shop) -> None:
    posted = shop.post(shop.receipt(100, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    undone = shop.post(*shop.amended(posted.seq, shop.receipt(100, day("01-05"))), corrects=posted.seq)
    for event in (posted.seq, undone.seq):
        assert [m.reverses for m in shop.amended(event)] == [(posted.seq, 1)]
    whole = shop.post(*shop.amended(undone.seq), corrects=undone.seq)
    assert [shop.amended(event) for event in (posted.seq, undone.seq, whole.seq)] == [(), (), ()]


def test_a_line_is_not_reversed_twice_whoever_asks(shop: Shop) -> None:
    posted = shop.post(shop.receipt(100, day("01-05")))
    back = shop.amended(posted.seq)
    shop.post(*back, shop.receipt(100, day("01-05")), corrects=posted.seq)
    with pytest.raises(sa.exc.IntegrityError):
        shop.post(*back, corrects=posted.seq)
    assert on_hand(shop) == 100


def test_what_moved_nothing_has_nothing_to_take_back_and_what_never_was_is_refused(shop: Shop) -> None:
    empty = shop.post(payload='{"a":1}')
    assert shop.amended(empty.seq) == ()
    assert codes(lambda: shop.amended(99)) == ["event_unknown"]


def test_a_correction_can_be_corrected(shop: Shop) -> None:
    first = shop.post(shop.receipt(100, day("01-05")))
    second = shop.post(*shop.amended(first.seq, shop.receipt(90, day("01-05"))), corrects=first.seq)
    third = shop.post(*shop.amended(second.seq, shop.receipt(95, day("01-05"))), corrects=second.seq)
    assert on_hand(shop) == 95
    assert third.seq == 3
    assert shop.verify().sound


def test_a_month_in_which_nothing_stands_any_more_need_not_be_closed(shop: Shop) -> None:
    """A receipt typed 2016 instead of 2026 and mended leaves no ten years to close."""
    typed = shop.post(shop.receipt(100, date(2016, 1, 5)))
    assert codes(lambda: shop.close("GUDANG", "2026-01")) == ["close_in_order"]
    shop.post(*shop.amended(typed.seq, shop.receipt(100, day("01-05"))), corrects=typed.seq)
    shop.close("GUDANG", "2026-01")
    assert shop.verify().sound


def quantities(moves: tuple[Move, ...]) -> list[tuple[int, bool]]:
    """(quantity, whether it is a reversal) of each move."""
    return [(m.quantity, m.reverses is not None) for m in moves]


def test_only_the_lines_that_differ_are_taken_back_and_written_again(shop: Shop) -> None:
    posted = shop.post(shop.receipt(100, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    said = (shop.receipt(90, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    mended = shop.post(*(moves := shop.amended(posted.seq, *said)), corrects=posted.seq)
    assert quantities(moves) == [(100, True), (90, False)]
    moves = shop.amended(mended.seq, said[0], shop.receipt(45, day("01-05"), OTHER_BATCH))
    assert quantities(moves) == [(50, True), (45, False)], "what stands is told by the event and what it corrected"
    shop.post(*moves, corrects=mended.seq)
    assert (on_hand(shop, BATCH), on_hand(shop, OTHER_BATCH)) == (90, 45)
    assert shop.verify().sound


def test_a_line_that_stands_twice_is_left_alone_twice(shop: Shop) -> None:
    posted = shop.post(shop.receipt(10, day("01-05")), shop.receipt(10, day("01-05")))
    line = shop.receipt(10, day("01-05"))
    assert shop.amended(posted.seq, line, line) == ()
    assert quantities(shop.amended(posted.seq, line)) == [(10, True)]
    assert quantities(shop.amended(posted.seq, line, line, line)) == [(10, False)]


def test_a_document_of_a_closed_month_is_mended_today_and_only_where_it_differs(shop: Shop) -> None:
    posted = shop.post(shop.receipt(100, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    shop.close("GUDANG", "2026-01")
    said = (shop.receipt(90, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    moves = shop.amended(posted.seq, *said)
    assert [(m.quantity, m.moved_on, m.reverses) for m in moves] == [(100, TODAY, (1, 1)), (90, TODAY, None)]
    mended = shop.post(*moves, corrects=posted.seq)
    assert shop.amended(mended.seq, *said) == (), "said again, it differs in nothing"
    again = shop.amended(mended.seq, shop.receipt(80, day("01-05")), said[1])
    assert [(m.quantity, m.moved_on, m.reverses) for m in again] == [(90, TODAY, (3, 2)), (80, TODAY, None)]
    redated = shop.amended(mended.seq, *said, redated=True)
    assert codes(lambda: shop.post(*redated, corrects=mended.seq)) == ["month_closed"]
