"""Uji balik: nothing is worked out on opening; policies stand side by side, as a picture and as files."""

import json
from datetime import date

import pytest

from inventory.core.months import Month
from tests.district import OWN
from tests.web.office import seen
from tests.web.pages import Pages

ASKED = "masa=2&barang=PILK&hari=5&siklus=1&siklus=2&minimum=1&maksimum=3"


@pytest.fixture
def old(pages: Pages) -> Pages:
    """A book in which a faskes has used pil for three months."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 10), {"PILK": 90})
    for n, month in enumerate((Month(2026, 1), Month(2026, 2), Month(2026, 3))):
        district.use(OWN, month.last, "PILK", service=22 + n)
        district.finish(OWN, month, month.next.first)
    pages.on(date(2026, 4, 6))
    return pages


def test_nothing_is_replayed_until_it_is_asked_for(old: Pages) -> None:
    said = seen(old.browser("auditor").get("/uji-balik/"))
    assert "Belum dihitung" in said
    assert "Yang terjadi" not in said


def test_every_policy_stands_beside_the_past_and_is_a_point_of_the_picture(old: Pages) -> None:
    page = old.browser("auditor").get(f"/uji-balik/?{ASKED}")
    said = seen(page)
    for name in ("Yang terjadi (buku)", "Kiriman nyata, diputar ulang", "Tiap 2 bulan, minimum 1, maksimum 3"):
        assert name in said
    assert page.text.count("<circle") == 5
    assert "Permintaan yang tidak tercatat tidak diketahui" in said
    assert 'value="0.5" checked' not in page.text


def test_the_same_comes_as_a_file(old: Pages) -> None:
    found = old.browser("pengelola").get(f"/uji-balik/uji-balik.json?{ASKED}")
    assert found.status_code == 200
    assert "Kiriman nyata, diputar ulang" in json.dumps(json.loads(found.data))
    for form in ("xlsx", "pdf", "csv", "html"):
        assert len(old.browser("pengelola").get(f"/uji-balik/uji-balik.{form}?{ASKED}").data) > 200


def test_too_many_policies_are_refused_and_nothing_is_worked_out(old: Pages) -> None:
    ticked = {"siklus": "123", "minimum": "12", "maksimum": "234"}
    grid = "&".join(f"{name}={value}" for name, values in ticked.items() for value in values)
    page = old.browser("pengelola").get(f"/uji-balik/?masa=2&hari=5&{grid}")
    assert page.status_code == 422
    assert "paling banyak 12" in seen(page)


def test_an_item_nobody_used_and_a_book_too_young_say_so(old: Pages) -> None:
    page = old.browser("pengelola").get(f"/uji-balik/?{ASKED.replace('PILK', 'IUD')}")
    assert "belum pernah dilaporkan" in seen(page)
    old.on(date(2026, 2, 3))
    assert "Belum ada masa lalu" in seen(old.browser("pengelola").get("/uji-balik/"))


def test_a_faskes_does_not_see_the_policies_of_the_kabupaten(old: Pages) -> None:
    assert old.browser("faskes").get("/uji-balik/").status_code == 403
