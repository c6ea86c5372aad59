"""What reads that must stay quick ask is found by whole keys on SQLite, which does not know how large tables get."""

import pytest

from alokon.views import days_out, gone, stock
from inventory.store import amounts, moved, stock_cards
from inventory.store.prepared import Prepared
from tests.inventory.shop import Shop
from tests.inventory.test_plans import plan

NARROW = frozenset({"places", "items"})
DAYS = frozenset({"book", "since", "until"})

ASKED = {
    "a card whole": (stock_cards._lines(2), "item=? AND moved_on>? AND moved_on<?"),
    "a card's newest lines": (stock_cards._newest(2, False), "item=? AND moved_on>? AND moved_on<?"),
    "a card's sums": (stock_cards._turnover(2), "item=? AND moved_on>? AND moved_on<?"),
    "moves of some places": (moved._moved(amounts.MOVED, DAYS | {"places"}), "item=? AND moved_on>? AND moved_on<?"),
    "moves of all": (moved._moved(amounts.MOVED, DAYS), "(book=? AND moved_on>? AND moved_on<?)"),
    "use of all": (gone._went(3, tuple(gone.USES), False), "item=? AND moved_on>? AND moved_on<?"),
    "use of some": (gone._went(3, tuple(gone.USES), True), "item=? AND moved_on>? AND moved_on<?"),
    "days of all": (days_out._daily(False), "moved_on>? AND moved_on<?"),
    "days of some": (days_out._daily(True), "item=? AND moved_on>? AND moved_on<?"),
    "first moves": (stock._known(frozenset({"book", "on"})), "item=?"),
}


@pytest.mark.parametrize("name", ASKED)
def test_moves_are_found_by_their_place_item_and_day(sqlite_shop: Shop, name: str) -> None:
    statement, by = ASKED[name]
    with sqlite_shop.reading() as db:
        steps = [step for step in plan(db, statement) if " move " in step]
    assert steps
    assert [step for step in steps if by not in step] == []


@pytest.mark.parametrize("narrow", [frozenset(), NARROW])
def test_what_lies_now_is_read_from_the_index_of_it_alone(sqlite_shop: Shop, narrow: frozenset[str]) -> None:
    lying: Prepared = amounts._lying(narrow, amounts.CARD)
    with sqlite_shop.reading() as db:
        (step,) = [step for step in plan(db, lying) if " balance " in step]
    assert "COVERING INDEX ix_balance_lying" in step


@pytest.mark.parametrize("name", ["a card whole", "a card's newest lines", "a card's sums", "use of some"])
def test_a_card_is_read_from_an_index_alone_as_it_stands(sqlite_shop: Shop, name: str) -> None:
    statement, _ = ASKED[name]
    with sqlite_shop.reading() as db:
        steps = plan(db, statement)
    assert all("COVERING INDEX" in step for step in steps if " move " in step)
    assert not [step for step in steps if "ORDER BY" in step]
