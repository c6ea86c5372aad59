"""Label batch from the page of a receipt and from the page of a batch."""

from tests.web.office import Office, seen


def test_the_page_of_a_receipt_offers_the_labels_of_its_batches(office: Office) -> None:
    done = office.book.receive("2026-01-05", "PILK", "A1", 100, expiry="08/2028")
    browser = office.browser("pengelola")
    assert f"/label/berkas/{done.case}.pdf" in browser.get(f"/berkas/{done.case}").text
    sheet = browser.get(f"/label/berkas/{done.case}.pdf")
    assert (sheet.status_code, sheet.mimetype, sheet.data[:5]) == (200, "application/pdf", b"%PDF-")


def test_a_delivery_that_brings_known_batches_offers_no_labels(office: Office) -> None:
    office.book.receive("2026-01-05", "PILK", "A1", 100, expiry="08/2028")
    case = office.book.deliver("2026-01-06", "PILK", 10)
    browser = office.browser("pengelola")
    assert "/label/berkas/" not in browser.get(f"/berkas/{case}").text
    assert browser.get(f"/label/berkas/{case}.pdf").status_code == 404


def test_a_batch_is_printed_as_often_as_asked_and_never_without_end(office: Office) -> None:
    office.book.receive("2026-01-05", "PILK", "A1", 100, expiry="08/2028")
    browser = office.browser("pengelola")
    assert "Cetak label" in seen(browser.get("/batch/1"))
    one = browser.get("/label/batch/1.pdf?isi=2%20dus")
    many = browser.get("/label/batch/1.pdf?salin=999999")
    assert one.data.count(b"/Type /Page\n") == 1
    assert many.data.count(b"/Type /Page\n") == 10
    assert browser.get("/label/batch/99.pdf").status_code == 404


def test_a_faskes_prints_no_label_of_a_batch_it_may_not_see(office: Office) -> None:
    office.book.receive("2026-01-05", "PILK", "A1", 100, expiry="08/2028")
    assert office.browser("faskes").get("/label/batch/1.pdf").status_code == 403
