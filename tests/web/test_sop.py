"""SOP and service standard on the screen."""

import re

import pytest

from alokon.sop.seed_alokon import ALOKON_PRINTED
from alokon.sop.seed_alokon_standard import ALOKON_STANDARD
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
    assert page.text.count('href="#tafsiran"') == len(ALOKON_PRINTED.steps)
    assert "belum ada" not in said


def test_the_header_and_every_mended_spelling_are_shown(office: Office) -> None:
    said = seen(office.browser("auditor").get("/sop/alokon"))
    header = ALOKON_PRINTED.header
    for text in (header.nomor, header.disahkan_oleh, *header.dasar_hukum, *header.peralatan, *header.peringatan):
        assert " ".join(text.split()) in said
    for fix in ALOKON_PRINTED.corrections:
        assert f"{fix.printed} menjadi {fix.corrected}" in said


def test_the_service_standard_is_shown_with_all_its_components(office: Office) -> None:
    said = seen(office.browser("faskes").get("/sop/alokon/standar"))
    for part in ALOKON_STANDARD.parts:
        assert f"{part.letter}. {part.heading}" in said
        for component in part.components:
            assert f"{component.number}. {component.name}" in said
            assert all(" ".join(line.text.split()) in said for line in component.lines)
    assert "2 hari" in said


def test_a_procedure_that_is_not_ours_is_not_found(office: Office) -> None:
    browser = office.browser("auditor")
    assert browser.get("/sop/tidak-ada").status_code == 404
    assert browser.get("/sop/tidak-ada/standar").status_code == 404


def test_the_pages_ask_the_book_nothing_but_who_is_reading(office: Office) -> None:
    browser = office.browser("auditor")
    with statements(office.engine) as sent:
        browser.get("/sop/alokon")
    assert len([one for one in sent if one.startswith("SELECT")]) == 1


def test_the_menu_holds_the_office_pages_in_one_group(office: Office) -> None:
    page = office.browser("faskes").get("/sop/").text
    groups = re.findall(r'<li class="nav-item dropdown group">.*?</li>\s*</ul>', page, re.S)
    group = next(group for group in groups if "Kantor" in group)
    assert 'href="/sop/"' in group
    assert "/pengguna/" not in page
