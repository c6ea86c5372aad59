"""Perjalanan and Kiriman: loaded by kecamatan, set out, printed with its stops; what is out is listed by age."""

import re
from datetime import date

import pytest

from tests.district import FAR, NEIGHBOUR, OWN
from tests.web.office import Browser, seen
from tests.web.pages import Pages
from tests.web.test_steps import fields_of


@pytest.fixture
def packed(pages: Pages) -> Pages:
    """Three deliveries stand packed on 8 January."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    for site, who in ((OWN, "faskes"), (NEIGHBOUR, f"faskes {NEIGHBOUR}"), (FAR, f"faskes {FAR}")):
        case = district.request("2026-01-08", ("PILK", 10), site=site, who=who)
        lines = [{"line": 1, "fund": "APBN", "approved": 10}]
        district.take("approver", "2026-01-08", "distribusi", "order", case=case, lines=lines)
        district.take("pengelola", "2026-01-08", "distribusi", "issue", case=case, packages=1)
    pages.on(date(2026, 1, 9))
    return pages


def load(browser: Browser, path: str, *sites: str, **typed: str) -> dict[str, str]:
    """The form with the given faskes ticked, and nobody else."""
    page = browser.get(path)
    data = fields_of(page) | typed
    for n, (case, name) in enumerate(
        re.findall(r'name="lines-\d+-case" value="(\d+)" aria-label="Muat ([^"]+)"', page.text)
    ):
        if name in sites:
            data[f"lines-{n}-case"] = case
    return data


def test_a_vehicle_sets_out_with_what_was_ticked(packed: Pages) -> None:
    keeper, names = packed.browser("pengelola"), packed.district.names
    data = load(keeper, "/perjalanan/baru", names[OWN], names[FAR], vehicle="Mobil box", carrier="Pengemudi")
    answer = keeper.client.post("/perjalanan/baru", data=data)
    assert answer.status_code == 302
    page = keeper.get(answer.location)
    said = seen(page)
    assert "Mobil box · Pengemudi · 2 perhentian" in said
    assert names[NEIGHBOUR] not in said
    paper = re.search(r'href="(/surat/[^"]*SJG[^"]*\.pdf)"', page.text)
    assert paper
    assert keeper.get(paper[1]).data.startswith(b"%PDF")
    assert names[NEIGHBOUR] in seen(keeper.get("/perjalanan/baru"))
    assert names[OWN] not in seen(keeper.get("/perjalanan/baru"))
    number = answer.location.rpartition("/")[2]
    assert f'action="/berkas/{number}/lampiran/baru"' in page.text
    assert keeper.get(f"/berkas/{number}").location == answer.location


def test_the_form_keeps_what_was_ticked_when_something_is_missing(packed: Pages) -> None:
    keeper, names = packed.browser("pengelola"), packed.district.names
    data = load(keeper, "/perjalanan/baru", names[FAR])
    refused = keeper.client.post("/perjalanan/baru", data=data)
    assert (refused.status_code, "Kendaraan belum diisi" in seen(refused)) == (422, True)
    assert refused.text.count(" checked") == 1


def test_one_kecamatan_can_be_loaded_alone(packed: Pages) -> None:
    keeper, names = packed.browser("pengelola"), packed.district.names
    said = seen(keeper.get(f"/perjalanan/baru?kecamatan={packed.district.kecamatan}"))
    assert names[OWN] in said
    assert names[FAR] not in said


def test_what_is_out_is_listed_by_age_and_a_faskes_sees_its_own(packed: Pages) -> None:
    keeper, names = packed.browser("pengelola"), packed.district.names
    data = load(keeper, "/perjalanan/baru", names[OWN], names[FAR], vehicle="Mobil box")
    keeper.client.post("/perjalanan/baru", data=data)
    packed.on(date(2026, 1, 14))
    keeper = packed.browser("pengelola")
    said = seen(keeper.get("/kiriman/"))
    assert "2 4–7 hari" in said
    assert said.count("lewat standar") == 2
    assert "Semua kiriman sudah selesai" in seen(keeper.get("/kiriman/?umur=selisih"))
    own = seen(packed.browser("faskes").get("/kiriman/"))
    assert names[OWN] in own
    assert names[FAR] not in own


@pytest.mark.parametrize("role", ["approver", "faskes", "uptd", "auditor"])
def test_only_who_ships_sets_out(packed: Pages, role: str) -> None:
    assert packed.browser(role).get("/perjalanan/baru").status_code == 403
