"""Lampiran on the page of a case: who attaches, what is refused and how it is told, and how files are handed out."""

import io
import re

import pytest
from werkzeug.test import TestResponse

from alokon.attaching.checks import MOST_BYTES
from alokon.attaching.kinds import MEDIA
from alokon.store.attached import folder_of
from inventory.store.kept_files import name_of, sha256
from tests.alokon.attaching.papers import JPG, NIK, SAMPLES, pdf
from tests.books import BOOK, PMB
from tests.web.office import CAST, Browser, Office, csrf_token, seen, statements

ATTACHERS = {"pengelola", "approver", "faskes", "uptd"}
KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def case(office: Office) -> int:
    """A request of the puskesmas."""
    return office.book.request("2026-02-26", ("PILK", 100))


def send(
    browser: Browser, case: int, data: bytes | None, name: str = "BAST.pdf", key: str = "", **fields: str
) -> TestResponse:
    """Choose a file on the page of the case and press Lampirkan."""
    page = browser.get(f"/berkas/{case}")
    hidden = {"csrf_token": csrf_token(page), "key": key or fresh(browser, case)}
    chosen = {"file": (io.BytesIO(data), name)} if data is not None else {}
    return browser.client.post(f"/berkas/{case}/lampiran/baru", data={**hidden, **fields, **chosen})


def fresh(browser: Browser, case: int) -> str:
    """The key of the form on the page of the case; one nobody made where the person is offered no form."""
    found = re.search(
        rf'action="/berkas/{case}/lampiran/baru".*?name="key" value="([^"]+)"',
        browser.get(f"/berkas/{case}").text,
        re.S,
    )
    return found[1] if found else KEY


def attached(office: Office, case: int, who: str = "faskes", data: bytes = b"", name: str = "BAST.pdf") -> None:
    answer = send(office.browser(who), case, data or pdf(), name)
    assert (answer.status_code, answer.location) == (302, f"/berkas/{case}#lampiran"), seen(answer)


def lampiran(browser: Browser, case: int) -> str:
    """What the section says."""
    return seen(browser.get(f"/berkas/{case}")).partition(" Lampiran ")[2]


@pytest.mark.parametrize("role", CAST)
def test_who_is_offered_the_form_may_send_it_and_nobody_else(office: Office, case: int, role: str) -> None:
    browser = office.browser(role)
    offered = f'action="/berkas/{case}/lampiran/baru"' in browser.get(f"/berkas/{case}").text
    answer = send(browser, case, pdf())
    assert offered == (role in ATTACHERS)
    assert answer.status_code == (302 if offered else 403)
    assert browser.get(f"/berkas/{case}/lampiran/baru").status_code == (200 if offered else 403)
    assert ("BAST.pdf" in lampiran(browser, case)) == offered


@pytest.mark.parametrize("role", CAST)
def test_whoever_may_read_the_case_may_save_its_files(office: Office, case: int, role: str) -> None:
    attached(office, case)
    answer = office.browser(role).get(f"/berkas/{case}/lampiran/1")
    assert (answer.status_code, answer.data) == (200, pdf())


def test_a_case_out_of_scope_is_closed_with_its_files(office: Office) -> None:
    other = office.book.request("2026-02-27", ("PILK", 60), site=PMB, who="pmb")
    attached(office, other, "pengelola")
    for role in ("faskes", "uptd"):
        browser = office.browser(role)
        for path in ("1", "baru", "1/tarik"):
            assert browser.get(f"/berkas/{other}/lampiran/{path}").status_code == 403
        assert browser.post(f"/berkas/{other}/lampiran/1/tarik", page="/beranda", reason="x").status_code == 403
    assert office.browser().get(f"/berkas/{other}/lampiran/1").location.startswith("/masuk")


def test_a_file_is_listed_with_size_who_when_and_digest(office: Office, case: int) -> None:
    send(office.browser("faskes"), case, pdf(), note="Bertanda tangan")
    said = lampiran(office.browser("auditor"), case)
    digest = sha256(pdf())[:12]
    told = (
        f"BAST.pdf Bertanda tangan {len(pdf())} byte · Bidan Puskesmas · 2 Maret 2026 pukul 08.00 WIB · sidik {digest}"
    )
    assert said.startswith(told)
    assert "Lampirkan berkas" not in said
    assert "Tarik" not in said


def test_a_case_without_files_says_so(office: Office, case: int) -> None:
    assert lampiran(office.browser("auditor"), case).startswith("Belum ada lampiran.")


def test_the_form_needs_no_script_and_offers_photos_to_a_phone(office: Office, case: int) -> None:
    page = office.browser("faskes").get(f"/berkas/{case}").text
    form = page[page.index('<details class="attach-more">') : page.index("</details>", page.index("attach-more"))]
    assert 'enctype="multipart/form-data"' in form
    accepted = re.search(r'accept="([^"]+)"', form)
    assert accepted
    assert set(accepted[1].split(",")) == {f".{kind}" for kind in MEDIA} | {".jpeg"}
    assert "capture" not in form, "a phone must offer its files, too"
    assert "10 MB" in form


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_comes_back_as_it_was_to_be_saved_and_never_shown(office: Office, case: int, kind: str) -> None:
    attached(office, case, data=SAMPLES[kind], name=f"Surat à.{kind}")
    answer = office.browser("faskes").get(f"/berkas/{case}/lampiran/1")
    assert answer.data == SAMPLES[kind]
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert f"filename*=UTF-8''Surat%20%C3%A0.{kind}" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == MEDIA[kind]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"", "Berkas ini kosong"),
        ("a.pdf", pdf() + b"0" * MOST_BYTES, "Berkas ini 11 MB, padahal paling besar 10 MB"),
        ("a.exe", b"MZ\x00", "Jenis berkas ini tidak diterima"),
        ("a.pdf", b"<html><script>", "Isi berkas ini bukan pdf seperti namanya"),
        (f"KTP {NIK}.jpg", JPG, "Nama berkas memuat 16 angka seperti NIK"),
        ("a.txt", f"NIK {NIK}".encode(), "Berkas ini memuat 16 angka seperti NIK"),
    ],
)
def test_a_refused_file_is_told_beside_the_field(office: Office, case: int, name: str, data: bytes, words: str) -> None:
    browser = office.browser("faskes")
    answer = send(browser, case, data, name, note="Catatan saya")
    assert answer.status_code == 422
    assert words in seen(answer)
    assert 'value="Catatan saya"' in answer.text
    assert NIK not in answer.text
    assert lampiran(browser, case).startswith("Belum ada lampiran.")


def test_no_file_chosen_is_told(office: Office, case: int) -> None:
    answer = send(office.browser("faskes"), case, None)
    assert (answer.status_code, "Berkas belum diisi" in seen(answer)) == (422, True)


def test_a_form_without_its_token_or_key_attaches_nothing(office: Office, case: int) -> None:
    browser = office.browser("faskes")
    path = f"/berkas/{case}/lampiran/baru"
    assert browser.client.post(path, data={"file": (io.BytesIO(pdf()), "a.pdf")}).status_code == 400
    assert send(browser, case, pdf(), key="bukan kunci").status_code == 422
    assert lampiran(browser, case).startswith("Belum ada lampiran.")


def test_a_form_sent_twice_attaches_once(office: Office, case: int) -> None:
    browser = office.browser("faskes")
    for _ in range(2):
        assert send(browser, case, pdf(), key=KEY).status_code == 302
    assert "Lampiran itu sudah tersimpan." in seen(browser.get(f"/berkas/{case}"))
    assert lampiran(browser, case).count("BAST.pdf") == 1


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_missing_or_tampered_file_says_so_and_is_not_served(office: Office, case: int, harm: str) -> None:
    attached(office, case)
    path = folder_of(office.home) / name_of(BOOK, sha256(pdf()))
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(pdf("BAST yang lain"))
    answer = office.browser("faskes").get(f"/berkas/{case}/lampiran/1")
    assert answer.status_code == 410
    assert "Content-Disposition" not in answer.headers
    assert "BAST yang lain" not in answer.text
    words = {"gone": "tidak ada di folder lampiran", "changed": "tidak sama dengan saat dilampirkan"}
    assert words[harm] in seen(answer)
    proved = seen(office.browser("auditor").post("/bukti/", page="/bukti/"))
    assert "Buku tidak utuh" in proved
    assert words[harm] in proved


def test_a_file_that_does_not_exist_is_not_found(office: Office, case: int) -> None:
    browser = office.browser("faskes")
    paths = (f"{case}/lampiran/9", f"{case}/lampiran/x", f"{case}/lampiran/../1", "999/lampiran/1")
    assert [browser.get(f"/berkas/{path}").status_code for path in paths] == [404] * 4


def test_a_file_is_withdrawn_with_a_reason_and_stays_in_the_list(office: Office, case: int) -> None:
    attached(office, case)
    browser, path = office.browser("faskes"), f"/berkas/{case}/lampiran/1/tarik"
    assert f'href="{path}"' in browser.get(f"/berkas/{case}").text
    empty = browser.post(path, page=path, reason="")
    assert (empty.status_code, "Alasan belum diisi" in seen(empty)) == (422, True)
    answer = browser.post(path, page=path, reason="Halaman kedua tertinggal")
    assert answer.location == f"/berkas/{case}#lampiran"
    said = lampiran(browser, case)
    assert said.startswith("BAST.pdf ditarik")
    assert "Ditarik Bidan Puskesmas · 2 Maret 2026 pukul 08.00 WIB: Halaman kedua tertinggal" in said
    assert f'href="/berkas/{case}/lampiran/1"' not in browser.get(f"/berkas/{case}").text
    gone = browser.get(f"/berkas/{case}/lampiran/1")
    assert (gone.status_code, "sudah ditarik" in seen(gone)) == (410, True)


def test_others_are_not_offered_to_withdraw_what_is_not_theirs(office: Office, case: int) -> None:
    attached(office, case, "pengelola")
    path = f"/berkas/{case}/lampiran/1/tarik"
    for role, status in (("faskes", 403), ("auditor", 403), ("approver", 200)):
        browser = office.browser(role)
        assert browser.get(path).status_code == status
        assert (f'href="{path}"' in browser.get(f"/berkas/{case}").text) == (status == 200)
    assert office.browser("faskes").post(path, page="/beranda", reason="x").status_code == 403


def test_the_page_of_a_case_costs_the_same_however_many_files_it_has(office: Office, case: int) -> None:
    browser = office.browser("faskes")

    def selects() -> int:
        with statements(office.engine) as sent:
            assert browser.get(f"/berkas/{case}").status_code == 200
        return len([one for one in sent if one.lstrip().startswith("SELECT")])

    before = selects()
    for number in range(3):
        attached(office, case, data=pdf(str(number)), name=f"{number}.pdf")
    browser.post(f"/berkas/{case}/lampiran/1/tarik", page=f"/berkas/{case}/lampiran/1/tarik", reason="Salah")
    browser.get(f"/berkas/{case}")  # its notices are read once
    assert selects() == before


def test_both_events_are_told_in_the_book_of_events(office: Office, case: int) -> None:
    send(office.browser("faskes"), case, pdf(), note="Bertanda tangan")
    path = f"/berkas/{case}/lampiran/1/tarik"
    office.browser("faskes").post(path, page=path, reason="Buram")
    auditor = office.browser("auditor")
    listed = seen(auditor.get("/peristiwa/?jenis=case"))
    assert "Lampiran ditarik BAST.pdf (berkas 1)" in listed
    assert "Lampiran ditambahkan BAST.pdf (berkas 1)" in listed
    links = re.findall(r'<td class="title"><a href="(/peristiwa/\d+)"', auditor.get("/peristiwa/?jenis=case").text)
    withdrawn, added = (seen(auditor.get(link)) for link in links)
    assert f"Nama berkas BAST.pdf Nomor lampiran 1 Jenis isi application/pdf Besar {len(pdf())} byte" in added
    assert f"Sidik isi (SHA-256) {sha256(pdf())} Keterangan Bertanda tangan" in added
    assert "Alasan Buram" in withdrawn
    assert "Buka berkas" in added
