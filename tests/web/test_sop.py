"""SOP and service standard on the screen."""

import re
from dataclasses import asdict

import pytest

from alokon.sop.printed import CUT, PrintedHeader
from alokon.sop.registry import SOPS
from alokon.sop.seeds.alokon import ALOKON_PRINTED
from tests.web.office import CAST, Office, seen, statements


@pytest.mark.parametrize("role", CAST)
def test_everybody_may_read_the_procedures(office: Office, role: str) -> None:
    browser = office.browser(role)
    assert [browser.get(path).status_code for path in ("/sop/", "/sop/alokon", "/sop/alokon/standar")] == [200] * 3


def test_nobody_reads_them_without_signing_in(office: Office) -> None:
    assert office.browser().get("/sop/alokon").status_code == 302


def test_the_printed_table_stands_beside_the_steps_that_carry_it_out(office: Office) -> None:
    page = office.browser("auditor").get("/sop/alokon")
    said = seen(page)
    for step in ALOKON_PRINTED.steps:
        assert f"{step.number} {' '.join(step.activity.split())}" in said
    assert "Setujui dan terbitkan SPMB Penyaluran alokon · SPMB Sekretaris / Kepala Dinas" in said
    assert said.count("terpotong pada pindaian") == 2
    assert "belum ada" not in said


def test_every_procedure_is_listed_with_its_rows_and_its_standard(office: Office) -> None:
    page = office.browser("faskes").get("/sop/")
    said = seen(page)
    for code, sop in SOPS.items():
        assert f'href="/sop/{code}"' in page.text
        assert (f'href="/sop/{code}/standar"' in page.text) == (sop.standard is not None)
        header = sop.printed.header
        facts = (header.nomor, header.tanggal_efektif) if header else ("–", "–")
        assert " ".join([sop.name, *facts, str(len(sop.printed.steps))]) in said


def test_every_printed_cell_is_on_the_page(office: Office) -> None:
    browser = office.browser("auditor")
    for code, sop in SOPS.items():
        page = browser.get(f"/sop/{code}")
        said, printed = seen(page), sop.printed
        for step in printed.steps:
            for cell in (f"{step.number} {step.activity}", *step.actors, step.persyaratan, step.waktu, step.output):
                assert cell == CUT or " ".join(cell.split()) in said
        assert page.text.count('href="#tafsiran"') == sum(step.actors_inferred for step in printed.steps)
        assert (", ".join(printed.actor_columns).replace(CUT, "(judul terpotong)") + ".") in said


def test_a_procedure_nothing_carries_out_yet_says_so_once(office: Office) -> None:
    browser = office.browser("auditor")
    for code, sop in SOPS.items():
        said = seen(browser.get(f"/sop/{code}"))
        bare = not sop.flows
        assert said.count("belum ada langkah di aplikasi ini yang melaksanakannya") == bare
        assert ("Waktu baku" not in said) == bare
        assert ("Langkah di aplikasi ini" not in said) == bare


def test_the_header_every_mended_spelling_and_every_note_are_shown(office: Office) -> None:
    browser = office.browser("auditor")
    for code, sop in SOPS.items():
        said, header = seen(browser.get(f"/sop/{code}")), sop.printed.header
        assert ("Dasar hukum" in said) == (header is not None)
        for text in texts_of(header) if header else ():
            assert " ".join(text.split()) in said
        for fix in sop.printed.corrections:
            assert f"{fix.printed} menjadi {fix.corrected}" in said
        assert all(note in said for note in sop.printed.notes)


def texts_of(header: PrintedHeader) -> list[str]:
    """Every text of a title block, list by list."""
    parts = [[part] if isinstance(part, str) else list(part) for part in asdict(header).values()]
    return [text for part in parts for text in part]


def test_the_service_standard_is_shown_with_all_its_components(office: Office) -> None:
    browser = office.browser("faskes")
    standards = [(code, sop.standard) for code, sop in SOPS.items() if sop.standard]
    assert [code for code, _ in standards] == ["alokon", "p2tp2a"]
    for code, standard in standards:
        said = seen(browser.get(f"/sop/{code}/standar"))
        for part in standard.parts:
            assert f"{part.letter}. {part.heading}" in said
            for component in part.components:
                assert f"{component.number}. {component.name}" in said
                assert all(" ".join(line.text.split()) in said for line in component.lines)
        assert all(f"{fix.printed} menjadi {fix.corrected}" in said for fix in standard.corrections)
        assert all(note in said for note in standard.notes)


def test_a_procedure_without_a_standard_has_no_page_of_it(office: Office) -> None:
    browser = office.browser("auditor")
    assert browser.get("/sop/imp/standar").status_code == 404
    assert "/standar" not in browser.get("/sop/imp").text


def test_every_procedure_is_printed_as_a_pdf(office: Office) -> None:
    browser = office.browser("faskes")
    for code in SOPS:
        assert f'href="/sop/{code}.pdf"' in browser.get(f"/sop/{code}").text
        answer = browser.get(f"/sop/{code}.pdf")
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        assert f"sop-{code}.pdf" in answer.headers["Content-Disposition"]


def test_a_procedure_that_is_not_ours_is_not_found(office: Office) -> None:
    browser = office.browser("auditor")
    assert browser.get("/sop/tidak-ada").status_code == 404
    assert browser.get("/sop/tidak-ada/standar").status_code == 404
    assert browser.get("/sop/tidak-ada.pdf").status_code == 404


def test_the_pages_ask_the_book_nothing_but_who_is_reading_and_the_settings(office: Office) -> None:
    browser = office.browser("auditor")
    with statements(office.engine) as sent:
        browser.get("/sop/alokon")
    assert len([one for one in sent if one.startswith("SELECT")]) == 2


def test_a_procedure_gets_a_letterhead_roles_and_lost_ticks_of_its_own_and_gives_them_up_again(office: Office) -> None:
    admin, auditor = office.browser("admin"), office.browser("auditor")
    given = {"kop.lines": "BALAI PENYULUHAN KB", "number.unit": "BALAI", "actor-4": "data", "row-1-4": "1"}
    sent = admin.post("/sop/imp/pengaturan", page="/sop/imp/pengaturan", **given)
    assert sent.location == "/sop/imp"
    said = seen(auditor.get("/sop/imp"))
    assert "Kop: baris instansi BALAI PENYULUHAN KB" in said
    assert "Staf Petugas Data" in said
    assert "Pelaksana baris 1 Staf" in said
    assert "Terima ajuan Penggerakan kader IMP Petugas Data" in said
    event = seen(auditor.get("/peristiwa/?jenis=settings"))
    assert "SOP: kop, penanda tangan dan peran sendiri" in event
    page = admin.get("/sop/imp/pengaturan").text
    assert 'value="BALAI"' in page
    assert '<option value="data" selected>' in page
    admin.post("/sop/imp/pengaturan", page="/sop/imp/pengaturan")
    assert "Pada kabupaten ini" not in seen(auditor.get("/sop/imp"))


def test_rights_decide_on_the_distribution_and_only_admin_says_what_a_procedure_takes(office: Office) -> None:
    assert "Peran yang mengerjakan" not in seen(office.browser("admin").get("/sop/alokon/pengaturan"))
    assert "Peran yang mengerjakan" in seen(office.browser("admin").get("/sop/ssk/pengaturan"))
    assert office.browser("pengelola").get("/sop/imp/pengaturan").status_code == 403


def test_the_menu_holds_the_procedures_with_the_other_work_of_the_programme(office: Office) -> None:
    page = office.browser("faskes").get("/sop/").text
    groups = re.findall(r'<li class="nav-item dropdown group">.*?</li>\s*</ul>', page, re.S)
    group = next(group for group in groups if "Program" in group)
    assert 'href="/sop/"' in group
    assert 'href="/jatuh-tempo/"' in group
    assert "/pengguna/" not in page


def test_the_standard_tells_the_actual_times_beside_the_promised_ones(office: Office) -> None:
    """Two requests: one served the next day, one still waiting past its two days."""
    assert "Waktu nyata" not in seen(office.browser("auditor").get("/sop/alokon/standar")), "nothing was ever asked"
    book = office.book
    book.receive("2026-01-02", "PILK", "B1", 500)
    served, _ = book.request("2026-01-05", ("PILK", 10)), book.request("2026-01-06", ("PILK", 20))
    book.order("2026-01-06", served, (1, "APBN", 10))
    book.issue_and_ship("2026-01-06", served)
    said = seen(office.browser("auditor").get("/sop/alokon/standar"))
    assert "Pelayanan: permintaan sampai SBBK 2 hari dibuka sejak" in said
    assert "1 1,0 1" in said.partition("Pelayanan: permintaan sampai SBBK 2 hari")[2][:80], "ended, median, late"
    assert "Waktu nyata" not in seen(office.browser("faskes").get("/sop/alokon/standar")), "others' cases"
