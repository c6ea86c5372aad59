"""Kartu stok: balances, documents and counterparts of every line, on both databases."""

from datetime import date

import pytest

from alokon.views.cards import Card, card, page, told
from alokon.views.told import Told
from inventory.store import queries
from inventory.store.engine import reading
from inventory.store.stock_cards import CardRow
from tests.books import BOOK
from tests.district import NEIGHBOUR, OWN, District
from tests.web.office import statements

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def read(
    district: District, site: str, item: str, since: date = YEAR[0], until: date = YEAR[1]
) -> tuple[Card, list[tuple[CardRow, Told]]]:
    """A card and its lines in words."""
    with reading(district.engine) as db:
        found = card(db, BOOK, site, item, since, until)
        return found, told(db, BOOK, site, found.lines)


@pytest.fixture
def lived(district: District) -> District:
    """Two faskes served, one of them used, corrected and served again."""
    district.unload(date(2026, 1, 5))
    case = district.ship(OWN, date(2026, 1, 8), {"PILK": 60, "KONDOM": 24})
    arrived = district.accept("2026-01-10", case, "faskes")
    lines = [
        {"line": line.number, "accepted": line["issued"] - 1, "damaged": 1, "note": "penyok"}
        for line in district.leaves(case)
    ]
    district.correct("faskes", "2026-01-10", arrived.event, "salah hitung", receiver="Bidan", lines=lines)
    district.supply(NEIGHBOUR, date(2026, 1, 9), {"PILK": 30})
    district.use(OWN, date(2026, 1, 31), "PILK", service=45, network=3, damaged=2)
    district.supply(OWN, date(2026, 2, 6), {"PILK": 20})
    return district


def test_the_running_balance_is_what_the_ledger_holds_on_each_day(lived: District) -> None:
    for site in ("GUDANG", OWN, NEIGHBOUR):
        found, _ = read(lived, site, "PILK")
        by_day = {line.moved_on: line.balance for line in found.lines}
        with reading(lived.engine) as db:
            for day, balance in by_day.items():
                held = queries.holdings(db, BOOK, day, sites=[site], items=["PILK"], kinds=["shelf", "reserved"])
                assert balance == sum(h.quantity for h in held), (site, day)


def test_each_batch_runs_its_own_balance_and_they_add_up(lived: District) -> None:
    found, _ = read(lived, OWN, "PILK")
    assert sum(found.lot_closings.values()) == found.closing
    assert {found.batches[lot].key.batch: left for lot, left in found.lot_closings.items()} == {"A0": 0, "A1": 28}


def test_a_span_opens_with_what_was_left_before_it(lived: District) -> None:
    whole, _ = read(lived, OWN, "PILK")
    january, _ = read(lived, OWN, "PILK", until=date(2026, 1, 31))
    february, _ = read(lived, OWN, "PILK", since=date(2026, 2, 1))
    assert february.opening == january.closing == 8
    assert january.received + february.received == whole.received
    assert february.opening + february.received - february.issued == february.closing == whole.closing
    empty, _ = read(lived, OWN, "PILK", since=date(2026, 5, 1))
    assert (empty.lines, empty.opening, empty.closing) == ((), 28, 28)


def test_both_ends_of_a_delivery_name_the_same_sbbk_and_each_other(lived: District) -> None:
    _, sent = read(lived, "GUDANG", "KONDOM")
    _, came = read(lived, OWN, "KONDOM")
    out = next(words for line, words in sent if line.issued)
    arrived = next(words for line, words in came if line.received)
    assert out.document == arrived.document
    assert "/SBBK/" in out.document
    assert (out.other, arrived.other) == (lived.names[OWN], "Gudang Alokon Kabupaten")
    assert out.case == arrived.case


def test_a_receipt_names_its_sbbm_and_the_sender(lived: District) -> None:
    _, lines = read(lived, "GUDANG", "PILK")
    assert {words.other for line, words in lines if line.received} == {"Perwakilan BKKBN Jawa Barat"}
    assert all("/SBBM/" in words.document for line, words in lines if line.received)


def test_use_is_told_by_its_cause(lived: District) -> None:
    _, lines = read(lived, OWN, "PILK", since=date(2026, 1, 31))
    causes = [(words.other, line.issued) for line, words in lines if line.issued]
    assert [cause for cause, _ in causes] == ["Pelayanan KB", "Pelayanan KB", "Jaringan / jejaring", "Rusak"]
    assert sum(quantity for _, quantity in causes) == 50


def test_a_reversal_names_what_it_takes_back_and_the_replacement_is_marked(lived: District) -> None:
    _, lines = read(lived, OWN, "KONDOM")
    original, replacement, reversal = (words for _, words in lines)
    assert not original.corrects
    assert replacement.corrects
    assert replacement.reverses is None
    assert reversal.reverses is not None
    assert "/BAST/" in reversal.reverses
    assert [line.balance for line, _ in lines] == [24, 47, 23]


def test_a_reservation_never_shows_on_the_card(lived: District) -> None:
    found, _ = read(lived, "GUDANG", "KONDOM")
    assert [line.issued for line in found.lines] == [0, 24]


def test_a_card_of_one_batch_runs_over_that_batch_alone(lived: District) -> None:
    whole, _ = read(lived, OWN, "PILK")
    for lot, left in whole.lot_closings.items():
        one = whole.of(lambda number, _names, lot=lot: number == lot)
        assert one.closing == left
        assert all(line.balance == line.lot_balance for line in one.lines)
    none = whole.of(lambda _lot, names: names.key.fund == "MANDIRI")
    assert (none.opening, none.lines, none.closing) == (0, (), 0)


def test_a_long_card_takes_as_many_questions_as_a_short_one(lived: District) -> None:
    with statements(lived.engine) as short:
        read(lived, OWN, "PILK", since=date(2026, 2, 1))
    with statements(lived.engine) as long:
        read(lived, "GUDANG", "PILK")
    assert len(short) == len(long) <= 14


def test_the_newest_lines_of_a_card_are_the_last_of_the_whole(lived: District) -> None:
    span = (date(2026, 1, 9), date(2026, 2, 6))
    for site in ("GUDANG", OWN, NEIGHBOUR):
        whole, _ = read(lived, site, "PILK", *span)
        sums = (whole.opening, whole.received, whole.issued, whole.closing, len(whole.lines))
        with reading(lived.engine) as db:
            for most in (1, 2, None):
                found = page(db, BOOK, site, "PILK", *span, lambda _lot, _names: True, most)
                assert found.lines == whole.lines[-most if most else None :]
                assert (found.opening, found.received, found.issued, found.closing, found.count) == sums
                assert {lot: one.closing for lot, one in found.batches.items()} == whole.lot_closings


def test_the_newest_lines_of_one_batch_run_over_it_alone(lived: District) -> None:
    whole, _ = read(lived, OWN, "PILK")
    for lot in whole.batches:
        one = whole.of(lambda number, _names, lot=lot: number == lot)
        with reading(lived.engine) as db:
            found = page(db, BOOK, OWN, "PILK", *YEAR, lambda number, _names, lot=lot: number == lot, 2)
        assert found.lines == one.lines[-2:]
        assert (found.opening, found.closing, found.count) == (one.opening, one.closing, len(one.lines))
        assert found.whole.keys() == whole.batches.keys()


def test_a_page_of_a_long_card_takes_as_many_questions_as_of_a_short_one(lived: District) -> None:
    def asked(site: str, since: date) -> int:
        with reading(lived.engine) as db, statements(lived.engine) as sent:
            page(db, BOOK, site, "PILK", since, YEAR[1], lambda _lot, _names: True, 2)
        return len(sent)

    assert asked(OWN, date(2026, 2, 1)) == asked("GUDANG", date(2026, 2, 1)) <= 9
