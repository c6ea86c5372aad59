"""Kedaluwarsa on its pages: seen in its band, waiting for destruction, destroyed by decree and printed."""

from datetime import date

import pytest

from tests.district import NEIGHBOUR, OWN
from tests.rounds import january
from tests.web.office import seen
from tests.web.pages import Pages
from tests.web.test_steps import send


@pytest.fixture
def stocked(pages: Pages) -> Pages:
    """It is 12 March; 40 pil expired in February on the shelf of the warehouse."""
    pages.district.unload(date(2026, 1, 5))
    return pages


def test_a_batch_past_its_end_is_seen_once_and_the_card_goes(stocked: Pages) -> None:
    keeper = stocked.browser("pengelola")
    assert "peringatan ED belum dilihat" in seen(keeper.get("/beranda"))
    page = seen(keeper.get("/kedaluwarsa/"))
    assert "1 batch belum dilihat" in page
    assert "Lewat kedaluwarsa" in page
    form = "/berkas/peringatan-ed/baru/acknowledge?site=GUDANG"
    assert send(keeper, form, follow_up="Dinyatakan kedaluwarsa minggu ini").status_code == 302
    assert "semua sudah dilihat" in seen(keeper.get("/kedaluwarsa/"))
    assert "peringatan ED belum dilihat" not in seen(keeper.get("/beranda"))


def test_others_see_the_band_but_not_the_button(stocked: Pages) -> None:
    page = seen(stocked.browser("auditor").get("/kedaluwarsa/"))
    assert "Lewat kedaluwarsa" in page
    assert "Sudah dilihat…" not in page


def test_a_midwife_sees_her_own_batches_only(stocked: Pages) -> None:
    midwife = stocked.browser("faskes")
    assert "Tidak ada batch yang mendekati kedaluwarsa" in seen(midwife.get("/kedaluwarsa/"))
    assert midwife.get("/kedaluwarsa/?tempat=GUDANG").status_code == 403


def test_from_the_list_of_what_waits_to_the_berita_acara(stocked: Pages) -> None:
    keeper, approver = stocked.browser("pengelola"), stocked.browser("approver")
    declared = {"reason": "Kedaluwarsa", "lines-0-lot": "1", "lines-0-cause": "expired", "lines-0-quantity": "40"}
    assert send(keeper, "/berkas/rusak-ed/baru/declare?site=GUDANG", **declared).status_code == 302
    assert "12 Maret 2026" in seen(keeper.get("/kedaluwarsa/menunggu"))
    answer = send(keeper, "/berkas/pemusnahan/baru/propose_destruction?site=GUDANG", reason="Tidak dapat dipakai")
    assert answer.status_code == 302
    number = int(answer.location.rpartition("/")[2])
    decree = {"decree": "900/12", "decree_date": "2026-03-11", "authority": "Sekretaris Daerah"}
    assert send(approver, f"/berkas/{number}/allow_destruction", **decree).status_code == 302
    act = {"place": "Halaman gudang", "manner": "Insinerator", "executor": "Pengelola Barang",
           "witness": "Inspektorat", "second_witness": "Dinas Kesehatan"}  # fmt: skip
    assert send(keeper, f"/berkas/{number}/destroy", **act).status_code == 302
    assert "Tidak ada yang menunggu pemusnahan" in seen(keeper.get("/kedaluwarsa/menunggu"))
    assert "400.13.16/001/BAPM/DPPKBPPPA/III/2026" in seen(keeper.get(f"/berkas/{number}"))


def test_a_faskes_proposes_its_own_goods(stocked: Pages) -> None:
    stocked.district.supply(OWN, date(2026, 3, 10), {"PILK": 30})
    midwife = stocked.browser("faskes")
    row = {"reason": "Basah", "lines-0-lot": "2", "lines-0-cause": "damaged", "lines-0-quantity": "3"}
    assert send(midwife, f"/berkas/rusak-ed/baru/declare?site={OWN}", **row).status_code == 302
    assert "3 cycle" in seen(midwife.get("/kedaluwarsa/menunggu"))
    sent = send(midwife, f"/berkas/pemusnahan/baru/propose_destruction?site={OWN}", reason="Basah")
    assert sent.status_code == 302


def test_what_will_expire_is_proposed_to_whoever_uses_it_in_time(pages: Pages) -> None:
    """Of 200 pil the neighbour cannot use by the end of June, the first faskes has room for what it uses by 31 May."""
    january(pages.district)
    row = {"item": "PILK", "batch": "S1", "fund": "APBN", "expiry": "06/2026", "accepted": 200}
    pages.district.unload(date(2026, 2, 9), [row])
    pages.district.supply(NEIGHBOUR, date(2026, 2, 10), {"PILK": 200})
    pages.on(date(2026, 2, 10))
    page = seen(pages.browser("pengelola").get("/kedaluwarsa/pindahkan"))
    assert f"{pages.district.names[NEIGHBOUR]} {pages.district.names[OWN]} Pil Kombinasi S1" in page
    assert "penerima punya 60, memakai 30,0 per 30 hari" in page
    assert pages.browser("faskes").get("/kedaluwarsa/pindahkan").status_code == 403
