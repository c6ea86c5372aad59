"""Levels of stock: shown with their decree, changed by admin alone, refused with every problem beside its field."""

import pytest

from alokon.settings import LEVELS
from alokon.store.settings import settings
from inventory.core.places import FACILITY
from inventory.store.engine import reading
from tests.books import BOOK
from tests.web.office import CAST, Browser, Office, seen
from web.levels_form import MONTHS

PAGE = "/pengaturan/tingkat-stok/facility"
FIRST = {"semua-review": "2", "semua-minimum": "1", "semua-maximum": "3", "semua-emergency": "0,5"}


def stored(office: Office) -> object:
    with reading(office.engine) as db:
        return settings(db, BOOK)[LEVELS[FACILITY]]


def change(office: Office, browser: Browser | None = None, **fields: str) -> str:
    browser = browser or office.browser("admin")
    given = FIRST | {name.replace("_", "-"): value for name, value in fields.items()}
    answer = browser.post(PAGE, page="/beranda", **given)
    return seen(browser.get(answer.location) if answer.status_code == 302 else answer)


@pytest.mark.parametrize("role", CAST)
def test_who_reads_everything_reads_the_levels_and_admin_alone_changes_them(office: Office, role: str) -> None:
    browser = office.browser(role)
    reads = role not in ("faskes", "uptd")
    assert browser.get("/pengaturan/tingkat-stok/").status_code == (200 if reads else 403)
    assert browser.get(PAGE).status_code == (200 if role == "admin" else 403)


def test_an_item_may_have_levels_of_its_own_with_the_decree_that_says_so(office: Office) -> None:
    own = {f"IUD_{part}": value for part, value in zip(MONTHS, ("3", "2", "6", "1,5"), strict=True)}
    said = change(office, **own, IUD_decree="Kepka 90/KEP/E1/2023")
    assert stored(office) == {"": ["2", "1", "3", "0.5", ""], "IUD": ["3", "2", "6", "1.5", "Kepka 90/KEP/E1/2023"]}
    assert "IUD (CuT 380A) 3 2 6 1,5 Kepka 90/KEP/E1/2023" in said
    assert "Semua jenis 2 1 3 0,5 Belum diverifikasi" in said
    assert 'value="1,5"' in office.browser("admin").get(PAGE).text


def test_three_tables_are_shown_and_say_where_a_level_comes_from(office: Office) -> None:
    browser = office.browser("admin")
    said = seen(browser.get("/pengaturan/tingkat-stok/"))
    for title, months in (("Gudang kabupaten", "3 3 6 1"), ("Faskes", "2 1 3 0,5")):
        table = said.partition(f" {title} Ubah ")[2].partition(" Ubah ")[0]
        assert f"Semua jenis {months} Belum diverifikasi" in table
        assert "Jenis yang tidak disebut mengikuti Semua jenis." in table
    assert "Jaringan/jejaring Ubah Jenis yang tidak disebut mengikuti tingkat stok faskes." in said
    assert "lamanya satu Rensi" not in said
    own = {"semua-review": "1", "semua-minimum": "0,5", "semua-maximum": "1,5", "semua-emergency": "0,25"}
    network = "/pengaturan/tingkat-stok/network"
    assert browser.post(network, page="/beranda", **own).status_code == 302
    said = seen(browser.get("/pengaturan/tingkat-stok/"))
    assert "Jaringan/jejaring Ubah" in said
    assert "Semua jenis 1 0,5 1,5 0,25 Belum diverifikasi" in said
    assert "Maksimum kurang dari 2 bulan, lamanya satu Rensi: Semua jenis." in said
    assert browser.post(network, page="/beranda").status_code == 302
    with reading(office.engine) as db:
        assert settings(db, BOOK)["levels.network"] == {}
    assert "Semua jenis, putaran belum diisi" in seen(browser.post(PAGE, page="/beranda"))


def test_what_cannot_be_read_is_told_beside_its_field_and_nothing_is_kept(office: Office) -> None:
    before = stored(office)
    said = change(office, semua_minimum="satu", PILK_review="2")
    assert "Semua jenis, minimum: “satu” bukan angka" in said
    assert "Pil Kombinasi, minimum" in said
    assert stored(office) == before


def test_levels_that_contradict_each_other_are_refused(office: Office) -> None:
    before = stored(office)
    assert "Tingkat stok semua jenis: darurat tidak lebih dari minimum" in change(office, semua_minimum="4")
    assert "Tingkat stok semua jenis" in change(office, semua_emergency="-1")
    assert stored(office) == before
