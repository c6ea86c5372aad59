"""Kebutuhan gudang: every item at a glance, the whole way to each, and the letter; for who reads everything."""

from datetime import date

import pytest

from tests.rounds import january
from tests.web.office import seen, statements
from tests.web.pages import Pages


@pytest.fixture
def ready(pages: Pages) -> Pages:
    """Three faskes have reported January; it is 10 February."""
    january(pages.district)
    pages.on(date(2026, 2, 10))
    return pages


def test_an_item_leads_to_the_way_to_its_number_and_to_the_letter(ready: Pages) -> None:
    browser = ready.browser("pengelola")
    page = browser.get("/kebutuhan-gudang/")
    assert "Pil Kombinasi cycle 60,0 3 dari 3 faskes 896 0 0 0 14,9 Berlebih 96 0" in seen(page)
    way = "/kebutuhan-gudang/PILK?per=2026-02-10"
    assert way in page.text
    assert "Kebutuhan = 60,0 × 6 − 896 = -536,0; tidak kurang dari 0." in seen(browser.get(way))
    letter = "/laporan/usulan-kebutuhan.pdf?day=2026-02-10"
    assert letter in page.text
    assert browser.get(letter).data.startswith(b"%PDF")


@pytest.mark.parametrize("role", ["faskes", "uptd"])
def test_who_reads_only_its_own_does_not_see_the_kabupaten(ready: Pages, role: str) -> None:
    browser = ready.browser(role)
    for path in ("/kebutuhan-gudang/", "/kebutuhan-gudang/PILK", "/laporan/usulan-kebutuhan.xlsx?day=2026-02-10"):
        assert browser.get(path).status_code == 403
    assert "Kebutuhan gudang" not in seen(browser.get("/beranda"))


@pytest.mark.parametrize("item", ["TIDAKADA", "IUD"])
def test_an_item_nobody_knows_or_that_never_came_is_not_found(ready: Pages, item: str) -> None:
    assert ready.browser("auditor").get(f"/kebutuhan-gudang/{item}").status_code == 404


def test_the_page_takes_a_fixed_number_of_questions(ready: Pages) -> None:
    browser = ready.browser("data")
    browser.get("/beranda")
    with statements(ready.engine) as sent:
        assert browser.get("/kebutuhan-gudang/").status_code == 200
    assert len(sent) <= 90
