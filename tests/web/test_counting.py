"""The pages of an opname: a blind sheet, what was seen beside the card, and the card that tells it."""

import re

import pytest

from tests.books import PUSKESMAS, WAREHOUSE
from tests.web.office import Office, seen
from tests.web.test_steps import fields_of, send, state_of

OPEN = "/berkas/opname/baru/open_count"


@pytest.fixture
def stocked(office: Office) -> Office:
    """A warehouse with pil, suntik and kondom, and a puskesmas with some of the pil."""
    book = office.book
    book.receive("2026-02-05", "PILK", "A1", 1000)
    book.receive("2026-02-05", "SUNTIK3P", "D2", 200, fund="APBD")
    book.deliver("2026-02-08", "PILK", 60)
    return office


def opened(office: Office, role: str, site: str) -> int:
    """The case of a count opened on its page."""
    answer = send(office.browser(role), f"{OPEN}?site={site}")
    found = re.search(r"/berkas/(\d+)", answer.headers["Location"])
    assert found
    return int(found[1])


def test_the_sheet_is_blind_and_what_is_left_empty_is_not_counted(stocked: Office) -> None:
    case, browser = opened(stocked, "pengelola", WAREHOUSE), stocked.browser("pengelola")
    page = browser.get(f"/berkas/{case}/tally")
    assert "A1" in seen(page)
    assert "940" not in page.text
    assert send(browser, f"/berkas/{case}/tally", **{"lines-1-counted": "938"}).status_code == 302
    assert [line["counted"] for line in stocked.book.leaves(case)] == [938]
    assert fields_of(browser.get(f"/berkas/{case}/tally"))["lines-1-counted"] == "938"


def test_a_difference_needs_its_reason_and_then_stands_on_the_card(stocked: Office) -> None:
    case, browser = opened(stocked, "pengelola", WAREHOUSE), stocked.browser("pengelola")
    send(browser, f"/berkas/{case}/tally", **{"lines-0-counted": "200", "lines-1-counted": "938"})
    page = seen(browser.get(f"/berkas/{case}/confirm_count"))
    assert "A1 940 938 -2 cycle" in page
    assert "D2 200 200 0 vial Cocok" in page
    refused = send(browser, f"/berkas/{case}/confirm_count")
    assert refused.status_code == 422
    assert "Pil Kombinasi A1 – Sebab selisih belum diisi" in seen(refused)
    mended = fields_of(refused) | {"lines-1-note": "Dua cycle hilang"}
    assert browser.client.post(f"/berkas/{case}/confirm_count", data=mended).status_code == 302
    assert state_of(stocked, case) == "disahkan"
    card = seen(browser.get(f"/kartu/?tempat={WAREHOUSE}&jenis=PILK&dari=2026-01-01"))
    assert f"Opname, berkas {case} Selisih opname A1 2028 APBN 2 938" in card


def test_a_large_difference_is_approved_by_the_approver_alone(stocked: Office) -> None:
    case, browser = opened(stocked, "faskes", PUSKESMAS), stocked.browser("faskes")
    send(browser, f"/berkas/{case}/tally", **{"lines-0-counted": "20", "lines-0-note": "Basah"})
    refused = send(browser, f"/berkas/{case}/confirm_count")
    assert "Selisih Pil Kombinasi (kartu 60, terhitung 20) melebihi 5 persen" in seen(refused)
    assert browser.get(f"/berkas/{case}/approve_count").status_code == 403
    assert send(stocked.browser("approver"), f"/berkas/{case}/approve_count").status_code == 302
    assert stocked.book.held()[PUSKESMAS, "shelf", "PILK"] == 20


def test_a_batch_that_is_not_on_the_sheet_is_written_with_its_label(stocked: Office) -> None:
    case, browser = opened(stocked, "faskes", PUSKESMAS), stocked.browser("faskes")
    found = {"item": "KONDOM", "batch": "K9", "fund": "APBN", "expiry": "08/2028", "counted": "12"}
    refused = send(browser, f"/berkas/{case}/tally", **{"lines-1-counted": "12"})
    assert "Batch belum lengkap" in seen(refused)
    sent = {f"lines-1-{name}": value for name, value in found.items()}
    assert send(browser, f"/berkas/{case}/tally", **sent).status_code == 302
    assert [(line.item, line["counted"]) for line in stocked.book.leaves(case)] == [("KONDOM", 12)]


def test_a_faskes_opens_no_count_of_another_and_an_auditor_none(stocked: Office) -> None:
    assert stocked.browser("faskes").get(f"{OPEN}?site={WAREHOUSE}").status_code == 403
    assert stocked.browser("auditor").get(OPEN).status_code == 403
    assert "Opname" in seen(stocked.browser("auditor").get("/opname/"))
