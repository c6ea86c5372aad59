"""Siapkan data: the way from an approved request to its file, what is refused on the page, and what is routine."""

import re
from hashlib import sha256
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from alokon.service.setup import change_settings
from alokon.sop.adopted import SETTING
from alokon.store import releases
from alokon.store.people import create_user
from inventory.store.engine import reading, writing
from tests.books import BOOK
from tests.web.office import PASSWORD, Browser, Office, csrf_token, seen, statements

ASKED = {
    "letter": "005/88", "rank": "Kepala Bagian", "purpose": "Penyusunan RKPD", "variables": "Persediaan per faskes",
    "since": "2026-01-01", "until": "2026-02-28", "lines": [{"dataset": "persediaan"}, {"dataset": "siga"}],
}  # fmt: skip
FILE = {"persediaan-since": "2026-01-01", "persediaan-until": "2026-02-28", "persediaan-form": "xlsx"}
KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def case(office: Office) -> int:
    """A request of an office of the kabupaten that waits for its decision."""
    office.book.receive("2026-01-05", "PILK", "A1", 100)
    asked = office.book.take("program", "2026-02-26", "data-internal", "ask_data", site="DINAS", **ASKED)
    assert asked.case is not None
    review = {"review": "Lengkap", "advice": "setuju"}
    office.book.take("program", "2026-02-26", "data-internal", "review", case=asked.case, **review)
    return asked.case


def grant(office: Office, case: int) -> None:
    granted = {"conditions": "Agregat", "valid_until": "2026-03-31"}
    office.book.take("sekretaris", "2026-02-27", "data-internal", "grant", case=case, **granted)


def test_an_approved_request_leads_to_its_file_and_the_file_to_the_hand_over(office: Office, case: int) -> None:
    browser, page = office.browser("data"), f"/berkas/{case}/data/"
    assert "Siapkan data" not in seen(browser.get(f"/berkas/{case}"))
    early = browser.post(f"{page}persediaan", page, **FILE)
    assert early.status_code == 422
    assert "catat persetujuannya dahulu" in seen(early)
    grant(office, case)
    assert "Siapkan data" in seen(browser.get(f"/berkas/{case}"))
    shown = seen(browser.get(page))
    assert "Penyusunan RKPD" in shown
    assert "Isinya tidak pernah masuk buku" in shown, "family data are SIGA's"

    sent = browser.post(f"{page}persediaan", page, key=KEY, **FILE)
    assert (sent.status_code, sent.headers["Cache-Control"]) == (200, "no-store")
    assert f"data-persediaan-berkas-{case}-2026-01-01-2026-02-28.xlsx" in sent.headers["Content-Disposition"]
    face = " ".join(str(v) for row in openpyxl.load_workbook(BytesIO(sent.data)).worksheets[0].values for v in row if v)
    assert "Penyusunan RKPD" in face
    digest = sha256(sent.data).hexdigest()
    assert digest in seen(browser.get(f"/berkas/{case}"))
    assert f'value="{digest}"' in browser.get(f"/berkas/{case}/provide").text

    again = browser.post(f"{page}persediaan", page, key=KEY, **FILE)
    assert "sudah dibuat dan dicatat" in seen(again)
    other = browser.post(f"{page}persediaan", page, key=KEY, **{**FILE, "persediaan-form": "pdf"})
    assert (other.status_code, other.mimetype) == (200, "application/pdf")
    with reading(office.engine) as db:
        assert [one.form for one in releases.of_case(db, BOOK, case)] == ["xlsx", "pdf"]
        last = db.scalar(sa.text("SELECT max(seq) FROM event"))
    told = seen(office.browser("auditor").get(f"/peristiwa/{last}"))
    assert "Berkas data dibuat" in told


def test_no_day_of_a_request_or_its_approval_is_guessed(office: Office, case: int) -> None:
    asking = office.browser("data").get("/berkas/data-internal/baru/ask_data?site=DINAS").text
    granting = office.browser("approver").get(f"/berkas/{case}/grant").text
    for page, name in ((asking, "since"), (asking, "until"), (granting, "valid_until")):
        assert re.search(rf'name="{name}"\s+value=""', page), name
    assert re.search(r'name="date"\s+value="2026-', granting)


def test_what_is_outside_the_request_is_told_beside_its_field(office: Office, case: int) -> None:
    grant(office, case)
    browser, page = office.browser("data"), f"/berkas/{case}/data/"
    beyond = browser.post(f"{page}persediaan", page, **{**FILE, "persediaan-since": "2025-06-01"})
    assert beyond.status_code == 422
    assert "di luar masa yang disetujui (1 Januari 2026 sampai 28 Februari 2026)" in seen(beyond)
    assert 'aria-invalid="true"' in beyond.text
    assert 'value="2025-06-01"' in beyond.text
    empty = seen(browser.post(f"{page}persediaan", page, **{**FILE, "persediaan-since": ""}))
    assert "Masa data dari belum diisi" in empty
    assert "tidak diminta" in seen(browser.post(f"{page}kader", page, **{"kader-since": "2026-01-01"} | KADER))
    office.clock.forward(days=60)
    late = office.browser("data")
    assert "berlaku sampai 31 Maret 2026" in seen(late.get(page))
    assert late.post(f"{page}persediaan", page, **FILE).status_code == 422


KADER = {"kader-until": "2026-01-31", "kader-form": "xlsx"}


def test_only_who_works_on_requests_opens_the_page(office: Office, case: int) -> None:
    grant(office, case)
    for who in ("pengelola", "faskes", "auditor", "admin", "uptd"):
        browser = office.browser(who)
        assert browser.get(f"/berkas/{case}/data/").status_code == 403, who
        assert send(browser, f"/berkas/{case}/data/persediaan").status_code == 403, who
    with reading(office.engine) as db:
        assert releases.of_case(db, BOOK, case) == []


def test_who_stands_for_the_actor_of_the_next_row_makes_the_files(office: Office, case: int) -> None:
    grant(office, case)
    stands = {"data-internal": {"actors": {"Petugas Pengelola Data": "pengelola"}}}
    change_settings(office.book.desk("admin", "2026-02-02"), {SETTING: stands}, office.book.key())
    path = f"/berkas/{case}/data/"
    assert [office.browser(who).get(path).status_code for who in ("pengelola", "data")] == [200, 403]


def send(browser: Browser, path: str) -> object:
    """A form sent past the page it stands on."""
    hidden = {"csrf_token": csrf_token(browser.get("/sandi")), "key": KEY}
    return browser.client.post(path, data={**hidden, **FILE})


def test_services_of_the_whole_kabupaten_are_no_routine_file_but_of_those_who_report_them(office: Office) -> None:
    with writing(office.engine, BOOK) as db:
        person = {"username": "program", "name": "Petugas Program", "role": "program"}
        create_user(db, BOOK, office.clock(), password=PASSWORD, **person)
    path = "/laporan/layanan"
    for who in ("data", "pengelola", "uptd", "faskes"):
        assert office.browser(who).get(f"{path}.xlsx?month=2026-01").status_code == 200, who
    for who in ("program", "auditor", "approver"):
        browser = office.browser(who)
        told = browser.get(f"{path}.csv?month=2026-01")
        assert told.status_code == 403
        assert "catat permohonan data" in seen(told)
        page = seen(browser.get(f"{path}?month=2026-01"))
        assert "PELAYANAN KB DAN PEMAKAIAN ALOKON" in page
        assert "Unduh Excel" not in page


def test_the_page_asks_as_many_questions_whatever_was_made(office: Office, case: int) -> None:
    grant(office, case)
    browser, page = office.browser("data"), f"/berkas/{case}/data/"
    with statements(office.engine) as before:
        browser.get(page)
    browser.post(f"{page}persediaan", page, **FILE)
    browser.post(f"{page}persediaan", page, **FILE)
    with statements(office.engine) as after:
        browser.get(page)
    assert len(after) == len(before) <= 14
