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
    assert "Masih di luar rak" in said
    letter = re.search(r'href="(/surat/[^"]*TRK[^"]*\.pdf)"', page.text)
    assert letter
    assert keeper.get(letter[1]).data.startswith(b"%PDF")
    assert "Pisahkan ke karantina" in seen(midwife.get("/beranda"))
    assert keeper.get("/penarikan/baru").status_code == 302


def test_only_the_office_recalls(pages: Pages) -> None:
    pages.district.unload(date(2026, 1, 5))
    for role in ("faskes", "approver", "auditor"):
        assert pages.browser(role).get("/penarikan/baru?lot=1").status_code == 403
