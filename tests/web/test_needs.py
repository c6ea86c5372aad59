"""Kebutuhan: one kecamatan at a time, and the whole way to each number; each person sees the faskes in reach."""

from datetime import date

import pytest

from alokon.recipients import POSYANDU
from inventory.core.months import Month
from tests.alokon.sop.test_handing_out import enter
from tests.district import FAR, OWN
from tests.reports.test_perkiraan import counted
from tests.web.office import seen, statements
from tests.web.pages import Pages


@pytest.fixture
def used(pages: Pages) -> Pages:
    """The first faskes has used pil in January and closed it."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 84})
    district.supply(FAR, date(2026, 1, 8), {"PILK": 10})
    district.use(OWN, date(2026, 1, 31), "PILK", service=24)
    district.finish(OWN, Month(2026, 1), date(2026, 2, 2))
    return pages


def test_a_need_is_told_with_the_whole_way_to_it(used: Pages) -> None:
    said = seen(used.browser("pengelola").get(f"/kebutuhan/{OWN}/PILK"))
    assert "Rata-rata per 30 hari = 30 × (24) ÷ (24) = 30,0." in said
    assert "belum diverifikasi" in said


def test_screen_and_file_are_the_same_sheets_and_every_page_leads_to_them(used: Pages) -> None:
    browser = used.browser("pengelola")
    page = browser.get(f"/kebutuhan/{OWN}/PILK?per=2026-02-10")
    assert "per 10 Februari 2026" in seen(page)
    assert "31/01/2026: 24, Pemakaian dicatat" in seen(page)
    address = f"/laporan/kebutuhan.pdf?day=2026-02-10&site={OWN}&item=PILK"
    assert address.replace("&", "&amp;") in page.text
    assert browser.get(address).data.startswith(b"%PDF")
    chosen = browser.get(f"/kebutuhan/?faskes={OWN}").text
    assert "/laporan/kebutuhan.pdf?day=" in chosen
    assert f'<option value="{used.district.kecamatan}" selected>' in chosen
    case = used.district.request("2026-03-10", ("PILK", 7), site=OWN, who="faskes")
    assert f"/kebutuhan/?faskes={OWN}" in browser.get(f"/berkas/{case}").text
    assert f'href="/kebutuhan/{OWN}/PILK"' in used.browser("approver").get(f"/berkas/{case}/order").text


@pytest.mark.parametrize("day", ["2026-13-01", "2027-01-01"])
def test_a_day_that_is_none_or_has_not_come_is_refused(used: Pages, day: str) -> None:
    assert used.browser("pengelola").get(f"/kebutuhan/{OWN}/PILK?per={day}").status_code == 422


def test_the_way_to_a_number_takes_a_fixed_number_of_questions(used: Pages) -> None:
    browser = used.browser("pengelola")
    browser.get("/beranda")
    with statements(used.engine) as sent:
        assert browser.get(f"/kebutuhan/{OWN}/PILK").status_code == 200
    assert len(sent) <= 100


def test_the_list_is_of_one_kecamatan_and_the_filter_keeps_what_was_chosen(used: Pages) -> None:
    page = used.browser("pengelola").get(f"/kebutuhan/?kecamatan={used.district.kecamatan}&barang=PILK").text
    assert f"/kebutuhan/{OWN}/PILK" in page
    assert f"/kebutuhan/{FAR}/PILK" not in page
    assert f'<option value="{used.district.kecamatan}" selected>' in page
    assert '<option value="PILK" selected>' in page


def test_a_faskes_sees_its_own_need_and_no_other(used: Pages) -> None:
    browser = used.browser("faskes")
    assert f"/kebutuhan/{OWN}/PILK" in browser.get("/kebutuhan/").text
    assert browser.get(f"/kebutuhan/{FAR}/PILK").status_code in (403, 404)


def test_an_item_nobody_knows_or_that_never_came_is_not_found(used: Pages) -> None:
    browser = used.browser("pengelola")
    assert browser.get(f"/kebutuhan/{OWN}/TIDAKADA").status_code == 404
    assert browser.get(f"/kebutuhan/{OWN}/IUD").status_code == 404


def test_what_the_field_counted_stands_below_the_needs_of_its_kecamatan(used: Pages) -> None:
    district = used.district
    posyandu = enter(district, POSYANDU, "admin", kecamatan=district.kecamatan)
    counted(district, posyandu, "2026-03-02", "2026-02", 9, 4)
    for role in ("pengelola", "uptd"):
        said = seen(used.browser(role).get(f"/kebutuhan/?kecamatan={district.kecamatan}"))
        assert "Perkiraan KB pascapersalinan" in said
        assert "tidak ikut dihitung dalam kebutuhan" in said
    assert "Perkiraan KB" not in seen(used.browser("pengelola").get(f"/kebutuhan/?faskes={FAR}"))
