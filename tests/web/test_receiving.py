"""Kiriman yang diumumkan on its pages: awaited under its own tab, received from a form that is filled already."""

import re
from datetime import datetime

import pytest

from inventory.store.engine import reading
from reports.case_papers.catalogue import paper_named, paper_of
from reports.formats import render
from tests.alokon.sop.test_receiving import PILL, announce
from tests.books import BOOK, WIB
from tests.web.office import Office, seen
from tests.web.test_steps import fields_of, send

TODAY = datetime(2026, 3, 2, 8, tzinfo=WIB)


@pytest.fixture
def awaited(office: Office) -> tuple[Office, int]:
    """A shipment the province announced."""
    return office, announce(office.book, {**PILL, "batch": "A1", "expiry": "08/2028", "unit_value_sen": "4.500"})


def test_an_announced_shipment_waits_under_its_tab(awaited: tuple[Office, int]) -> None:
    office, _case = awaited
    shown = seen(office.browser("pengelola").get("/penerimaan/?bagian=akan-datang"))
    assert "Akan datang 1" in shown
    assert "12 Januari 2026" in shown


def test_the_form_is_filled_with_what_was_announced_and_only_differences_are_typed(awaited: tuple[Office, int]) -> None:
    office, case = awaited
    path, browser = f"/berkas/{case}/take_in_announced", office.browser("pengelola")
    found = fields_of(browser.get(path))
    told = ("item", "batch", "fund", "expiry", "unit_value_sen", "stated", "accepted", "line")
    given = [found[f"lines-0-{name}"] for name in told]
    assert given == ["PILK", "A1", "APBN", "08/2028", "4.500", "100", "100", "1"]
    assert (found["sender"], found["lines-1-line"]) == ("Perwakilan BKKBN Jawa Barat", "")
    refused = send(browser, path, **{"lines-0-accepted": "90"})
    assert refused.status_code == 422
    assert "Alasan untuk Pil Kombinasi belum diisi" in seen(refused)
    assert send(browser, path, **{"lines-0-accepted": "90", "lines-0-note": "Kurang 10"}).status_code == 302
    shown = seen(browser.get(f"/berkas/{case}"))
    assert "Menurut dokumen" in shown
    assert "SBBM" in shown


def test_a_correction_of_the_arrival_begins_with_what_was_answered(awaited: tuple[Office, int]) -> None:
    office, case = awaited
    path, browser = f"/berkas/{case}/take_in_announced", office.browser("pengelola")
    send(browser, path, **{"lines-0-accepted": "90", "lines-0-note": "Kurang 10"})
    page = browser.get(f"/berkas/{case}")
    link = page.text[page.text.index(f"/berkas/{case}/koreksi/") :].split('"')[0]
    found = fields_of(browser.get(link))
    assert (found["lines-0-accepted"], found["lines-0-line"]) == ("90", "1")
    corrected = {"lines-0-accepted": "95", "lines-0-note": "Kurang 5", "correction_reason": "Hitung ulang"}
    assert send(browser, link, **corrected).status_code == 302
    assert office.book.held()["GUDANG", "shelf", "PILK"] == 95


def test_the_day_a_shipment_is_expected_is_asked_and_never_guessed(office: Office) -> None:
    found = fields_of(office.browser("pengelola").get("/berkas/penerimaan/baru/announce"))
    assert (found["date"], found["expected"]) == ("2026-03-02", "")


def test_a_shipment_that_does_not_come_is_dropped_with_its_reason(awaited: tuple[Office, int]) -> None:
    office, case = awaited
    path, browser = f"/berkas/{case}/drop_announced", office.browser("pengelola")
    assert "Alasan belum diisi" in seen(send(browser, path))
    assert send(browser, path, reason="Dialihkan ke kabupaten lain").status_code == 302
    assert "Dibatalkan 1" in seen(browser.get("/penerimaan/"))


def test_freight_stands_on_the_sbbm_beside_the_value_of_the_goods(awaited: tuple[Office, int]) -> None:
    office, case = awaited
    path, browser = f"/berkas/{case}/take_in_announced", office.browser("pengelola")
    send(browser, path, freight="1.250.000", carrier="Ekspedisi darat")
    number = re.findall(r"/surat/(\S+SBBM\S+)\.pdf", browser.get(f"/berkas/{case}").text)[0]
    with reading(office.engine) as db:
        paper = render(paper_of(db, BOOK, paper_named(db, BOOK, number), TODAY), "html").decode()
    assert "Ongkos angkut Rp1.250.000, di luar jumlah harga barang." in paper
    assert "450.000" in paper
    assert "1.700.000" not in paper


def test_the_form_follows_an_announcement_that_was_corrected(awaited: tuple[Office, int]) -> None:
    office, case = awaited
    browser = office.browser("pengelola")
    page = browser.get(f"/berkas/{case}").text
    link = page[page.index(f"/berkas/{case}/koreksi/") :].split('"')[0]
    assert send(browser, link, **{"lines-0-stated": "250", "correction_reason": "Surat susulan"}).status_code == 302
    found = fields_of(browser.get(f"/berkas/{case}/take_in_announced"))
    assert (found["lines-0-stated"], found["lines-0-accepted"]) == ("250", "250")
    assert send(browser, f"/berkas/{case}/take_in_announced").status_code == 302
    assert office.book.held()["GUDANG", "shelf", "PILK"] == 250
