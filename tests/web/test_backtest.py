"""Uji balik: nothing is worked out on opening; policies stand side by side, as a picture and as files."""

import json
from datetime import date

import pytest

from inventory.core.months import Month
from tests.district import OWN
from tests.web.office import seen
from tests.web.pages import Pages

ASKED = "masa=2&barang=PILK&hari=5&hari_darurat=3&siklus=1&siklus=2&minimum=1&maksimum=3&cara=semua&darurat=0"


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
    for name in (
        "Yang terjadi (buku)",
        "Kiriman nyata, diputar ulang",
        "Tiap 2 bulan semua sampai maksimum, minimum 1, maksimum 3",
    ):
        assert name in said
    assert page.text.count("<circle") == 6
    assert "Permintaan yang tidak tercatat tidak diketahui" in said
    assert 'value="0.5" checked' not in page.text


def test_the_same_comes_as_a_file(old: Pages) -> None:
    found = old.browser("pengelola").get(f"/uji-balik/uji-balik.json?{ASKED}")
    assert found.status_code == 200
    assert "Kiriman nyata, diputar ulang" in json.dumps(json.loads(found.data))
    for form in ("xlsx", "pdf", "csv", "html"):
        assert len(old.browser("pengelola").get(f"/uji-balik/uji-balik.{form}?{ASKED}").data) > 200


def test_other_ways_to_order_stand_beside_the_present_one(old: Pages) -> None:
    page = old.browser("pengelola").get(f"/uji-balik/?{ASKED}&cara=minimum&darurat=0.5")
    said = seen(page)
    assert "Tiap 1 bulan hanya yang sampai minimum, minimum 1, maksimum 3, darurat 0,5" in said
    assert "Kiriman darurat" in said
    assert "2 bln* · 1–3 · D 0,5" in said
    assert page.text.count("<circle") == 4 + 8


def test_too_many_policies_are_refused_with_the_command_that_may_try_them(old: Pages) -> None:
    ticked = {"siklus": "123", "minimum": "12", "maksimum": "234", "cara": ["semua"], "darurat": ["0", "0.25"]}
    grid = "&".join(f"{name}={value}" for name, values in ticked.items() for value in values)
    page = old.browser("pengelola").get(f"/uji-balik/?masa=2&hari=5&hari_darurat=2&{grid}")
    assert page.status_code == 422
    command = (
        "python3 -m alokon backtest --months 2 --cycles 1,2,3 --minima 1,2 --maxima 2,3,4 --orders semua "
        "--emergency 0,0.25 --lead 5 --urgent-lead 2 --out uji-balik.xlsx"
    )
    assert "paling banyak 12 sekali jalan" in seen(page)
    assert command in seen(page)


def test_the_command_holds_nothing_but_what_may_be_chosen(old: Pages) -> None:
    page = old.browser("pengelola").get(
        f"/uji-balik/?{ASKED}&cara=;reboot&siklus=9&barang=;ls".replace("hari=5", "hari=;x")
    )
    assert page.status_code == 422
    shown = page.text.split('<p class="code">')[1].split("</p>")[0]
    assert shown.split("backtest ")[1] == (
        "--months 2 --item PILK --cycles 1,2 --minima 1 --maxima 3 --orders semua --emergency 0 --lead 5 "
        "--urgent-lead 3 --out uji-balik.xlsx"
    )


def test_an_item_nobody_used_and_a_book_too_young_say_so(old: Pages) -> None:
    page = old.browser("pengelola").get(f"/uji-balik/?{ASKED.replace('PILK', 'IUD')}")
    assert "belum pernah dilaporkan" in seen(page)
    old.on(date(2026, 2, 3))
    assert "Belum ada masa lalu" in seen(old.browser("pengelola").get("/uji-balik/"))


def test_a_faskes_does_not_see_the_policies_of_the_kabupaten(old: Pages) -> None:
    assert old.browser("faskes").get("/uji-balik/").status_code == 403
