"""Many clerks at once: nothing is oversold, nothing is lost, and nobody is shown a database's own error."""

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from inventory.core.errors import Refused
from inventory.store import engine as store
from inventory.store import schema
from inventory.store.engine import connect
from inventory.store.prepared import Prepared
from tests.inventory.clerk import EACH, issue
from tests.inventory.processes import CONTEXT, bare
from tests.inventory.shop import BATCH, OTHER_BATCH, TODAY, Shop, day
from tests.inventory.test_posting import codes, on_hand

STOCK = 100


def processes(workers: int) -> Executor:
    return ProcessPoolExecutor(workers, mp_context=CONTEXT)


TOGETHER = pytest.mark.parametrize("together", [ThreadPoolExecutor, processes], ids=["threads", "processes"])


@TOGETHER
def test_five_clerks_who_take_thirty_from_a_hundred_at_once_get_three(
    shop: Shop, database_url: str, together: Callable[[int], Executor]
) -> None:
    shop.post(shop.receipt(STOCK, day("01-05")))
    with together(5) as room:
        results = [room.submit(issue, database_url, n + 1, bare(shop)) for n in range(5)]
    assert sorted(code for result in results for code in result.result()) == ["ok"] * 3 + ["short"] * 2
    assert on_hand(shop) == STOCK - 3 * EACH
    assert shop.verify().sound


@TOGETHER
def test_of_vouchers_at_once_that_need_the_last_of_a_batch_one_takes_all_its_lines_and_the_others_none(
    shop: Shop, database_url: str, together: Callable[[int], Executor]
) -> None:
    shop.post(shop.receipt(STOCK, day("01-05")), shop.receipt(20, day("01-05"), OTHER_BATCH))
    voucher = [(BATCH, EACH), (OTHER_BATCH, 20)]
    with together(3) as room:
        results = [room.submit(issue, database_url, n + 1, bare(shop), 2, voucher) for n in range(3)]
    assert sorted(code for result in results for code in result.result()) == ["ok"] + ["short"] * 5
    assert (on_hand(shop, BATCH), on_hand(shop, OTHER_BATCH)) == (STOCK - EACH, 0)
    report = shop.verify()
    assert (report.sound, report.events, report.moves) == (True, 2, 4)


def test_many_writers_leave_no_gap_and_lose_nothing(shop: Shop, database_url: str) -> None:
    shop.post(shop.receipt(10 * EACH, day("01-05")))
    with ThreadPoolExecutor(8) as clerks:
        results = [clerks.submit(issue, database_url, n + 1, bare(shop), again=2) for n in range(8)]
    outcomes = [code for result in results for code in result.result()]
    assert (outcomes.count("ok"), outcomes.count("short")) == (10, 6)
    report = shop.verify()
    assert report.sound
    assert (report.events, report.moves, on_hand(shop)) == (11, 11, 0)


def test_the_same_submission_sent_by_two_at_once_is_one_event(shop: Shop) -> None:
    entry = shop.entry(shop.receipt(100, day("01-05")), key="k")
    with ThreadPoolExecutor(4) as clerks:
        posted = [result.result() for result in [clerks.submit(shop.write, entry) for _ in range(4)]]
    assert {one.seq for one in posted} == {1}
    assert sorted(one.repeated for one in posted) == [False, True, True, True]
    assert on_hand(shop) == 100


def test_a_voucher_that_is_short_on_one_line_takes_nothing_of_the_other(shop: Shop) -> None:
    shop.post(shop.receipt(100, day("01-05")), shop.receipt(1, day("01-05"), OTHER_BATCH))
    shop.post(shop.issue(1, day("01-05"), OTHER_BATCH))
    assert codes(lambda: shop.post(shop.issue(30, TODAY), shop.issue(20, TODAY, OTHER_BATCH))) == ["short"]
    assert (on_hand(shop, BATCH), on_hand(shop, OTHER_BATCH)) == (100, 0)


def test_a_writer_that_waits_too_long_is_told_that_the_book_is_busy(
    shop: Shop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2 if shop.engine.dialect.name == "sqlite" else 1)
    other = connect(database_url)
    with shop.writing(), pytest.raises(Refused) as refused, store.writing(other, shop.book):
        pass
    other.dispose()
    assert refused.value.problems[0].code == "book_busy"


def test_a_writer_whose_own_statement_waits_too_long_is_told_so(postgresql_url: str) -> None:
    one, other = connect(postgresql_url), connect(f"{postgresql_url}&options=-c lock_timeout=100")
    taken = Prepared(schema.book.insert())
    row = {"book": "3299", "name": "Contoh", "head_seq": 0, "head_digest": "", "snapshot_through": None}
    with one.begin() as first:
        taken.write(first, [row])
        with pytest.raises(Refused) as refused, store.starting(other) as second:
            taken.write(second, [row])
    assert refused.value.problems[0].code == "book_busy"
    one.dispose()
    other.dispose()


def test_books_are_written_side_by_side_on_postgresql(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    one, two = Shop(engine).open(), Shop(engine, book="3208").open()
    with one.writing() as db:
        assert db.scalar(sa.select(sa.literal(1))) == 1
        two.post(two.receipt(5, day("01-05")))
    assert on_hand(two) == 5
    engine.dispose()
