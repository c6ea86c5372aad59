"""Penarikan on its pages: from the page of a batch to one page of all its places, and a letter for each."""

import re
from datetime import date

from tests.district import FAR, NEIGHBOUR, OWN
from tests.web.office import seen
from tests.web.pages import Pages
from tests.web.test_steps import send


def test_a_batch_is_recalled_from_its_page_and_followed_on_one(pages: Pages) -> None:
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 90})
    district.supply(NEIGHBOUR, date(2026, 1, 8), {"PILK": 10})
    district.ship(FAR, date(2026, 3, 10), {"PILK": 5})
    keeper, midwife = pages.browser("pengelola"), pages.browser("faskes")
    lot = re.search(r'href="/batch/(\d+)"[^>]*>A1<', keeper.get("/batch/").text)
    assert lot
    assert f"/penarikan/baru?lot={lot[1]}" in keeper.get(f"/batch/{lot[1]}").text
    assert "/penarikan/baru" not in midwife.get(f"/batch/{lot[1]}").text
    path = f"/penarikan/baru?lot={lot[1]}"
    assert send(keeper, path, reason="").status_code == 422
    answer = send(keeper, path, reason="Kemasan bocor", document="Surat BPOM 7/2026")
    assert answer.status_code == 302
    page = keeper.get(answer.location)
    said = seen(page)
    assert all(name in said for name in (district.names[OWN], district.names[NEIGHBOUR], "Surat BPOM 7/2026"))
    assert "Belum aman: 5 cycle barang dalam perjalanan" in said
    letter = re.search(r'href="(/surat/[^"]*TRK[^"]*\.pdf)"', page.text)
    assert letter
    assert keeper.get(letter[1]).data.startswith(b"%PDF")
    assert "Pisahkan ke karantina" in seen(midwife.get("/beranda"))
    assert keeper.get("/penarikan/baru").status_code == 302
    number = answer.location.rpartition("/")[2]
    assert f'action="/berkas/{number}/lampiran/baru"' in page.text


def test_only_the_office_recalls(pages: Pages) -> None:
    pages.district.unload(date(2026, 1, 5))
    for role in ("faskes", "approver", "auditor"):
        assert pages.browser(role).get("/penarikan/baru?lot=1").status_code == 403


def test_a_parcel_on_its_way_says_what_was_recalled_and_fills_the_quarantine(pages: Pages) -> None:
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 40})
    coming = district.ship(OWN, date(2026, 3, 10), {"PILK": 5})
    packed = district.request("2026-03-11", ("PILK", 7), site=NEIGHBOUR, who=f"faskes {NEIGHBOUR}")
    rows = [{"line": 1, "fund": "APBN", "approved": 7}]
    district.take("approver", "2026-03-11", "distribusi", "order", case=packed, lines=rows)
    keeper, midwife = pages.browser("pengelola"), pages.browser("faskes")
    lot = re.search(r'href="/batch/(\d+)"[^>]*>A1<', keeper.get("/batch/").text)
    assert lot
    answer = send(keeper, f"/penarikan/baru?lot={lot[1]}", reason="Kemasan bocor")
    told = seen(keeper.get(answer.location))
    assert f"berkas {packed} {district.names[NEIGHBOUR]} 7 cycle" in told
    assert f"5 cycle barang dalam perjalanan ( berkas {coming} )" in told
    assert "Cabut penarikan" in told
    assert "Batch A1 ditarik" in seen(keeper.get(f"/berkas/{coming}"))
    path = f"/berkas/{coming}/receive"
    assert "Batch ini ditarik: jangan digunakan" in seen(midwife.get(path))
    line = district.leaves(coming)[0].number
    answers = {"receiver": "Bidan", "lines-0-line": str(line), "lines-0-accepted": "5"}
    arrived = send(midwife, path, **answers)
    assert arrived.status_code == 302, seen(arrived)
    assert f"5 Pil Kombinasi dicatat di karantina {district.names[OWN]}" in seen(midwife.get(arrived.location))
    assert district.held()[OWN, "quarantine", "PILK"] == 5
    assert "5 cycle barang dalam perjalanan" not in seen(keeper.get(answer.location))


def test_a_recall_is_lifted_from_its_page(pages: Pages) -> None:
    district = pages.district
    district.unload(date(2026, 1, 5))
    keeper = pages.browser("pengelola")
    lot = re.search(r'href="/batch/(\d+)"[^>]*>A1<', keeper.get("/batch/").text)
    assert lot
    shown = send(keeper, f"/penarikan/baru?lot={lot[1]}", reason="Kemasan bocor").location
    number = shown.rsplit("/", 1)[1]
    assert send(keeper, f"/berkas/{number}/lift", reason="Hasil uji baik").status_code == 302
    told = seen(keeper.get(shown))
    assert "Dicabut" in told
    assert "Cabut penarikan" not in told
