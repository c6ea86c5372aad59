"""Menunggu pemusnahan and Pemusnahan on their pages."""

from datetime import date

from tests.books import WAREHOUSE
from tests.web.office import seen
from tests.web.pages import Pages
from tests.web.test_returns import lot_named
from tests.web.test_steps import fields_of, send


def test_what_expired_waits_is_allowed_and_destroyed(pages: Pages) -> None:
    district = pages.district
    district.unload(date(2026, 1, 5))
    keeper, approver = pages.browser("pengelola"), pages.browser("approver")
    path = f"/berkas/rusak-ed/baru/declare?site={WAREHOUSE}"
    page = keeper.get(path)
    row = {"lines-0-lot": lot_named(page, "A0"), "lines-0-cause": "expired", "lines-0-quantity": "40"}
    assert keeper.client.post(path, data=fields_of(page) | row | {"reason": "Pemeriksaan"}).status_code == 302
    said = seen(keeper.get("/kedaluwarsa/menunggu"))
    assert "40 cycle" in said
    path = f"/berkas/pemusnahan/baru/propose_destruction?site={WAREHOUSE}"
    page = keeper.get(path)
    assert " A1 " not in page.text
    row = {"lines-0-lot": lot_named(page, "A0"), "lines-0-cause": "expired", "lines-0-quantity": "40"}
    answer = keeper.client.post(path, data=fields_of(page) | row | {"reason": "Tidak layak"})
    case = int(answer.location.rpartition("/")[2])
    assert "Catat izin pemusnahan" in seen(approver.get("/beranda"))
    told = {"decree": "SK 12/2026", "decree_date": "2026-03-10", "authority": "Bupati Ciamis"}
    assert send(approver, f"/berkas/{case}/allow_destruction", **told).status_code == 302
    about = {"place": "Halaman gudang", "manner": "Dibakar", "executor": "Pengelola Barang", "witness": "Inspektorat"}
    refused = send(keeper, f"/berkas/{case}/destroy", **about, second_witness="Inspektorat")
    assert (refused.status_code, "Kedua saksi sama" in seen(refused)) == (422, True)
    assert send(keeper, f"/berkas/{case}/destroy", **about, second_witness="Dinas Kesehatan").status_code == 302
    assert "Tidak ada yang menunggu" in seen(keeper.get("/kedaluwarsa/menunggu"))
    assert "Berita Acara Pemusnahan" in seen(keeper.get(f"/berkas/{case}"))
