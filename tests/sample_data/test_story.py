"""The sample book holds together, has the mishaps it promises, and leaves work to do on every page."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

import pytest
import sqlalchemy as sa

from alokon.faskes import gate
from alokon.service.desk import Office
from alokon.store import cases, faskes
from alokon.store.papers import of_cases
from alokon.store.people import list_users
from alokon.store.schema import case_line, case_step
from alokon.views.counted import counts_of, recount
from inventory.core.months import Month
from inventory.store import masters as ledger
from inventory.store import queries
from inventory.store.closing import closed_through
from inventory.store.engine import connect, reading
from inventory.store.schema import event, lot, lot_revision, move
from inventory.verify import verify
from sample_data import masters, story
from sample_data.story import reporting
from sample_data.story.people import PMB, PUSKESMAS, SIGN_INS
from tests.conftest import ROOT
from tests.sample_data.fixtures import SHORT_MONTHS

BOOK = masters.BOOK
LAST = story.days.months_of(SHORT_MONTHS)[-1]

TELL = """
import sys
from alokon.service.desk import Office
from alokon.store.database import upgrade
from inventory.store.engine import connect
from sample_data import story
engine = connect(sys.argv[1])
upgrade(engine)
print(story.fill(Office(engine, "3207"), months=1).head)
"""


def head_of_a_month(url: str, hash_seed: str) -> str:
    """The head after the first month, told by another process with its own order of sets."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", TELL, url]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def month_head(tmp_path_factory: pytest.TempPathFactory) -> str:
    return head_of_a_month(f"sqlite:///{tmp_path_factory.mktemp('month') / 'one.db'}", "1")


@pytest.fixture(scope="module")
def engine(short_story: Path) -> Iterator[sa.Engine]:
    """The short story, to be read only."""
    engine = connect(f"sqlite:///{short_story}")
    yield engine
    engine.dispose()


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with reading(engine) as db:
        yield db


def corrected(db: sa.Connection, kind: str) -> list[int]:
    """The events of a kind that correct another."""
    return list(db.scalars(sa.select(event.c.seq).where(event.c.kind == kind, event.c.corrects.is_not(None))))


def taken(db: sa.Connection, step: str) -> int:
    return db.scalar(sa.select(sa.func.count()).select_from(case_step).where(case_step.c.step == step)) or 0


def lines_with(db: sa.Connection, quantity: str) -> int:
    return db.scalar(sa.select(sa.func.count()).select_from(case_line).where(case_line.c[quantity] > 0)) or 0


def test_the_book_proves_itself(db: sa.Connection) -> None:
    report = verify(db, BOOK)
    assert report.findings == ()
    assert report.moves > 5_000


def test_the_same_story_is_told_again_to_the_last_digest(month_head: str, tmp_path: Path) -> None:
    assert len(month_head) == len("AAAAA-AAAAA")
    assert head_of_a_month(f"sqlite:///{tmp_path / 'two.db'}", "2") == month_head


def test_postgresql_comes_to_the_same_digest(month_head: str, postgresql_url: str) -> None:
    assert head_of_a_month(postgresql_url, "3") == month_head


def test_what_came_in_of_every_lot_is_what_lies_somewhere(db: sa.Connection) -> None:
    held: Counter[int] = Counter()
    for h in queries.holdings(db, BOOK):
        held[h.lot] += h.quantity
    outside = set(ledger.place_ids(db, BOOK, ledger.OUTSIDE_CODE).values())
    come: Counter[int] = Counter()
    for row in db.execute(sa.select(move.c.lot, move.c.quantity, move.c.source, move.c.destination)):
        come[row.lot] += row.quantity * ((row.source in outside) - (row.destination in outside))
    assert +come == +held
    assert len(held) > 20


def test_work_is_left_at_every_state(db: sa.Connection) -> None:
    states = Counter(row.state for row in cases.listing(db, BOOK, flows=("distribusi",)))
    waiting = ("diminta", "diperintahkan", "dikemas", "dikirim", "diterima_sebagian")
    assert {state: states[state] >= 2 for state in waiting} == dict.fromkeys(waiting, True)
    assert states["diterima"] > 130
    assert states["ditolak"] >= 1
    assert states["dibatalkan"] == 1


def test_the_faskes_that_may_sign_in_have_a_delivery_to_confirm(db: sa.Connection) -> None:
    coming = {row.site for row in cases.listing(db, BOOK, flows=("distribusi",), states=("dikirim",))}
    assert {PUSKESMAS, PMB} <= coming


@pytest.mark.parametrize("quantity", ["damaged", "short", "returned"])
def test_deliveries_do_not_all_arrive_whole(db: sa.Connection, quantity: str) -> None:
    received = sa.select(case_step.c.case_id).where(case_step.c.step == "receive")
    lines = sa.select(sa.func.sum(case_line.c[quantity])).where(case_line.c.case_id.in_(received))
    assert db.scalar(lines) > 0


def test_some_are_received_in_parts_and_some_by_the_office(db: sa.Connection) -> None:
    times = sa.select(sa.func.count()).where(case_step.c.step == "receive").group_by(case_step.c.case_id)
    assert max(db.scalars(times)) >= 2
    behalf = sa.select(sa.func.count()).where(case_step.c.step == "receive", case_step.c.actor == "gudang")
    assert (db.scalar(behalf) or 0) >= 1


@pytest.mark.parametrize(
    "step", ["reject", "cancel", "send_back", "unship", "declare", "purchase", "settle", "confirm_count"]
)
def test_every_kind_of_step_has_been_taken(db: sa.Connection, step: str) -> None:
    assert taken(db, step) >= 1


def test_some_approvals_are_partial_with_a_reason(db: sa.Connection) -> None:
    asked, given = case_line.alias("asked"), case_line.alias("given")
    same = (asked.c.book == given.c.book) & (asked.c.case_id == given.c.case_id) & (asked.c.line == given.c.parent)
    less = sa.select(given.c.note).join_from(given, asked, same).where(
        given.c.fund == "APBN", given.c.lot.is_(None), asked.c.requested + asked.c.proposed > given.c.approved
    )  # fmt: skip
    notes = list(db.scalars(less.where(given.c.note != "")))
    assert len(notes) >= 1


def test_a_receipt_typed_100_was_90(db: sa.Connection) -> None:
    (event_id,) = corrected(db, "penerimaan.take_in")
    case = cases.load(db, BOOK, cases.step_of_event(db, BOOK, event_id).case_id)  # type: ignore[union-attr]
    assert [(line["stated"], line["accepted"]) for line in case.lines if line["stated"]] == [(90, 90)]


def test_a_receipt_at_a_faskes_and_a_report_were_corrected_and_an_invoice_taken_back(db: sa.Connection) -> None:
    assert len(corrected(db, "distribusi.receive")) == 1
    assert len(corrected(db, "pemakaian.report")) == 2
    assert len(corrected(db, "pembelian.purchase")) == 1


def test_the_province_and_others_bring_batches_of_every_fund_and_one_of_them_at_two_prices(db: sa.Connection) -> None:
    assert set(db.scalars(sa.select(lot.c.fund))) == {"APBN", "APBD", "MANDIRI"}
    assert db.scalar(sa.select(sa.func.count()).select_from(lot).where(lot.c.sibling == 1)) == 1
    assert set(db.scalars(sa.select(lot_revision.c.precision))) == {"day", "month", "year"}


def test_a_receipt_differs_from_its_paper(db: sa.Connection) -> None:
    received = [row.id for row in cases.listing(db, BOOK, flows=("penerimaan",))]
    lines = [line for found in cases.lines_of(db, BOOK, received).values() for line in found]
    assert any(line["stated"] > line["accepted"] + line["damaged"] > 0 and line["damaged"] for line in lines)


def test_shipments_of_the_province_are_announced_and_confirmed_line_by_line_some_with_freight(
    db: sa.Connection,
) -> None:
    taken_in = cases.listing(db, BOOK, flows=("penerimaan",), states=("tercatat",))
    steps = cases.steps_of(db, BOOK, [row.id for row in taken_in])
    confirmed = [case for case, own in steps.items() if [one.step for one in own] == ["announce", "take_in_announced"]]
    by_hand = [case for case, own in steps.items() if own[0].step == "take_in"]
    assert confirmed
    assert by_hand
    assert any(steps[case][-1].answers.get("freight") for case in confirmed)
    lines = cases.lines_of(db, BOOK, confirmed)
    for case in confirmed:
        told = {line.number: line["stated"] for line in lines[case] if line.lot is None}
        came = {line.parent: line["accepted"] for line in lines[case] if line.lot is not None}
        assert told == came


def test_one_announced_shipment_is_overdue_and_one_is_to_come(db: sa.Connection) -> None:
    coming = cases.listing(db, BOOK, flows=("penerimaan",), states=("diumumkan",))
    steps = cases.steps_of(db, BOOK, [row.id for row in coming])
    last = story.days.last_day(SHORT_MONTHS)
    expected = sorted(date.fromisoformat(str(own[0].answers["expected"])) for own in steps.values())
    assert [day < last for day in expected] == [True, False]


def test_a_batch_expires_at_the_warehouse_and_at_some_faskes(db: sa.Connection) -> None:
    set_aside = queries.holdings(db, BOOK, kinds=("expired",))
    assert {h.item for h in set_aside} == {"SUNTIK1"}
    assert {h.site_kind for h in set_aside} == {"warehouse", "facility"}


def test_months_close_site_by_site_and_the_last_waits_for_some(db: sa.Connection) -> None:
    closed = closed_through(db, BOOK)
    ids = {code: site.id for code, site in ledger.sites(db, BOOK).items()}
    waiting = {*reporting.MISSING, *reporting.UNCLOSED, reporting.LATE, "GUDANG"}
    assert {code for code in waiting if closed.get(ids[code]) != LAST.previous} == set()
    active = {code for code, e in faskes.entries(db, BOOK).items() if e.faskes.status == "active"}
    assert {code for code in active - waiting if closed.get(ids[code]) != LAST} == set()
    reported = {row.site for row in cases.listing(db, BOOK, flows=("pemakaian",), month=str(LAST))}
    assert active - reported == {*reporting.MISSING, reporting.LATE}


def test_one_faskes_reported_late(db: sa.Connection) -> None:
    (row,) = cases.listing(db, BOOK, flows=("pemakaian",), sites=(reporting.LATE,))
    (step,) = cases.steps_of(db, BOOK, [row.id])[row.id]
    assert step.done_on == LAST.previous.last
    assert date.fromisoformat(step.recorded_at[:10]) > date(LAST.year, LAST.month, 10)


def test_a_month_was_opened_again_and_closed_again(db: sa.Connection) -> None:
    kinds = list(db.scalars(sa.select(event.c.kind).where(event.c.kind == "month.reopen")))
    assert len(kinds) == 1


def test_nobody_is_served_whom_the_registry_does_not_allow(db: sa.Connection) -> None:
    known = {code: entry.faskes for code, entry in faskes.entries(db, BOOK).items()}
    for row in cases.listing(db, BOOK, flows=("distribusi",)):
        found = known[row.site]
        parent = known.get(found.parent or "")
        assert gate(found, row.opened_on, agreement_is_gate=False, parent=parent).open


def test_shelves_hold_one_to_three_months_mostly(db: sa.Connection) -> None:
    active = [found for found in masters.faskes() if found.status == "active"]
    need = story.demand.draw(story.Random(story.SEED), active)
    held: Counter[tuple[str, str]] = Counter()
    for h in queries.holdings(db, BOOK, LAST.last, kinds=("shelf",)):
        held[h.site, h.item] += h.quantity
    months = [held[key] / mean for key, mean in need.items()]
    assert 1 < median(months) < 3
    assert 1 <= sum(m == 0 for m in months) < len(months) / 10
    assert 1 <= sum(m > 4 for m in months) < len(months) / 10


def test_numbers_of_papers_have_no_gap(db: sa.Connection) -> None:
    rows = cases.listing(db, BOOK)
    papers = [paper for found in of_cases(db, BOOK, [row.id for row in rows]).values() for paper in found]
    for kind in ("spmb", "sbbk", "bast", "sbbm"):
        for year in (2025, 2026):
            numbers = sorted(int(p.number.split("/")[1]) for p in papers if p.kind == kind and p.issued_on.year == year)
            assert numbers == list(range(1, len(numbers) + 1))


def test_a_count_stands_and_a_paper_that_came_late_changed_its_variance(db: sa.Connection) -> None:
    (case,) = db.scalars(sa.select(case_step.c.case_id).where(case_step.c.step == "confirm_count"))
    count = counts_of(db, BOOK, [case])[case]
    assert count.derived_anew
    changed = [one.changed_by for one in recount(db, BOOK, count).results.values() if one.changed_by]
    assert [[document.change for document in one] for one in changed] == [[2]]


def test_follow_ups_of_pembinaan_are_open_and_some_are_settled(db: sa.Connection) -> None:
    states = Counter(row.state for row in cases.listing(db, BOOK, flows=("pembinaan",)))
    assert states["terbuka"] >= 2
    assert states["selesai"] >= 2


def test_every_role_may_sign_in(db: sa.Connection) -> None:
    assert {person.username for person in list_users(db, BOOK)} == {person.username for person in SIGN_INS}


def test_a_copy_can_be_written_in_without_touching_the_others(sample_book: Office, short_story: Path) -> None:
    before = short_story.stat().st_mtime_ns
    with sample_book.engine.begin() as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(event)) > 1_500
    assert short_story.stat().st_mtime_ns == before


def test_a_story_of_no_months_is_refused(sample_book: Office) -> None:
    with pytest.raises(story.Refused):
        story.fill(sample_book, months=0)


@pytest.mark.timeout(900)
def test_the_whole_year_proves_itself(full_sample_book: Office) -> None:
    with reading(full_sample_book.engine) as db:
        report = verify(db, BOOK)
        assert report.findings == ()
        assert report.moves > 30_000
        months = {row.month for row in cases.listing(db, BOOK, flows=("pemakaian",))}
        assert months == {str(Month(2025, 11).plus(n)) for n in range(12)}
        assert db.scalar(sa.select(sa.func.max(event.c.occurred_on))) == date(2026, 11, 6)
