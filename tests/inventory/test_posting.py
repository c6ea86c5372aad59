"""What the one writer accepts and refuses: every reason, all at once, and nothing written when there is one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from inventory.core.errors import Problem, Refused
from inventory.core.goods import MOST, LotFacts, LotKey
from inventory.core.ledger import CardKey
from inventory.core.months import Month
from inventory.store import balances, lots, schema, writer
from inventory.store.closing import Closing
from inventory.store.engine import writing
from inventory.store.lots import Revision
from tests.inventory.shop import BATCH, BOOK, CONDOM, EXPIRY, LEAFLET, OTHER_BATCH, PILL, TODAY, Shop, day


def refusal(act: Callable[[], object]) -> Sequence[Problem]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.problems


def codes(act: Callable[[], object]) -> list[str]:
    return [problem.code for problem in refusal(act)]


def on_hand(shop: Shop, lot: LotKey = BATCH, where: str = "GUDANG/shelf", consignment: int = 0) -> int:
    site, kind = where.split("/")
    key = CardKey(shop.place[site, kind], shop.lot[lot], consignment)
    with shop.reading() as db:
        return balances.current(db, shop.book, {key: shop.item[lot.item]}).get(key, 0)


def test_a_date_of_long_ago_is_a_typing_error(shop: Shop) -> None:
    assert codes(lambda: shop.post(shop.receipt(5, date(1926, 1, 5)))) == ["date_too_early"]
    assert rows(shop, schema.move) == 0


def rows(shop: Shop, table: sa.Table) -> int:
    with shop.reading() as db:
        return db.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_a_receipt_and_an_issue_change_the_balance(shop: Shop) -> None:
    first = shop.post(shop.receipt(100, day("01-05")))
    second = shop.post(shop.issue(30, day("01-06")))
    assert (first.seq, second.seq) == (1, 2)
    assert on_hand(shop) == 70
    assert shop.verify().sound


def test_more_than_there_is_is_refused_and_leaves_no_trace(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    (problem,) = refusal(lambda: shop.post(shop.issue(130, day("01-06"))))
    assert problem.code == "short"
    told = {name: problem.facts[name] for name in ("item", "batch", "fund", "site", "place", "day", "missing")}
    assert told == {
        "item": PILL, "batch": "A1", "fund": "APBN", "site": "GUDANG", "place": "shelf", "day": day("01-06"),
        "missing": 30,
    }  # fmt: skip
    assert (on_hand(shop), rows(shop, schema.event), rows(shop, schema.move)) == (100, 1, 1)


def test_a_backdated_issue_may_not_starve_a_later_day_and_is_told_what_stands_in_the_way(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    later = shop.post(shop.issue(80, day("02-10")))
    shop.post(shop.receipt(500, day("03-01")))
    (problem,) = refusal(lambda: shop.post(shop.issue(30, day("01-20"))))
    assert (problem.facts["day"], problem.facts["missing"]) == (day("02-10"), 10)
    assert problem.facts["events"] == (later.seq,)
    shop.post(shop.issue(20, day("01-20")))
    assert on_hand(shop) == 500


def test_goods_of_another_batch_or_fund_never_fill_the_gap(shop: Shop) -> None:
    other_fund = BATCH._replace(fund="APBD")
    shop.post(shop.receipt(100, day("01-05")), shop.receipt(100, day("01-05"), OTHER_BATCH))
    shop.post(shop.receipt(100, day("01-05"), other_fund))
    assert shop.lot[other_fund] != shop.lot[BATCH]
    assert codes(lambda: shop.post(shop.issue(101, day("01-06")))) == ["short"]


def test_every_short_card_is_told_at_once_with_every_other_problem(shop: Shop) -> None:
    shop.post(shop.receipt(10, day("01-05")), shop.receipt(10, day("01-05"), OTHER_BATCH))
    leaflet = LotKey(LEAFLET, "", "APBN")
    shop.post(shop.receipt(10, day("01-05"), leaflet))
    told = refusal(
        lambda: shop.post(
            shop.issue(11, day("01-06")),
            shop.issue(12, day("01-06"), OTHER_BATCH),
            shop.move("GUDANG/shelf", "PKM1/shelf", 1, TODAY + timedelta(days=1), leaflet),
        )
    )
    assert sorted(p.code for p in told) == ["date_in_future", "goods_not_accepted", "short", "short"]


def test_inside_an_event_what_comes_in_may_go_out(shop: Shop) -> None:
    shop.post(shop.issue(100, day("01-05"), BATCH), shop.receipt(100, day("01-05")))
    assert on_hand(shop) == 0
    assert shop.verify().sound


def test_all_lines_or_none(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")), shop.receipt(1, day("01-05"), OTHER_BATCH))
    told = codes(lambda: shop.post(shop.issue(30, day("01-06")), shop.issue(20, day("01-06"), OTHER_BATCH)))
    assert told == ["short"]
    assert (on_hand(shop), on_hand(shop, OTHER_BATCH)) == (100, 1)


def test_a_site_takes_only_the_goods_it_accepts(shop: Shop) -> None:
    leaflet = LotKey(LEAFLET, "", "APBN")
    shop.post(shop.receipt(10, day("01-05"), leaflet))
    (problem,) = refusal(lambda: shop.post(shop.move("GUDANG/shelf", "PKM1/shelf", 1, day("01-06"), leaflet)))
    assert problem.code == "goods_not_accepted"
    assert (problem.facts["site"], problem.facts["item"], problem.facts["goods"]) == ("PKM1", LEAFLET, "kie")


def test_a_lot_is_moved_as_the_item_it_is(shop: Shop) -> None:
    shop.post(shop.receipt(10, day("01-05")))
    wrong = shop.issue(1, day("01-06"))._replace(item=shop.item[CONDOM])
    assert codes(lambda: shop.post(wrong)) == ["lot_of_other_item"]


@pytest.mark.parametrize(
    ("quantity", "code"),
    [(0, "quantity_not_positive"), (-5, "quantity_not_positive"), (MOST + 1, "quantity_too_large")],
)
def test_a_move_needs_a_quantity_the_ledger_can_hold(shop: Shop, quantity: int, code: str) -> None:
    assert codes(lambda: shop.post(shop.receipt(quantity, day("01-05")))) == [code]


def test_a_balance_never_passes_the_limit(shop: Shop) -> None:
    shop.post(shop.receipt(MOST, day("01-05")))
    assert codes(lambda: shop.post(shop.receipt(1, day("01-05")))) == ["balance_too_large"]
    assert on_hand(shop) == MOST


def test_nothing_is_dated_in_the_future_of_its_recording(shop: Shop) -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert codes(lambda: shop.post(shop.receipt(1, tomorrow))) == ["date_in_future"]
    assert codes(lambda: shop.post(on=tomorrow)) == ["date_in_future"]
    shop.post(shop.receipt(1, TODAY))


def test_an_event_may_carry_no_moves_and_is_chained_all_the_same(shop: Shop) -> None:
    first = shop.post(payload='{"petunjuk":"lisan"}')
    second = shop.post(payload="{}")
    assert (first.seq, second.seq) == (1, 2)
    assert first.digest != second.digest
    assert shop.verify().sound


def test_a_repeated_key_with_the_same_request_is_the_same_event_once(shop: Shop) -> None:
    entry = shop.entry(shop.receipt(100, day("01-05")), key="k", request="a" * 64)
    first, second = shop.write(entry), shop.write(entry)
    assert (second.seq, second.digest, second.repeated) == (first.seq, first.digest, True)
    assert not first.repeated
    assert on_hand(shop) == 100


def test_a_repeated_key_with_another_request_is_refused(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")), key="k", request="a" * 64)
    (problem,) = refusal(lambda: shop.post(shop.receipt(101, day("01-05")), key="k", request="b" * 64))
    assert (problem.code, problem.facts["event"]) == ("key_reused", 1)
    assert on_hand(shop) == 100


def test_a_book_is_opened_once_and_an_unknown_one_is_told(shop: Shop) -> None:
    with pytest.raises(Refused) as refused, writing(shop.engine, "9999"):
        pass
    assert refused.value.problems[0].code == "book_unknown"


def test_books_in_one_database_do_not_touch_each_other(shop: Shop) -> None:
    other = Shop(shop.engine, book="3208").open()
    shop.post(shop.receipt(100, day("01-05")), key="k")
    other.post(other.receipt(7, day("01-05")), key="k")
    assert (on_hand(shop), on_hand(other)) == (100, 7)
    assert codes(lambda: other.post(other.issue(8, day("01-06")))) == ["short"]
    assert shop.verify().sound
    assert other.verify().sound


def test_a_second_delivery_at_another_price_is_a_sibling_lot(shop: Shop) -> None:
    cheap, dear = LotFacts(EXPIRY, unit_value_sen=100), LotFacts(EXPIRY, unit_value_sen=120)
    first = shop.post(shop.receipt(10, day("01-05")), facts={BATCH: cheap})
    again = shop.receipt(10, day("01-06"))._replace(lot=BATCH)
    same = shop.post(again, facts={BATCH: cheap})
    sibling = shop.post(again, facts={BATCH: dear})
    unsaid = shop.post(again, facts={BATCH: LotFacts(EXPIRY)})
    assert first.lots[BATCH] == same.lots[BATCH] == unsaid.lots[BATCH]
    assert sibling.lots[BATCH] != first.lots[BATCH]
    with shop.reading() as db:
        known = lots.lots_by_id(db, shop.book, {sibling.lots[BATCH]})
    assert known[sibling.lots[BATCH]].key == BATCH._replace(sibling=1)
    assert on_hand(shop) == 30


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        (LotFacts(date(2027, 1, 31)), "expiry"),
        (LotFacts(None), "expiry"),
        (LotFacts(EXPIRY, produced=date(2024, 1, 1)), "produced"),
        (LotFacts(EXPIRY, produced=date(2023, 5, 1), edition="kedua"), "edition"),
    ],
)
def test_a_label_that_contradicts_the_book_is_refused(shop: Shop, typed: LotFacts, what: str) -> None:
    known = LotFacts(EXPIRY, produced=date(2023, 5, 1), edition="pertama")
    shop.post(shop.receipt(10, day("01-05")), facts={BATCH: known})
    again = shop.receipt(10, day("01-06"))._replace(lot=BATCH)
    (problem,) = refusal(lambda: shop.post(again, facts={BATCH: typed}))
    assert (problem.code, problem.facts["what"], problem.field) == ("lot_differs", what, what)
    assert (problem.facts["book"], problem.facts["typed"]) == (getattr(known, what), getattr(typed, what))


def test_what_a_label_leaves_out_does_not_contradict_the_book(shop: Shop) -> None:
    shop.post(shop.receipt(10, day("01-05")), facts={BATCH: LotFacts(EXPIRY, produced=date(2023, 5, 1), edition="x")})
    again = shop.receipt(10, day("01-06"))._replace(lot=BATCH)
    shop.post(again, facts={BATCH: LotFacts(EXPIRY)})
    assert on_hand(shop) == 20


def test_a_lot_is_corrected_by_an_event_that_keeps_the_history(shop: Shop) -> None:
    shop.post(shop.receipt(10, day("01-05")))
    shop.post(shop.receipt(10, day("01-05"), OTHER_BATCH))
    right = LotFacts(date(2027, 12, 31), "month")
    numbers = [shop.lot[OTHER_BATCH], shop.lot[BATCH]]
    shop.post(revisions=[Revision(number, right, "salah ketik") for number in numbers])
    with shop.reading() as db:
        known = lots.lots_by_id(db, shop.book, numbers)
        history = db.execute(sa.select(schema.lot_revision.c.expiry).order_by(schema.lot_revision.c.event)).all()
    assert {found.facts for found in known.values()} == {right}
    assert [row.expiry for row in history] == [EXPIRY, EXPIRY, right.expiry, right.expiry]
    assert shop.verify().sound


def test_a_reservation_keeps_each_consignment_apart(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.move("GUDANG/shelf", "GUDANG/reserved", 30, day("01-06"), consignment=7))
    shop.post(shop.move("GUDANG/shelf", "GUDANG/reserved", 20, day("01-06"), consignment=8))
    assert (on_hand(shop), on_hand(shop, where="GUDANG/reserved", consignment=7)) == (50, 30)
    ship = shop.move("GUDANG/reserved", "JALAN/transit", 31, day("01-07"), consignment=7)
    (problem,) = refusal(lambda: shop.post(ship))
    assert (problem.code, problem.facts["place"], problem.facts["consignment"]) == ("short", "reserved", 7)
    shop.post(ship._replace(quantity=30))
    assert on_hand(shop, where="JALAN/transit", consignment=7) == 30
    assert shop.verify().sound


def test_slots_part_a_day_before_and_after_a_count(shop: Shop) -> None:
    shop.post(shop.receipt(10, day("01-05"))._replace(slot=1))
    assert codes(lambda: shop.post(shop.issue(1, day("01-05")))) == ["short"]
    shop.post(shop.issue(1, day("01-05"))._replace(slot=1))
    assert on_hand(shop) == 9


def test_the_world_outside_is_never_short(shop: Shop) -> None:
    shop.post(shop.move("LUAR/variance", "GUDANG/shelf", 5, day("01-05")))
    shop.post(shop.move("LUAR/client", "GUDANG/shelf", 5, day("01-05")))
    assert on_hand(shop) == 10


class TestClosing:
    """Months close per site, in order, and then nothing more is dated into them."""

    def test_a_closed_month_takes_nothing_more_at_that_site(self, shop: Shop) -> None:
        shop.post(shop.receipt(100, day("01-05")))
        shop.close("GUDANG", "2026-01")
        (problem,) = refusal(lambda: shop.post(shop.receipt(1, day("01-31"))))
        assert problem.code == "month_closed"
        assert problem.facts == {"site": "GUDANG", "month": Month(2026, 1), "closed": Month(2026, 1)}
        shop.post(shop.receipt(1, day("02-01")))
        shop.post(shop.receipt(1, day("01-31"), site="PKM1"))

    def test_both_sides_of_a_move_must_be_open(self, shop: Shop) -> None:
        shop.post(shop.receipt(100, day("01-05")))
        shop.post(shop.receipt(1, day("01-05"), site="PKM1"))
        shop.close("PKM1", "2026-01")
        told = codes(lambda: shop.post(shop.move("GUDANG/shelf", "PKM1/shelf", 1, day("01-20"))))
        assert told == ["month_closed"]
        shop.post(shop.move("GUDANG/shelf", "PKM2/shelf", 1, day("01-20")))

    def test_the_road_never_closes_so_a_delivery_can_always_be_confirmed(self, shop: Shop) -> None:
        assert codes(lambda: shop.close("JALAN", "2026-01")) == ["site_never_closes"]
        assert codes(lambda: shop.close("LUAR", "2026-01")) == ["site_never_closes"]

    def test_a_month_closes_only_when_it_is_over(self, shop: Shop) -> None:
        shop.post(shop.receipt(100, day("05-05")))
        shop.close("GUDANG", "2026-05")
        assert codes(lambda: shop.close("GUDANG", "2026-06")) == ["month_not_over"]
        shop.close("GUDANG", "2026-06", today=date(2026, 7, 1))

    def test_months_close_in_order_from_the_first_move_on(self, shop: Shop) -> None:
        shop.post(shop.receipt(100, day("02-05")))
        (problem,) = refusal(lambda: shop.close("GUDANG", "2026-03"))
        assert (problem.code, problem.facts["expected"]) == ("close_in_order", Month(2026, 2))
        shop.close("GUDANG", "2026-02")
        shop.close("GUDANG", "2026-03")
        assert codes(lambda: shop.close("GUDANG", "2026-03")) == ["month_already_closed"]
        assert codes(lambda: shop.close("GUDANG", "2026-05")) == ["close_in_order"]
        assert shop.verify().sound

    def test_only_the_latest_closed_month_can_be_reopened(self, shop: Shop) -> None:
        shop.post(shop.receipt(100, day("01-05")))
        shop.close("GUDANG", "2026-01")
        shop.close("GUDANG", "2026-02")
        assert codes(lambda: shop.reopen("GUDANG", "2026-01")) == ["only_latest_reopens"]
        shop.reopen("GUDANG", "2026-02")
        shop.post(shop.issue(1, day("02-10")))
        assert codes(lambda: shop.post(shop.issue(1, day("01-10")))) == ["month_closed"]
        shop.reopen("GUDANG", "2026-01")
        shop.post(shop.issue(1, day("01-10")))
        shop.close("GUDANG", "2026-01")
        assert shop.verify().sound

    def test_reopening_goes_back_beyond_the_first_closing_so_that_a_late_paper_can_be_entered(self, shop: Shop) -> None:
        shop.post(shop.receipt(100, day("03-05")))
        shop.close("GUDANG", "2026-03")
        shop.reopen("GUDANG", "2026-03")
        assert codes(lambda: shop.post(shop.receipt(1, day("02-10")))) == ["month_closed"]
        shop.reopen("GUDANG", "2026-02")
        shop.post(shop.receipt(1, day("02-10")))
        assert shop.verify().sound

    def test_several_sites_close_in_one_event(self, shop: Shop) -> None:
        shop.post(shop.receipt(9, day("01-05")), shop.receipt(9, day("01-05"), site="PKM1"))
        acts = [Closing(shop.site[code], Month(2026, 1)) for code in ("PKM1", "GUDANG")]
        shop.post(closings=acts)
        assert codes(lambda: shop.post(shop.receipt(1, day("01-31"), site="PKM1"))) == ["month_closed"]
        assert shop.verify().sound


def test_month_ends_follow_a_backdated_move(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.issue(10, day("05-05")))
    shop.post(shop.receipt(40, day("02-10")))
    shop.post(shop.issue(100, day("03-10")))
    shop.post(shop.receipt(7, date(2025, 11, 3)))
    shop.post(shop.issue(7, date(2025, 12, 3)))
    with shop.reading() as db:
        kept = db.execute(sa.select(schema.snapshot.c.month, schema.snapshot.c.quantity)).all()
    assert sorted(map(tuple, kept)) == [
        ("2025-11", 7), ("2026-01", 100), ("2026-02", 140), ("2026-03", 40), ("2026-04", 40),
    ]  # fmt: skip
    assert shop.verify().sound


def test_readers_are_not_blocked_by_a_writer_and_see_the_state_before(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    with shop.writing() as db:
        writer.post(db, BOOK, shop.entry(shop.issue(30, day("01-06"))))
        assert on_hand(shop) == 100
        assert shop.verify().seq == 1
    assert on_hand(shop) == 70


def test_what_fails_inside_a_transaction_leaves_no_trace(shop: Shop) -> None:
    def write_and_fail() -> None:
        with shop.writing() as db:
            writer.post(db, BOOK, shop.entry(shop.receipt(1, day("01-05"))))
            raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert rows(shop, schema.event) == rows(shop, schema.move) == rows(shop, schema.lot) == 0
    assert shop.verify().sound
