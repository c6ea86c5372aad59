"""Forms of steps in a real browser: live sums, lines that are added, a phone, an impatient finger."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.books import PUSKESMAS
from tests.web.office import PASSWORD, Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


class People:
    """Browser windows, one per role, each signed in; every message of the content policy is kept."""

    def __init__(self, chromium: "Browser", address: str) -> None:
        self.chromium, self.address = chromium, address
        self.windows: dict[str, Page] = {}
        self.told: list[str] = []

    def __call__(self, role: str, size: dict[str, int] = DESK) -> "Page":
        """The window of a role, signed in the first time."""
        if role not in self.windows:
            context = self.chromium.new_context(base_url=self.address, viewport=size)  # type: ignore[arg-type]
            page = self.windows[role] = context.new_page()
            page.on("console", lambda message: self.told.append(message.text))
            page.on("pageerror", lambda error: self.told.append(str(error)))
            page.goto("/masuk")
            page.get_by_label("Nama pengguna").fill(role)
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            page.wait_for_url("**/beranda")
        return self.windows[role]


@pytest.fixture
def people(chromium: "Browser", address: str) -> Iterator[People]:
    """Everybody at their own screen; fails when a page broke the content policy or a script failed."""
    people = People(chromium, address)
    yield people
    for page in people.windows.values():
        page.context.close()
    assert [text for text in people.told if "Content Security Policy" in text or "Error" in text] == []


def fits(page: "Page") -> bool:
    """Whether nothing sticks out of the screen sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def save(page: "Page", button: str) -> None:
    """Press the button of the form and wait for the case it leads to."""
    page.locator("#step").get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(re.compile(r"/berkas/\d+$"))


def test_an_spmb_shows_the_remainder_and_the_cut_while_typing(people: People, office: Office) -> None:
    office.book.receive("2026-01-05", "PILK", "A1", 1000)
    case = office.book.request("2026-02-27", ("PILK", 100))
    page = people("approver")
    page.goto("/beranda")
    page.get_by_role("link", name="Setujui dan terbitkan SPMB, Puskesmas Ciamis").click()
    page.get_by_role("link", name="Setujui dan terbitkan SPMB").click()
    assert page.locator("output").inner_text() == "900"
    page.get_by_label("Disetujui Pil Kombinasi APBN").fill("80")
    assert page.locator("output").inner_text() == "920"
    assert page.get_by_text("dipotong 20").is_visible()
    page.get_by_label("Disetujui Pil Kombinasi APBN").fill("1.100")
    assert page.locator("output").inner_text() == "kurang 100"
    page.get_by_label("Disetujui Pil Kombinasi APBN").fill("80")
    page.get_by_label("Alasan Pil Kombinasi").fill("Sesuai stok maksimum")
    save(page, "Setujui dan terbitkan SPMB")
    assert office.book.case(case).state == "diperintahkan"


def test_a_midwife_confirms_on_her_phone_and_answers_for_every_unit(people: People, office: Office) -> None:
    office.book.receive("2026-01-05", "PILK", "A1", 1000)
    case = office.book.request("2026-02-25", ("PILK", 80))
    office.book.order("2026-02-26", case, (1, "APBN", 80))
    office.book.issue_and_ship("2026-02-27", case)
    page = people("faskes", PHONE)
    for path in ("/beranda", "/alokasi/", f"/berkas/{case}", f"/berkas/{case}/receive"):
        page.goto(path)
        assert fits(page), path
    parcel = page.get_by_role("group", name="Pil Kombinasi")
    parcel.get_by_label("Diterima baik").fill("78")
    assert parcel.get_by_text("78 dari 80 terjawab, 2 belum").is_visible()
    page.get_by_role("button", name="Konfirmasi penerimaan").click()
    assert "dikirim 80, baru 78 yang dijawab" in page.get_by_role("alert").inner_text()
    parcel.get_by_label("Rusak").fill("1")
    parcel.get_by_label("Kurang").fill("1")
    assert parcel.get_by_text("80 dari 80 terjawab").is_visible()
    parcel.get_by_label("Alasan").fill("Dus penyok, satu tidak ada")
    save(page, "Konfirmasi penerimaan")
    held = office.book.held()
    assert [held[PUSKESMAS, kind, "PILK"] for kind in ("shelf", "damaged")] == [78, 1]
    assert held["JALAN", "missing", "PILK"] == 1


def test_lines_are_added_one_by_one_beside_what_is_typed(people: People, office: Office) -> None:
    page = people("pengelola")
    page.goto("/berkas/penerimaan/baru/take_in")
    page.locator('[name="lines-0-batch"]').fill("A1")
    for number in (3, 4):
        page.get_by_role("button", name="Tambah baris").click()
        page.locator(f'[name="lines-{number}-item"]').wait_for()
    assert page.locator('[name="lines-0-batch"]').input_value() == "A1"
    assert page.locator("#lines tbody tr").count() == 5


def test_a_form_sent_by_a_double_click_is_recorded_once(people: People, office: Office) -> None:
    page = people("faskes", PHONE)
    page.goto("/berkas/distribusi/baru/request")
    page.get_by_label("Alasan").fill("Stok menipis")
    page.get_by_label("Pil Kombinasi").first.fill("100")
    page.locator("#step").get_by_role("button", name="Ajukan permintaan").dblclick()
    page.wait_for_url("**/berkas/1")
    page.goto("/berkas/distribusi")
    assert page.get_by_role("link", name="Puskesmas Ciamis").count() == 1


def test_another_item_of_the_chart_comes_without_leaving_the_page(people: People, office: Office) -> None:
    office.book.receive("2026-01-05", "IUD", "U1", 70)
    page = people("pengelola")
    page.goto("/beranda")
    page.get_by_label("Jenis alokon pada grafik").select_option("IUD")
    page.locator("#grafik").get_by_text("(buah)").wait_for()
    assert "Maret 2026: dipakai 0 buah, stok akhir 70 buah" in page.locator("#grafik").inner_html()
    assert page.url.endswith("/beranda")
