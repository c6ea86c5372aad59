"""A healthy book is proved; every hand that went around the writer is named, with the place and the numbers."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pytest

from alokon.messages import sentence
from inventory.core.counting import Cut, Observation
from inventory.core.errors import Refused
from inventory.core.goods import LotFacts
from inventory.core.months import Month
from inventory.proof.findings import TOLD
from inventory.store import chain
from inventory.store.engine import connect
from inventory.store.lots import Revision
from inventory.store.schema import APPEND_ONLY, append_only, trigger_names
from inventory.verify import Report, head, verify
from tests.inventory.shop import BATCH, OTHER_BATCH, TODAY, Shop, day


def tell_a_story(shop: Shop) -> Shop:
    """Receipts, a reservation, a delivery, an issue, a correction, a month closed, a lot corrected and counted."""
    shop.post(shop.receipt(100, day("01-05")), shop.receipt(50, day("01-05"), OTHER_BATCH))
    shop.post(shop.move("GUDANG/shelf", "GUDANG/reserved", 30, day("01-10"), consignment=7))
    shop.post(shop.move("GUDANG/reserved", "JALAN/transit", 30, day("01-11"), consignment=7))
    shop.post(shop.move("JALAN/transit", "PKM1/shelf", 30, day("02-01"), consignment=7))
    shop.post(shop.issue(5, day("02-20"), site="PKM1"))
    shop.post(*shop.amended(5, shop.issue(6, day("02-20"), site="PKM1")), corrects=5)
    shop.close("GUDANG", "2026-01")
    label = Revision(shop.lot[BATCH], LotFacts(date(2028, 10, 31), "month"), "salah ketik")
    cut = Cut(shop.site["PKM1"], day("04-03"), 0)
    shop.post(revisions=[label], cuts=[cut], observations=[Observation(cut, shop.lot[BATCH], 24)])
    shop.post(shop.issue(10, day("04-02")))
    return shop


@pytest.fixture
def book(shop: Shop) -> Shop:
    """A book with a story, on both databases."""
    return tell_a_story(shop)


@pytest.fixture
def sqlite_book(sqlite_shop: Shop) -> Shop:
    """A book with a story on SQLite."""
    return tell_a_story(sqlite_shop)


def behind_the_writers_back(shop: Shop, *statements: str) -> Report:
    """What the proof says after somebody who switches guards off and on again has run these; then all is taken back."""
    name = shop.engine.dialect.name
    guards = [(trigger, table) for table in APPEND_ONLY for trigger in trigger_names(table, name)]
    with shop.engine.connect() as db:
        if name == "sqlite":
            for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
                db.connection.cursor().execute(f"PRAGMA {pragma}")
        transaction = db.begin()
        off = [f"DROP TRIGGER {trigger}" for trigger, _ in guards]
        on = [statement for table in APPEND_ONLY for statement in append_only(table, name)]
        if name == "postgresql":
            off, on = ["SET LOCAL session_replication_role = replica"], ["SET LOCAL session_replication_role = DEFAULT"]
        for statement in (*off, *statements, *on):
            db.exec_driver_sql(statement)
        report = verify(db, shop.book)
        transaction.rollback()
        db.invalidate()
    assert report.sound == (report.findings == ())
    assert all(sentence(problem).endswith(".") for problem in report.findings)
    return report


def test_a_healthy_book_is_proved(book: Shop) -> None:
    report = book.verify()
    assert report.findings == ()
    assert report.sound
    assert (report.seq, report.events, report.moves) == (9, 9, 9)
    assert len(report.head) == 11


def test_an_unknown_book_is_told(sqlite_shop: Shop) -> None:
    with pytest.raises(Refused) as refused, sqlite_shop.reading() as db:
        verify(db, "9999")
    assert refused.value.problems[0].code == "book_unknown"


class Hand(NamedTuple):
    """What somebody did, and the codes and facts the proof must name. `{x}` are ids of the book."""

    did: str
    statements: tuple[str, ...]
    told: Mapping[str, Mapping[str, object]]
    also: frozenset[str] = frozenset()
    only_sqlite: bool = False


SHELF = {"site": "GUDANG", "place": "shelf", "item": "PIL", "batch": "A1", "fund": "APBN"}
HANDS = (
    Hand(
        "changed a quantity",
        ("UPDATE move SET quantity = 8 WHERE event = 9",),
        {"event_changed": {"event": 9, "kind": "test"}, "balance_differs": {**SHELF, "stored": 60, "expected": 62}},
    ),
    Hand(
        "changed a quantity and the balance with it",
        ("UPDATE move SET quantity = 8 WHERE event = 9", "UPDATE balance SET quantity = 62 WHERE quantity = 60"),
        {"event_changed": {"event": 9}},
    ),
    Hand(
        "changed what was counted",
        ("UPDATE observation SET quantity = 25 WHERE event = 8",),
        {"event_changed": {"event": 8},
         "count_differs": {"site": "PKM1", "batch": "A1", "day": day("04-03"), "counted": 25, "book": 24}},
    ),
    Hand(
        "removed a move",
        ("DELETE FROM move WHERE event = 9",),
        {"event_changed": {"event": 9}, "balance_differs": {**SHELF, "stored": 60, "expected": 70}},
    ),
    Hand(
        "added a move",
        ("INSERT INTO move SELECT book, 9, 2, item, lot, 5, source, destination, moved_on, slot, consignment, NULL, "
         "NULL, counted FROM move WHERE event = 9 AND line = 1",),
        {"event_changed": {"event": 9}, "balance_differs": {**SHELF, "stored": 60, "expected": 55}},
    ),
    Hand(
        "gave more than there was",
        ("UPDATE move SET quantity = 90 WHERE event = 9",),
        {"below_zero": {**SHELF, "day": day("04-02"), "event": 9, "line": 1, "balance": -20},
         "event_changed": {"event": 9}, "balance_differs": {"expected": -20}},
    ),
    Hand(
        "turned a receipt into nothing",
        ("UPDATE move SET quantity = 0 WHERE event = 9",),
        {"move_unsound": {"event": 9, "line": 1, "part": "quantity", "value": 0}, "event_changed": {"event": 9},
         "balance_differs": {"expected": 70}},
        frozenset({"file_damaged"}),
        only_sqlite=True,
    ),
    Hand(
        "moved a date into another month",
        ("UPDATE move SET moved_on = '2026-02-05' WHERE event = 1 AND line = 2",),
        {"event_changed": {"event": 1},
         "snapshot_extra": {"batch": "B2", "month": Month(2026, 1), "stored": 50, "expected": 0}},
    ),
    Hand(
        "dated something ahead of its recording",
        ("UPDATE move SET moved_on = '2026-07-01' WHERE event = 9",),
        {"dated_after_recording": {"event": 9, "day": day("07-01"), "recorded": TODAY}, "event_changed": {"event": 9}},
        frozenset({"snapshot_behind"}),
    ),
    Hand(
        "dated something into a closed month",
        ("UPDATE move SET moved_on = '2026-01-20' WHERE event = 9",),
        {"dated_into_closed_month": {"event": 9, "site": "GUDANG", "month": Month(2026, 1), "closed": Month(2026, 1)},
         "event_changed": {"event": 9}, "snapshot_differs": {**SHELF, "month": Month(2026, 1), "expected": 60}},
    ),
    Hand(
        "wrote a date nobody can read",
        ("UPDATE move SET moved_on = 'kemarin' WHERE event = 9",),
        {"event_changed": {"event": 9}, "dated_after_recording": {"event": 9, "day": "kemarin"},
         "dated_into_closed_month": {"event": 9, "month": "kemarin"}},
        frozenset({"snapshot_behind", "snapshot_differs"}),
        only_sqlite=True,
    ),
    Hand(
        "swapped two digests",
        ("UPDATE event SET digest = (SELECT digest FROM event WHERE seq = 3) WHERE seq = 4",),
        {"event_changed": {"event": 4}, "chain_broken": {"event": 5}},
    ),
    Hand(
        "changed what an event says",
        ("UPDATE event SET payload = '{\"alasan\":\"lain\"}' WHERE seq = 2",),
        {"event_changed": {"event": 2}},
    ),
    Hand(
        "changed who did it",
        ("UPDATE event SET actor = 'orang lain' WHERE seq = 2",),
        {"event_changed": {"event": 2}},
    ),
    Hand(
        "removed the newest event with its moves",
        ("DELETE FROM move WHERE event = 9", "DELETE FROM event WHERE seq = 9"),
        {"head_differs": {"event": 8, "head": 9}, "balance_differs": {"stored": 60, "expected": 70}},
    ),
    Hand(
        "removed an event in the middle",
        ("DELETE FROM event WHERE seq = 3",),
        {"event_gap": {"since": 3, "until": 3}, "row_without_event": {"table": "move", "event": 3},
         "reference_broken": {"table": "move", "row": "3207, 3, 1", "parent": "event"}},
    ),
    Hand(
        "put an event between",
        ("INSERT INTO event SELECT book, 10, kind, occurred_on, recorded_at, actor, 'palsu', request, payload, "
         "corrects, previous, digest FROM event WHERE seq = 9",),
        {"event_changed": {"event": 10}, "chain_broken": {"event": 10}, "head_differs": {"event": 10, "head": 9}},
    ),
    Hand(
        "edited a balance",
        ("UPDATE balance SET quantity = 61 WHERE quantity = 60",),
        {"balance_differs": {**SHELF, "stored": 61, "expected": 60}},
    ),
    Hand(
        "removed a balance",
        ("DELETE FROM balance WHERE quantity = 60",),
        {"balance_missing": {**SHELF, "stored": None, "expected": 60}},
    ),
    Hand(
        "invented a balance",
        ("INSERT INTO balance SELECT book, 10, item, lot, 0, 4 FROM balance WHERE quantity = 60",),
        {"balance_extra": {"batch": "A1", "stored": 4, "expected": 0}},
    ),
    Hand(
        "edited a month end",
        ("UPDATE snapshot SET quantity = 51 WHERE quantity = 50 AND month = '2026-02'",),
        {"snapshot_differs": {"month": Month(2026, 2), "batch": "B2", "stored": 51, "expected": 50}},
    ),
    Hand(
        "removed a month end",
        ("DELETE FROM snapshot WHERE quantity = 50 AND month = '2026-02'",),
        {"snapshot_missing": {"month": Month(2026, 2), "batch": "B2", "expected": 50}},
    ),
    Hand(
        "invented a month end",
        ("INSERT INTO snapshot SELECT book, '2026-05', place, item, lot, 0, quantity FROM balance "
         "WHERE quantity = 60",),
        {"snapshot_extra": {**SHELF, "month": Month(2026, 5), "stored": 60, "expected": 0}},
    ),
    Hand(
        "forgot month ends",
        ("DELETE FROM snapshot WHERE month = '2026-03'", "UPDATE book SET snapshot_through = '2026-02'"),
        {"snapshot_behind": {"month": Month(2026, 2), "expected": Month(2026, 3)}},
    ),
    Hand(
        "edited an expiry",
        ("UPDATE lot_revision SET expiry = '2029-12-31' WHERE event = 1 AND lot = 1",),
        {"event_changed": {"event": 1}},
    ),
    Hand(
        "edited a correction of an expiry",
        ("UPDATE lot_revision SET reason = 'benar' WHERE event = 8",),
        {"event_changed": {"event": 8}},
    ),
    Hand(
        "changed a batch number",
        ("UPDATE lot SET batch = 'B3' WHERE batch = 'B2'",),
        {"event_changed": {"event": 1}},
    ),
    Hand(
        "made a lot out of nothing",
        ("INSERT INTO lot SELECT book, 99, item, 'ZZ', fund, 0 FROM lot WHERE batch = 'B2'",),
        {"lot_without_facts": {"lot": 99, "batch": "ZZ"}},
    ),
    Hand(
        "moved a lot as another item",
        ("UPDATE move SET item = 2 WHERE event = 9",),
        {"move_unsound": {"event": 9, "line": 1, "part": "item", "value": 2}, "balance_differs": {"expected": 70},
         "below_zero": {"item": "KONDOM", "balance": -10}},
        frozenset({"balance_missing"}),
    ),
    Hand(
        "changed what kind a place is",
        ("UPDATE place SET kind = 'damaged2' WHERE kind = 'transit'",),
        {"event_changed": {"event": 3}, "site_places_differ": {"site": "JALAN", "kind": "road"}},
        frozenset({"balance_extra", "snapshot_extra"}),
    ),
    Hand(
        "sent goods to a place that does not exist",
        ("UPDATE move SET destination = 999 WHERE event = 9",),
        {"move_unsound": {"event": 9, "part": "destination", "value": 999}, "event_changed": {"event": 9},
         "reference_broken": {"table": "move", "row": "3207, 9, 1", "parent": "place"}},
    ),
    Hand(
        "edited a closing",
        ("UPDATE closing SET month = '2026-02'",),
        {"event_changed": {"event": 7}, "closing_unsound": {"event": 7, "site": "GUDANG", "month": Month(2026, 2)}},
    ),
    Hand(
        "removed a closing",
        ("DELETE FROM closing",),
        {"event_changed": {"event": 7}},
    ),
    Hand(
        "bent a reversal to another line",
        ("UPDATE move SET reverses_event = 1 WHERE reverses_event = 5",),
        {"event_changed": {"event": 6}, "reversal_unsound": {"event": 6, "line": 1, "undone": 1, "undone_line": 1}},
    ),
    Hand(
        "let an event correct a later one",
        ("UPDATE event SET corrects = 8 WHERE seq = 6",),
        {"event_changed": {"event": 6}, "correction_unsound": {"event": 6, "corrects": 8}},
    ),
    Hand(
        "spoiled the head",
        ("UPDATE book SET head_digest = 'bukan digest'",),
        {"head_differs": {"event": 9, "head": 9, "stored": "bukan digest"}},
    ),
)  # fmt: skip


def test_the_proof_names_what_somebody_did(book: Shop) -> None:
    possible = [hand for hand in HANDS if not (hand.only_sqlite and book.engine.dialect.name == "postgresql")]
    for hand in possible:
        found = behind_the_writers_back(book, *hand.statements).findings
        assert {problem.code for problem in found} - hand.also == set(hand.told), (hand.did, *map(sentence, found))
        for code, facts in hand.told.items():
            alike = [problem.facts for problem in found if problem.code == code]
            assert any(facts.items() <= told.items() for told in alike), (hand.did, code, alike)
    assert book.verify().sound


def test_nothing_is_mended_by_looking(book: Shop) -> None:
    with book.engine.begin() as db:
        db.exec_driver_sql("UPDATE balance SET quantity = 61 WHERE quantity = 60")
    assert [book.verify().counts, book.verify().counts] == [{"balance_differs": 1}] * 2


def test_a_book_whose_chain_was_written_anew_shows_only_against_paper(sqlite_book: Shop) -> None:
    """Everything recomputed after a change is sound again, but the code on paper is no longer in the book."""
    with sqlite_book.reading() as db:
        printed = verify(db, sqlite_book.book).head
        assert head(db, sqlite_book.book, printed) is not None
    fresh = Shop(sqlite_book.engine, book="3208").open()
    tell_a_story(fresh)
    with fresh.reading() as db:
        assert verify(db, "3208").sound
        assert head(db, "3208", printed) is None


def test_a_dropped_guard_is_missed(sqlite_book: Shop) -> None:
    for table in APPEND_ONLY:
        with sqlite_book.engine.connect() as db, db.begin() as transaction:
            db.exec_driver_sql(f"DROP TRIGGER {table}_refuses_delete")
            (problem,) = verify(db, sqlite_book.book).findings
            transaction.rollback()
        told = {"table": table, "trigger": f"{table}_refuses_delete"}
        assert (problem.code, problem.facts) == ("guard_missing", told)


def test_a_guard_that_only_pretends_is_seen(sqlite_book: Shop) -> None:
    with sqlite_book.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER move_refuses_update")
        db.exec_driver_sql("CREATE TRIGGER move_refuses_update BEFORE UPDATE ON move BEGIN SELECT 1; END")
    (problem,) = sqlite_book.verify().findings
    assert (problem.code, problem.facts["trigger"]) == ("guard_changed", "move_refuses_update")


def test_a_guard_switched_off_on_postgresql_is_seen(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    shop = Shop(engine).open()
    for statement, code, trigger in (
        ("ALTER TABLE move DISABLE TRIGGER move_refuses_truncate", "guard_missing", "move_refuses_truncate"),
        ("DROP TRIGGER event_refuses_update ON event", "guard_missing", "event_refuses_update"),
        ("CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
         "guard_changed", "refuse_change"),
    ):  # fmt: skip
        with shop.engine.connect() as db, db.begin() as transaction:
            db.exec_driver_sql(statement)
            (problem,) = verify(db, shop.book).findings
            transaction.rollback()
        assert (problem.code, problem.facts["trigger"]) == (code, trigger)
    engine.dispose()


def test_of_many_findings_of_a_kind_the_first_are_told_and_all_counted(sqlite_shop: Shop) -> None:
    for _ in range(TOLD + 5):
        sqlite_shop.post()
    report = behind_the_writers_back(sqlite_shop, "UPDATE event SET actor = 'orang lain'")
    assert len(report.findings) == TOLD
    assert report.counts == {"event_changed": TOLD + 5}


def test_a_printed_code_is_found_however_it_is_typed(book: Shop) -> None:
    posted = book.post(book.issue(1, day("05-02")))
    with book.reading() as db:
        for typed in (
            posted.head,
            posted.head.lower(),
            posted.head.replace("-", " "),
            f" {posted.head.replace('-', '')} ",
        ):
            found = head(db, book.book, typed)
            assert found is not None
            assert (found.seq, found.actor) == (posted.seq, "petugas")
        misread = posted.head.replace("O", "0").replace("I", "1").replace("B", "8")
        assert head(db, book.book, misread) == found
        assert head(db, book.book, chain.head_code("f" * 64)) is None
        assert head(db, book.book, "bukan kode") is None
        assert head(db, "3299", posted.head) is None
        assert head(db, book.book, "AAAAA-AAAAA") == (0, "", "", "")
