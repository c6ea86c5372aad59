"""Alokasi: what was asked, approved, sent and received, item by item, for whom it concerns."""

import pytest

from tests.books import PMB, PUSKESMAS
from tests.web.office import Office, seen
from tests.web.test_cases import selects


@pytest.fixture
def told(office: Office) -> Office:
    """A delivery of the puskesmas received with a loss, and a request of the PMB."""
    book = office.book
    book.receive("2026-01-05", "PILK", "A1", 1000)
    book.receive("2026-01-05", "KONDOM", "K1", 1440)
    case = book.request("2026-01-06", ("PILK", 100), ("KONDOM", 288))
    book.order("2026-01-07", case, (1, "APBN", 80), (2, "APBN", 288), note="Stok maksimum")
    book.issue_and_ship("2026-01-08", case)
    pil, _ = book.leaves(case)
    answered = {"line": pil.number, "accepted": 78, "damaged": 2, "note": "Basah"}
    book.take("bidan", "2026-01-10", "distribusi", "receive", case=case, receiver="Bidan", lines=[answered])
    book.request("2026-02-27", ("PILK", 60), site=PMB, who="pmb")
    return office


def test_a_faskes_follows_each_item_from_its_request_to_its_shelf(told: Office) -> None:
    said = seen(told.browser("faskes").get("/alokasi/"))
    said = said.replace("400.13.16/001/", "").replace("/DPPKBPPPA/I/2026", "")
    stages = "100 06/01/2026 PMH 80 07/01/2026 SPMB Stok maksimum 80 08/01/2026 SBBK 78 10/01/2026 BAST rusak 2"
    assert f"Pil Kombinasi {stages} Diterima sebagian" in said
    assert "288 dalam perjalanan" in said
    assert "PMB 001" not in said


def test_what_is_not_reached_yet_says_so(told: Office) -> None:
    said = seen(told.browser("pengelola").get("/alokasi/"))
    assert "PMB 001 Pil Kombinasi 60 27/02/2026 400.13.16/002/PMH/DPPKBPPPA/II/2026 belum belum belum Diminta" in said


def test_the_newest_stands_first(told: Office) -> None:
    table = told.browser("auditor").get("/alokasi/").text.partition("<tbody>")[2]
    assert table.index("PMB 001") < table.index("Puskesmas Ciamis")


def test_the_office_narrows_to_kecamatan_faskes_and_item(told: Office) -> None:
    browser = told.browser("pengelola")

    def told_rows(query: str) -> tuple[int, int]:
        table = browser.get(f"/alokasi/?{query}").text.partition("<tbody>")[2]
        return table.count("Puskesmas Ciamis"), table.count("PMB 001")

    assert told_rows("") == (2, 1)
    assert told_rows("kecamatan=32.07.09") == (0, 1)
    assert told_rows(f"faskes={PUSKESMAS}") == (2, 0)
    assert told_rows("barang=KONDOM") == (1, 0)


def test_a_uptd_reads_its_kecamatan_only(told: Office) -> None:
    said = seen(told.browser("uptd").get("/alokasi/"))
    assert "Pil Kombinasi" in said
    assert "PMB 001" not in said


def test_it_costs_the_same_however_much_is_listed(told: Office) -> None:
    before = selects(told, "pengelola", "/alokasi/")
    for _ in range(3):
        told.book.request("2026-02-28", ("PILK", 10), ("KONDOM", 24))
    assert selects(told, "pengelola", "/alokasi/") == before <= 12
