"""Tutup bulan: in order, proved, and opened again only with a reason."""

import re
from datetime import date

import pytest

from alokon.views.monthly import mutations
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN
from tests.web.office import seen, statements
from tests.web.pages import Pages
from tests.web.test_stock import rows_of

JANUARY = f"/bulan/{OWN}/2026-01"
FEBRUARY = f"/bulan/{OWN}/2026-02"


@pytest.fixture
def two_months(pages: Pages) -> Pages:
    """A faskes with January and February behind it, nothing closed yet."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 60, "KONDOM": 24})
    district.use(OWN, date(2026, 1, 31), "PILK", service=31, damaged=1)
    return pages


def test_who_has_one_site_is_led_to_the_month_to_close(two_months: Pages) -> None:
    browser = two_months.browser("faskes")
    assert browser.get("/bulan/").location == f"/bulan/{OWN}"
    assert browser.get(f"/bulan/{OWN}").location == JANUARY


def test_the_preview_shows_the_month_by_its_codes_from_the_ledger(two_months: Pages) -> None:
    with reading(two_months.engine) as db:
        found = mutations(db, BOOK, Month(2026, 1), [OWN])
    rows = rows_of(two_months.browser("faskes"), JANUARY)
    expected = [
        [str(m.opening), *(str(m.counts[code]) for code in ("1", "2", "3", "4", "5", "lainnya")), str(m.closing)]
        for key, m in sorted(found.items(), key=lambda pair: pair[0].item != "PILK")
    ]
    assert [row[3:11] for row in rows] == expected
    assert [row[11] for row in rows] == ["Cocok", "Cocok"]


def test_months_close_in_order(two_months: Pages) -> None:
    browser = two_months.browser("faskes")
    page = browser.get(FEBRUARY)
    assert "tutup Januari 2026 lebih dulu" in seen(page)
    assert f'action="{FEBRUARY}/tutup"' not in page.text
    refused = browser.post(f"{FEBRUARY}/tutup", JANUARY)
    assert refused.status_code == 422
    assert "Bulan ditutup berurutan" in seen(refused)
    for month in (JANUARY, FEBRUARY):
        assert browser.post(f"{month}/tutup", month, key=_key(month)).status_code == 302
    assert "sudah ditutup" in seen(browser.get(FEBRUARY))


def _key(path: str) -> str:
    return f"00000000-0000-4000-8000-0000000000{path[-2:]}"


def test_the_running_month_cannot_be_closed(two_months: Pages) -> None:
    browser = two_months.browser("faskes")
    march = f"/bulan/{OWN}/2026-03"
    assert "dapat ditutup mulai 1 April 2026" in seen(browser.get(march))
    assert browser.post(f"{march}/tutup", JANUARY).status_code == 422


def test_a_month_without_any_use_is_pointed_out_and_can_be_closed(two_months: Pages) -> None:
    browser = two_months.browser("faskes")
    two_months.district.finish(OWN, Month(2026, 1), date(2026, 2, 2))
    assert "Bila memang nihil" in seen(browser.get(FEBRUARY))
    assert browser.post(f"{FEBRUARY}/tutup", FEBRUARY).status_code == 302


def test_a_faskes_without_goods_closes_an_empty_month(two_months: Pages) -> None:
    page = f"/bulan/{FAR}/2026-02"
    browser = two_months.browser("pengelola")
    assert "Bulan ini nihil" in seen(browser.get(page))
    assert browser.post(f"{page}/tutup", page).status_code == 302


def test_what_waits_on_the_road_or_has_expired_is_named_before_closing(two_months: Pages) -> None:
    two_months.district.ship(OWN, date(2026, 1, 30), {"PILK": 12})
    two_months.on(date(2026, 4, 2))
    browser = two_months.browser("faskes")
    assert "Kiriman 12 cycle Pil Kombinasi belum dikonfirmasi" in seen(browser.get(JANUARY))
    assert "8 cycle Pil Kombinasi batch A0 sudah kedaluwarsa" in seen(browser.get(f"/bulan/{OWN}/2026-03"))


def test_only_the_latest_month_opens_again_and_only_with_a_reason(two_months: Pages) -> None:
    for month in (Month(2026, 1), Month(2026, 2)):
        two_months.district.finish(OWN, month, date(2026, 3, 3))
    browser = two_months.browser("pengelola")
    assert "Buka kembali" not in seen(browser.get(JANUARY))
    without = browser.post(f"{FEBRUARY}/buka", FEBRUARY, reason=" ")
    assert without.status_code == 422
    assert "Alasan membuka kembali" in seen(without)
    assert browser.post(f"{JANUARY}/buka", FEBRUARY, reason="salah ketik").status_code == 422
    assert browser.post(f"{FEBRUARY}/buka", FEBRUARY, reason="salah ketik").status_code == 302
    assert "belum ditutup" in seen(browser.get(FEBRUARY))


def test_a_faskes_may_close_but_not_open_again(two_months: Pages) -> None:
    two_months.district.finish(OWN, Month(2026, 1), date(2026, 2, 3))
    browser = two_months.browser("faskes")
    assert "Buka kembali" not in seen(browser.get(JANUARY))
    assert browser.post(f"{JANUARY}/buka", FEBRUARY, reason="salah").status_code == 403


def test_nobody_closes_or_reads_another_s_month(two_months: Pages) -> None:
    browser = two_months.browser("faskes")
    other = f"/bulan/{NEIGHBOUR}/2026-02"
    assert browser.get(other).status_code == 403
    assert browser.post(f"{other}/tutup", JANUARY).status_code == 403
    assert browser.get("/bulan/GUDANG/2026-02").status_code == 403
    reader = two_months.browser("auditor")
    assert "Tutup Januari" not in seen(reader.get(JANUARY))
    assert reader.post(f"{JANUARY}/tutup", "/sesi/").status_code == 403


def test_the_office_sees_who_is_late_and_the_coverage_of_a_month(two_months: Pages) -> None:
    two_months.district.finish(OWN, Month(2026, 1), date(2026, 2, 3))
    two_months.district.finish(OWN, Month(2026, 2), date(2026, 3, 3))
    browser = two_months.browser("pengelola")
    page = seen(browser.get("/bulan/"))
    assert "1 dari 3 faskes lapor, 33 %" in page
    rows = {row[1]: row for row in rows_of_sites(browser.get("/bulan/?terlambat=1").text)}
    assert two_months.district.names[OWN] not in rows
    assert rows["Gudang Alokon Kabupaten"][5] == "2"
    assert rows[two_months.district.names[FAR]][3] == "Belum pernah"


def rows_of_sites(page: str) -> list[list[str]]:
    """The cells of the table of sites, the last one of the page."""
    body = re.findall(r"(?s)<tbody>(.*?)</tbody>", page)[-1]
    cells = [re.findall(r"(?s)<td[^>]*>(.*?)</td>", row) for row in re.findall(r"(?s)<tr>(.*?)</tr>", body)]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_the_list_asks_a_fixed_number_of_questions(two_months: Pages) -> None:
    counts = []
    for role in ("pengelola", "uptd"):
        browser = two_months.browser(role)
        with statements(two_months.engine) as sent:
            assert browser.get("/bulan/").status_code == 200
        counts.append(len(sent))
    assert max(counts) <= 22
