"""What a late entry changes of what stood before it: later balances, counts, reservations."""

from contextlib import suppress

from inventory.store import writer
from inventory.store.impact import Impact, impact
from inventory.store.writer import Posted
from tests.inventory.shop import BATCH, OTHER_BATCH, Shop, day


class Looked(Exception):
    """What was written only to look at it is undone."""


def of(shop: Shop, posted: Posted) -> Impact:
    """The impact of an entry and everything after it."""
    with shop.reading() as db:
        return impact(db, shop.book, posted.seq)


def told(found: Impact) -> dict[str, list[tuple[int, int, int]]]:
    """Site and place → (event, before, after) of the lines that have changed."""
    return {
        f"{one.card.site_code}/{one.card.place}": [(s.line.event, s.before, s.after) for s in one.shifts]
        for one in found.cards
    }


def test_an_entry_behind_everything_on_its_cards_changes_nothing(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    assert not of(shop, shop.post(shop.issue(10, day("01-05"))))
    assert not of(shop, shop.post(shop.receipt(10, day("01-01"), OTHER_BATCH)))


def test_a_late_issue_lowers_every_later_balance_of_its_card_and_of_no_other(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    early = shop.post(shop.issue(10, day("01-08")))
    other = shop.post(shop.issue(10, day("02-08")), shop.issue(5, day("02-08"), OTHER_BATCH))
    found = of(shop, shop.post(shop.issue(3, day("01-10"))))
    assert told(found) == {"GUDANG/": [(other.seq, 80, 77)]}
    (card,) = found.cards
    assert (card.dated, card.before, card.after, found.newest) == (day("01-10"), 80, 77, day("02-08"))
    assert early.seq not in {s.line.event for s in card.shifts}


def test_a_late_transfer_is_told_on_the_cards_of_both_sites(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")), shop.receipt(20, day("01-05"), site="PKM1"))
    last = shop.post(shop.issue(1, day("03-01")), shop.issue(2, day("03-01"), site="PKM1"))
    found = of(shop, shop.post(shop.move("GUDANG/shelf", "PKM1/shelf", 30, day("02-01"))))
    assert told(found) == {"GUDANG/": [(last.seq, 99, 69)], "PKM1/": [(last.seq, 18, 48)]}


def test_a_reservation_changes_no_stock_card(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.issue(10, day("02-01")))
    assert not of(shop, shop.post(shop.move("GUDANG/shelf", "GUDANG/reserved", 20, day("01-10"), consignment=7)))


def test_a_count_behind_a_late_paper_keeps_what_it_saw_and_shows_another_variance(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    before = shop.post(shop.issue(10, day("01-20")))
    shop.count(day("01-31"), {BATCH: 88})
    shop.post(shop.issue(8, day("02-10")))
    found = of(shop, shop.post(shop.issue(5, day("01-10"))))
    assert told(found) == {"GUDANG/": [(before.seq, 90, 85)]}, "what lies behind the count is as it was"
    (recount,) = found.cards[0].recounts
    assert (recount.position, recount.before, recount.after) == ((day("01-31"), 0), -2, 3)
    assert (found.cards[0].before, found.cards[0].after) == (80, 80)


def test_a_count_told_late_changes_later_lines_and_is_itself_no_news(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    later = shop.post(shop.issue(10, day("02-10")))
    found = of(shop, shop.count(day("01-31"), {BATCH: 95}))
    assert told(found) == {"GUDANG/": [(later.seq, 90, 85)]}
    assert found.cards[0].recounts == ()


def test_reservations_that_a_count_gives_up_are_named(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.move("GUDANG/shelf", "GUDANG/reserved", 60, day("01-10"), consignment=7))
    shop.post(shop.issue(1, day("02-10")))
    found = of(shop, shop.count(day("01-31"), {BATCH: 41}))
    assert [(one.consignment, one.quantity) for one in found.released] == [(7, 20)]


def test_goods_on_the_road_are_told_apart_by_consignment(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    for case in (1, 2):
        shop.post(shop.move("GUDANG/shelf", "JALAN/transit", 10, day("01-10"), consignment=case))
    arrived = shop.post(shop.move("JALAN/transit", "PKM1/shelf", 4, day("02-10"), consignment=1))
    found = of(shop, shop.post(shop.move("JALAN/transit", "PKM1/shelf", 3, day("02-01"), consignment=1)))
    assert told(found) == {"JALAN/transit": [(arrived.seq, 6, 3)], "PKM1/": [(arrived.seq, 4, 7)]}
    assert not of(shop, shop.post(shop.move("JALAN/transit", "PKM2/shelf", 3, day("02-01"), consignment=2)))


def test_the_code_is_of_what_changes_and_not_of_when_it_was_asked(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.issue(10, day("02-10")))
    codes = []
    for more in (None, None, shop.issue(1, day("03-01"))):
        if more:
            shop.post(more)
        with suppress(Looked), shop.writing() as db:
            late = shop.entry(shop.issue(3, day("01-10")))
            codes.append(impact(db, shop.book, writer.post(db, shop.book, late).seq).code)
            raise Looked
        shop.post(shop.receipt(1, day("06-01"), OTHER_BATCH))
    assert codes[0] == codes[1] != codes[2]


def test_a_lot_that_comes_before_a_count_without_it_on_its_sheet_is_told(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    shop.count(day("01-31"), {BATCH: 100})
    found = of(shop, shop.post(shop.receipt(50, day("01-10"), OTHER_BATCH)))
    assert [(one.site_code, one.lot, one.position) for one in found.uncounted] == [
        ("GUDANG", shop.lot[OTHER_BATCH], (day("01-31"), 0))
    ]
    assert found
    assert not of(shop, shop.post(shop.receipt(50, day("02-10"), OTHER_BATCH))), "it came behind the count"
    assert not of(shop, shop.post(shop.receipt(50, day("01-10"), site="PKM1"))), "another site was counted"


def test_sites_are_told_with_the_day_from_which_their_balances_are_other_ones(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    found = of(shop, shop.post(shop.move("GUDANG/shelf", "PKM1/shelf", 30, day("02-01"))))
    assert (found.touched, bool(found)) == ({"GUDANG": day("02-01"), "PKM1": day("02-01")}, False)
