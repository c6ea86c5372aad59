"""Settings of the office: all shown with their source, changed by admin alone, with every problem beside its field."""

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from alokon import numbering
from alokon.settings import SETTINGS
from alokon.store.settings import settings
from inventory.store.engine import reading
from inventory.store.schema import event
from tests.books import BOOK
from tests.web.office import CAST, PASSWORD, Browser, Office, seen, statements
from web.settings_form import OWN_PAGES, SECTIONS, typed

if TYPE_CHECKING:
    from playwright.sync_api import Browser as BrowserOfChromium


def stored(office: Office) -> dict[str, object]:
    with reading(office.engine) as db:
        return settings(db, BOOK)


def change(office: Office, browser: Browser | None = None, **fields: str) -> str:
    """Send the whole form with some fields changed and return what is then seen; `__` stands for the dot."""
    browser = browser or office.browser("admin")
    given = typed(stored(office)) | {name.replace("__", "."): value for name, value in fields.items()}
    answer = browser.post("/pengaturan/ubah", page="/beranda", **given)
    return seen(browser.get(answer.location) if answer.status_code == 302 else answer)


def test_every_setting_stands_in_exactly_one_section() -> None:
    assert sorted(name for section in SECTIONS for name in section.names) == sorted(SETTINGS.keys() - OWN_PAGES)


@pytest.mark.parametrize("role", CAST)
def test_who_reads_everything_reads_the_settings_and_admin_alone_changes_them(office: Office, role: str) -> None:
    browser = office.browser(role)
    reads = role not in ("faskes", "uptd")
    assert browser.get("/pengaturan/").status_code == (200 if reads else 403)
    expected = 200 if role == "admin" else 403
    assert [browser.get(path).status_code for path in ("/pengaturan/ubah", "/pengaturan/contoh-nomor")] == [
        expected
    ] * 2
    sent = browser.post("/pengaturan/ubah", page="/beranda", **(typed(stored(office)) | {"place": "Kawali"}))
    assert sent.status_code == (302 if role == "admin" else 403)
    assert (stored(office)["place"] == "Kawali") == (role == "admin")


def test_every_setting_is_shown_with_its_value_and_source(office: Office) -> None:
    said = seen(office.browser("auditor").get("/pengaturan/"))
    settled_here = [one for name, one in SETTINGS.items() if name not in OWN_PAGES]
    for one in settled_here:
        assert f"{one.label} " in said
        assert one.source in said
    unverified = [one for one in settled_here if "belum diverifikasi" in one.source]
    assert f"{len(unverified)} nilai belum diverifikasi" in said
    assert said.count("Belum diverifikasi") == len(unverified)
    assert "MoU/kontrak wajib untuk dilayani Tidak belum diverifikasi" in said
    assert "Gudang yang melayani Gudang Alokon Kabupaten" in said


def test_a_changed_value_is_marked_and_keeps_its_first_value_beside_it(office: Office) -> None:
    said = change(office, report__deadline="10", agreement_is_gate="ya")
    assert "2 pengaturan sudah diubah" in said
    assert (
        "Batas lapor bulanan (tanggal bulan berikut) 10 belum diverifikasi Ditetapkan kabupaten Nilai awal: 5" in said
    )
    assert (stored(office)["report.deadline"], stored(office)["agreement_is_gate"]) == (10, True)


def test_only_what_differs_is_written_and_it_stands_in_the_chain(office: Office) -> None:
    change(office, kop__lines="PEMERINTAH KABUPATEN CIAMIS\r\n\r\n  DINAS   PPKB \r\n", signatory__order="Kepala Dinas")
    assert stored(office)["kop.lines"] == ["PEMERINTAH KABUPATEN CIAMIS", "DINAS PPKB"]
    with reading(office.engine) as db:
        row = db.execute(event.select().order_by(event.c.seq.desc()).limit(1)).one()
    assert (row.kind, row.actor) == ("settings.change", "admin")
    assert row.payload == (
        '{"kop.lines":["PEMERINTAH KABUPATEN CIAMIS","DINAS PPKB"],"signatory.order":"Kepala Dinas"}'
    )
    assert "Tidak ada yang berubah" in change(office)
    with reading(office.engine) as db:
        assert db.execute(event.select().order_by(event.c.seq.desc()).limit(1)).one().seq == row.seq


def test_everything_that_is_wrong_is_told_at_once_each_beside_its_field(office: Office) -> None:
    wrong = {
        "kop.lines": "\n",
        "kop.address": "x" * 101,
        "place": "",
        "number.unit": "y" * 101,
        "signatory.head": " ",
        "warehouse": "LUAR",
        "agreement_is_gate": "mungkin",
        "report.deadline": "31",
        "report.other.in": "5",
        "report.other.out": "1",
    }
    before = stored(office)
    fields = {**typed(before), **wrong}
    answer = office.browser("admin").post("/pengaturan/ubah", page="/beranda", **fields)
    assert answer.status_code == 422
    assert f"{len(wrong)} hal perlu diperbaiki" in seen(answer)
    for name in wrong:
        control = re.search(rf'<(?:input|select|textarea)[^>]*id="{re.escape(name)}"[^>]*>', answer.text, re.S)
        assert control, name
        assert 'aria-invalid="true"' in control[0], name
        assert f'id="{name}-note"' in answer.text
    assert stored(office) == before


@pytest.mark.parametrize(
    "pattern",
    [
        "{urut}/{jenis}",
        "{urut}/{tahun}",
        "{jenis}/{tahun}",
        "{urut:0999999999d}/{jenis}/{tahun}",
        "{urut!r}/{jenis}/{tahun}",
        "{urut}/{jenis.__class__}/{tahun}",
        "{urut}/{jenis}/{tahun}/{lain}",
        "{urut}/{jenis}/{tahun}/{}",
        "{urut}/{jenis}/{tahun",
        "{urut:03d}{{jenis}}/{tahun}",
    ],
)
def test_a_pattern_that_could_repeat_a_number_or_do_more_than_fill_blanks_is_refused(
    office: Office, pattern: str
) -> None:
    assert not numbering.is_sound(pattern)
    assert "tidak dapat dipakai" in change(office, number__pattern=pattern)
    assert stored(office)["number.pattern"] == SETTINGS["number.pattern"].default


def test_a_number_that_would_grow_too_long_is_refused(office: Office) -> None:
    assert "melebihi 100 huruf" in change(office, number__unit="U" * 90)


def test_papers_take_the_new_pattern(office: Office) -> None:
    change(office, number__pattern="{urut:04d}/{jenis}-{bulan}/{tahun}")
    done = office.book.receive("2026-03-01", "PILK", "A1", 100)
    assert done.paper == "0001/SBBM-III/2026"
    assert numbering.written("{urut}/{jenis}/{tahun}", classification="", unit="", paper="bast", sequence=12,
                             day=date(2027, 1, 1)) == "12/BAST/2027"  # fmt: skip


def test_the_sample_follows_what_is_typed(office: Office) -> None:
    browser = office.browser("admin")
    asked = {"number.pattern": "{urut}/{jenis}/{unit}/{tahun}", "number.classification": "", "number.unit": "DP<b>"}
    answer = browser.get("/pengaturan/contoh-nomor", query_string=asked)
    assert "SPMB 7/SPMB/DP<b>/2026" in seen(answer)
    assert "DP<b>" not in answer.text
    asked["number.pattern"] = "{urut}"
    assert "wajib ada" in seen(browser.get("/pengaturan/contoh-nomor", query_string=asked))


def test_pages_ask_few_questions(office: Office) -> None:
    browser = office.browser("admin")
    for path, most in (("/pengaturan/", 3), ("/pengaturan/ubah", 3), ("/pengaturan/contoh-nomor", 1)):
        with statements(office.engine) as sent:
            assert browser.get(path).status_code == 200
        assert len([one for one in sent if one.startswith("SELECT")]) == most, path


def test_the_sample_changes_while_a_person_types(chromium: "BrowserOfChromium", address: str, office: Office) -> None:
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/masuk?lanjut=/pengaturan/ubah")
    page.get_by_label("Nama pengguna").fill("admin")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_label("Pola nomor surat").fill("{urut:02d}.{jenis}.{tahun}")
    page.get_by_text("07.SPMB.2026").wait_for()
    assert "07.SPMB.2026" in page.inner_text("main")
    page.get_by_label("Pola nomor surat").fill("{urut}")
    page.get_by_text("wajib ada").wait_for()
    assert "wajib ada" in page.inner_text("main")
    page.get_by_label("Pola nomor surat").fill("{urut}-{jenis}-{unit}-{tahun}")
    page.get_by_label("Kode unit pada nomor").fill("DP2KB")
    page.get_by_text("7-BAST-DP2KB-2026").wait_for()
    assert "7-BAST-DP2KB-2026" in page.inner_text("main")
    context.close()
