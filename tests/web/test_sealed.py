"""Sealed files on the pages of their keeper: found, carried on, opened for a reason, erased when their time is up."""

import io
import logging
import re

import pytest
import sqlalchemy as sa
from werkzeug import formparser

from alokon.service import recording
from alokon.service.setup import change_settings
from inventory.store.engine import reading
from inventory.store.schema import event
from tests.alokon.attaching.papers import pdf
from tests.shelter import PLANTED, TOLD
from tests.web.keeper import Keeper
from tests.web.office import csrf_token, seen
from tests.web.walking import Known, walk

REASON = {"reason": "layanan", "words": "Menghubungi rumah aman"}


def test_the_keeper_finds_the_files_and_no_page_shows_what_is_sealed(keeper: Keeper) -> None:
    known, browser = Known(keeper), keeper.set_up()
    for path in ("/p2tp2a/", "/beranda", "/jatuh-tempo/", "/sop/", f"/berkas/{known.case}", f"/tersegel/{known.case}"):
        assert browser.get(path).status_code == 200, path
    assert f"/berkas/{known.case}" in browser.get("/p2tp2a/").text
    assert f"/berkas/{known.open_case}" in browser.get("/beranda").text
    for _, path, answer in walk(keeper.pages.app, browser, known.values()):
        text = answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
        assert not any(word in text for word in PLANTED), path


def test_the_keeper_reads_nothing_of_the_stock(keeper: Keeper) -> None:
    browser = keeper.set_up()
    for path in ("/stok/", "/kartu/", "/laporan/", "/permintaan/", "/peristiwa/", "/pengguna/", "/berkas/distribusi"):
        assert browser.get(path).status_code in (403, 404), path
    menu = seen(browser.get("/beranda"))
    assert "Berkas P2TP2A" in menu
    assert "Kartu stok" not in menu


def test_a_file_is_opened_for_a_reason_in_one_answer_that_no_browser_keeps(keeper: Keeper) -> None:
    known, browser = Known(keeper), keeper.set_up()
    path = f"/tersegel/{known.case}"
    missing = browser.post(path, page=path)
    assert missing.status_code == 422
    assert not any(word in missing.text for word in PLANTED)
    answer = browser.post(path, page=path, **REASON)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(word in seen(answer) for word in PLANTED)
    assert "SPT-9" in seen(answer)
    assert not any(word in browser.get(path).text for word in PLANTED)


def test_a_file_is_opened_carried_on_and_told_through_the_pages(keeper: Keeper) -> None:
    browser = keeper.set_up()
    page = "/berkas/p2tp2a/baru/intake"
    form = seen(browser.get(page))
    assert "Uraian kejadian" in form
    assert "selected" not in browser.get(page).text
    done = browser.post(page, page=page, date="2026-03-12", site=keeper.shelter.site, **TOLD)
    assert done.status_code == 302
    told = browser.get(done.location)
    assert "Ada isian tersegel" in seen(told)
    assert "Pelapor atau korban datang sendiri" in seen(told)
    assert "Lapor polisi" in seen(told)
    assert not any(word in told.text for word in PLANTED)
    step = f"{done.location}/accept_file"
    assert browser.post(step, page=step, date="2026-03-12", letter="ada", identity="ada").status_code == 302


def test_a_file_is_attached_told_by_its_number_and_handed_out_where_its_case_is_open(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spooled(*_: object, **__: object) -> None:
        raise AssertionError("what is sent must not be spooled to a disk")

    monkeypatch.setattr(formparser, "SpooledTemporaryFile", spooled)
    case, browser = keeper.shelter.intake("2026-03-02"), keeper.set_up()
    page, data = f"/berkas/{case}", pdf(PLANTED[4] * 60_000)
    token = {"csrf_token": csrf_token(browser.get(page)), "key": "00000000-0000-4000-8000-000000000001"}
    sent = {**token, "file": (io.BytesIO(data), f"Visum {PLANTED[1]}.pdf"), "note": PLANTED[0]}
    assert browser.client.post(f"{page}/lampiran/baru", data=sent).status_code == 302
    told = browser.get(page)
    assert "Lampiran 1 Petugas P2TP2A" in seen(told)
    assert not any(word in told.text for word in PLANTED)
    assert browser.get(f"{page}/lampiran/1").location == f"/tersegel/{case}"
    opened = browser.post(f"/tersegel/{case}", page=f"/tersegel/{case}", **REASON)
    assert f"Visum {PLANTED[1]}.pdf {PLANTED[0]}" in seen(opened)
    opening = re.search(r'name="opening" value="([0-9]+)"', opened.text)
    assert opening
    path = f"/tersegel/{case}/lampiran/1"
    answer = browser.post(path, page=page, opening=opening[1])
    assert (answer.data, answer.mimetype, answer.headers["Cache-Control"]) == (data, "application/pdf", "no-store")
    assert f"Visum {PLANTED[1]}.pdf" in answer.headers["Content-Disposition"]
    keeper.pages.clock.forward(minutes=16)
    over = browser.post(path, page=page, opening=opening[1])
    assert over.status_code == 422
    assert "Buka lagi dengan alasannya" in seen(over)


def test_papers_are_printed_while_the_case_is_open_and_each_is_written_down(keeper: Keeper) -> None:
    known, browser = Known(keeper), keeper.set_up()
    page = f"/tersegel/{known.case}"
    opened = browser.post(page, page=page, **REASON)
    for label in ("Formulir pelaporan kasus", "SPT penjangkauan", "Rujukan medis", "Laporan penanganan kasus"):
        assert label in seen(opened)
    assert "Rujukan bantuan hukum" not in seen(opened), "it was marked as not needed"
    opening = re.search(r'name="opening" value="([0-9]+)"', opened.text)
    assert opening
    answer = browser.post(f"{page}/surat/formulir.pdf", page=page, opening=opening[1])
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert not any(word in answer.headers["Content-Disposition"] for word in PLANTED)
    assert browser.post(f"{page}/surat/spt.docx", page=page, opening=opening[1]).status_code == 200
    with reading(keeper.pages.engine) as db:
        told = list(db.scalars(sa.select(event.c.payload).where(event.c.kind == "sealed.paper")))
    assert [f'"paper":"{name}"' in one for name, one in zip(("formulir", "spt"), told, strict=True)] == [True, True]
    assert browser.post(f"{page}/surat/lain.pdf", page=page, opening=opening[1]).status_code == 404
    assert browser.post(f"{page}/surat/spt.pdf", page=page, opening="1").status_code == 422
    early = f"/tersegel/{known.open_case}"
    assert browser.post(f"{early}/surat/laporan.pdf", page=early, opening=opening[1]).status_code == 404


def test_events_show_only_that_there_was_a_step_and_that_a_file_was_opened(keeper: Keeper) -> None:
    known, browser = Known(keeper), keeper.set_up()
    browser.post(f"/tersegel/{known.case}", page=f"/tersegel/{known.case}", **REASON)
    auditor = keeper.pages.browser("auditor")
    listed = seen(auditor.get("/peristiwa/?jenis=sealed"))
    assert "Langkah tersegel" in listed
    assert "Isian tersegel dibuka" in listed
    assert "Aspek medis" not in listed
    step = seen(auditor.get(f"/peristiwa/{known.events[3]}"))
    assert "Langkah tersegel" in step
    assert "Tidak ada isian" in step
    with reading(keeper.pages.engine) as db:
        opening = db.scalar(sa.select(event.c.seq).where(event.c.kind == "sealed.open"))
    opened = seen(auditor.get(f"/peristiwa/{opening}"))
    assert f"nomor {known.case}" in opened
    assert "Menjalankan langkah layanan" in opened
    assert REASON["words"] not in opened
    proved = auditor.post("/bukti/", page="/bukti/")
    assert "Tidak satu pun peristiwa berubah" in seen(proved)


def test_a_failure_in_a_sealed_step_tells_and_logs_none_of_it(
    keeper: Keeper, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = keeper.set_up()
    page = "/berkas/p2tp2a/baru/intake"
    keeper.pages.app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(recording, "record", fail)
    with caplog.at_level(logging.DEBUG):
        answer = browser.post(page, page=page, date="2026-03-12", site=keeper.shelter.site, **TOLD)
    assert answer.status_code == 500
    assert "no room" in caplog.text
    for word in PLANTED:
        assert word not in answer.text
        assert word not in caplog.text


def test_switched_off_the_forms_ask_for_no_text(keeper: Keeper) -> None:
    admin = keeper.pages.browser("admin")
    change_settings(keeper.pages.district.desk("admin", "2026-03-12"), {"sealed.store": False}, "off")
    assert "P2TP2A: simpan isian tersegel" in seen(admin.get("/pengaturan/"))
    browser = keeper.set_up()
    form = seen(browser.get("/berkas/p2tp2a/baru/intake"))
    assert "Saluran" in form
    assert "Uraian kejadian" not in form


def test_a_key_is_erased_on_a_page_of_its_own_once_its_time_is_up(keeper: Keeper) -> None:
    known = Known(keeper)
    browser = keeper.set_up()
    path = f"/tersegel/{known.case}/hapus-kunci"
    early = browser.post(path, page=path)
    assert early.status_code == 422
    assert "Masa simpan" in seen(early)
