"""Rensi on its pages: drawn up, changed kecamatan by kecamatan with reasons, approved, ordered, compared, printed."""

import re
from datetime import date

import pytest

from tests.district import FAR, NEIGHBOUR, OWN
from tests.rounds import january, planned, told
from tests.web.office import Browser, seen
from tests.web.pages import Pages
from tests.web.test_steps import send

DAY = date(2026, 2, 10)


@pytest.fixture
def ready(pages: Pages) -> Pages:
    """Three faskes have reported January; it is 10 February."""
    january(pages.district)
    pages.on(DAY)
    return pages


def draw_up(browser: Browser) -> int:
    """Work a Rensi out on its page; returns its number."""
    answer = send(browser, "/rensi/baru", month="2026-03", cycle="2", rule="bulan-persediaan")
    assert answer.status_code == 302
    return int(answer.location.rpartition("/")[2])


def area_path(pages: Pages, number: int) -> str:
    return f"/rensi/{number}/kecamatan/{pages.district.kecamatan}"


def prefix_of(page: str, site: str, item: str = "PILK") -> str:
    """The prefix of the fund row of an item at a faskes, from the link beside it."""
    rest = page.partition(f"/kebutuhan/{site}/{item}")[2]
    found = re.search(r'name="(b\d+-)planned"', rest)
    assert found
    return found[1]


def test_the_whole_round_from_the_computation_to_the_order(ready: Pages) -> None:
    keeper, approver = ready.browser("pengelola"), ready.browser("approver")
    number = draw_up(keeper)
    page = keeper.get(f"/rensi/{number}")
    assert f'action="/berkas/{number}/lampiran/baru"' in page.text
    said = seen(page)
    assert "Rensi Maret 2026 – April 2026" in said
    assert "Menunggu: Setujui Rensi (Sekretaris / Kepala Dinas)" in said
    assert send(approver, f"/berkas/{number}/approve_plan").status_code == 302
    page = seen(approver.get(f"/rensi/{number}"))
    assert "Terbitkan 3 SPMB" in page
    assert approver.post(f"/rensi/{number}/spmb", f"/rensi/{number}").status_code == 302
    assert "3 SPMB diterbitkan" in seen(approver.get(f"/rensi/{number}"))
    order = told(ready.district, number).orders[OWN].id
    assert "Menurut Rensi" in seen(approver.get(f"/berkas/{order}"))


def test_a_line_is_changed_with_a_reason_and_without_one_nothing_is(ready: Pages) -> None:
    keeper = ready.browser("pengelola")
    number = draw_up(keeper)
    path = area_path(ready, number)
    prefix = prefix_of(keeper.get(path).text, OWN)
    refused = send(keeper, path, **{f"{prefix}planned": "12"})
    assert refused.status_code == 422
    assert "Alasan belum diisi" in seen(refused)
    assert 'value="12"' in refused.text
    assert planned(told(ready.district, number))[OWN] == 30
    assert send(keeper, path, **{f"{prefix}planned": "1 2", f"{prefix}note": "x"}).status_code == 422
    assert send(keeper, path, **{f"{prefix}planned": "12", f"{prefix}note": "Baru menerima"}).status_code == 302
    assert planned(told(ready.district, number)) == {OWN: 12, NEIGHBOUR: 18, FAR: 36}
    assert "Baru menerima" in seen(keeper.get(path))
    assert "1 baris diubah" in seen(keeper.get(f"/rensi/{number}"))


def test_another_fund_may_be_planned_for_a_line(ready: Pages) -> None:
    row = {"item": "PILK", "batch": "D9", "fund": "APBD", "expiry": "01/2029", "accepted": 100}
    ready.district.unload(date(2026, 2, 9), [row])
    keeper = ready.browser("pengelola")
    number = draw_up(keeper)
    path = area_path(ready, number)
    line = next(x.line.number for x in told(ready.district, number).lines if (x.site, x.item) == (OWN, "PILK"))
    typed = {"lain-line": str(line), "lain-fund": "APBD", "lain-planned": "6", "lain-note": "Dana kabupaten"}
    assert send(keeper, path, **typed).status_code == 302
    assert planned(told(ready.district, number))[OWN] == 36


def test_two_computations_are_compared_and_the_rules_stand_side_by_side(ready: Pages) -> None:
    keeper = ready.browser("pengelola")
    number = draw_up(keeper)
    ready.district.supply(NEIGHBOUR, DAY, {"PILK": 5})
    assert send(keeper, f"/rensi/{number}/hitung", rule="permintaan").status_code == 302
    said = seen(keeper.get(f"/rensi/{number}/beda"))
    assert "1 baris berbeda" in said
    assert "semula 18" in said
    rules = seen(keeper.get(f"/rensi/{number}/aturan"))
    assert "Stok gudang mencukupi untuk semua jenis" in rules
    assert rules.count("100,0 %") == 3


def test_the_approved_paper_is_printed_with_its_lines(ready: Pages) -> None:
    keeper, approver = ready.browser("pengelola"), ready.browser("approver")
    number = draw_up(keeper)
    send(approver, f"/berkas/{number}/approve_plan")
    found = re.search(r'href="(/surat/[^"]*RENSI[^"]*\.pdf)"', approver.get(f"/rensi/{number}").text)
    assert found
    answer = approver.get(found[1])
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_what_was_left_short_is_listed_and_narrowed(ready: Pages) -> None:
    keeper, approver = ready.browser("pengelola"), ready.browser("approver")
    number = draw_up(keeper)
    path = area_path(ready, number)
    prefix = prefix_of(keeper.get(path).text, OWN)
    send(keeper, path, **{f"{prefix}planned": "12", f"{prefix}note": "Dihemat"})
    send(approver, f"/berkas/{number}/approve_plan")
    said = seen(keeper.get("/rensi/kekurangan"))
    assert ready.district.names[OWN] in said
    assert "60 %" in said
    assert "Tidak ada kekurangan" in seen(keeper.get("/rensi/kekurangan?kecamatan=32.07.99"))


def test_an_approved_one_is_read_and_no_longer_changed(ready: Pages) -> None:
    keeper, approver = ready.browser("pengelola"), ready.browser("approver")
    number = draw_up(keeper)
    send(approver, f"/berkas/{number}/approve_plan")
    assert "planned" not in keeper.get(area_path(ready, number)).text
    assert send(keeper, "/rensi/baru", month="2026-13", cycle="2", rule="bulan-persediaan").status_code == 422


@pytest.mark.parametrize("role", ["faskes", "uptd"])
def test_it_is_the_offices_own(ready: Pages, role: str) -> None:
    number = draw_up(ready.browser("pengelola"))
    browser = ready.browser(role)
    for path in ("/rensi/", f"/rensi/{number}", "/rensi/baru", area_path(ready, number)):
        assert browser.get(path).status_code == 403


def test_the_common_addresses_lead_to_its_own_pages(ready: Pages) -> None:
    keeper = ready.browser("pengelola")
    number = draw_up(keeper)
    assert keeper.get(f"/berkas/{number}").location == f"/rensi/{number}"
    assert keeper.get("/berkas/rensi/baru/compute").location == "/rensi/baru"
    assert keeper.get(f"/berkas/{number}/recompute").location == f"/rensi/{number}/hitung"
    assert "Rensi" in seen(keeper.get("/rensi/"))


def test_a_rensi_that_is_none_is_not_found(ready: Pages) -> None:
    keeper = ready.browser("pengelola")
    assert keeper.get("/rensi/1").status_code == 404
    assert keeper.get("/rensi/99999").status_code == 404
    number = draw_up(keeper)
    assert keeper.get(f"/rensi/{number}/kecamatan/99").status_code == 404
