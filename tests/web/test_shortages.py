"""Selisih kirim on its pages: it waits in a list of its own and on beranda until the office has settled it."""

from datetime import date

import pytest

from tests.district import OWN
from tests.web.office import seen
from tests.web.pages import Pages
from tests.web.test_steps import send


@pytest.fixture
def short(pages: Pages) -> tuple[Pages, int]:
    """Ten of sixty pil did not arrive; the case that says so."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    case = district.ship(OWN, date(2026, 1, 8), {"PILK": 60})
    old, new = district.leaves(case)
    rows = [
        {"line": old.number, "accepted": old["issued"]},
        {"line": new.number, "accepted": new["issued"] - 10, "short": 10, "note": "Dus terbuka"},
    ]
    district.take("faskes", "2026-01-09", "distribusi", "receive", case=case, receiver="Bidan", lines=rows)
    return pages, case


def test_it_waits_for_the_storekeeper_and_shows_only_the_lots_that_lack(short: tuple[Pages, int]) -> None:
    pages, case = short
    keeper = pages.browser("pengelola")
    assert "Selesaikan selisih kirim" in seen(keeper.get("/beranda"))
    assert pages.district.names[OWN] in seen(keeper.get("/berkas/distribusi?bagian=selisih"))
    page = seen(keeper.get(f"/berkas/{case}/resolve_short"))
    assert "10 cycle" in page
    assert "A0" not in page
    prefix = "lines-1-"
    refused = send(keeper, f"/berkas/{case}/resolve_short", **{f"{prefix}lost": "11", f"{prefix}note": "Hilang"})
    assert (refused.status_code, "yang belum jelas 10" in seen(refused)) == (422, True)
    done = send(keeper, f"/berkas/{case}/resolve_short", **{f"{prefix}kept": "10", f"{prefix}note": "Di rak"})
    assert done.status_code == 302
    assert pages.district.case(case).state == "diterima"
    assert "Ternyata tidak dikirim" in seen(keeper.get(f"/berkas/{case}"))


def test_the_faskes_reads_it_and_settles_nothing(short: tuple[Pages, int]) -> None:
    pages, case = short
    browser = pages.browser("faskes")
    assert "Diterima, ada selisih" in seen(browser.get(f"/berkas/{case}"))
    assert browser.get(f"/berkas/{case}/resolve_short").status_code == 403
