"""Tanggal mundur on pages: what would change is shown first, and then saved, changed or left."""

import pytest

from alokon.store import cases
from inventory.store.engine import reading
from tests.books import BOOK, PUSKESMAS, WAREHOUSE
from tests.web.office import Office, seen
from tests.web.test_steps import fields_of, send

RECEIPT = f"/berkas/penerimaan/baru/take_in?site={WAREHOUSE}"
ROW = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": "10", "accepted": "10"}


@pytest.fixture
def stocked(office: Office) -> Office:
    """100 cycles of pil since February, 40 of which have gone to the puskesmas."""
    office.book.receive("2026-02-05", "PILK", "A1", 100)
    office.book.deliver("2026-02-10", "PILK", 40)
    return office


def receipt(day: str, **more: str) -> dict[str, str]:
    """A receipt typed with a date."""
    about = {"date": day, "sender": "Perwakilan BKKBN Jawa Barat", "document": "SJ-9"}
    return about | {f"lines-0-{name}": value for name, value in ROW.items()} | more


def pil(office: Office) -> int:
    return office.book.held()[WAREHOUSE, "shelf", "PILK"]


def test_a_late_receipt_shows_every_later_balance_and_is_saved_once_it_was_looked_at(stocked: Office) -> None:
    browser = stocked.browser("pengelola")
    page = send(browser, RECEIPT, **receipt("2026-02-07"))
    assert page.status_code == 428
    said = seen(page)
    assert "Tanggal 7 Februari 2026 mendahului catatan yang sudah ada, sampai 10 Februari 2026" in said
    assert "1 dokumen sesudahnya akan menunjukkan saldo lain" in said
    assert "SBBK di antaranya: 400.13.16/001/SBBK/DPPKBPPPA/II/2026" in said
    assert "-40 60 70" in said
    assert pil(stocked) == 60, "nothing is written yet"
    saved = browser.client.post(RECEIPT, data=fields_of(page))
    assert saved.status_code == 302
    assert pil(stocked) == 70
    repeated = browser.client.post(RECEIPT, data=fields_of(page), follow_redirects=True)
    assert "tidak dicatat dua kali" in seen(repeated)


def test_what_was_typed_can_be_changed_instead(stocked: Office) -> None:
    browser = stocked.browser("pengelola")
    page = send(browser, RECEIPT, **receipt("2026-02-07"))
    form = browser.client.post(RECEIPT, data=fields_of(page) | {"edit": "1"})
    assert form.status_code == 200
    assert fields_of(form)["lines-0-batch"] == "A1"
    saved = browser.client.post(RECEIPT, data=fields_of(form) | {"date": "2026-03-02"})
    assert saved.status_code == 302


def test_a_document_of_a_counted_day_asks_for_its_side_in_the_form(stocked: Office) -> None:
    browser = stocked.browser("pengelola")
    stocked.book.count("2026-03-02", WAREHOUSE, {"A1": 58})
    refused = send(browser, RECEIPT, **receipt("2026-03-02"))
    assert refused.status_code == 422
    assert "sudah diopname pada 2 Maret 2026" in seen(refused)
    assert "Sebelum opname Sesudah opname" in seen(refused)
    fields = fields_of(refused)
    assert (fields["slot"], fields["slots"]) == ("", "0")
    wrong = browser.client.post(RECEIPT, data=fields | {"slot": "1", "lines-0-batch": ""})
    assert fields_of(wrong)["slot"] == "1", "the answer is kept while something else is wrong"
    shown = browser.client.post(RECEIPT, data=fields | {"slot": "0"})
    assert shown.status_code == 428
    assert "Dihitung ulang Opname 2 Maret 2026: selisih -2 → -12" in seen(shown)
    assert browser.client.post(RECEIPT, data=fields_of(shown)).status_code == 302
    assert pil(stocked) == 58
    assert browser.client.post(RECEIPT, data=fields_of(refused) | {"slot": "1", "key": "0" * 32}).status_code == 302
    assert pil(stocked) == 68


def test_taking_a_document_back_shows_what_changes_too(stocked: Office) -> None:
    browser = stocked.browser("faskes")
    stocked.book.take(
        "bidan", "2026-02-28", "pemakaian", "report", site=PUSKESMAS, month="2026-02",
        lines=[{"item": "PILK", "fund": "APBN", "service": 10}],
    )  # fmt: skip
    stocked.book.deliver("2026-03-01", "PILK", 5)
    path = _withdrawal(stocked, "pemakaian")
    page = browser.post(path, page=path, reason="Salah bulan")
    assert page.status_code == 428
    assert "Saldo nanti" in seen(page)
    assert browser.client.post(path, data=fields_of(page)).status_code == 302
    assert stocked.book.held()[PUSKESMAS, "shelf", "PILK"] == 45


def test_a_reservation_that_would_be_given_up_is_named(stocked: Office) -> None:
    case = stocked.book.request("2026-03-01", ("PILK", 50))
    stocked.book.order("2026-03-01", case, (1, "APBN", 50))
    opened = stocked.book.take("gudang", "2026-03-01", "opname", "open_count", site=WAREHOUSE).case
    (lot,) = {line.lot for line in stocked.book.leaves(case)}
    stocked.book.receive("2026-03-02", "PILK", "A1", 4)
    stocked.book.take("gudang", "2026-03-02", "opname", "tally", case=opened, lines=[{"lot": lot, "counted": 45}])
    browser = stocked.browser("approver")
    path = f"/berkas/{opened}/approve_count"
    page = send(browser, path, **{"lines-0-note": "Hilang"})
    assert page.status_code == 428
    assert f"Pesanan dilepas: 5 cycle Pil Kombinasi batch A1 untuk Puskesmas Ciamis, berkas {case}" in seen(page)
    assert browser.client.post(path, data=fields_of(page)).status_code == 302
    keeper = stocked.browser("pengelola")
    assert "Pesanan dilepas karena opname" in seen(keeper.get(f"/berkas/{case}"))
    stocked.book.receive("2026-03-02", "PILK", "B2", 30)
    page = seen(keeper.get(f"/berkas/{case}/issue"))
    assert "A1 ED 2028 45 cycle" in page
    assert "A1 ED 2028 Pengganti, belum dipesan 4 cycle" in page
    assert "B2 ED 2028 Pengganti, belum dipesan 1 cycle" in page


def _withdrawal(office: Office, flow: str) -> str:
    """The address at which the newest step of a flow is taken back."""
    with reading(office.engine) as db:
        case = cases.listing(db, BOOK, flows=[flow])[0].id
        event = cases.steps_of(db, BOOK, [case])[case][-1].event
    return f"/berkas/{case}/batalkan/{event}"
