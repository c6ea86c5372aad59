"""The papers of a Rensi in one file: each of its pages is the page of the paper printed alone."""

from datetime import date
from io import BytesIO

import pypdf
import pytest

from alokon.store import papers
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN
from tests.rounds import january, told
from tests.web.office import Browser, seen, statements
from tests.web.pages import Pages
from tests.web.test_rensi import draw_up
from tests.web.test_steps import send

VISITED = (FAR, OWN, NEIGHBOUR)
"""The faskes kecamatan by kecamatan, then by code."""


@pytest.fixture
def ordered(pages: Pages) -> tuple[Pages, int]:
    """A Rensi that is approved, with an SPMB for each of its three faskes."""
    january(pages.district)
    pages.on(date(2026, 2, 10))
    number = draw_up(pages.browser("pengelola"))
    approver = pages.browser("approver")
    assert send(approver, f"/berkas/{number}/approve_plan").status_code == 302
    assert approver.post(f"/rensi/{number}/spmb", f"/rensi/{number}").status_code == 302
    return pages, number


def drawn(browser: Browser, path: str) -> list[tuple[str, bytes]]:
    """The pages of a PDF: what is written on each, and what is drawn; square codes by their own drawings."""
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    reader = pypdf.PdfReader(BytesIO(answer.data))
    found = []
    for page in reader.pages:
        codes = [code.get_object().get_data() for _, code in sorted(page["/Resources"]["/XObject"].items())]
        text = page.extract_text()
        used = [code for name, code in zip(sorted(page["/Resources"]["/XObject"]), codes, strict=True)
                if name.encode() + b" Do" in page.get_contents().get_data()]  # fmt: skip
        found.append((text, b"".join(used)))
    return found


def numbers(pages: Pages, number: int, kind: str) -> dict[str, str]:
    """Faskes → the number of its newest paper of a kind."""
    orders = told(pages.district, number).orders
    with reading(pages.district.engine) as db:
        found = papers.of_cases(db, BOOK, [row.id for row in orders.values()])
    own = {site: [p.number for p in found[row.id] if p.kind == kind] for site, row in orders.items()}
    return {site: given[-1] for site, given in own.items() if given}


def test_every_page_is_the_page_of_the_spmb_printed_alone(ordered: tuple[Pages, int]) -> None:
    pages, number = ordered
    keeper = pages.browser("pengelola")
    alone = numbers(pages, number, "spmb")
    expected = [page for site in VISITED for page in drawn(keeper, f"/surat/{alone[site]}.pdf")]
    together = drawn(keeper, f"/rensi/{number}/spmb.pdf")
    assert len({text for text, _ in expected}) == len(expected) == 3
    assert len({code for _, code in expected}) == 3
    assert together == expected
    assert all("Halaman 1 dari 1" in text for text, _ in together)


def test_a_kecamatan_has_a_file_of_its_own(ordered: tuple[Pages, int]) -> None:
    pages, number = ordered
    keeper = pages.browser("pengelola")
    alone = numbers(pages, number, "spmb")
    found = drawn(keeper, f"/rensi/{number}/spmb.pdf?kecamatan={pages.district.kecamatan}")
    assert found == [page for site in (OWN, NEIGHBOUR) for page in drawn(keeper, f"/surat/{alone[site]}.pdf")]


def test_an_sbbk_that_was_given_up_is_not_among_those_to_print(ordered: tuple[Pages, int]) -> None:
    pages, number = ordered
    keeper = pages.browser("pengelola")
    refused = keeper.get(f"/rensi/{number}/sbbk.pdf")
    assert refused.status_code == 422
    assert "Belum ada SBBK yang berlaku" in seen(refused)
    orders = told(pages.district, number).orders
    for site in (OWN, FAR):
        pages.district.take("pengelola", "2026-02-10", "distribusi", "issue", case=orders[site].id, packages="2")
    page = keeper.get(f"/rensi/{number}")
    assert "2 SBBK" in seen(page)
    found = drawn(keeper, f"/rensi/{number}/sbbk.pdf")
    alone = numbers(pages, number, "sbbk")
    assert found == [one for site in (FAR, OWN) for one in drawn(keeper, f"/surat/{alone[site]}.pdf")]
    pages.district.take("pengelola", "2026-02-10", "distribusi", "cancel", case=orders[FAR].id, reason="Tutup")
    assert drawn(keeper, f"/rensi/{number}/sbbk.pdf") == drawn(keeper, f"/surat/{alone[OWN]}.pdf")
    assert "3 SPMB" not in seen(keeper.get(f"/rensi/{number}"))


def test_the_page_of_the_rensi_links_to_the_files(ordered: tuple[Pages, int]) -> None:
    pages, number = ordered
    page = pages.browser("pengelola").get(f"/rensi/{number}")
    assert f'href="/rensi/{number}/spmb.pdf">3 SPMB</a>' in page.text
    assert f'href="/rensi/{number}/spmb.pdf?kecamatan={pages.district.kecamatan}">2 SPMB</a>' in page.text
    assert f"/rensi/{number}/sbbk.pdf" not in page.text


def test_a_file_of_many_asks_no_more_questions_than_a_file_of_one(ordered: tuple[Pages, int]) -> None:
    pages, number = ordered
    keeper = pages.browser("pengelola")
    area = f"/rensi/{number}/spmb.pdf?kecamatan={pages.district.kecamatan}"
    keeper.get(f"/rensi/{number}/spmb.pdf")
    with statements(pages.engine) as many:
        assert len(drawn(keeper, f"/rensi/{number}/spmb.pdf")) == 3
    with statements(pages.engine) as few:
        assert len(drawn(keeper, area)) == 2
    assert len(many) == len(few) < 30


def test_who_reads_only_their_own_faskes_prints_none_of_it(ordered: tuple[Pages, int]) -> None:
    pages, number = ordered
    assert pages.browser("faskes").get(f"/rensi/{number}/spmb.pdf").status_code == 403
    assert pages.browser("auditor").get(f"/rensi/{number}/bast.pdf").status_code == 404
