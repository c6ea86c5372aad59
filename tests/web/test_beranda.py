"""Beranda: each role's work of the day, what is late, and how use and stock go."""

import re
from datetime import date

import pytest

from alokon.climate import Reading
from alokon.service.climate import log_reading
from alokon.sop.storage import QUESTIONS, YES
from tests.books import PMB, PUSKESMAS
from tests.web.office import Office, seen
from tests.web.test_cases import selects


@pytest.fixture
def march(office: Office) -> Office:
    """2 March: a request to approve, an order to pack, a delivery late by four days, an overdue follow-up."""
    book = office.book
    book.receive("2026-01-05", "PILK", "A1", 1000, expiry="05/2026")
    first = book.deliver("2026-01-08", "PILK", 60)
    assert first
    book.take(
        "bidan", "2026-01-31", "pemakaian", "report", site=PUSKESMAS, month="2026-01",
        lines=[{"item": "PILK", "fund": "APBN", "service": 60}],
    )  # fmt: skip
    book.close("bidan", "2026-02-02", PUSKESMAS, "2026-01")
    late = book.request("2026-02-20", ("PILK", 50))
    book.order("2026-02-20", late, (1, "APBN", 50))
    book.issue_and_ship("2026-02-23", late)
    pack = book.request("2026-02-27", ("PILK", 10), site=PMB, who="pmb")
    book.order("2026-02-28", pack, (1, "APBN", 10))
    book.request("2026-03-01", ("PILK", 30), site=PMB, who="pmb")
    found = {"findings": "Kartu kosong", "follow_up": "Isi kartu", "due": "2026-03-01"}
    book.take("uptd", "2026-02-15", "pembinaan", "coach", site=PUSKESMAS, manner="telepon", **found)
    return office


def home(office: Office, role: str) -> str:
    """What a role reads on beranda, without the menu."""
    return seen(office.browser(role).get("/beranda")).partition("Keluar")[2]


def test_each_role_is_told_its_own_work(march: Office) -> None:
    assert "Setujui dan terbitkan SPMB, PMB 001 menunggu 1 hari" in home(march, "approver")
    assert "Cek stok dan terbitkan SBBK, PMB 001" in home(march, "pengelola")
    assert "Selesaikan tindak lanjut, Puskesmas Ciamis Lewat waktu tenggat 1 Maret 2026" in home(march, "uptd")
    assert "Tidak ada yang menunggu Anda." in home(march, "auditor")


def test_the_office_is_not_asked_to_confirm_what_a_faskes_must(march: Office) -> None:
    assert "Konfirmasi penerimaan" not in home(march, "pengelola")


def test_a_faskes_sees_what_is_on_its_way_its_stock_and_the_month_to_close(march: Office) -> None:
    said = home(march, "faskes")
    assert "1 Konfirmasi penerimaan menunggu Anda, terlama 7 hari" in said
    assert "Tutup bulan Februari 2026 Puskesmas Ciamis" in said
    assert "Pil Kombinasi 0 cycle 0,0 50" in said
    assert "1 jenis kosong padahal dipakai Pil Kombinasi" in said
    assert "PMB 001" not in said


def test_a_delivery_past_three_days_is_counted_as_late(march: Office) -> None:
    assert "1 lewat 3 hari Penyaluran: SBBK sampai diterima; terlama 7 hari" in home(march, "pengelola")


def test_who_has_not_reported_and_who_is_out_of_stock_is_counted(march: Office) -> None:
    said = home(march, "data")
    assert "0 dari 2 faskes sudah lapor Februari 2026" in said
    assert "2 belum lapor Februari 2026 Puskesmas Ciamis, PMB 001" in said
    assert "1 faskes kosong stok Pil Kombinasi (1)" in said


def test_batches_that_end_within_half_a_year_are_named_first(march: Office) -> None:
    assert "pakai lebih dulu: Pil Kombinasi A1, ED 31/05/2026" in home(march, "pengelola")


def test_the_warehouse_is_closed_by_who_may(march: Office) -> None:
    assert "Tutup bulan Januari 2026 Gudang Alokon Kabupaten" in home(march, "pengelola")
    assert "Tutup bulan" not in home(march, "approver").partition("Pekerjaan hari ini")[2]


def test_an_urgent_request_stands_before_all_others(march: Office) -> None:
    march.book.take(
        "bidan", "2026-03-02", "distribusi", "request", site=PUSKESMAS, urgency="darurat", reason="Kosong",
        lines=[{"item": "PILK", "requested": 20}],
    )  # fmt: skip
    work = home(march, "approver").partition("Pekerjaan hari ini")[2]
    assert work.lstrip().startswith("Setujui dan terbitkan SPMB, Puskesmas Ciamis Darurat")


def test_the_chart_draws_twelve_months_of_the_item_most_used(march: Office) -> None:
    page = march.browser("pengelola").get("/beranda").text
    assert page.count('class="drawn-use"') == 12
    titles = re.findall(r"<title>([^<]+)</title>", page)
    assert "Januari 2026: dipakai 60 cycle, stok akhir 940 cycle" in titles
    assert "Maret 2026: dipakai 0 cycle, stok akhir 890 cycle" in titles


def test_the_chart_of_another_item_comes_alone(march: Office) -> None:
    page = march.browser("pengelola").get("/beranda/grafik?barang=IUD", headers={"HX-Request": "true"}).text
    assert page.lstrip().startswith("<section")
    assert '<option value="IUD" selected>' in page


def test_the_chart_of_a_faskes_shows_its_own_stock(march: Office) -> None:
    page = march.browser("faskes").get("/beranda").text
    assert "Januari 2026: dipakai 60 cycle, stok akhir 0 cycle" in page


@pytest.mark.parametrize("role", ["pengelola", "faskes", "uptd"])
def test_beranda_costs_the_same_however_much_is_waiting(march: Office, role: str) -> None:
    before = selects(march, role, "/beranda")
    for _ in range(3):
        march.book.request("2026-03-01", ("PILK", 5))
    assert selects(march, role, "/beranda") == before <= 57


def test_the_keeper_is_asked_for_the_thermometer_and_the_inspection_of_the_month(office: Office) -> None:
    said = home(office, "pengelola")
    assert "Catat suhu dan kelembapan, Gudang Alokon Kabupaten hari ini: pagi · 7 dari 7 hari sebelumnya tidak" in said
    assert "Periksa gudang, Gudang Alokon Kabupaten pemeriksaan Maret 2026 belum ada · belum pernah" in said
    for role in ("approver", "auditor", "faskes", "uptd"):
        assert "Catat suhu" not in home(office, role)
        assert "Periksa gudang, " not in home(office, role)


def test_what_was_done_is_asked_for_no_more_and_heat_is_told_to_the_office(office: Office) -> None:
    hot = Reading(date(2026, 3, 1), "sore", 318, 55, "AC diperbaiki")
    morning = Reading(date(2026, 3, 2), "pagi", 268, 55)
    for reading in (hot, morning):
        log_reading(office.book.desk("gudang", "2026-03-02"), "GUDANG", reading, office.book.key())
    answers = {name: YES for name, _, _ in QUESTIONS}
    office.book.take("gudang", "2026-03-02", "periksa-gudang", "inspect", site="GUDANG", **answers)
    said = home(office, "pengelola")
    assert "Catat suhu" not in said
    assert "Periksa gudang, " not in said
    told = "1 kali suhu gudang di luar batas, 7 hari terakhir Gudang Alokon Kabupaten, terakhir 1 Maret 2026 sore: 31,8"
    for role in ("pengelola", "approver", "auditor"):
        assert told in home(office, role)
    assert "di luar batas" not in home(office, "faskes")


def test_chores_lead_to_where_they_are_done(office: Office) -> None:
    browser = office.browser("pengelola")
    page = browser.get("/beranda").text
    for way in ("/suhu-gudang/GUDANG/2026-03", "/berkas/periksa-gudang/baru/inspect?site=GUDANG"):
        assert f'href="{way}"' in page
        assert browser.get(way).status_code == 200
