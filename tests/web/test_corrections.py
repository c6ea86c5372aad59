"""Koreksi and pembatalan: the original, its reversal and its replacement are one story on the case's page."""

import pytest

from tests.books import PUSKESMAS, WAREHOUSE
from tests.web.office import Office, seen
from tests.web.test_steps import fields_of, send


@pytest.fixture
def received(office: Office) -> Office:
    """Sixty cycles received by the puskesmas on 10 January as case 2."""
    book = office.book
    book.receive("2026-01-05", "PILK", "A1", 1000, expiry="08/2027", unit_value_sen=450000)
    case = book.request("2026-01-06", ("PILK", 60))
    book.order("2026-01-07", case, (1, "APBN", 60))
    book.issue_and_ship("2026-01-08", case)
    book.accept("2026-01-10", case)
    return office


def event_of(office: Office, username: str, case: int) -> int:
    """The event that the page of a case offers to correct, the newest first."""
    page = office.browser(username).get(f"/berkas/{case}").text
    return int(page.partition("/koreksi/")[2].partition('"')[0])


def test_a_correction_begins_with_the_answers_given_then(received: Office) -> None:
    event = event_of(received, "faskes", 2)
    typed = fields_of(received.browser("faskes").get(f"/berkas/2/koreksi/{event}"))
    assert (typed["date"], typed["receiver"], typed["lines-0-accepted"]) == ("2026-01-10", "Bidan", "60")


def test_a_correction_needs_its_own_reason(received: Office) -> None:
    event = event_of(received, "faskes", 2)
    answer = send(received.browser("faskes"), f"/berkas/2/koreksi/{event}", **{"lines-0-accepted": "60"})
    assert answer.status_code == 422
    assert "Alasan koreksi belum diisi" in seen(answer)


def test_a_corrected_receipt_shows_original_reason_and_replacement(received: Office) -> None:
    browser, event = received.browser("faskes"), event_of(received, "faskes", 2)
    counted = {"lines-0-accepted": "59", "lines-0-short": "1", "lines-0-note": "Salah hitung"}
    answer = send(browser, f"/berkas/2/koreksi/{event}", **counted, correction_reason="Satu cycle ternyata tidak ada")
    assert answer.status_code == 302
    said = seen(browser.get("/berkas/2"))
    assert "Penerimaan dikonfirmasi dikoreksi" in said
    assert "Alasan koreksi: Satu cycle ternyata tidak ada ( langkah semula )" in said
    assert "Pil Kombinasi cycle 60 60 60 59 1" in said
    assert received.book.held()[PUSKESMAS, "shelf", "PILK"] == 59


def test_a_corrected_deed_cannot_be_corrected_again_but_its_replacement_can(received: Office) -> None:
    browser, event = received.browser("faskes"), event_of(received, "faskes", 2)
    for accepted in ("59", "58"):
        counted = {
            "lines-0-accepted": accepted,
            "lines-0-short": str(60 - int(accepted)),
            "lines-0-note": "Hitung ulang",
        }
        path = f"/berkas/2/koreksi/{event_of(received, 'faskes', 2)}"
        assert send(browser, path, **counted, correction_reason="Salah ketik").status_code == 302
    assert browser.get(f"/berkas/2/koreksi/{event}").status_code == 422
    assert received.book.held()[PUSKESMAS, "shelf", "PILK"] == 58


def test_a_correction_that_would_starve_a_later_day_says_so_and_changes_nothing(received: Office) -> None:
    received.book.take(
        "bidan", "2026-01-31", "pemakaian", "report", site=PUSKESMAS, month="2026-01",
        lines=[{"item": "PILK", "fund": "APBN", "service": 50}],
    )  # fmt: skip
    event = event_of(received, "faskes", 2)
    counted = {"lines-0-accepted": "40", "lines-0-short": "20", "lines-0-note": "Salah hitung"}
    answer = send(received.browser("faskes"), f"/berkas/2/koreksi/{event}", **counted, correction_reason="Salah")
    assert answer.status_code == 422
    assert fields_of(answer)["lines-0-accepted"] == "40"
    assert received.book.held()[PUSKESMAS, "shelf", "PILK"] == 10


def test_a_receipt_of_the_warehouse_is_corrected_with_its_label(received: Office) -> None:
    browser, event = received.browser("pengelola"), event_of(received, "pengelola", 1)
    path = f"/berkas/1/koreksi/{event}"
    typed = fields_of(browser.get(path))
    assert (typed["lines-0-batch"], typed["lines-0-expiry"], typed["lines-0-unit_value_sen"]) == (
        "A1",
        "08/2027",
        "4.500",
    )
    mended = {"lines-0-stated": "900", "lines-0-accepted": "900", "correction_reason": "Salah ketik"}
    looked = send(browser, path, **mended)
    assert "-60 940 840" in seen(looked), "what changes is shown first"
    assert browser.client.post(path, data=fields_of(looked)).status_code == 302
    assert received.book.held()[WAREHOUSE, "shelf", "PILK"] == 840


def test_a_document_is_taken_back_only_after_its_reason_is_given(received: Office) -> None:
    browser, event = received.browser("faskes"), event_of(received, "faskes", 2)
    path = f"/berkas/2/batalkan/{event}"
    asked = browser.get(path)
    assert "Dokumen semula dan pembatalannya tetap terlihat" in seen(asked)
    assert browser.post(path, page=path, reason="").status_code == 422
    assert browser.post(path, page=path, reason="Tertukar dengan faskes lain").status_code == 302
    said = seen(browser.get("/berkas/2"))
    assert "Dibatalkan: Penerimaan dikonfirmasi pembatalan" in said
    assert "Tertukar dengan faskes lain" in said
    assert received.book.case(2).state == "dikirim"


def test_a_request_taken_back_ends_the_case(received: Office) -> None:
    case = received.book.request("2026-02-27", ("PILK", 10))
    browser, event = received.browser("faskes"), event_of(received, "faskes", case)
    path = f"/berkas/{case}/batalkan/{event}"
    assert browser.post(path, page=path, reason="Salah kirim").status_code == 302
    assert received.book.case(case).state == "dibatalkan"
    assert "Koreksi" not in seen(browser.get(f"/berkas/{case}")).partition("Riwayat")[2]


@pytest.mark.parametrize("role", ["approver", "uptd", "auditor"])
def test_who_may_not_correct_is_offered_nothing_and_refused(received: Office, role: str) -> None:
    event = event_of(received, "faskes", 2)
    browser = received.browser(role)
    assert "/koreksi/" not in browser.get("/berkas/2").text
    assert browser.get(f"/berkas/2/koreksi/{event}").status_code == 403
    assert browser.get(f"/berkas/2/batalkan/{event}").status_code == 403


def test_a_faskes_is_offered_no_correction_of_what_only_the_office_may_do(received: Office) -> None:
    row = {"item": "PILK", "batch": "A9", "fund": "APBN", "expiry": "2028", "stated": 50, "accepted": 50}
    done = received.book.take(
        "admin", "2026-02-27", "saldo-awal", "open", site=PUSKESMAS, document="Kartu stok", lines=[row]
    )
    browser, path = received.browser("faskes"), f"/berkas/{done.case}"
    assert "/koreksi/" not in browser.get(path).text
    assert browser.get(f"{path}/koreksi/{done.event}").status_code == 403
    assert browser.get(f"{path}/batalkan/{done.event}").status_code == 403
    assert "/koreksi/" in received.browser("pengelola").get(path).text


def test_an_event_of_another_case_is_not_corrected_here(received: Office) -> None:
    event = event_of(received, "faskes", 2)
    assert received.browser("pengelola").get(f"/berkas/1/koreksi/{event}").status_code == 422


def test_original_reversal_and_replacement_are_told_as_one_story(office: Office) -> None:
    row = {"item": "PILK", "fund": "APBN", "expiry": "2028", "stated": 100, "accepted": 100}
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SJ-1"}
    rows = [{**row, "batch": "A1"}, {**row, "batch": "B2"}]
    done = office.book.take("gudang", "2026-02-05", "penerimaan", "take_in", site=WAREHOUSE, lines=rows, **about)
    mended = [{**rows[0], "stated": 90, "accepted": 90}, rows[1]]
    about |= {"date": "2026-02-05", "document": "SJ-2"}
    again = office.book.correct("gudang", "2026-02-06", done.event, "Salah ketik", lines=mended, **about)
    office.book.take_back("gudang", "2026-02-07", again.event, "Bukan kiriman kami")
    browser = office.browser("auditor")
    case = browser.get(f"/berkas/{done.case}")
    path = f"/berkas/{done.case}/cerita/{again.event}"
    assert path in case.text
    said = seen(browser.get(path))
    assert "Nomor dokumen SJ-1 SJ-2" in said
    assert "Jumlah baik 100 cycle" in said
    assert "batch A1 · APBN pemasok Gudang Alokon Kabupaten, rak 100 -100 +90 90 cycle" in said
    assert "Koreksi 1 koreksi Salah ketik" in said
    assert "Dibatalkan pembatalan Bukan kiriman kami" in said
    assert "90 -90 0 0 cycle" in said
    assert browser.get(f"/berkas/{done.case}/cerita/999").status_code == 422
    assert office.browser("faskes").get(path).status_code == 403


def test_a_document_of_a_closed_month_says_that_its_correction_is_dated_today(received: Office) -> None:
    event = event_of(received, "pengelola", 1)
    browser = received.browser("pengelola")
    said = "Bulan dokumen ini sudah ditutup"
    assert said not in seen(browser.get(f"/berkas/1/koreksi/{event}"))
    for month in ("2026-01", "2026-02"):
        received.book.close("gudang", "2026-03-01", WAREHOUSE, month)
    assert said in seen(browser.get(f"/berkas/1/koreksi/{event}"))
    assert said in seen(browser.get(f"/berkas/1/batalkan/{event}"))
    mended = {"lines-0-stated": "900", "lines-0-accepted": "900", "correction_reason": "Salah ketik"}
    assert send(browser, f"/berkas/1/koreksi/{event}", **mended).status_code == 302
    assert received.book.held("2026-02-28")[WAREHOUSE, "shelf", "PILK"] == 940
    assert received.book.held()[WAREHOUSE, "shelf", "PILK"] == 840
