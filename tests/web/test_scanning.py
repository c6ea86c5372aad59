"""What a USB scanner types into a receipt or the search of batches."""

from alokon.batch_code import Scanned
from alokon.store import settings
from inventory.store.engine import writing
from tests.alokon.test_batch_code import EXAMPLE
from tests.books import BOOK
from tests.web.office import Office, seen
from tests.web.test_steps import RECEIPT, fields_of, send
from web.step_pages.scan import fill

OWN = "ALOKON PILK|A1|APBN|2028-08"
MAKERS = f"01{EXAMPLE}1728080010B7"


def lines_of(found: dict[str, str], number: int) -> list[str]:
    """Item, batch, fund and expiry of a line of a form."""
    return [found[f"lines-{number}-{name}"] for name in ("item", "batch", "fund", "expiry")]


def test_a_scan_fills_the_next_line_keeps_what_was_typed_and_stores_nothing(office: Office) -> None:
    browser = office.browser("pengelola")
    first = send(browser, RECEIPT, scan=OWN, sender="Perwakilan BKKBN Jawa Barat")
    assert first.status_code == 200
    assert "Baris 1: Pil Kombinasi batch A1. Isi jumlahnya." in seen(first)
    kept = fields_of(first)
    assert (lines_of(kept, 0), kept["sender"]) == (["PILK", "A1", "APBN", "08/2028"], "Perwakilan BKKBN Jawa Barat")
    assert kept["scan"] == ""
    second = browser.client.post(RECEIPT, data=kept | {"scan": OWN.replace("A1", "A2")})
    assert lines_of(fields_of(second), 1) == ["PILK", "A2", "APBN", "08/2028"]
    assert office.book.held() == {}


def test_an_unknown_gtin_fills_batch_and_expiry_and_asks_for_the_item(office: Office) -> None:
    page = send(office.browser("pengelola"), RECEIPT, scan=MAKERS)
    assert lines_of(fields_of(page), 0) == ["", "B7", "", "08/2028"]
    assert f"GTIN {EXAMPLE} belum dikenal. Pilih jenis alokonnya" in seen(page)


def test_a_gtin_the_office_has_noted_fills_its_item(office: Office) -> None:
    with writing(office.engine, BOOK) as db:
        settings.store(db, BOOK, {"gtins": ["PILK 9501101530003"]})
    page = send(office.browser("pengelola"), RECEIPT, scan=MAKERS)
    assert lines_of(fields_of(page), 0) == ["PILK", "B7", "", "08/2028"]


def test_a_code_nobody_can_read_is_told_and_changes_no_line(office: Office) -> None:
    page = send(office.browser("pengelola"), RECEIPT, scan="https://contoh.invalid/x")
    assert page.status_code == 422
    assert "bukan kode batch yang dapat dibaca" in seen(page)
    assert lines_of(fields_of(page), 0) == ["", "", "", ""]


def test_an_announced_line_that_awaits_its_batch_takes_the_code_before_an_empty_one() -> None:
    data = {"lines-0-line": "1", "lines-0-item": "KONDOM", "lines-0-fund": "APBN", "lines-1-line": "2",
            "lines-1-item": "PILK", "lines-1-fund": "APBN", "lines-2-line": ""}  # fmt: skip
    first = fill(data, Scanned("PILK", "A1", "APBN"))
    assert first.data["lines-1-batch"] == "A1"
    second = fill(first.data, Scanned("PILK", "A2", "APBN"))
    assert second.data["lines-2-batch"] == "A2"
    assert [p.code for p in fill(second.data, Scanned("PILK", "A1", "APBN")).problems] == ["scanned_already"]


def test_a_scan_in_the_search_opens_the_page_of_its_batch(office: Office) -> None:
    office.book.receive("2026-01-05", "PILK", "A1", 10, expiry="08/2028")
    office.book.receive("2026-01-05", "PILK", "A10", 10, expiry="08/2028")
    browser = office.browser("pengelola")
    page = browser.client.get("/batch/", query_string={"cari": OWN})
    assert page.status_code == 302
    assert "Batch A1" in seen(browser.get(page.headers["Location"]))
    assert "2 batch" in seen(browser.get("/batch/?cari=A1"))
    assert "Tidak ada batch yang cocok" in seen(
        browser.client.get("/batch/", query_string={"cari": OWN.replace("A1", "Z")})
    )
