"""The main journey in a real browser: from the province's truck to the workbook for BKKBN.

Everyone works on their own screen; the midwife's is 390 px wide. Nothing is set up behind the pages but the registry.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from waitress.server import create_server  # type: ignore[import-untyped]

from alokon.store.people import create_user
from inventory.store.engine import reading, writing
from inventory.verify import verify
from tests.books import ACTORS, BOOK, PMB, PUSKESMAS, WIB, Book
from web.app import create_app
from web.config import Config

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "kontrasepsi aman 2026"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
SCREENS = {"bidan": PHONE}


class Journey:
    """An office served on this machine, and the screens of the people who work in it."""

    def __init__(self, book: Book, clock: "Clock", address: str, browser: "Browser") -> None:
        self.book, self.clock, self.address, self.browser = book, clock, address, browser
        self._screens: dict[str, Page] = {}

    def screen(self, who: str) -> "Page":
        """A person's screen, signed in once."""
        if who not in self._screens:
            context = self.browser.new_context(viewport=SCREENS.get(who, DESK), accept_downloads=True, locale="id-ID")
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto(f"{self.address}/masuk")
            page.fill("#username", who)
            page.fill("#password", PASSWORD)
            page.click("button[type=submit]")
            page.wait_for_url("**/beranda")
            self._screens[who] = page
        return self._screens[who]

    def go(self, who: str, path: str) -> "Page":
        """A person opens a page."""
        page = self.screen(who)
        answer = page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        return page

    def on(self, day: str) -> None:
        """Another day: yesterday's sessions have ended, so everyone signs in again."""
        self.close()
        self.clock.on(day)

    def close(self) -> None:
        """Everybody goes home."""
        for page in self._screens.values():
            page.context.close()
        self._screens.clear()


class Clock:
    """The office's clock, moved by the story."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 5, 9, tzinfo=WIB)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def on(self, day: str) -> None:
        """It is nine in the morning of a day."""
        self.at = datetime.fromisoformat(day).replace(hour=9, tzinfo=WIB)


@contextmanager
def served(book: Book, clock: Clock, home: Path) -> Iterator[str]:
    """The office on a free port of this machine."""
    with writing(book.engine, BOOK) as db:
        for who, actor in ACTORS.items():
            person = {"name": actor.name, "role": actor.role, "site": actor.site, "kecamatan": actor.kecamatan}
            create_user(db, BOOK, clock(), username=who, password=PASSWORD, **person)  # type: ignore[arg-type]
    app = create_app(Config(book.engine, BOOK, home, clock=clock))
    server = create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join(5)


def take_in(page: "Page") -> None:
    """The storekeeper records a delivery of the province: pil in one batch, condoms by the gros."""
    page.fill("[name=sender]", "Perwakilan BKKBN Jawa Barat")
    page.fill("[name=document]", "SBBK/PROV/001")
    for n, row in enumerate((("PILK", "A1", "08/2027", "1.000"), ("KONDOM", "K1", "2028", "10 gros"))):
        item, batch, expiry, quantity = row
        page.select_option(f"[name=lines-{n}-item]", item)
        page.fill(f"[name=lines-{n}-batch]", batch)
        page.select_option(f"[name=lines-{n}-fund]", "APBN")
        page.fill(f"[name=lines-{n}-expiry]", expiry)
        page.fill(f"[name=lines-{n}-stated]", quantity)
        page.fill(f"[name=lines-{n}-accepted]", quantity)


def ask(page: "Page") -> None:
    """The midwife asks on her phone."""
    page.fill("[name=reason]", "Stok menipis")
    for item, quantity in (("PILK", "100"), ("KONDOM", "2 gros")):
        line = page.locator(f"input[type=hidden][value={item}]").get_attribute("name")
        assert line is not None
        page.fill(f"[name={line.replace('-item', '-requested')}]", quantity)


def take_step(page: "Page") -> None:
    """Press the step's own button and wait for what comes after."""
    with page.expect_navigation():
        page.locator("#step .submit button").click()
    assert page.locator("[aria-invalid=true]").count() == 0, page.inner_text("main")


def press(page: "Page", text: str) -> None:
    """Press a button by what it says and wait for what comes after."""
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^{text}")).first.click()


def case_number(page: "Page") -> int:
    """The case a page is about."""
    found = re.search(r"/berkas/(\d+)", page.url)
    assert found, page.url
    return int(found[1])


def line_of(page: "Page", item: str) -> str:
    """The prefix of a form's line whose legend or label names an item."""
    name = page.locator(f"fieldset:has-text('{item}') input[type=hidden][name$=-line]").first.get_attribute("name")
    assert name is not None
    return name.removesuffix("line")


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_from_the_truck_to_the_workbook(sqlite_engine: Engine, chromium: "Browser", tmp_path: Path) -> None:
    book, clock = Book(sqlite_engine), Clock()
    with served(book, clock, tmp_path) as address:
        journey = Journey(book, clock, address, chromium)
        try:
            tell(journey, tmp_path)
        finally:
            journey.close()
    with reading(sqlite_engine) as db:
        assert verify(db, BOOK).sound


def tell(journey: Journey, folder: Path) -> None:
    """The story, act by act."""
    book = journey.book
    page = journey.go("gudang", "/berkas/penerimaan/baru/take_in")
    take_in(page)
    take_step(page)
    assert book.held() == {("GUDANG", "shelf", "PILK"): 1000, ("GUDANG", "shelf", "KONDOM"): 1440}

    journey.on("2026-01-06")
    page = journey.go("bidan", "/berkas/distribusi/baru/request")
    ask(page)
    take_step(page)
    case = case_number(page)

    journey.on("2026-01-07")
    page = journey.go("sekretaris", f"/berkas/{case}/order")
    page.get_by_label("Disetujui Pil Kombinasi APBN").fill("80")
    page.get_by_label("Alasan Pil Kombinasi").fill("Disesuaikan dengan pemakaian")
    take_step(page)
    assert book.held()["GUDANG", "reserved", "PILK"] == 80

    page = journey.go("gudang", f"/berkas/{case}/issue")
    take_step(page)
    journey.on("2026-01-08")
    page = journey.go("gudang", f"/berkas/{case}/ship")
    page.fill("[name=vehicle]", "Mobil box")
    take_step(page)
    assert book.held()["JALAN", "transit", "PILK"] == 80

    journey.on("2026-01-10")
    page = journey.go("bidan", "/alokasi/")
    for told in ("Pil Kombinasi", "100", "80"):
        assert told in page.inner_text("main")
    page = journey.go("bidan", f"/berkas/{case}/receive")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill("[name=receiver]", "Bidan")
    pil = line_of(page, "Pil Kombinasi")
    for name, answer in (("accepted", "78"), ("damaged", "1"), ("short", "1"), ("note", "Dus penyok")):
        page.fill(f"[name={pil}{name}]", answer)
    take_step(page)
    assert book.case(case).state == "selisih"
    expected = {"shelf": 78, "damaged": 1}
    assert {kind: book.held()[PUSKESMAS, kind, "PILK"] for kind in expected} == expected
    assert book.held()["JALAN", "missing", "PILK"] == 1
    assert "78" in journey.go("bidan", "/alokasi/").inner_text("main")

    journey.on("2026-02-02")
    page = journey.go("bidan", f"/pemakaian/{PUSKESMAS}/2026-01")
    page.locator("fieldset:has-text('Pil Kombinasi')").get_by_label("2 Pelayanan KB").fill("30")
    page.locator("fieldset:has-text('Kondom')").get_by_label("2 Pelayanan KB").fill("120")
    press(page, "Simpan, lalu periksa dan tutup bulan")
    press(page, "Tutup Januari 2026")
    press(journey.go("gudang", "/bulan/GUDANG/2026-01"), "Tutup Januari 2026")
    assert book.held("2026-01-31")[PUSKESMAS, "shelf", "PILK"] == 48
    read_back(journey, folder)


def read_back(journey: Journey, folder: Path) -> None:
    """The data officer publishes the month and downloads the workbook; its numbers are those of the story."""
    journey.on("2026-02-03")
    page = journey.go("data", "/laporan/bkkbn/2026-01/bukti")
    press(page, "Hitung dan buktikan")
    press(page, "Terbitkan versi 1")
    with page.expect_download() as waiting:
        page.locator("a[href$='/versi-1.xlsx']").first.click()
    path = folder / "bkkbn.xlsx"
    waiting.value.save_as(path)
    workbook = load_workbook(path)
    recap = {row[1]: row for row in workbook["Rekap kabupaten"].iter_rows(values_only=True) if row[2] == "APBN"}
    assert recap["Pil Kombinasi"][7] == 1000
    assert recap["Pil Kombinasi"][11:13] == (30, 0)
    broken, variance = recap["Pil Kombinasi"][13], recap["Pil Kombinasi"][16]
    assert (broken, variance) == (1, -1), "one cycle broken on the way, one missing until it is resolved"
    assert recap["Pil Kombinasi"][17:20] == (920, 0, 48)
    assert recap["Kondom"][3] == "lusin"
    assert (recap["Kondom"][11], recap["Kondom"][19]) == (10, 14)
    rows = list(workbook["APBN"].iter_rows(values_only=True))
    items = next(row for row in rows if "Pil Kombinasi\n(cycle)" in map(str, row) or "Pil Kombinasi (cycle)" in row)
    start = next(n for n, title in enumerate(items) if str(title).startswith("Pil Kombinasi"))
    (own,) = (row for row in rows if row[1] == PUSKESMAS)
    assert own[start : start + 8] == (0, 78, 30, 0, 0, 0, 0, 48)
    (silent,) = (row for row in rows if row[1] == PMB)
    assert set(silent[4:]) == {None}
    proof = [str(row[9]) for row in workbook["Bukti"].iter_rows(values_only=True) if row[9] in ("LULUS", "GAGAL")]
    assert set(proof) == {"LULUS"}
    assert len(proof) > 14
