"""The measured history: the same from the same seed, whole, and never below zero."""

from collections import defaultdict
from datetime import date
from itertools import islice

from alokon.bench.vouchers import SERIES, SUPPLIER, WAREHOUSE, Line, Voucher
from alokon.bench.workload import ASKED, FIRST_MONTH, Workload

SMALL = Workload(faskes=20, months=5)


def vouchers(workload: Workload) -> list[Voucher]:
    return [voucher for _, written in workload.history() for voucher in written]


def lines(workload: Workload) -> list[tuple[date, Line]]:
    return [(voucher.day, line) for voucher in vouchers(workload) for line in voucher.lines]


def test_the_same_seed_is_the_same_history() -> None:
    assert vouchers(SMALL) == vouchers(Workload(faskes=20, months=5))
    assert list(islice(SMALL.requests(), 20)) == list(islice(Workload(20, 5).requests(), 20))


def test_another_seed_is_another_history() -> None:
    assert vouchers(SMALL) != vouchers(Workload(20, 5, seed=1))


def test_a_longer_history_begins_as_the_shorter_one() -> None:
    assert vouchers(Workload(20, 7))[: len(vouchers(SMALL))] == vouchers(SMALL)


def test_days_never_go_back_and_stay_in_their_month() -> None:
    days = [day for day, _ in lines(SMALL)]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (FIRST_MONTH.first, SMALL.last_month.last)
    assert SMALL.next_day > days[-1]


def test_no_place_ever_holds_less_than_nothing() -> None:
    held: dict[tuple[int, int], int] = defaultdict(int)
    for _, line in lines(SMALL):
        held[line.source, line.batch.number] -= line.quantity
        held[line.destination, line.batch.number] += line.quantity
        assert line.quantity > 0
        assert line.source < WAREHOUSE or held[line.source, line.batch.number] >= 0


def test_nothing_expired_is_sent_or_used() -> None:
    sent = [(day, line) for day, line in lines(SMALL) if line.source >= WAREHOUSE and line.destination != -1]
    assert sent
    assert all(day <= line.batch.expiry for day, line in sent)


def test_a_batch_is_received_once_under_a_number_of_its_own() -> None:
    received = [line.batch for _, line in lines(SMALL) if line.source == SUPPLIER]
    assert [batch.number for batch in received] == list(range(len(received)))
    assert {batch.series for batch in received} == set(range(len(SERIES)))


def test_a_faskes_month_is_three_papers_of_about_six_lines() -> None:
    found = vouchers(SMALL)
    assert 3 * 20 * 5 <= len(found) <= 3.2 * 20 * 5
    assert 4 <= sum(len(voucher.lines) for voucher in found) / len(found) <= 7


def test_scales_stretch_the_months() -> None:
    assert [Workload.of(scale).months for scale in (0.1, 1, 10)] == [4, 36, 360]


def test_a_request_asks_for_six_kinds_of_goods() -> None:
    for request in islice(SMALL.requests(), 50):
        assert 1 <= request.faskes <= SMALL.faskes
        assert len({series for series, _ in request.lines}) == ASKED
        assert all(quantity > 0 for _, quantity in request.lines)
