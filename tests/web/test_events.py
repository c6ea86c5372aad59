"""Buku peristiwa: every event is listed and can be read in words, by those who may prove the book."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from alokon.climate import Reading
from alokon.people import Actor
from alokon.service import users
from alokon.service.climate import correct_reading, log_reading
from alokon.service.lots import correct_lot
from alokon.service.publish import publish
from alokon.service.setup import change_settings
from alokon.sop.registry import FLOWS, KEPT_APART
from alokon.store.documents import KINDS
from inventory.core.goods import LotFacts
from inventory.core.months import Month
from inventory.store.chain import canonical, head_code
from inventory.store.engine import reading, writing
from inventory.store.rules import Entry
from inventory.store.schema import event
from inventory.store.writer import post
from tests.books import BOOK, PUSKESMAS
from tests.web.office import CAST, Office, seen, statements
from web.event_words import FAMILIES

READERS = {"admin", "pengelola", "approver", "data", "auditor"}


def rows(office: Office) -> list[sa.Row[tuple[object, ...]]]:
    with reading(office.engine) as db:
        return list(db.execute(sa.select(event).order_by(event.c.seq)))


def newest(office: Office) -> str:
    """The page of the newest event, as a person sees it."""
    return seen(office.browser("auditor").get(f"/peristiwa/{rows(office)[-1].seq}"))


def listed(page: str) -> list[int]:
    """The events a list links to, in its order."""
    return [int(seq) for seq in re.findall(r'<td class="title"><a href="/peristiwa/(\d+)"', page)]


@pytest.mark.parametrize("role", CAST)
def test_who_may_read_the_events(office: Office, role: str) -> None:
    browser = office.browser(role)
    expected = 200 if role in READERS else 403
    assert [browser.get(path).status_code for path in ("/peristiwa/", "/peristiwa/1")] == [expected] * 2


def test_an_event_that_is_not_in_the_book_is_not_found(office: Office) -> None:
    browser = office.browser("auditor")
    assert [browser.get(f"/peristiwa/{seq}").status_code for seq in (0, 999, "x")] == [404] * 3


def test_every_family_of_kinds_has_a_name() -> None:
    assert {kind.partition(".")[0] for kind in KINDS} | (set(FLOWS) - KEPT_APART) == set(FAMILIES)


def test_the_newest_event_stands_on_top_with_who_when_and_its_code(office: Office) -> None:
    done = office.book.receive("2026-02-01", "PILK", "A1", 1000)
    page = office.browser("auditor").get("/peristiwa/")
    assert listed(page.text) == list(range(done.event, 0, -1))
    row = f"{done.event} Penerimaan dicatat Gudang Alokon Kabupaten {done.paper} 01/02/2026 01/02/2026 09.00 gudang"
    assert f"{row} {done.head}" in seen(page)
    assert f"kepala buku {done.head}" in seen(page)


def test_events_are_found_by_kind_and_by_actor(office: Office) -> None:
    done = office.book.receive("2026-02-01", "PILK", "A1", 1000)
    browser = office.browser("auditor")
    assert listed(browser.get("/peristiwa/?jenis=penerimaan").text) == [done.event]
    assert listed(browser.get("/peristiwa/?oleh=gudang").text) == [done.event]
    assert listed(browser.get("/peristiwa/?jenis=registry").text) == [2, 1]
    assert listed(browser.get("/peristiwa/?jenis=registry&oleh=gudang").text) == []
    assert listed(browser.get("/peristiwa/?jenis=%25").text) == [done.event, 2, 1]


def test_the_list_turns_its_pages_both_ways_and_skips_nothing(office: Office) -> None:
    for number in range(120):
        change_settings(office.book.desk("admin", "2026-03-01"), {"place": f"Ciamis {number}"}, office.book.key())
    browser = office.browser("auditor")
    found, path, pages = [], "/peristiwa/?oleh=admin", []
    while path:
        page = browser.get(path).text
        pages.append(listed(page))
        found += pages[-1]
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert found == list(range(122, 0, -1))
    assert [len(one) for one in pages] == [50, 50, 22]
    newer = re.search(r'rel="prev" href="([^"]+)"', page)
    assert newer
    back = browser.get(newer[1].replace("&amp;", "&")).text
    assert listed(back) == pages[1]
    assert listed(browser.get(re.search(r'rel="prev" href="([^"]+)"', back)[1].replace("&amp;", "&")).text) == pages[0]  # type: ignore[index]


def test_an_event_tells_its_answers_its_moves_and_its_place_in_the_chain(office: Office) -> None:
    office.book.receive("2026-02-01", "PILK", "A1", 1000)
    case = office.book.request("2026-02-10", ("PILK", 80))
    office.book.order("2026-02-10", case, (1, "APBN", 60), note="Stok dibagi")
    office.book.issue_and_ship("2026-02-11", case)
    office.book.take(
        "bidan", "2026-02-12", "distribusi", "receive", case=case, receiver="Bidan koordinator",
        lines=[{"line": office.book.leaves(case)[0].number, "accepted": 58, "damaged": 2, "note": "dus penyok"}],
    )  # fmt: skip
    said = newest(office)
    last = rows(office)[-1]
    for words in (
        "Penerimaan dikonfirmasi",
        "Jabatan penerima Bidan koordinator",
        "Pil Kombinasi · Batch A1 · ED 2028 · Diterima baik: 58 cycle · Rusak: 2 cycle",
        "1 Pil Kombinasi A1 APBN 58 cycle barang dalam perjalanan Puskesmas Ciamis, rak 12/02/2026 –",
        "2 Pil Kombinasi A1 APBN 2 cycle barang dalam perjalanan Puskesmas Ciamis, barang rusak 12/02/2026 –",
        f"Kode pada kertas {head_code(str(last.digest))}",
        f"Sidik peristiwa ini {last.digest}",
        f"Sidik sebelumnya {last.previous}",
        "Oleh bidan (Bidan Puskesmas)",
        "Buka berkas",
    ):
        assert words in said, words


def test_a_correction_and_what_it_corrects_point_at_each_other(office: Office) -> None:
    first = office.book.receive("2026-02-01", "PILK", "A1", 100)
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": 90, "accepted": 90}
    about = {"date": "2026-02-01", "sender": "BKKBN", "document": "1", "lines": [row]}
    second = office.book.correct("gudang", "2026-02-02", first.event, "Salah ketik", **about)
    browser = office.browser("auditor")
    assert f"Dikoreksi oleh peristiwa no. {second.event}" in seen(browser.get(f"/peristiwa/{first.event}"))
    said = newest(office)
    assert f"Mengoreksi peristiwa no. {first.event}" in said
    assert "Alasan koreksi Salah ketik" in said
    assert f"100 cycle Gudang Alokon Kabupaten, rak pemasok 01/02/2026 no. {first.event} baris 1" in said
    assert f"mengoreksi no. {first.event}" in seen(browser.get("/peristiwa/"))


def test_a_withdrawn_document_says_why(office: Office) -> None:
    first = office.book.receive("2026-02-01", "PILK", "A1", 100)
    office.book.take_back("gudang", "2026-02-02", first.event, "Dicatat dua kali")
    assert newest(office).count("Dicatat dua kali") == 1


def test_every_other_kind_is_told_in_words(office: Office) -> None:
    book, admin = office.book, office.book.desk("admin", "2026-03-01")
    office.book.receive("2026-02-01", "PILK", "A1", 100, unit_value_sen="Rp4.500")
    told = {}
    change_settings(admin, {"agreement_is_gate": True, "kop.address": ["Jalan A", "Ciamis"]}, book.key())
    told["settings"] = newest(office)
    users.add_user(admin, Actor("uptd2", "UPTD Kawali", "uptd", kecamatan="32.07.09"), book.key())
    told["user"] = newest(office)
    correct_lot(book.desk("gudang", "2026-03-01"), 1, LotFacts(date(2028, 6, 30), "month"), "Label terbaca", book.key())
    told["lot"] = newest(office)
    office.book.close("gudang", "2026-03-01", "GUDANG", "2026-02")
    told["month"] = newest(office)
    office.book.reopen("gudang", "2026-03-01", "GUDANG", "2026-02", "Ada susulan")
    told["reopen"] = newest(office)
    publish(book.desk("data", "2026-03-01"), "bulanan", Month(2026, 2), {"rows": []}, book.key())
    told["report"] = newest(office)
    hot = Reading(date(2026, 2, 28), "sore", 315, 58, "AC dinyalakan")
    first = log_reading(book.desk("gudang", "2026-03-01"), "GUDANG", hot, book.key())
    told["climate"] = newest(office)
    correct_reading(book.desk("gudang", "2026-03-01"), first.event, hot._replace(tenths=312), "Salah baca", book.key())
    told["mended"] = newest(office)
    expected = {
        "climate": "Pembacaan 28 Februari 2026 sore: 31,5 °C, 58%; tindakan: AC dinyalakan Batas 15–30 °C, kelembapan",
        "mended": "Sesudah 28 Februari 2026 sore: 31,2 °C, 58%; tindakan: AC dinyalakan Batas",
        "settings": "MoU/kontrak wajib untuk dilayani Ya Kop: alamat Jalan A / Ciamis",
        "user": "Kecamatan Kawali Jabatan UPTD Kawali Peran UPTD P5A Nama pengguna uptd2",
        "lot": "Barang Pil Kombinasi Batch A1 Sumber dana APBN Sebelum ED 2028, harga Rp4.500 Sesudah ED 06/2028",
        "month": "Tempat Gudang Alokon Kabupaten Bulan Februari 2026 Saldo yang dicatat 1 baris",
        "reopen": "Alasan Ada susulan",
        "report": "Laporan bulanan Versi 1",
    }
    assert {name: words in told[name] for name, words in expected.items()} == dict.fromkeys(expected, True)
    assert "Peristiwa ini tidak memindahkan barang" in told["settings"]
    said = seen(office.browser("auditor").get("/peristiwa/1"))
    assert f"Kode register {PUSKESMAS} Nama tempat pelayanan KB Puskesmas Ciamis Jenis Puskesmas" in said
    assert "Kecamatan Ciamis" in said
    said = seen(office.browser("auditor").get("/peristiwa/"))
    assert "MoU/kontrak wajib untuk dilayani dan 1 lainnya" in said
    assert "Tutup bulan Gudang Alokon Kabupaten, Februari 2026" in said


def test_what_this_program_has_no_words_for_is_shown_as_it_stands(office: Office) -> None:
    desk = office.book.desk("admin", "2026-03-01")
    payload = canonical({"apa": "<b>x</b>", "banyak": list(range(1200)), "site": PUSKESMAS, "kosong": None})
    entry = Entry("lama.jenis", desk.today, desk.now, "admin", "key-lama", "r" * 64, payload)
    with writing(office.engine, BOOK) as db:
        post(db, BOOK, entry)
        step = Entry("distribusi.langkah-lama", desk.today, desk.now, "admin", "key-lama-2", "r" * 64, '["daftar"]')
        post(db, BOOK, step)
    browser = office.browser("auditor")
    said = seen(browser.get("/peristiwa/3"))
    assert "lama.jenis" in said
    assert "apa <b>x</b> banyak 1.200 baris" in said
    assert "Tempat Puskesmas Ciamis" in said
    assert "<b>x</b>" not in browser.get("/peristiwa/3").text
    assert browser.get("/peristiwa/4").status_code == 200
    assert "distribusi.langkah-lama" in seen(browser.get("/peristiwa/"))


def test_pages_ask_the_same_few_questions_however_long_the_book(office: Office) -> None:
    counts = []
    for day in ("2026-02-01", "2026-02-02"):
        first = office.book.receive(day, "PILK", f"B{day[-1]}", 1000)
        case = office.book.deliver(day, "PILK", 10)
        assert case
        browser = office.browser("auditor")
        for path in ("/peristiwa/", f"/peristiwa/{first.event}", f"/peristiwa/{first.event + 5}", "/peristiwa/1"):
            with statements(office.engine) as sent:
                assert browser.get(path).status_code == 200
            counts.append(len([one for one in sent if one.startswith("SELECT")]))
        for number in range(20):
            desk = office.book.desk("admin", "2026-02-02")
            change_settings(desk, {"place": f"Ciamis {day} {number}"}, office.book.key())
    assert counts == [5, 11, 11, 8] * 2


def test_an_event_with_thousands_of_moves_shows_the_first_and_says_how_many(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alokon.views.events.MOST_MOVES", 1)
    lines = [{"item": item, "batch": "B", "fund": "APBN", "expiry": "2028", "stated": 5, "accepted": 5}
             for item in ("PILK", "KONDOM")]  # fmt: skip
    office.book.take(
        "gudang", "2026-02-01", "penerimaan", "take_in", site="GUDANG", sender="B", document="1", lines=lines
    )
    assert "Ditampilkan 1 dari 2 perpindahan." in newest(office)
