"""Laporan: what each role may ask for, what the pages show, and the files they give."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from alokon.store.people import create_user
from inventory.store.engine import writing
from reports.formats import FORMATS
from tests.books import BOOK, PMB, PUSKESMAS, WAREHOUSE
from tests.reports.conftest import book, winter_file  # noqa: F401 - fixtures
from tests.reports.test_case_papers import papers_of
from tests.reports.winter import CLINIC, Winter, pmb_closes
from tests.web.office import PASSWORD, Browser, Clock, seen, statements
from web.app import create_app
from web.config import WIB, Config

PEOPLE: dict[str, dict[str, str]] = {
    "pengelola": {},
    "data": {},
    "auditor": {},
    "faskes": {"site": PUSKESMAS},
    "uptd": {"kecamatan": "32.07.09"},
}
NOW = datetime(2026, 3, 3, 9, tzinfo=WIB)


class Pages:
    """The pages of the small office of `winter`."""

    def __init__(self, book: Winter, home: Path) -> None:  # noqa: F811
        self.book = book
        with writing(book.engine, BOOK) as db:
            for role, scope in PEOPLE.items():
                create_user(db, BOOK, NOW, username=role, name=role, role=role, password=PASSWORD, **scope)
        self.app = create_app(Config(book.engine, BOOK, home, clock=Clock(NOW)))

    def browser(self, role: str) -> Browser:
        browser = Browser(self.app.test_client())
        assert browser.sign_in(role).status_code == 302
        return browser


@pytest.fixture
def pages(book: Winter, tmp_path: Path) -> Pages:  # noqa: F811
    return Pages(book, tmp_path)


def test_each_role_sees_the_reports_it_may_ask_for(pages: Pages) -> None:
    faskes = seen(pages.browser("faskes").get("/laporan/"))
    assert "Mutasi alokon (R/II/KB)" in faskes
    assert "Laporan bulanan ke BKKBN" not in faskes
    data = seen(pages.browser("data").get("/laporan/"))
    assert "Laporan bulanan ke BKKBN" in data
    assert "Februari 2026: 0 dari 3 faskes lapor, belum diterbitkan" in data


def test_a_report_opens_with_what_people_usually_want(pages: Pages) -> None:
    page = pages.browser("faskes").get("/laporan/mutasi")
    assert page.status_code == 200
    assert "REGISTER ALAT DAN OBAT KONTRASEPSI" in seen(page)
    assert f'value="{PUSKESMAS}" selected' in page.text
    assert "Pilih dahulu" in seen(pages.browser("pengelola").get("/laporan/mutasi"))


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_can_be_downloaded(pages: Pages, ending: str) -> None:
    file = pages.browser("faskes").get(f"/laporan/mutasi.{ending}?month=2026-01&site={PUSKESMAS}")
    assert file.status_code == 200
    assert file.mimetype == FORMATS[ending].media_type.partition(";")[0]
    assert f"mutasi-2026-01-{PUSKESMAS}.{ending}" in file.headers["Content-Disposition"]


def test_a_faskes_gets_only_its_own_figures(pages: Pages) -> None:
    browser = pages.browser("faskes")
    for path in (
        f"mutasi?month=2026-01&site={PMB}",
        f"persediaan.csv?day=2026-01-31&site={WAREHOUSE}",
        "gudang",
        "bkkbn/",
    ):
        assert browser.get(f"/laporan/{path}").status_code == 403, path
    stock = browser.get("/laporan/persediaan.csv?day=2026-01-31").text
    assert "A1" in stock
    assert "M7" not in stock, "the PMB's batch"
    assert "Di perjalanan" not in stock


def test_an_uptd_gets_its_kecamatan_only(pages: Pages) -> None:
    browser = pages.browser("uptd")
    recap = seen(browser.get("/laporan/rekap-mutasi?month=2026-01"))
    assert "PMB 001" in recap
    assert "Puskesmas Ciamis" not in recap
    assert browser.get(f"/laporan/mutasi?month=2026-01&site={PUSKESMAS}").status_code == 403


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("kartu-stok?site=GUDANG&item=PILK&since=2026-02-01&until=2026-01-01", "Sampai tanggal 1 Januari 2026"),
        ("persediaan?day=2026-12-31", "Tanggal 31 Desember 2026 belum tiba"),
        ("mutasi?month=2027-01&site=320700100", "Januari 2027 belum tiba"),
        ("mutasi?month=0001-01&site=320700100", "“0001-01” bukan bulan"),
        ("persediaan?day=2026-01-31&item=X", "Jenis alokon “X” tidak dikenal"),
    ],
)  # fmt: skip
def test_what_cannot_be_reported_is_told_beside_the_form(pages: Pages, asked: str, told: str) -> None:
    page = pages.browser("pengelola").get(f"/laporan/{asked}")
    assert page.status_code == 422
    assert told in seen(page)
    assert "Tampilkan" in seen(page)


@pytest.mark.parametrize(
    "path", ["stok", "mutasi.odt?month=2026-01&site=GUDANG", "bkkbn/2031-01/bukti", "bkkbn/?month=x"]
)
def test_an_address_that_leads_nowhere_says_so(pages: Pages, path: str) -> None:
    assert pages.browser("pengelola").get(f"/laporan/{path}").status_code in (404, 422)


def test_the_monthly_page_names_who_has_not_reported(pages: Pages) -> None:
    page = seen(pages.browser("data").get("/laporan/bkkbn/?month=2026-01"))
    assert "1 dari 3 faskes sudah menutup bulan" in page
    assert "Belum lapor (2)" in page
    assert "Klinik Pratama Kawali" in page
    assert "Puskesmas Ciamis" not in page


PROOF = "/laporan/bkkbn/2026-01/bukti"


def test_the_proof_is_shown_when_asked_for_and_who_may_publish_finds_the_button(pages: Pages) -> None:
    browser = pages.browser("data")
    offered = seen(browser.get(PROOF))
    assert "Hitung dan buktikan" in offered
    assert "LULUS" not in offered, "nothing has been proved yet"
    assert "Terbitkan" not in offered
    proved = seen(browser.post(PROOF, PROOF))
    assert proved.count("LULUS") >= 8
    assert "Terbitkan versi 1" in proved
    assert "Terbitkan" not in seen(pages.browser("auditor").post(PROOF, PROOF))


def test_a_month_is_published_once_and_again_only_when_it_changed(pages: Pages) -> None:
    browser, page = pages.browser("data"), "/laporan/bkkbn/?month=2026-01"
    publish = "/laporan/bkkbn/2026-01/terbitkan"
    assert browser.post(publish, PROOF).location.endswith("?month=2026-01")
    assert "Versi 1" in seen(browser.get(page))
    assert "tidak perlu versi baru" in seen(browser.post(PROOF, PROOF))
    assert browser.post(publish, PROOF).status_code == 422
    pmb_closes(pages.book)
    assert "sel berubah sejak versi 1" in seen(browser.post(PROOF, PROOF))
    browser.post(publish, PROOF)
    changes = seen(browser.get("/laporan/bkkbn/2026-01/versi-2"))
    assert "Mandiri 320700200 PMB 001 Tutup bulan belum lapor 20/02/2026" in changes
    held = openpyxl.load_workbook(BytesIO(browser.get("/laporan/bkkbn/2026-01/versi-2.xlsx").data))
    assert held.sheetnames[-1] == "Perubahan"
    assert browser.get("/laporan/bkkbn/2026-01/versi-3").status_code == 404


def test_what_was_published_is_held_against_the_book_whenever_the_month_is_looked_at(pages: Pages) -> None:
    browser = pages.browser("data")
    browser.post("/laporan/bkkbn/2026-01/terbitkan", PROOF)
    part = browser.get(PROOF, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "menurut laporan terbit versi 1" in seen(part)
    assert "LULUS" in seen(part)
    with pages.book.engine.begin() as db:
        db.exec_driver_sql("UPDATE snapshot SET quantity = quantity + 1 WHERE quantity = 920")
    page = seen(browser.get(PROOF))
    assert "Buku sekarang berbeda dari laporan terbit versi 1: 1 dari" in page
    assert "Pil Kombinasi APBN, " in page
    assert ": 920 ≠ 921" in page
    assert "GAGAL" in page


def test_publishing_needs_the_right_and_a_proof_that_fails_is_loud(pages: Pages) -> None:
    refused = pages.browser("auditor").post("/laporan/bkkbn/2026-01/terbitkan", "/laporan/bkkbn/")
    assert refused.status_code == 403
    with pages.book.engine.begin() as db:
        db.exec_driver_sql("UPDATE balance SET quantity = quantity + 1 WHERE quantity = 860")
    page = pages.browser("data").post(PROOF, PROOF)
    assert "Bukti gagal: angka belum boleh dipakai." in seen(page)
    assert "GAGAL" in seen(page)


def test_a_month_nobody_closed_says_what_to_do(pages: Pages) -> None:
    page = pages.browser("data").post("/laporan/bkkbn/2026-02/bukti", "/laporan/bkkbn/2026-02/bukti")
    assert page.status_code == 422
    assert "Tutup bulan lebih dulu" in seen(page)


def test_papers_open_for_their_site_and_for_the_office(pages: Pages) -> None:
    bast = next(p for p in papers_of(pages.book, "bast"))
    other = next(p for p in papers_of(pages.book, "sbbm"))
    browser = pages.browser("faskes")
    file = browser.get(f"/surat/{bast.number}.pdf")
    assert (file.status_code, file.mimetype) == (200, "application/pdf")
    assert browser.get(f"/surat/{bast.number}.xlsx").status_code == 200
    word = browser.get(f"/surat/{bast.number}.docx")
    assert (word.status_code, word.mimetype) == (200, FORMATS["docx"].media_type)
    assert word.headers["Content-Disposition"].startswith("attachment")
    assert browser.get(f"/surat/{bast.number}.csv").status_code == 404
    assert browser.get(f"/surat/{other.number}.pdf").status_code == 403, "the warehouse's receipt"
    assert pages.browser("pengelola").get(f"/surat/{other.number}.pdf").status_code == 200
    assert browser.get("/surat/400/999/SPMB/I/2026.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/laporan/", "/laporan/persediaan?day=2026-01-31", "/laporan/bkkbn/?month=2026-01"])
def test_a_page_asks_as_many_questions_for_three_faskes_as_for_one(pages: Pages, path: str) -> None:
    browser = pages.browser("pengelola")
    with statements(pages.book.engine) as before:
        browser.get(path)
    pages.book.close("klinik", "2026-03-02", CLINIC, "2026-01")
    pmb_closes(pages.book, "2026-03-02")
    with statements(pages.book.engine) as after:
        browser.get(path)
    assert len(after) == len(before)
