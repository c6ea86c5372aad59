"""Impor as people use it: look at a file, see everything found, tick what is accepted, write it as a whole."""

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import TestResponse

from alokon.imports import opening_rows, register_columns
from alokon.imports.grids import read_grids
from tests.alokon.imports import made
from tests.alokon.service.importing import HISTORY, TITLES, assert_sound, counts, line
from tests.books import BOOK, PUSKESMAS
from tests.conftest import ROOT
from tests.web.office import PASSWORD, Browser, Office, csrf_token, seen, statements
from tests.web.test_steps import fields_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium

MAPPING = (ROOT / "sample_data" / "mappings" / "lmis-civ.toml").read_bytes()
NIK = "3207" + "0" * 11 + "7"
REGISTER = {column.key: column.title for column in register_columns.COLUMNS}
OPENING = {column.key: column.title for column in opening_rows.COLUMNS}
PUSTU = {"code": "320700300", "name": "Puskesmas Kawali", "kecamatan": "Kawali"}
FLAGGED = made.delimited([TITLES, line(1, 2, 2), line(2, 5, 5), line(3, 9, 9)])


def upload(
    browser: Browser, data: bytes, name: str = "a.csv", mapping: bytes | None = None, **fields: str
) -> TestResponse:
    """Choose a file and press Periksa."""
    files = {"file": (io.BytesIO(data), name)}
    if mapping is not None:
        files["mapping"] = (io.BytesIO(mapping), "pemetaan.toml")
    token = csrf_token(browser.get("/impor/"))
    return browser.client.post("/impor/", data={"csrf_token": token, **fields, **files})


def looked_at(browser: Browser, data: bytes, **how: str | bytes) -> str:
    """Upload a file that can be read; returns the address of its page."""
    answer = upload(browser, data, **how)  # type: ignore[arg-type]
    assert answer.status_code == 302, seen(answer)
    assert answer.location
    return answer.location


def register_file() -> bytes:
    return made.xlsx([list(REGISTER.values()), [PUSTU.get(key) for key in REGISTER]])


def test_a_register_is_looked_at_and_then_written(office: Office) -> None:
    admin = office.browser("admin")
    before = counts(office.engine)
    page = looked_at(admin, register_file(), name="faskes.xlsx")
    said = seen(admin.get(page))
    assert "Berkas ini dapat ditulis seluruhnya. Belum ada yang ditulis." in said
    assert "faskes 1 jaringan/jejaring 0" in said
    assert counts(office.engine) == before
    answer = admin.post(page, page=page)
    assert answer.location == "/impor/"
    said = seen(admin.get("/impor/"))
    assert "faskes.xlsx sudah ditulis" in said
    assert "faskes.xlsx Register faskes (K/0/KB) 3207 1 0" in said
    assert "Puskesmas Kawali" in seen(admin.get("/faskes/"))
    assert_sound(office.engine, BOOK)
    assert admin.get(page).status_code == 404


def test_flagged_rows_are_ticked_one_by_one_or_all_together(office: Office) -> None:
    clerk = office.browser("data")
    before = counts(office.engine)
    page = looked_at(clerk, FLAGGED, mapping=MAPPING)
    assert "2 baris bertanda harus diterima" in seen(clerk.get(page))
    one = clerk.post(page, page=page, accept="3")
    assert one.status_code == 422
    assert "Masih ada 1 kesalahan yang belum diterima" in seen(one)
    assert re.search(r'value="3" id="baris-3" checked', one.text)
    assert not re.search(r'value="4" id="baris-4" checked', one.text)
    assert counts(office.engine) == before
    assert clerk.post(page, page=page, accept_all="1").status_code == 302
    assert "a.csv Riwayat stok bulanan (LMIS) CIV 3 2" in seen(clerk.get("/impor/"))
    assert_sound(office.engine, HISTORY)
    again = looked_at(clerk, FLAGGED, mapping=MAPPING)
    assert "sudah pernah diimpor" in seen(clerk.get(again))


def test_every_finding_stands_on_the_page_with_its_row_column_value_meaning_and_remedy(office: Office) -> None:
    clerk = office.browser("data")
    page = looked_at(clerk, FLAGGED, mapping=MAPPING)
    said = seen(clerk.get(page))
    rule = "Stok awal tidak sama dengan stok akhir bulan sebelumnya, … R02_OPENING_NE_PREV_CLOSING"
    assert f"2 kesalahan yang dapat diterima {rule}" in said
    assert "C1, AS27000, 2017-02 stock_initial 5 Stok awal tidak sama dengan stok akhir bulan sebelumnya, 2." in said
    assert "Periksa laporan aslinya" in said
    kept = clerk.get(page + "/temuan.csv")
    assert kept.headers["Content-Disposition"] == 'attachment; filename="temuan.csv"'
    assert len(kept.get_data(as_text=True).splitlines()) == 3


def test_a_file_with_faults_cannot_be_written_and_says_where(office: Office) -> None:
    clerk = office.browser("data")
    before = counts(office.engine)
    page = looked_at(clerk, made.delimited([TITLES, line(13, 1, 1)]), mapping=MAPPING)
    shown = clerk.get(page)
    assert "1 kesalahan harus diperbaiki di berkas" in seen(shown)
    assert "Tulis ke buku" not in seen(shown)
    assert clerk.post(page, page=page, accept="2").status_code == 422
    assert counts(office.engine) == before


@pytest.mark.parametrize(
    ("data", "how", "words"),
    [
        (b"", {}, "Berkas ini kosong"),
        (b"a,b\n1,2\n", {}, "tidak dikenali dari judul kolomnya"),
        (made.delimited([TITLES, line(1, 1, 1)]), {}, "memerlukan berkas pemetaan"),
        (made.delimited([TITLES, line(1, 1, 1)]), {"mapping": b"\xff"}, "Berkas pemetaan tidak terbaca"),
        (made.delimited([list(OPENING.values()), ["x"] * 8]), {}, "memerlukan tanggal saldo"),
        (made.delimited([list(OPENING.values()), ["x"] * 8]), {"on": "kemarin"}, "bukan tanggal"),
        (b"%PDF-1.7", {}, "Jenis berkas ini tidak dikenal"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_where_it_was_chosen(
    office: Office, data: bytes, how: dict[str, str | bytes], words: str
) -> None:
    answer = upload(office.browser("admin"), data, **how)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert words in seen(answer)


def test_no_file_at_all_is_asked_for(office: Office) -> None:
    admin = office.browser("admin")
    answer = admin.client.post("/impor/", data={"csrf_token": csrf_token(admin.get("/impor/"))})
    assert (answer.status_code, "Berkas belum diisi" in seen(answer)) == (422, True)


def test_identity_numbers_are_refused_unseen_and_leave_nothing_on_the_disk(office: Office) -> None:
    answer = upload(office.browser("admin"), made.delimited([["Kode", "NIK"], ["1", NIK]]))
    assert answer.status_code == 422
    assert "16 digit seperti NIK" in seen(answer)
    assert NIK not in answer.text
    assert list((office.home / "tmp" / "impor").glob("*") if (office.home / "tmp").exists() else []) == []


def test_a_file_is_kept_for_its_own_session_and_not_for_long(office: Office) -> None:
    clerk = office.browser("data")
    page = looked_at(clerk, FLAGGED, mapping=MAPPING)
    (kept,) = (office.home / "tmp" / "impor").iterdir()
    assert os.stat(kept).st_mode & 0o077 == 0
    for stranger in (office.browser("data"), office.browser("admin")):
        assert stranger.get(page).status_code == 404
        assert stranger.post(page, page="/impor/", accept_all="1").status_code == 404
    assert clerk.get("/impor/berkas/" + "A" * 32).status_code == 404
    assert clerk.get("/impor/berkas/..%2F..%2Fsecret_key").status_code == 404
    for _ in range(6):  # at work all the while, so that only the file grows old
        office.clock.forward(minutes=25)
        clerk.get("/beranda")
    assert clerk.get(page).status_code == 404
    looked_at(clerk, made.delimited([TITLES, line(1, 1, 1)]), mapping=MAPPING)
    assert not kept.exists()


def test_cancelling_keeps_nothing(office: Office) -> None:
    clerk = office.browser("data")
    page = looked_at(clerk, FLAGGED, mapping=MAPPING)
    assert clerk.post(page + "/batal", page=page).location == "/impor/"
    assert list((office.home / "tmp" / "impor").iterdir()) == []
    assert "Impor dibatalkan" in seen(clerk.get("/impor/"))


@pytest.mark.parametrize("name", ["faskes", "saldo-awal", "lmis"])
def test_the_empty_templates_can_be_taken_home(office: Office, name: str) -> None:
    admin = office.browser("admin")
    answer = admin.get(f"/impor/contoh/{name}.xlsx")
    assert (answer.status_code, read_grids(answer.data)[0].name) == (200, "Isi")
    assert "[products.KONDOM]" in admin.get("/impor/contoh/pemetaan.toml").text
    assert admin.get("/impor/contoh/gaji.xlsx").status_code == 404


@pytest.mark.parametrize("role", ["approver", "faskes", "uptd", "auditor"])
def test_only_who_may_import_sees_the_page(office: Office, role: str) -> None:
    browser = office.browser(role)
    assert browser.get("/impor/").status_code == 403
    assert "Impor" not in seen(browser.get("/beranda"))


def test_who_may_not_change_the_registry_cannot_import_one(office: Office) -> None:
    clerk = office.browser("data")
    assert "Register faskes" not in seen(clerk.get("/impor/"))
    assert upload(clerk, register_file(), name="faskes.xlsx").status_code == 403


def test_markup_in_a_file_is_shown_as_text(office: Office) -> None:
    clerk = office.browser("data")
    evil = "<script>alert(1)</script>"
    row = line(1, 1, 1)
    row[4] = evil
    shown = clerk.get(looked_at(clerk, made.delimited([TITLES, row]), mapping=MAPPING, name=f"{evil}.csv"))
    assert evil not in shown.text
    assert "alert(1)" in seen(shown)


def test_opening_balances_come_in_dated_the_day_before_their_month(office: Office) -> None:
    keeper = office.browser("pengelola")
    row = [PUSKESMAS, "Pil Kombinasi", "A1", "APBN", "12/2027", "100", "", ""]
    page = looked_at(keeper, made.delimited([list(OPENING.values()), row]), on="2026-02-28")
    assert "per 28 Februari 2026" in seen(keeper.get(page))
    assert keeper.post(page, page=page).status_code == 302
    assert office.book.held("2026-02-27") == {}
    assert office.book.held("2026-02-28") == {(PUSKESMAS, "shelf", "PILK"): 100}


def test_balances_that_come_behind_later_documents_show_what_they_change(office: Office) -> None:
    office.book.receive("2026-02-20", "PILK", "A1", 50, expiry="12/2027")
    office.book.deliver("2026-03-01", "PILK", 20)
    keeper = office.browser("pengelola")
    row = [PUSKESMAS, "Pil Kombinasi", "A1", "APBN", "12/2027", "100", "", ""]
    page = looked_at(keeper, made.delimited([list(OPENING.values()), row]), on="2026-02-28")
    shown = keeper.post(page, page=page)
    assert shown.status_code == 428
    assert "+20 20 120" in seen(shown)
    assert "Ubah isian" not in seen(shown)
    assert keeper.client.post(page, data=fields_of(shown)).status_code == 302
    assert office.book.held()[PUSKESMAS, "shelf", "PILK"] == 120


def test_the_page_asks_the_same_few_questions_however_long_the_file(office: Office) -> None:
    clerk = office.browser("data")
    asked = []
    for months in (2, 12):
        rows = [line(month, month, month) for month in range(1, months + 1)]
        page = looked_at(clerk, made.delimited([TITLES, *rows]), mapping=MAPPING)
        with statements(office.engine) as sent:
            clerk.get(page)
        asked.append(len([statement for statement in sent if statement.startswith("SELECT")]))
    assert asked[0] == asked[1] < 10


@pytest.mark.parametrize("width", [1366, 390])
def test_in_a_browser_a_file_is_chosen_ticked_and_written(
    chromium: "Chromium", address: str, office: Office, tmp_path: Path, width: int
) -> None:
    (tmp_path / "riwayat.csv").write_bytes(FLAGGED)
    (tmp_path / "pemetaan.toml").write_bytes(MAPPING)
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 768})
    page = context.new_page()
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill("data")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.goto("/impor/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#file").set_input_files(tmp_path / "riwayat.csv")
    page.locator("#mapping").set_input_files(tmp_path / "pemetaan.toml")
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_text("2 baris bertanda").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for row in (3, 4):
        page.locator(f"#baris-{row}").check()
    page.get_by_role("button", name="Tulis ke buku CIV").click()
    page.get_by_text("sudah ditulis").wait_for()
    assert_sound(office.engine, HISTORY)
    context.close()
