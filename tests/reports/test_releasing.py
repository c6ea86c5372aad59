"""Data that leave the office: only as they were asked for and granted, covered, stamped, and written down as sent."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from alokon.catalog import METHODS
from alokon.data_requests import LABELS, Wanted
from alokon.people import Forbidden
from alokon.proof.releases import check_releases
from alokon.recipients import AREA, PARTNER
from alokon.sop.tasks.data_use import DATASETS
from alokon.store import cases, releases
from inventory.core.errors import Refused
from inventory.proof.findings import Findings
from inventory.store.engine import reading
from inventory.store.schema import event
from reports.catalogue import REPORTS, build
from reports.dataset import Row
from reports.releasing import RELEASED, File, release, whole_months
from reports.report import Parameters
from tests.alokon.sop.test_distribution import refused
from tests.alokon.sop.test_handing_out import enter
from tests.books import BOOK, PUSKESMAS, Book
from tests.scenarios.procedures import DATA, HEAD, STAFF, UPTD, lived

ASKED = {
    "letter": "005/88", "rank": "Kepala Badan", "purpose": "Penyusunan RKPD", "variables": "Pelayanan per faskes",
    "since": "2025-12-01", "until": "2026-01-31",
    "lines": [{"dataset": "layanan-kb"}, {"dataset": "persediaan"}, {"dataset": "siga"}],
}  # fmt: skip
GRANTED = {"conditions": "Sel kecil ditutup", "valid_until": "2026-02-28"}
DECEMBER = Wanted("layanan-kb", date(2025, 12, 1), date(2025, 12, 31))
SERVED = [
    {"faskes": PUSKESMAS, "method": "PILK", "new_pbi": 8, "again_other": 20, "changed_other": 2},
    {"faskes": PUSKESMAS, "method": "IUD", "new_pbi": 3},
]


@pytest.fixture
def book(sqlite_engine: Engine) -> Book:
    """A book in which a kecamatan has collected R1 KB of December."""
    book = Book(sqlite_engine)
    lived(book, "data-lapangan", enter(book, AREA), ("05", UPTD, "collect", {"month": "2025-12", "lines": SERVED}))
    return book


def asked(book: Book, **answers: object) -> int:
    """A request that waits for its review."""
    site = enter(book, PARTNER, name="Bappeda", kecamatan=None)
    return lived(book, "data-eksternal", site, ("05", STAFF, "ask_data", {**ASKED, **answers}))


def granted(book: Book) -> int:
    """A request that is granted until the end of February."""
    case = asked(book)
    book.take(STAFF, "2026-01-06", "data-eksternal", "review", case=case, review="Lengkap", advice="setuju")
    book.take(HEAD, "2026-01-07", "data-eksternal", "grant", case=case, **GRANTED)
    return case


def sent(
    book: Book, case: int, wanted: Wanted = DECEMBER, who: str = DATA, day: str = "2026-02-03", form: str = "xlsx",
    key: str = "",
) -> File:  # fmt: skip
    return release(book.desk(who, day), case, wanted, form, None, key or book.key())


def log(book: Book) -> list[Mapping[str, object]]:
    """The rows of the report of what left."""
    span = Parameters(since=date(2026, 1, 1), until=date(2026, 3, 31))
    at = book.desk(DATA, "2026-03-31").now
    with reading(book.engine) as db:
        (data,) = build(db, BOOK, "data-keluar", span, printed_at=at).datasets
    keys = [column.key for column in data.columns]
    return [dict(zip(keys, row, strict=True)) for row in data.rows if isinstance(row, tuple)]


def test_what_is_written_down_is_the_digest_of_the_very_bytes_that_were_sent(book: Book) -> None:
    case = granted(book)
    file = sent(book, case)
    with reading(book.engine) as db:
        (row,) = releases.of_case(db, BOOK, case)
        kind, actor, payload = db.execute(
            sa.select(event.c.kind, event.c.actor, event.c.payload).where(event.c.seq == file.event)
        ).one()
    told = json.loads(payload)
    assert sha256(file.data).hexdigest() == row.digest == told["digest"]
    assert (kind, actor, told["case"], told["report"], told["form"]) == ("data.release", DATA, case, "layanan", "xlsx")
    assert (told["since"], told["until"], told["rows"]) == ("2025-12-01", "2025-12-31", 2)
    assert row.name == f"data-layanan-kb-berkas-{case}-2025-12-01-2025-12-31.xlsx"


def test_small_counts_of_people_are_covered_and_the_use_that_would_give_them_away_is_left_out(book: Book) -> None:
    sheet = openpyxl.load_workbook(BytesIO(sent(book, granted(book)).data)).active
    rows: dict[object, Row] = {cells[2]: cells[3:9] for cells in sheet.values if cells[0] == PUSKESMAS}
    assert rows["Pil Kombinasi"] == ("ditutup", 20, "<5", 8, 22, 30)
    assert set(rows[METHODS["IUD"].name]) == {"ditutup", "<5"}
    said = [str(cell) for cells in sheet.values for cell in cells if cell is not None]
    assert not [cell for cell in said if "Dilaporkan" in cell or "Menurut stok" in cell]


def test_every_sheet_says_under_which_request_it_left_for_what_and_until_when(book: Book) -> None:
    case = granted(book)
    held = openpyxl.load_workbook(
        BytesIO(sent(book, case, Wanted("layanan-kb", date(2025, 12, 1), date(2026, 1, 31))).data)
    )
    assert held.sheetnames == ["2025-12 Pelayanan KB", "2026-01 Pelayanan KB"]
    for sheet in held:
        said = " ".join(str(cell) for cells in sheet.values for cell in cells if cell is not None)
        for words in ("/DT-JWB/", "Bappeda, surat Nomor 005/88", "Penyusunan RKPD", "28 Februari 2026", "dihapus"):
            assert words in said, (sheet.title, words)


NOT_GRANTED: tuple[tuple[Wanted, str, str, Mapping[str, str | None]], ...] = (
    (DECEMBER, "2026-03-01", "xlsx", {"request_expired": None}),
    (DECEMBER._replace(since=date(2025, 11, 1)), "2026-02-03", "xlsx", {"span_not_approved": "since"}),
    (DECEMBER._replace(until=date(2025, 12, 30)), "2026-02-03", "xlsx", {"release_no_month": "since"}),
    (DECEMBER._replace(until=date(2025, 11, 30)), "2026-02-03", "xlsx", {"span_backwards": "until"}),
    (DECEMBER._replace(until=date(2026, 1, 31)), "2026-01-20", "pdf", {"date_in_future": "until"}),
    (DECEMBER._replace(dataset="pemakaian"), "2026-02-03", "xlsx", {"dataset_not_asked": "dataset"}),
    (DECEMBER._replace(dataset="siga"), "2026-02-03", "xlsx", {"dataset_outside": "dataset"}),
    (DECEMBER, "2026-02-03", "csv", {"release_form": "form"}),
    (DECEMBER._replace(dataset="kader", since=date(2024, 1, 1)), "2026-03-01", "xlsx",
     {"request_expired": None, "dataset_not_asked": "dataset", "span_not_approved": "since"}),
)  # fmt: skip


def test_what_was_not_granted_is_not_made_and_nothing_is_written(book: Book) -> None:
    case = granted(book)
    for wanted, day, form, problems in NOT_GRANTED:
        assert refused(lambda: sent(book, case, wanted, day=day, form=form)) == problems  # noqa: B023 - called at once
    with reading(book.engine) as db:
        assert releases.of_case(db, BOOK, case) == []


def test_a_request_allows_nothing_before_it_is_granted_nor_while_it_is_held_nor_once_the_data_were_given(
    book: Book,
) -> None:
    case = asked(book)
    assert refused(lambda: sent(book, case)) == {"request_not_approved": None}
    case = granted(book)
    book.take(STAFF, "2026-02-03", "data-eksternal", "hold", case=case, reason="Menunggu surat")
    assert refused(lambda: sent(book, case)) == {"request_not_approved": None}
    book.take(STAFF, "2026-02-03", "data-eksternal", "resume", case=case, reason="Surat datang")
    file = sent(book, case)
    given = {"given_variables": "Pelayanan", "rows": file.rows, "digest": file.digest}
    book.take(DATA, "2026-02-03", "data-eksternal", "provide", case=case, **given)
    assert refused(lambda: sent(book, case)) == {"request_not_approved": None}
    other = book.request("2026-02-03", ("PILK", 10))
    assert refused(lambda: sent(book, other)) == {"case_unknown": None}


def test_only_who_works_on_the_request_makes_files_of_it_and_one_submission_makes_one_file(book: Book) -> None:
    case = granted(book)
    for who in ("auditor", "gudang", "bidan", "admin", UPTD):
        with pytest.raises(Forbidden):
            sent(book, case, who=who)
    sent(book, case, key="satu")
    assert refused(lambda: sent(book, case, key="satu")) == {"released_already": None}


def test_the_log_tells_what_left_and_what_was_only_handed_over(book: Book) -> None:
    case = granted(book)
    file = sent(book, case)
    outside = {"given_variables": "PUS per keluarga", "rows": 265, "digest": "a" * 64}
    no_digest = {**outside, "digest": "A" * 64}
    told = refused(lambda: book.take(DATA, "2026-02-04", "data-eksternal", "provide", case=case, **no_digest))
    assert told == {"digest_malformed": "digest"}
    book.take(DATA, "2026-02-04", "data-eksternal", "provide", case=case, **outside)
    book.take(DATA, "2026-02-05", "data-eksternal", "deliver", case=case, contract="SP/1", receiver="Kepala Bidang")
    made, handed = log(book)
    assert (made["day"], made["source"], made["digest"], made["rows"]) == (
        date(2026, 2, 3),
        "buku (xlsx)",
        file.digest,
        2,
    )
    assert (made["rank"], made["asker"], made["valid_until"]) == ("Kepala Badan", "Bappeda", date(2026, 2, 28))
    assert (handed["day"], handed["source"], handed["what"]) == (date(2026, 2, 4), "di luar buku", "PUS per keluarga")
    assert handed["delivered"] == made["delivered"] == date(2026, 2, 5)


def test_the_log_keeps_the_terms_of_a_file_whose_approval_was_taken_back(book: Book) -> None:
    case = granted(book)
    sent(book, case)
    with reading(book.engine) as db:
        (taken,) = (one for one in cases.steps_of(db, BOOK, [case])[case] if one.step == "grant")
    book.take_back(STAFF, "2026-02-04", taken.event, "Salah surat")
    assert refused(lambda: sent(book, case)) == {"request_not_approved": None}
    assert [row["valid_until"] for row in log(book)] == [date(2026, 2, 28)]


def test_a_row_that_is_not_as_its_event_tells_is_found_by_the_proof(book: Book) -> None:
    file = sent(book, granted(book))
    assert differing(book) == []
    with book.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER data_release_refuses_update")
        db.exec_driver_sql("UPDATE data_release SET rows = rows + 1")
    assert differing(book) == [file.event]


def differing(book: Book) -> list[object]:
    """The events whose rows say something else."""
    found = Findings()
    with reading(book.engine) as db:
        check_releases(db, BOOK, found)
    return [problem.facts["event"] for problem in found.told]


def test_a_request_names_its_data_sets_each_once_and_its_days_in_order(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    assert refused(lambda: asked(book, lines=[])) == {"no_lines": "lines-0-dataset"}
    twice = [{"dataset": "siga"}, {"dataset": "siga"}]
    told = refused(lambda: asked(book, lines=twice, until="2025-01-01"))
    assert told == {"dataset_twice": "lines-1-dataset", "span_backwards": "until"}


def test_a_file_holds_a_year_of_months_at_most() -> None:
    assert len(whole_months(date(2025, 1, 1), date(2025, 12, 31))) == 12
    with pytest.raises(Refused):
        whole_months(date(2025, 1, 1), date(2026, 1, 31))


def test_what_leaves_is_declared_and_nothing_of_sealed_files_ever_does() -> None:
    assert set(RELEASED) < set(LABELS), "what lies outside the book has no report"
    assert {report.name for report in RELEASED.values()} == {"persediaan", "rekap-mutasi", "layanan", "penunjang"}
    assert REPORTS["p2tp2a"].release is None
    assert len(LABELS) == len(DATASETS)
