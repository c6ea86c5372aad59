"""The pages of an opname: a blind sheet, what was seen beside the card, and the card that tells it."""

import html
import re

import pytest
from werkzeug.test import TestResponse

from alokon.store import cases, papers
from inventory.store.engine import reading
from reports.case_papers.catalogue import paper_of
from tests.books import BOOK, PUSKESMAS, WAREHOUSE
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


def confirmed(office: Office, counted: str) -> int:
    """A count of the warehouse with so much of the pil, confirmed on its pages."""
    case, browser = opened(office, "pengelola", WAREHOUSE), office.browser("pengelola")
    send(browser, f"/berkas/{case}/tally", **{"lines-1-counted": counted, "lines-1-note": "Hilang"})
    assert send(browser, f"/berkas/{case}/confirm_count").status_code == 302
    return case


def late(office: Office, batch: str, quantity: int) -> None:
    """Pil that came to the warehouse in February, entered now."""
    today = office.clock().date().isoformat()
    row = {"item": "PILK", "batch": batch, "fund": "APBN", "expiry": "2028", "stated": quantity, "accepted": quantity}
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": f"SBBK/PROV/{batch}", "date": "2026-02-20"}
    office.book.take("gudang", today, "penerimaan", "take_in", site=WAREHOUSE, lines=[row], impact=True, **about)


def links(page: TestResponse, within: str) -> list[str]:
    """The addresses on a page that hold some words."""
    return [html.unescape(found) for found in re.findall(r'href="([^"]+)"', page.text) if within in found]


def test_the_sheet_is_printed_from_the_case_and_from_the_form_while_it_is_counted(stocked: Office) -> None:
    case, browser = opened(stocked, "pengelola", WAREHOUSE), stocked.browser("pengelola")
    sheet = f"/surat/lembar-hitung/{case}"
    assert links(browser.get(f"/berkas/{case}"), sheet) == [f"{sheet}.{form}" for form in ("pdf", "docx", "xlsx")]
    assert links(browser.get(f"/berkas/{case}/tally"), sheet) == [f"{sheet}.pdf"]
    assert browser.get(f"{sheet}.pdf").data.startswith(b"%PDF")
    page = seen(browser.get(f"{sheet}.html"))
    assert "A1" in page
    assert "940" not in page
    assert browser.get(f"{sheet}.exe").status_code == 422
    assert stocked.browser("faskes").get(f"{sheet}.pdf").status_code == 403


def test_the_berita_acara_can_be_had_in_both_layouts_once_the_count_stands(stocked: Office) -> None:
    case, browser = confirmed(stocked, "938"), stocked.browser("pengelola")
    page = browser.get(f"/berkas/{case}")
    assert links(page, "lembar-hitung") == []
    found = links(page, "bentuk=")
    assert [address.rpartition(".")[2] for address in found] == [
        "pdf?bentuk=nilai",
        "docx?bentuk=nilai",
        "xlsx?bentuk=nilai",
        "pdf?bentuk=selisih",
        "docx?bentuk=selisih",
        "xlsx?bentuk=selisih",
    ]
    names = [browser.get(address).headers["Content-Disposition"] for address in found]
    assert len(set(names)) == 6
    assert browser.get(found[0].replace("nilai", "lain")).status_code == 404


def test_the_page_of_a_count_tells_what_changed_it_since(stocked: Office) -> None:
    case, browser = confirmed(stocked, "938"), stocked.browser("pengelola")
    page = seen(browser.get(f"/berkas/{case}"))
    assert "Pil Kombinasi Batch A1 · ED 2028 · APBN 940 938 -2 Hilang" in page
    assert "Saat hitung: 2 Maret 2026, hitungan ke-1 hari itu" in page
    assert "Selisih dihitung ulang" not in page
    late(stocked, "A1", 5)
    late(stocked, "B7", 40)
    page = seen(browser.get(f"/berkas/{case}"))
    assert "940 938 -2 -7 Hilang Diubah oleh 400.13.16/003/SBBM" in page
    assert "Disahkan Selisih dihitung ulang Batch datang menyusul" in page
    assert "Pil Kombinasi Batch B7 · ED 2028 · APBN 40 cycle 400.13.16/004/SBBM" in page
    assert "Disahkan Selisih dihitung ulang" in seen(browser.get("/opname/"))
    card = seen(browser.get(f"/kartu/?tempat={WAREHOUSE}&jenis=PILK&dari=2026-01-01"))
    assert f"Opname, berkas {case} Selisih opname A1 2028 APBN 5 978 938 Selisih dihitung ulang" in card


def test_what_changed_a_count_is_one_step_away(stocked: Office) -> None:
    case, browser = confirmed(stocked, "938"), stocked.browser("pengelola")
    before = set(links(browser.get(f"/berkas/{case}"), "/berkas/"))
    late(stocked, "A1", 5)
    (new,) = set(links(browser.get(f"/berkas/{case}"), "/berkas/")) - before
    assert "SBBK/PROV/A1" in seen(browser.get(new))


def test_two_counts_of_a_day_are_told_apart(stocked: Office) -> None:
    first, second = confirmed(stocked, "938"), confirmed(stocked, "937")
    browser = stocked.browser("pengelola")
    assert "hitungan ke-1 hari itu" in seen(browser.get(f"/berkas/{first}"))
    page = seen(browser.get(f"/berkas/{second}"))
    assert "hitungan ke-2 hari itu" in page
    assert "938 937 -1" in page
    told = seen(browser.get("/opname/"))
    assert told.count("02/03/2026 ke-2") == 1
    assert "Selisih dihitung ulang" not in told


def test_a_count_taken_back_shows_no_card_and_its_paper_says_so(stocked: Office) -> None:
    case, browser = confirmed(stocked, "938"), stocked.browser("pengelola")
    with reading(stocked.engine) as db:
        stands = cases.steps_of(db, BOOK, [case])[case][-1].event
    stocked.book.take_back("gudang", "2026-03-02", stands, "Salah rak")
    page = seen(browser.get(f"/berkas/{case}"))
    assert "940" not in page
    assert "Lembar hitung: PDF · Word · Excel" in page
    with reading(stocked.engine) as db:
        (paper,) = papers.of_cases(db, BOOK, [case])[case]
        told = paper_of(db, BOOK, paper, stocked.clock(), "selisih").datasets[0].before
    assert str(told[0]).startswith("DIBATALKAN 2 Maret 2026")


def test_a_faskes_opens_no_count_of_another_and_an_auditor_none(stocked: Office) -> None:
    assert stocked.browser("faskes").get(f"{OPEN}?site={WAREHOUSE}").status_code == 403
    assert stocked.browser("auditor").get(OPEN).status_code == 403
    assert "Opname" in seen(stocked.browser("auditor").get("/opname/"))
