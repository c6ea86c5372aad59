"""The registry of faskes: who sees whom, what the gate says, and a card entered and changed with every problem told."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from alokon import k0kb
from alokon.faskes import Agreement, Count, Faskes
from alokon.service.setup import change_settings, register
from alokon.store import faskes as stored
from inventory.store.engine import reading
from inventory.verify import verify
from tests.books import BOOK, PMB, PUSKESMAS
from tests.web.office import CAST, Browser, Office, seen, statements

PUSTU = "320700101"
FULL = {
    "code": "320700300",
    "name": "Klinik Pratama Melati",
    "type": "klinik_pratama",
    "ownership": "9",
    "kecamatan": "32.07.09",
    "status": "active",
    "bpjs": "langsung",
    "registered_on": "2025-05-01",
    "valid_until": "2028-04-30",
    "address": "Jalan Raya Kawali",
    "kemenkes_code": "K001",
    "equipment-iud_kit": "2",
    "equipment-komputer": "0",
    "staff-bidan": "3",
    "agreement_kind": "MoU",
    "agreement_number": "MOU/7/2025",
    "agreement_until": "2027-12-31",
}


@pytest.fixture
def office(office: Office) -> Office:
    """The office with a pustu under its puskesmas."""
    pustu = Faskes(
        PUSTU, "Pustu Imbanagara", "pustu", "3", "32.07.01", registered_on=date(2024, 1, 2), parent=PUSKESMAS
    )
    register(office.book.desk("admin", "2026-01-02"), pustu, office.book.key())
    return office


def known(office: Office, code: str) -> Faskes | None:
    with reading(office.engine) as db:
        found = stored.entry(db, BOOK, code)
    return found.faskes if found else None


def enter(office: Office, browser: Browser | None = None, **fields: str) -> str:
    """Send the form for a new faskes as pengelola and return what is then seen."""
    browser = browser or office.browser("pengelola")
    answer = browser.post("/faskes/baru", page="/beranda", **(FULL | fields))
    return seen(browser.get(answer.location) if answer.status_code == 302 else answer)


def said_beside(page: str, name: str) -> str:
    """What a form says under one of its fields."""
    field = re.search(rf'<(?:input|select)[^>]*id="{name}"[^>]*>', page, re.S)
    assert field, name
    assert 'aria-invalid="true"' in field[0], name
    note = re.search(rf'<div id="{name}-note" class="note">(.*?)</div>', page, re.S)
    assert note, name
    return re.sub(r"<[^>]+>", " ", note[1]).strip()


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("auditor", {PUSKESMAS, PMB, PUSTU}),
        ("pengelola", {PUSKESMAS, PMB, PUSTU}),
        ("faskes", {PUSKESMAS, PUSTU}),
        ("uptd", {PUSKESMAS, PUSTU}),
    ],
)
def test_people_see_the_faskes_of_their_scope_and_no_other(office: Office, role: str, shown: set[str]) -> None:
    browser = office.browser(role)
    page = browser.get("/faskes/").text
    assert {code for code in (PUSKESMAS, PMB, PUSTU) if f'href="/faskes/{code}"' in page} == shown
    for code in (PUSKESMAS, PMB, PUSTU):
        expected = 200 if code in shown else 403
        assert browser.get(f"/faskes/{code}").status_code == expected
        assert browser.get(f"/faskes/{code}/k0kb.pdf").status_code == expected


@pytest.mark.parametrize("role", CAST)
def test_only_the_registrys_keepers_may_change_it(office: Office, role: str) -> None:
    browser = office.browser(role)
    may = role in ("admin", "pengelola")
    pages = [browser.get(path).status_code for path in ("/faskes/baru", f"/faskes/{PUSKESMAS}/ubah")]
    assert pages == [200, 200] if may else pages == [403, 403]
    sent = browser.post("/faskes/baru", page="/beranda", **FULL)
    assert sent.status_code == (302 if may else 403)
    assert (known(office, FULL["code"]) is not None) == may
    assert ("Daftarkan faskes" in browser.get("/faskes/").text) == may


def test_a_faskes_that_is_not_registered_is_not_found(office: Office) -> None:
    browser = office.browser("pengelola")
    for path in ("/faskes/320799900", "/faskes/320799900/ubah", "/faskes/x", "/faskes/320799900/k0kb.pdf"):
        assert browser.get(path).status_code == 404


def test_the_list_tells_what_the_gate_says_today(office: Office) -> None:
    said = seen(office.browser("auditor").get("/faskes/"))
    assert "3 dari 3 tempat pelayanan KB · keadaan 2 Maret 2026" in said
    assert re.search(
        r"PMB 001 320700200 Praktik Mandiri Bidan Kawali – 02/01/2024 Berakhir 31/12/2025 Dapat, deng", said
    )
    change_settings(office.book.desk("admin", "2026-03-02"), {"agreement_is_gate": True}, office.book.key())
    said = seen(office.browser("auditor").get("/faskes/"))
    assert "Berakhir 31/12/2025 Tidak dapat dilayani" in said


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kecamatan=32.07.09", {PMB}),
        ("jenis=pustu", {PUSTU}),
        ("perjanjian=berakhir", {PMB}),
        ("perjanjian=belum", {PUSKESMAS, PUSTU}),
        ("layanan=catatan", {PUSKESMAS, PMB, PUSTU}),
        ("layanan=tidak", set()),
        ("status=inactive", set()),
        ("cari=imbana", {PUSTU}),
        ("cari=3207002", {PMB}),
        ("jenis=tidak-ada", {PUSKESMAS, PMB, PUSTU}),
    ],
)
def test_the_list_is_filtered(office: Office, query: str, shown: set[str]) -> None:
    page = office.browser("auditor").get(f"/faskes/?{query}").text
    assert {code for code in (PUSKESMAS, PMB, PUSTU) if f'href="/faskes/{code}"' in page} == shown


def test_the_card_shows_its_sections_and_its_family(office: Office) -> None:
    enter(office)
    said = seen(office.browser("auditor").get("/faskes/320700300"))
    for words in (
        "Kode register 3207 003 00",
        "Jenis Klinik Pratama (FKTP)",
        "Kepemilikan Swasta",
        "Kerja sama BPJS Ya, langsung",
        "Nomor perjanjian MOU/7/2025",
        "IUD Kit 2 set",
        "Komputer/laptop 0 unit",
        "Sterilisator –",
        "Bidan 3 orang",
        "Terdaftar K/0/KB, aktif, dan perjanjiannya berlaku.",
    ):
        assert words in said
    assert "Pustu Imbanagara 320700101 · Pustu" in seen(office.browser("auditor").get(f"/faskes/{PUSKESMAS}"))
    assert "Faskes induk: Puskesmas Ciamis" in seen(office.browser("auditor").get(f"/faskes/{PUSTU}"))


def test_why_a_faskes_may_not_be_served_is_told_in_words(office: Office) -> None:
    enter(office, status="inactive", valid_until="2026-01-31")
    said = seen(office.browser("faskes").get(f"/faskes/{PUSKESMAS}"))
    assert "Puskesmas Ciamis belum punya MoU atau kontrak" in said
    said = seen(office.browser("auditor").get("/faskes/320700300"))
    assert "Tidak dapat dilayani" in said
    assert "tidak aktif" in said
    assert "berakhir 31 Januari 2026" in said


def test_the_card_leads_to_the_pages_about_the_faskes(office: Office) -> None:
    browser = office.browser("faskes")
    page = browser.get(f"/faskes/{PUSKESMAS}").text
    ways = re.search(r'<nav class="ways".*?</nav>', page, re.S)
    assert ways
    links = re.findall(r'href="([^"]+)"', ways[0])
    assert len(links) == 4
    assert [browser.get(link, follow_redirects=True).status_code for link in links] == [200] * 4


def test_a_faskes_is_entered_with_everything_that_was_typed(office: Office) -> None:
    assert "Klinik Pratama Melati sudah didaftarkan" in enter(office)
    assert known(office, "320700300") == Faskes(
        code="320700300",
        name="Klinik Pratama Melati",
        type="klinik_pratama",
        ownership="9",
        kecamatan="32.07.09",
        registered_on=date(2025, 5, 1),
        valid_until=date(2028, 4, 30),
        address="Jalan Raya Kawali",
        kemenkes_code="K001",
        bpjs="langsung",
        agreement=Agreement("MoU", "MOU/7/2025", date(2027, 12, 31)),
        equipment=(Count("iud_kit", 2), Count("komputer", 0)),
        staff=(Count("bidan", 3),),
    )
    with reading(office.engine) as db:
        assert verify(db, BOOK).sound


def test_the_form_to_change_begins_with_what_is_known_and_changes_only_that(office: Office) -> None:
    enter(office)
    browser = office.browser("pengelola")
    page = browser.get("/faskes/320700300/ubah").text
    before = known(office, "320700300")
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"\s+value="([^"]*)"', page))
    fields |= {
        name: re.findall(r'<option value="([^"]*)" selected', inside)[0]
        for name, inside in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', page, re.S)
        if " selected" in inside
    }
    fields.pop("csrf_token")
    assert browser.post("/faskes/320700300/ubah", page="/beranda", **fields).status_code == 302
    assert known(office, "320700300") == before
    fields |= {"name": "Klinik Melati", "staff-bidan": "", "key": "00000000-0000-4000-8000-00000000000c"}
    browser.post("/faskes/320700300/ubah", page="/beranda", **fields)
    after = known(office, "320700300")
    assert after
    assert (after.name, after.staff, after.equipment) == (
        "Klinik Melati",
        (),
        (Count("iud_kit", 2), Count("komputer", 0)),
    )


def test_everything_that_is_wrong_is_told_at_once_each_beside_its_field(office: Office) -> None:
    wrong = {
        "code": "32070030",
        "name": "",
        "kecamatan": "99",
        "parent": PUSKESMAS,
        "kemenkes_code": "K001",
        "registered_on": "kemarin",
        "valid_until": "2020-01-01",
        "equipment-iud_kit": "dua",
        "staff-bidan": "-1",
        "agreement_kind": "",
        "agreement_number": "",
    }
    enter(office, code="320700400", name="Klinik Lain", agreement_number="X")
    answer = office.browser("pengelola").post("/faskes/baru", page="/beranda", **(FULL | wrong))
    assert answer.status_code == 422
    expected = {
        "code": "Tulis 9 angka",
        "name": "Nama",
        "kecamatan": "tidak dikenal",
        "parent": "Kosongkan faskes induk",
        "kemenkes_code": "sudah dipakai Klinik Lain",
        "registered_on": "bukan tanggal",
        "equipment-iud_kit": "bukan bilangan bulat",
        "staff-bidan": "paling sedikit 0",
        "agreement_kind": "belum diisi",
        "agreement_number": "belum diisi",
    }
    for name, words in expected.items():
        assert words in said_beside(answer.text, name)
    assert f"{len(expected)} hal perlu diperbaiki" in seen(answer)
    assert 'value="kemarin"' in answer.text
    assert known(office, "320700300") is None


def test_a_code_that_is_taken_is_refused_and_its_entry_stays(office: Office) -> None:
    before = known(office, PMB)
    said = enter(office, code=PMB)
    assert f"Kode {PMB} sudah dipakai PMB 001" in said
    assert known(office, PMB) == before


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"type": "pustu"}, "parent", "harus punya faskes induk"),
        ({"type": "pustu", "code": "320700301", "parent": PMB}, "code", "tidak satu nomor register"),
        ({"code": "320700302"}, "code", "harus berakhir 00"),
        ({"code": "110100300"}, "code", "Empat angka pertama harus 3207"),
        ({"name": "Klinik 3207011234567890"}, "name", "16 angka seperti NIK"),
        ({"name": "PMB 001"}, "name", "sudah terdaftar di kecamatan ini"),
        ({"valid_until": "2025-01-01"}, "valid_until", "mendahului pendaftaran"),
        ({"staff-bidan": "1000"}, "staff-bidan", "paling banyak 999"),
        ({"agreement_until": ""}, "agreement_until", "belum diisi"),
        ({"type": "warung"}, "type", "tidak ada dalam pilihan"),
    ],
)
def test_a_rule_of_the_card_is_told_beside_its_field(
    office: Office, fields: dict[str, str], field: str, words: str
) -> None:
    answer = office.browser("pengelola").post("/faskes/baru", page="/beranda", **(FULL | fields))
    assert answer.status_code == 422
    assert words in said_beside(answer.text, field)


def test_a_form_sent_twice_enters_one_faskes(office: Office) -> None:
    browser, key = office.browser("pengelola"), "00000000-0000-4000-8000-00000000000d"
    assert "sudah didaftarkan" in enter(office, browser, key=key)
    assert "sudah didaftarkan" in enter(office, browser, key=key)


def test_a_form_that_began_with_an_older_entry_overwrites_nothing(office: Office) -> None:
    enter(office)
    first, second = office.browser("pengelola"), office.browser("admin")
    seen_by_both = re.search(r'name="seen" value="(\w+)"', first.get("/faskes/320700300/ubah").text)
    assert seen_by_both
    own = {"seen": seen_by_both[1], "key": "00000000-0000-4000-8000-00000000000e"}
    changed = {**FULL, **own, "address": "Jalan Baru"}
    for _ in range(2):
        assert first.post("/faskes/320700300/ubah", page="/beranda", **changed).status_code == 302
    late = {**FULL, "seen": seen_by_both[1], "name": "Klinik Lain"}
    answer = second.post("/faskes/320700300/ubah", page="/beranda", **late)
    assert answer.status_code == 422
    assert "sudah diubah orang lain sejak halaman ini dibuka" in seen(answer)
    after = known(office, "320700300")
    assert after
    assert (after.name, after.address) == ("Klinik Pratama Melati", "Jalan Baru")
    again = second.post("/faskes/320700300/ubah", page="/beranda", **{**late, "seen": own["seen"]})
    assert again.status_code == 422


def test_the_form_asks_for_no_personal_data(office: Office) -> None:
    page = office.browser("pengelola").get("/faskes/baru").text
    names = set(re.findall(r'name="([^"]+)"', page)) - {"csrf_token", "key", "viewport", "color-scheme", "htmx-config"}
    counts = {f"equipment-{code}" for code in k0kb.EQUIPMENT} | {f"staff-{code}" for code in k0kb.PROFESSIONS}
    assert names == counts | (FULL.keys() - counts) | {"parent"}


def test_the_card_prints_as_the_form(office: Office) -> None:
    enter(office, **{"staff-perawat": "45"})
    answer = office.browser("auditor").get("/faskes/320700300/k0kb.pdf")
    assert answer.mimetype == "application/pdf"
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert "TEMPAT PELAYANAN KB (K/0/KB)" in words
    assert "Klinik Pratama Melati" in words
    assert "MoU MOU/7/2025 s.d. 31 Desember 2027" in words
    assert "Perawat (45 orang)" in words.replace(" (45", " (45")
    assert words.count("Bidan") == 3


def test_pages_ask_the_same_few_questions_however_many_faskes(office: Office) -> None:
    counts = []
    for first in (400, 500):
        browser = office.browser("uptd")
        for path in ("/faskes/", f"/faskes/{PUSKESMAS}", "/faskes/?cari=a"):
            with statements(office.engine) as sent:
                assert browser.get(path).status_code == 200
            counts.append(len([one for one in sent if one.startswith("SELECT")]))
        for number in range(first, first + 10):
            entry = Faskes(f"3207{number}00", f"PMB {number}", "pmb", "5", "32.07.01")
            register(office.book.desk("admin", "2026-01-02"), entry, office.book.key())
    assert counts == [6] * 6
