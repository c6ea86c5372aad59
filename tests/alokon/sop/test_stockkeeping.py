"""What happens to goods outside a delivery: receipts, own purchases, a month's use, the unusable, pembinaan."""

import pytest
from sqlalchemy import Engine

from alokon.service.desk import Done
from tests.alokon.sop.test_distribution import refused
from tests.books import PMB, PUSKESMAS, WAREHOUSE, Book


def use(book: Book, month: str, day: str, *rows: dict[str, object]) -> Done:
    """The midwife reports a month's use."""
    lines = [{"fund": "APBN", **row} for row in rows]
    return book.take("bidan", day, "pemakaian", "report", site=PUSKESMAS, month=month, lines=lines)


def test_a_receipt_records_what_the_paper_said_and_what_was_counted(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    label = {"stated": 100, "accepted": 97, "damaged": 2}
    assert refused(lambda: book.receive("2026-01-05", "PILK", "A1", 0, **label)) == {"reason_missing": "lines-0-note"}
    done = book.receive("2026-01-05", "PILK", "A1", 0, **label, note="Satu kurang, dua basah")
    (line,) = book.case(done.case or 0).lines
    assert (line["stated"], line["accepted"], line["damaged"]) == (100, 97, 2)
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 97, (WAREHOUSE, "damaged", "PILK"): 2}


def test_condoms_are_typed_in_packs_and_kept_in_pieces(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "KONDOM", "K1", 0, stated="2 gros", accepted="24 lusin")
    assert book.held() == {(WAREHOUSE, "shelf", "KONDOM"): 288}
    wrong = {"stated": "2 dus", "accepted": "24 lusin"}
    assert refused(lambda: book.receive("2026-01-06", "KONDOM", "K2", 0, **wrong)) == {"pack_unknown": "lines-0-stated"}


def test_the_same_batch_at_another_price_is_a_sibling_and_with_another_expiry_is_refused(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 10, unit_value_sen="4.500")
    book.receive("2026-01-06", "PILK", "A1", 10, unit_value_sen="5.000")
    book.receive("2026-01-07", "PILK", "A1", 10, unit_value_sen="4.500")
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 30}
    case = book.request("2026-01-08", ("PILK", 30))
    book.order("2026-01-08", case, (1, "APBN", 30))
    assert [line["approved"] for line in book.leaves(case)] == [20, 10]
    told = refused(lambda: book.receive("2026-01-09", "PILK", "A1", 10, expiry="2029"))
    assert told == {"lot_differs": "expiry"}


def test_goods_already_expired_are_not_taken_in_as_good(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    told = refused(lambda: book.receive("2026-01-05", "PILK", "A1", 10, expiry="12/2025"))
    assert told == {"already_expired": "lines-0-expiry"}


def test_every_field_that_cannot_be_read_is_named_at_once(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    rows = [{"item": "PILK", "batch": "", "fund": "HIBAH", "expiry": "kapan-kapan", "stated": "1,5", "accepted": "-3"}]
    told = refused(
        lambda: book.take(
            "gudang", "2026-01-05", "penerimaan", "take_in", site=WAREHOUSE, date="32/13/2026", lines=rows
        )
    )
    assert told["date_malformed"] == "date"
    assert told["fund_unknown"] == "lines-0-fund"
    assert told["expiry_malformed"] == "lines-0-expiry"
    assert (told["quantity_malformed"], told["too_small"]) == ("lines-0-stated", "lines-0-accepted")
    assert "field_missing" in told


def test_a_sixteen_digit_number_is_never_kept(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    told = refused(lambda: book.receive("2026-01-05", "PILK", "A1", 10, note="NIK 3207010101010001"))
    assert told == {"personal_number": "lines-0-note"}


def test_a_faskes_buys_from_its_own_funds_only(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    row = {"item": "PILK", "batch": "M1", "fund": "MANDIRI", "expiry": "2028", "stated": 24, "accepted": 24}
    about = {"sender": "Apotek", "document": "F-1"}
    book.take("bidan", "2026-01-05", "pembelian", "purchase", site=PUSKESMAS, lines=[row], **about)
    assert book.held() == {(PUSKESMAS, "shelf", "PILK"): 24}
    national = [{**row, "fund": "APBN"}]
    told = refused(
        lambda: book.take("bidan", "2026-01-05", "pembelian", "purchase", site=PUSKESMAS, lines=national, **about)
    )
    assert told == {"choice_unknown": "lines-0-fund"}


def test_use_names_no_batch_and_is_dated_when_the_lot_could_still_be_used(sqlite_engine: Engine) -> None:
    """30 of the lot that expired on the 15th were used by then; the rest of the month came from the other."""
    book = Book(sqlite_engine)
    book.receive("2026-01-02", "PILK", "DEKAT", 30, expiry="15/01/2026")
    book.deliver("2026-01-03", "PILK", 30)
    book.receive("2026-01-04", "PILK", "JAUH", 100, expiry="2028")
    book.deliver("2026-01-05", "PILK", 50)
    use(book, "2026-01", "2026-01-31", {"item": "PILK", "service": 40, "damaged": 2})
    assert book.held("2026-01-15")[PUSKESMAS, "shelf", "PILK"] == 50
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 38
    assert book.held()[PUSKESMAS, "damaged", "PILK"] == 2


def test_what_expired_on_the_shelf_is_reported_apart_and_taken_only_from_what_expired(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-02", "PILK", "DEKAT", 30, expiry="15/01/2026")
    book.deliver("2026-01-03", "PILK", 30)
    book.receive("2026-01-04", "PILK", "JAUH", 100, expiry="2028")
    book.deliver("2026-01-05", "PILK", 50)
    too_much = refused(lambda: use(book, "2026-01", "2026-01-31", {"item": "PILK", "expired": 31}))
    assert too_much == {"not_enough": "lines-0-expired"}
    use(book, "2026-01", "2026-01-31", {"item": "PILK", "service": 25, "expired": 5})
    assert book.held()[PUSKESMAS, "expired", "PILK"] == 5
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 50


def test_use_is_refused_beyond_the_stock_and_outside_its_month(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-02", "PILK", "A1", 30)
    book.deliver("2026-01-03", "PILK", 30)
    row = {"item": "PILK", "service": 31}
    assert refused(lambda: use(book, "2026-01", "2026-01-31", row)) == {"not_enough": "lines-0-service"}
    row = {"item": "PILK", "service": 3}
    assert refused(lambda: use(book, "2026-01", "2026-02-01", row)) == {"month_of_day": "date"}


def test_the_unusable_leaves_the_shelf_and_stays_on_the_books(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-02", "PILK", "A1", 30, expiry="31/01/2026")
    lot = {"lot": 1, "quantity": 30}

    def declare(day: str, cause: str) -> Done:
        rows = [{**lot, "cause": cause}]
        return book.take("gudang", day, "rusak-ed", "declare", site=WAREHOUSE, reason="Pemeriksaan rak", lines=rows)

    assert refused(lambda: declare("2026-01-31", "expired")) == {"not_expired_yet": "lines-0-cause"}
    declare("2026-02-01", "expired")
    assert book.held() == {(WAREHOUSE, "expired", "PILK"): 30}


def test_pembinaan_is_recorded_and_its_follow_up_settled(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    findings = {
        "manner": "kunjungan",
        "findings": "Kartu stok belum diisi",
        "follow_up": "Isi harian",
        "due": "2026-02-01",
    }
    done = book.take("uptd", "2026-01-20", "pembinaan", "coach", site=PUSKESMAS, **findings)
    assert done.paper is not None
    assert book.case(done.case or 0).state == "terbuka"
    book.take("uptd", "2026-02-01", "pembinaan", "settle", case=done.case, result="Sudah diisi")
    assert book.case(done.case or 0).state == "selesai"
    told = refused(lambda: book.take("uptd", "2026-01-20", "pembinaan", "coach", site=PMB, **findings))
    assert list(told) == ["out_of_scope"]


def test_paper_numbers_are_gap_free_within_a_kind_and_a_year(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    numbers = [book.receive("2026-01-05", "PILK", f"A{n}", 10).paper for n in range(2)]
    refused(lambda: book.receive("2026-01-06", "PILK", "A9", 10, expiry="12/2025"))
    numbers += [book.receive(day, "PILK", f"B{day}", 10).paper for day in ("2026-12-30", "2027-01-04")]
    sequence = [str(number).split("/")[1] + "/" + str(number)[-4:] for number in numbers]
    assert sequence == ["001/2026", "002/2026", "003/2026", "001/2027"]


def test_a_receipt_typed_wrong_is_mended_although_part_of_it_has_gone_on(engine: Engine) -> None:
    """100 typed for 90: the correction is one event, and only its net effect must stand."""
    book = Book(engine)
    typed = book.receive("2026-01-05", "PILK", "A1", 100)
    book.deliver("2026-01-06", "PILK", 60)
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": 90, "accepted": 90}
    about = {"date": "2026-01-05", "sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK/PROV/A1"}
    book.correct("gudang", "2026-01-10", typed.event, "Salah ketik", impact=True, lines=[row], **about)
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 30, (PUSKESMAS, "shelf", "PILK"): 60}
    assert book.held("2026-01-05") == {(WAREHOUSE, "shelf", "PILK"): 90}
    (before, after) = book.case(typed.case or 0).lines
    assert (before["accepted"], after["accepted"]) == (0, 90)
    too_little = [{**row, "stated": 50, "accepted": 50}]
    told = refused(lambda: book.correct("gudang", "2026-01-11", typed.event, "Lagi", lines=too_little, **about))
    assert "corrected_already" in told


def test_a_correction_that_would_leave_a_later_day_short_is_refused_with_the_documents_in_the_way(
    sqlite_engine: Engine,
) -> None:
    book = Book(sqlite_engine)
    typed = book.receive("2026-01-05", "PILK", "A1", 100)
    book.deliver("2026-01-06", "PILK", 60)
    with pytest.raises(Exception, match="short") as caught:
        book.take_back("gudang", "2026-01-10", typed.event, "Bukan untuk kita")
    (problem,) = caught.value.problems  # type: ignore[attr-defined]
    assert problem.facts["missing"] == 60
    assert any("SPMB" in str(name) for name in problem.facts["documents"])


def test_a_document_taken_back_leaves_its_story(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    typed = book.receive("2026-01-05", "PILK", "A1", 100)
    book.take_back("gudang", "2026-01-07", typed.event, "Salah alamat")
    assert book.held() == {}
    assert book.case(typed.case or 0).state == "dibatalkan"
    assert book.held("2026-01-06") == {}


def test_a_closed_month_takes_nothing_more_until_it_is_opened_again(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    assert list(refused(lambda: book.close("gudang", "2026-01-31", WAREHOUSE, "2026-01"))) == ["month_not_over"]
    book.receive("2026-02-03", "PILK", "A2", 100)
    assert list(refused(lambda: book.close("gudang", "2026-03-01", WAREHOUSE, "2026-02"))) == ["close_in_order"]
    book.close("gudang", "2026-03-01", WAREHOUSE, "2026-01")
    late = {"date": "2026-01-30"}
    about = {"sender": "Provinsi", "document": "9"}
    row = {"item": "PILK", "batch": "A3", "fund": "APBN", "expiry": "2028", "stated": 5, "accepted": 5}
    lines = [row]

    def back_date() -> Done:
        return book.take("gudang", "2026-03-01", "penerimaan", "take_in", site=WAREHOUSE, lines=lines, **about, **late)

    assert refused(back_date) == {"month_closed": "date"}
    book.reopen("gudang", "2026-03-02", WAREHOUSE, "2026-01")
    back_date()
    assert book.held("2026-01-31")[WAREHOUSE, "shelf", "PILK"] == 105


def test_a_correction_of_a_closed_month_is_dated_today(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    typed = book.receive("2026-01-05", "PILK", "A1", 100)
    book.close("gudang", "2026-02-02", WAREHOUSE, "2026-01")
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": 90, "accepted": 90}
    about = {"date": "2026-02-03", "sender": "Provinsi", "document": "1"}
    book.correct("gudang", "2026-02-03", typed.event, "Salah ketik", lines=[row], **about)
    assert book.held("2026-01-31") == {(WAREHOUSE, "shelf", "PILK"): 100}
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 90}


def test_a_faskes_closes_its_own_month_and_no_other(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.close("bidan", "2026-02-01", PUSKESMAS, "2026-01")
    assert list(refused(lambda: book.close("bidan", "2026-02-01", PMB, "2026-01"))) == ["out_of_scope"]
    assert list(refused(lambda: book.close("bidan", "2026-02-01", WAREHOUSE, "2026-01"))) == ["out_of_scope"]
