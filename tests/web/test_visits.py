"""Rencana pembinaan: each sees the faskes in reach, every reason leads somewhere, and the form begins with it."""

from datetime import date

import pytest

from inventory.core.months import Month
from tests.district import FAR, NEIGHBOUR, OWN
from tests.web.office import seen
from tests.web.pages import Pages


@pytest.fixture
def late(pages: Pages) -> Pages:
    """Pil at three faskes; the first has used all of it and told so late, the others told nothing of February."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    for site in (OWN, NEIGHBOUR, FAR):
        district.supply(site, date(2026, 1, 8), {"PILK": 20})
        district.finish(site, Month(2026, 1), date(2026, 2, 2))
    district.use(OWN, date(2026, 2, 28), "PILK", service=20)
    return pages


def test_the_weightiest_stands_first_with_its_reasons_and_where_they_lead(late: Pages) -> None:
    page = late.browser("uptd").get("/pembinaan/rencana/")
    said = seen(page)
    names = late.district.names
    assert said.index(names[OWN]) < said.index(names[NEIGHBOUR])
    assert "Kosong padahal dipakai: Pil Kombinasi" in said
    assert "Laporan Februari 2026 terlambat" in said
    assert f"/kebutuhan/?faskes={OWN}" in page.text
    assert names[FAR] not in said


def test_every_way_in_the_plan_opens(late: Pages) -> None:
    district = late.district
    for site in (OWN, NEIGHBOUR):
        for _ in range(2):
            district.ship(site, date(2026, 3, 1), {"PILK": 2})
    browser = late.browser("pengelola")
    page = browser.get("/pembinaan/rencana/").text
    table = page[page.index("<section>") : page.index("Bagaimana bobot")]
    links = {part.split('"')[0] for part in table.split('href="')[1:]}
    assert any("/sbbk/" in link for link in links)
    for link in links:
        assert browser.get(link.replace("&amp;", "&"), follow_redirects=True).status_code == 200, link


def test_the_form_of_a_pembinaan_begins_with_the_reasons_when_the_plan_leads_to_it(late: Pages) -> None:
    browser = late.browser("uptd")
    way = f"/berkas/pembinaan/baru/coach?site={OWN}"
    assert f"{way}&amp;dari=rencana".replace("?site", "?site") in browser.get("/pembinaan/rencana/").text
    assert (
        "Kosong padahal dipakai: Pil Kombinasi. Laporan Februari 2026 terlambat."
        in browser.get(f"{way}&dari=rencana").text
    )
    assert "Kosong padahal" not in browser.get(way).text


def test_the_office_sees_all_and_may_not_write_and_a_faskes_sees_no_plan(late: Pages) -> None:
    page = late.browser("pengelola").get("/pembinaan/rencana/")
    assert late.district.names[FAR] in page.text
    assert "Catat pembinaan" not in page.text
    assert late.browser("faskes").get("/pembinaan/rencana/").status_code == 403
    home = late.browser("faskes").get("/beranda").text
    assert "Rencana pembinaan" not in home
    assert 'href="/pembinaan/"' in home


def test_a_follow_up_past_its_day_is_told_on_beranda_to_the_uptd_and_to_the_office(late: Pages) -> None:
    told = {"manner": "kunjungan", "findings": "Kartu kosong", "follow_up": "Mengisi kartu", "due": "2026-03-10"}
    late.district.take("uptd", "2026-03-02", "pembinaan", "coach", site=OWN, **told)
    for role in ("uptd", "pengelola"):
        said = seen(late.browser(role).get("/beranda"))
        assert "1 tindak lanjut pembinaan lewat tenggat" in said
        assert "terlama sejak 10 Maret 2026" in said
    assert "1 tindak lanjut lewat tenggat sejak 10 Maret 2026" in seen(late.browser("uptd").get("/pembinaan/rencana/"))
