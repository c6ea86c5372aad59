"""Batch: where it is and was, and koreksi lot with its history."""

import re
from datetime import date

import pytest

from inventory.store import queries
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import NEIGHBOUR, OWN
from tests.web.office import seen
from tests.web.pages import Pages


@pytest.fixture
def stocked(pages: Pages) -> Pages:
    """One faskes that holds a batch, another that holds two."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 30})
    district.supply(NEIGHBOUR, date(2026, 1, 9), {"PILK": 30, "KONDOM": 24})
    return pages


def path_of(pages: Pages, batch: str) -> str:
    """The page of a batch."""
    with reading(pages.engine) as db:
        return next(f"/batch/{lot}" for lot, n in queries.lot_names(db, BOOK).items() if n.key.batch == batch)


def test_a_correction_changes_what_every_page_says_and_keeps_what_it_said(stocked: Pages) -> None:
    browser, page = stocked.browser("pengelola"), path_of(stocked, "A1")
    sent = browser.post(page, page, expiry="09/2027", produced="2024-09-01", value="4.750", reason="label salah dibaca")
    assert sent.status_code == 302
    shown = seen(browser.get(page))
    assert "ED 09/2027 · produksi 01/09/2024 · harga Rp4.750 Berlaku" in shown
    assert "Dikoreksi 12 Maret 2026 pukul 09.30 WIB oleh pengelola: label salah dibaca" in shown
    assert "ED 08/2027 · produksi – · harga Rp4.500 Pertama dicatat" in shown
    assert "09/2027" in seen(browser.get("/stok/?tampilan=batch&tempat=GUDANG"))


def test_faults_are_told_beside_their_fields_and_nothing_is_written(stocked: Pages) -> None:
    browser, page = stocked.browser("pengelola"), path_of(stocked, "A1")
    refused = browser.post(page, page, expiry="31/31/2027", value="murah", reason="")
    assert refused.status_code == 422
    for said in ("“31/31/2027” bukan tanggal kedaluwarsa", "“murah” bukan jumlah rupiah", "Alasan koreksi belum diisi"):
        assert said in seen(refused)
    assert 'value="31/31/2027"' in refused.text
    assert "08/2027" in seen(browser.get(page))


def test_saying_the_same_again_is_refused(stocked: Pages) -> None:
    browser, page = stocked.browser("pengelola"), path_of(stocked, "A1")
    same = browser.post(page, page, expiry="08/2027", produced="", value="4.500", reason="periksa")
    assert same.status_code == 422
    assert "sama dengan yang sudah tercatat" in seen(same)


def test_a_batch_is_corrected_by_the_office_alone(stocked: Pages) -> None:
    page = path_of(stocked, "A0")
    browser = stocked.browser("faskes")
    assert "Koreksi keterangan batch" not in seen(browser.get(page))
    answer = browser.post(page, "/sesi/", expiry="01/2029", reason="supaya masih berlaku")
    assert answer.status_code == 403
    assert stocked.browser("auditor").post(page, "/sesi/", expiry="01/2029", reason="x").status_code == 403


def test_a_faskes_sees_only_its_own_part_of_a_batch(stocked: Pages) -> None:
    browser = stocked.browser("faskes")
    shown = seen(browser.get(path_of(stocked, "A0")))
    assert stocked.district.names[OWN] in shown
    assert stocked.district.names[NEIGHBOUR] not in shown
    assert "Gudang" not in shown
    assert browser.get(path_of(stocked, "K1")).status_code == 403
    listed = seen(browser.get("/batch/"))
    assert "A0" in listed
    assert "K1" not in listed


def test_the_list_finds_a_batch_and_an_unknown_one_has_no_page(stocked: Pages) -> None:
    browser = stocked.browser("pengelola")
    assert re.findall(r'<a href="/batch/\d+">([^<]+)</a>', browser.get("/batch/?cari=k1").text) == ["K1"]
    assert "Tidak ada batch yang cocok" in seen(browser.get("/batch/?cari=zz"))
    assert browser.get("/batch/999").status_code == 404
