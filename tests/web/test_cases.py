"""Lists of cases and the page of a case: who sees what, what it says, what may be done next, at a fixed price."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.books import PMB, PUSKESMAS, WAREHOUSE
from tests.web.office import Office, seen, statements


@pytest.fixture
def busy(office: Office) -> Office:
    """Goods in the warehouse; a request of the puskesmas (case 3) and an order of the PMB (case 4)."""
    book = office.book
    book.receive("2026-01-05", "PILK", "A1", 1000, expiry="08/2027", unit_value_sen=450000)
    book.receive("2026-01-05", "KONDOM", "K1", 1440)
    book.request("2026-02-26", ("PILK", 100), ("KONDOM", 300))
    case = book.request("2026-02-27", ("PILK", 60), site=PMB, who="pmb")
    book.order("2026-02-28", case, (1, "APBN", 40), note="Sisa stok masih cukup")
    return office


def delivered(office: Office) -> int:
    """A case received in two parts, one unit damaged and one short."""
    book = office.book
    case = book.request("2026-01-06", ("PILK", 100), ("KONDOM", 300))
    book.order("2026-01-07", case, (1, "APBN", 80), (2, "APBN", 300), note="Stok maksimum")
    book.issue_and_ship("2026-01-08", case)
    pil, kondom = book.leaves(case)
    answered = {"line": pil.number, "accepted": 78, "damaged": 1, "short": 1, "note": "Dus penyok"}
    receive = ("distribusi", "receive")
    book.take("bidan", "2026-01-09", *receive, case=case, receiver="Bidan", lines=[answered])
    book.take(
        "bidan", "2026-01-12", *receive, case=case, receiver="Bidan", lines=[{"line": kondom.number, "accepted": 300}]
    )
    return case


def selects(office: Office, username: str, path: str) -> int:
    """How many questions a page asks the database."""
    browser = office.browser(username)
    with statements(office.engine) as sent:
        assert browser.get(path).status_code == 200
    return len([one for one in sent if one.lstrip().startswith("SELECT")])


def test_every_list_of_the_menu_holds_its_states_only(busy: Office) -> None:
    browser = busy.browser("pengelola")
    assert "Puskesmas Ciamis" in seen(browser.get("/permintaan/"))
    assert "PMB 001 Kawali" not in seen(browser.get("/permintaan/"))
    assert "PMB 001 Kawali" in seen(browser.get("/spmb/"))
    assert "Tidak ada berkas di sini" in seen(browser.get("/sbbk/"))
    assert "Gudang Alokon Kabupaten" in seen(browser.get("/penerimaan/"))


def test_tabs_count_the_cases_of_every_state(busy: Office) -> None:
    said = seen(busy.browser("pengelola").get("/berkas/distribusi"))
    assert "Permintaan 1 SPMB 1 SBBK & kirim 0 Selisih kirim 0 Diterima 0 Ditolak & dibatalkan 0 Semua 2" in said


def test_a_faskes_sees_its_own_cases_and_no_receipt_of_the_warehouse(busy: Office) -> None:
    browser = busy.browser("faskes")
    said = seen(browser.get("/berkas/distribusi"))
    assert "Puskesmas Ciamis" in said
    assert "PMB 001" not in said
    assert "Gudang" not in seen(browser.get("/berkas/penerimaan"))
    assert browser.get("/penerimaan/").status_code == 403


def test_a_uptd_sees_the_cases_of_its_kecamatan(busy: Office) -> None:
    said = seen(busy.browser("uptd").get("/berkas/distribusi"))
    assert "Puskesmas Ciamis" in said
    assert "PMB 001" not in said


def test_a_list_can_be_narrowed_to_a_kecamatan_or_a_faskes(busy: Office) -> None:
    browser = busy.browser("auditor")

    def sites(answer: TestResponse) -> list[str]:
        table = answer.text.partition("<tbody>")[2]
        return [name for name in ("Puskesmas Ciamis", "PMB 001") if name in table]

    assert sites(browser.get("/berkas/distribusi")) == ["Puskesmas Ciamis", "PMB 001"]
    assert sites(browser.get("/berkas/distribusi?kecamatan=32.07.09")) == ["PMB 001"]
    assert sites(browser.get(f"/berkas/distribusi?faskes={PUSKESMAS}")) == ["Puskesmas Ciamis"]


def test_a_filter_never_opens_what_is_out_of_scope(busy: Office) -> None:
    answer = busy.browser("faskes").get(f"/berkas/distribusi?faskes={PMB}")
    assert "PMB 001" not in answer.text


def test_lists_come_in_pages(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.case_list.PER_PAGE", 1)
    browser = busy.browser("pengelola")
    first, second = browser.get("/berkas/distribusi"), browser.get("/berkas/distribusi?halaman=2")
    assert "Halaman 1 dari 2" in seen(first)
    assert "PMB 001" in first.text.partition("<tbody>")[2]
    assert "Puskesmas Ciamis" in second.text.partition("<tbody>")[2]


def test_only_who_may_open_a_case_is_offered_to(busy: Office) -> None:
    assert "Ajukan permintaan" in seen(busy.browser("faskes").get("/permintaan/"))
    assert "Ajukan permintaan" not in seen(busy.browser("approver").get("/permintaan/"))


def test_a_list_costs_the_same_however_many_cases_it_holds(busy: Office) -> None:
    before = selects(busy, "pengelola", "/berkas/distribusi")
    for _ in range(3):
        busy.book.request("2026-02-28", ("PILK", 10), ("KONDOM", 24))
    assert selects(busy, "pengelola", "/berkas/distribusi") == before <= 14


def test_a_case_shows_every_quantity_side_by_side_and_only_columns_in_use(busy: Office) -> None:
    answer = busy.browser("faskes").get(f"/berkas/{delivered(busy)}")
    said = seen(answer)
    assert (
        "Barang Diminta Disetujui Dikeluarkan Diterima baik Rusak Kurang Pil Kombinasi cycle 100 80 80 78 1 1" in said
    )
    assert "Kondom buah 300 2 gros 1 lusin" in said
    assert "APBN · Batch A1 · ED 08/2027" in said
    assert "Dikembalikan" not in said
    assert "Belum diterima" not in said


def test_a_case_tells_who_did_what_when_in_words(busy: Office) -> None:
    said = seen(busy.browser("pengelola").get(f"/berkas/{delivered(busy)}"))
    assert "Penerimaan dikonfirmasi 9 Januari 2026 · Bidan Puskesmas · dicatat 9 Januari 2026 pukul 09.00 WIB" in said
    assert "Diterima baik 78 cycle; Rusak 1 cycle; Kurang 1 cycle; Alasan / catatan Dus penyok" in said
    assert "Jenis distribusi Rutin Alasan Stok menipis" in said


def test_a_case_sets_actual_times_beside_the_standard(busy: Office) -> None:
    said = seen(busy.browser("pengelola").get(f"/berkas/{delivered(busy)}"))
    assert "Pelayanan: permintaan sampai SBBK standar 2 hari · selesai dalam 2 hari Tepat waktu" in said
    assert "Penyaluran: SBBK sampai diterima standar 3 hari · selesai dalam 1 hari Tepat waktu" in said


def test_a_running_clock_past_its_standard_is_late(busy: Office) -> None:
    assert "berjalan 4 hari Terlambat" in seen(busy.browser("approver").get("/berkas/3"))


def test_the_next_step_is_offered_to_whom_it_belongs_and_others_are_told_who_is_awaited(busy: Office) -> None:
    approver, faskes, auditor = (
        seen(busy.browser(role).get("/berkas/3")) for role in ("approver", "faskes", "auditor")
    )
    assert "Setujui dan terbitkan SPMB Tolak Batalkan" in approver
    assert "Menunggu: Setujui dan terbitkan SPMB (Sekretaris / Kepala Dinas)" in faskes
    assert "Tolak" not in faskes
    assert "Batalkan" in faskes
    assert "Tolak" not in auditor
    assert "Batalkan" not in auditor


def test_the_office_confirms_only_in_the_place_of_a_faskes(busy: Office) -> None:
    case = busy.book.request("2026-01-06", ("PILK", 10))
    busy.book.order("2026-01-07", case, (1, "APBN", 10))
    busy.book.issue_and_ship("2026-01-08", case)
    office, faskes = (busy.browser(role).get(f"/berkas/{case}").text for role in ("pengelola", "faskes"))
    assert f'class="btn btn-quiet" href="/berkas/{case}/receive"' in office
    assert f'class="btn btn-primary" href="/berkas/{case}/receive"' in faskes


def test_a_lapsed_agreement_is_a_warning_on_the_case(busy: Office) -> None:
    said = seen(busy.browser("pengelola").get("/berkas/4"))
    assert "PMB 001" in said
    assert "31 Desember 2025" in said


def test_a_case_out_of_scope_is_refused_and_an_unknown_one_not_found(busy: Office) -> None:
    browser = busy.browser("faskes")
    assert browser.get("/berkas/4").status_code == 403
    assert browser.get("/berkas/1").status_code == 403
    assert browser.get("/berkas/999").status_code == 404
    assert browser.get("/berkas/tidak-ada").status_code == 404


def test_a_receipt_shows_batch_expiry_fund_and_price(busy: Office) -> None:
    said = seen(busy.browser("pengelola").get("/berkas/1"))
    assert "Pil Kombinasi Batch A1 · ED 08/2027 · APBN · Rp4.500 per cycle" in said
    assert "Diterima dari Perwakilan BKKBN Jawa Barat" in said
    assert WAREHOUSE not in said


def test_a_case_costs_the_same_however_long_its_story(busy: Office) -> None:
    case = delivered(busy)
    assert selects(busy, "pengelola", "/berkas/3") <= 16
    assert selects(busy, "pengelola", f"/berkas/{case}") <= 16


def test_a_note_of_the_order_and_one_of_the_receipt_stand_side_by_side(busy: Office) -> None:
    assert "APBN · Batch A1 · ED 08/2027 Stok maksimum · Dus penyok" in seen(
        busy.browser("faskes").get(f"/berkas/{delivered(busy)}")
    )


def test_every_paper_of_a_case_leads_to_its_print(busy: Office) -> None:
    browser = busy.browser("faskes")
    page = browser.get(f"/berkas/{delivered(busy)}").text
    found = set(re.findall(r'href="(/surat/[^"]+/\d{3}/([A-Z]+)/[^"]+[.]pdf)"', page))
    assert {kind for _, kind in found} == {"PMH", "SPMB", "SBBK", "SJ", "BAST"}
    assert all(browser.get(url).data.startswith(b"%PDF") for url, _ in found)


def test_every_paper_of_a_case_is_offered_to_be_edited_and_as_a_sheet(busy: Office) -> None:
    browser = busy.browser("faskes")
    page = browser.get(f"/berkas/{delivered(busy)}").text
    for ending, label in (("docx", "Word"), ("xlsx", "Excel")):
        found = re.findall(rf'<a href="(/surat/[^"]+[.]{ending})">{label}</a>', page)
        assert len(found) == 6
        assert all(browser.get(url).data.startswith(b"PK") for url in found)
