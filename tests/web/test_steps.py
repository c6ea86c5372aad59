"""Forms of steps: made from the declaration, kept as typed when refused, and harmless when sent twice."""

import re

import pytest
from werkzeug.test import TestResponse

from alokon.store import cases
from inventory.store.engine import reading
from tests.books import BOOK, PMB, PUSKESMAS, WAREHOUSE
from tests.web.office import Browser, Office, csrf_token, seen

REQUEST = "/berkas/distribusi/baru/request"
RECEIPT = "/berkas/penerimaan/baru/take_in"


@pytest.fixture
def stocked(office: Office) -> Office:
    """A warehouse with two batches of pil, suntik of two funds, and kondom."""
    book = office.book
    book.receive("2026-01-05", "PILK", "A0", 40, expiry="06/2026")
    book.receive("2026-01-05", "PILK", "A1", 1000, expiry="08/2027")
    book.receive("2026-01-05", "SUNTIK3P", "S7", 100, expiry="11/2027")
    book.receive("2026-01-05", "SUNTIK3P", "D2", 50, expiry="01/2028", fund="APBD")
    book.receive("2026-01-05", "KONDOM", "K1", 1440)
    return office


def fields_of(page: TestResponse) -> dict[str, str]:
    """What the form of a page would send if nothing was touched."""
    form = page.text[page.text.index('id="step"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]+>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'(?s)<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for name, words in re.findall(r'(?s)<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', form):
        found[name] = words
    return found


def send(browser: Browser, path: str, **changed: str) -> TestResponse:
    """Open a form, change some fields, send it."""
    return browser.client.post(path, data=fields_of(browser.get(path)) | changed)


def state_of(office: Office, case: int) -> str:
    """The state a case is in."""
    return office.book.case(case).state


def count_of(office: Office) -> int:
    """How many cases the book holds."""
    with reading(office.engine) as db:
        return len(cases.listing(db, BOOK))


def ask(office: Office, **changed: str) -> TestResponse:
    """The puskesmas asks for pil (row 3) and kondom (row 5)."""
    wanted = {"reason": "Stok menipis", "lines-3-requested": "100", "lines-5-requested": "2 gros"}
    return send(office.browser("faskes"), REQUEST, **(wanted | changed))


def test_a_request_names_every_item_once_and_its_date_is_today(stocked: Office) -> None:
    page = stocked.browser("faskes").get(REQUEST)
    assert fields_of(page)["date"] == "2026-03-02"
    assert fields_of(page)["urgency"] == "rutin"
    assert [fields_of(page)[f"lines-{n}-item"] for n in (0, 3, 8)] == ["SUNTIK1", "PILK", "IUD"]
    assert "Puskesmas Ciamis" in seen(page)


def test_a_request_sent_by_form_becomes_a_case_with_a_number(stocked: Office) -> None:
    browser = stocked.browser("faskes")
    answer = send(
        browser, REQUEST, reason="Stok menipis", **{"lines-3-requested": "100", "lines-5-requested": "2 gros"}
    )
    assert answer.status_code == 302
    case = stocked.book.case(int(answer.location.rpartition("/")[2]))
    assert [(line.item, line["requested"]) for line in case.lines] == [("PILK", 100), ("KONDOM", 288)]
    said = seen(browser.get(answer.location))
    assert "Permintaan diajukan." in said
    assert "Nomor 400.13.16/001/PMH/DPPKBPPPA/III/2026." in said


def test_a_form_sent_twice_is_recorded_once(stocked: Office) -> None:
    browser = stocked.browser("faskes")
    data = fields_of(browser.get(REQUEST)) | {"reason": "Stok menipis", "lines-3-requested": "100"}
    first, before = browser.client.post(REQUEST, data=data), count_of(stocked)
    second = browser.client.post(REQUEST, data=data)
    assert (second.status_code, second.location) == (302, first.location)
    assert count_of(stocked) == before
    assert "sudah tersimpan sebelumnya" in seen(browser.get(second.location))


def test_a_step_sent_again_after_the_case_has_moved_on_is_harmless(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("PILK", 10))
    browser = stocked.browser("approver")
    data = fields_of(browser.get(f"/berkas/{case}/order"))
    assert [browser.client.post(f"/berkas/{case}/order", data=data).status_code for _ in "ab"] == [302, 302]
    assert state_of(stocked, case) == "diperintahkan"


def test_what_was_typed_is_kept_and_every_problem_stands_by_its_field_and_on_top(stocked: Office) -> None:
    before = count_of(stocked)
    answer = ask(stocked, reason="", **{"lines-5-requested": "dua gros"})
    assert answer.status_code == 422
    said = seen(answer)
    assert "2 hal perlu diperbaiki. Tidak ada yang tersimpan." in said
    assert "Alasan belum diisi" in said
    assert "Kondom – Jumlah diminta: “dua gros” bukan bilangan bulat" in said
    assert fields_of(answer)["lines-3-requested"] == "100"
    assert fields_of(answer)["lines-5-requested"] == "dua gros"
    assert answer.text.count('aria-invalid="true"') == 2
    assert count_of(stocked) == before


def test_a_mended_form_goes_through_with_the_key_it_had(stocked: Office) -> None:
    browser = stocked.browser("faskes")
    refused = send(browser, REQUEST, **{"lines-3-requested": "100"})
    again = fields_of(refused)
    assert again["key"] == fields_of(refused)["key"]
    assert browser.client.post(REQUEST, data=again | {"reason": "Stok menipis"}).status_code == 302


def test_a_form_without_any_line_is_refused(stocked: Office) -> None:
    answer = ask(stocked, **{"lines-3-requested": "", "lines-5-requested": ""})
    assert "Belum ada baris yang diisi" in seen(answer)


def test_the_office_chooses_the_faskes_first(stocked: Office) -> None:
    browser = stocked.browser("pengelola")
    assert "Pilih tempat" in seen(browser.get(REQUEST))
    assert "Ganti tempat" in seen(browser.get(f"{REQUEST}?site={PMB}"))
    assert (
        send(browser, f"{REQUEST}?site={PMB}", reason="Lewat telepon", **{"lines-3-requested": "5"}).status_code == 302
    )


def test_a_faskes_cannot_ask_for_another(stocked: Office) -> None:
    assert stocked.browser("faskes").get(f"{REQUEST}?site={PMB}").status_code == 403


@pytest.mark.parametrize("role", ["auditor", "data", "approver", "admin"])
def test_who_may_not_take_a_step_gets_no_form(stocked: Office, role: str) -> None:
    browser = stocked.browser(role)
    assert browser.get(REQUEST).status_code == 403
    assert browser.get(RECEIPT).status_code == 403


def test_a_step_out_of_turn_says_so(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("PILK", 10))
    answer = stocked.browser("pengelola").get(f"/berkas/{case}/ship")
    assert answer.status_code == 422
    assert "“Kirim” tidak dapat dilakukan" in seen(answer)


def test_the_form_of_an_spmb_begins_with_what_is_asked_as_far_as_it_is_there(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("SUNTIK3P", 130), ("KONDOM", 2000))
    page = stocked.browser("approver").get(f"/berkas/{case}/order")
    typed = fields_of(page)
    assert [typed[f"lines-{n}-approved"] for n in (0, 1, 3)] == ["100", "30", "1.440"]
    assert "APBN Batch S7 · ED 11/2027 100 di rak 100" in seen(page)
    assert "APBD Batch D2 · ED 01/2028 50 di rak 50" in seen(page)


def test_a_cut_line_needs_a_reason_and_a_fund_not_used_leaves_no_line(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("SUNTIK3P", 80))
    browser, path = stocked.browser("approver"), f"/berkas/{case}/order"
    refused = send(browser, path, **{"lines-0-approved": "50"})
    assert "Suntikan 3 Bulanan Progestin (DMPA), APBN – Alasan untuk" in seen(refused)
    assert send(browser, path, **{"lines-0-approved": "50", "lines-0-note": "Stok faskes cukup"}).status_code == 302
    funds = [(line.fund, line["approved"]) for line in stocked.book.case(case).lines if line.parent == 1]
    assert funds == [("APBN", 50)]


def test_a_line_may_be_refused_whole_beside_another_that_is_approved(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("SUNTIK3P", 80), ("PILK", 10))
    path = f"/berkas/{case}/order"
    none = {"lines-0-approved": "0", "lines-1-approved": "0", "lines-0-note": "Dialihkan ke bulan depan"}
    assert send(stocked.browser("approver"), path, **none).status_code == 302
    approved = [
        (line.item, line["approved"], line.note) for line in stocked.book.case(case).lines if line.fund and not line.lot
    ]
    assert approved == [("SUNTIK3P", 0, "Dialihkan ke bulan depan"), ("PILK", 10, "")]


def test_more_than_the_warehouse_has_is_refused_at_its_field(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("SUNTIK3P", 130))
    answer = send(
        stocked.browser("approver"), f"/berkas/{case}/order", **{"lines-0-approved": "130", "lines-1-approved": "0"}
    )
    assert answer.status_code == 422
    assert "diperlukan 130, tersedia 100" in seen(answer)
    assert 'id="lines-0-approved-note"' in answer.text


def test_the_pick_list_names_batches_and_what_the_book_says_stands_there(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("PILK", 60))
    stocked.book.order("2026-02-28", case, (1, "APBN", 60))
    said = seen(stocked.browser("pengelola").get(f"/berkas/{case}/issue"))
    assert "Pil Kombinasi APBN A0 ED 06/2026 40 cycle 40" in said
    assert "Pil Kombinasi APBN A1 ED 08/2027 20 cycle 1.000" in said


def test_packing_and_sending_each_take_one_form(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("PILK", 60))
    stocked.book.order("2026-02-28", case, (1, "APBN", 60))
    browser = stocked.browser("pengelola")
    for step in ("issue", "ship"):
        assert send(browser, f"/berkas/{case}/{step}").status_code == 302
    assert state_of(stocked, case) == "dikirim"


def sent(office: Office) -> int:
    """Sixty cycles of pil in two batches, on their way to the puskesmas."""
    case = office.book.request("2026-02-26", ("PILK", 60))
    office.book.order("2026-02-27", case, (1, "APBN", 60))
    office.book.issue_and_ship("2026-02-28", case)
    return case


def test_a_receipt_begins_with_everything_that_is_coming(stocked: Office) -> None:
    case = sent(stocked)
    page = stocked.browser("faskes").get(f"/berkas/{case}/receive")
    assert [fields_of(page)[f"lines-{n}-accepted"] for n in (0, 1)] == ["40", "20"]
    assert fields_of(page)["receiver"] == "Bidan Puskesmas"
    assert "on_behalf" not in page.text
    assert send(stocked.browser("faskes"), f"/berkas/{case}/receive").status_code == 302
    assert state_of(stocked, case) == "diterima"


def test_every_unit_must_be_answered_for_unless_the_rest_is_still_to_come(stocked: Office) -> None:
    case = sent(stocked)
    path, browser = f"/berkas/{case}/receive", stocked.browser("faskes")
    refused = send(browser, path, **{"lines-0-accepted": "38"})
    assert refused.status_code == 422
    assert "Pil Kombinasi: dikirim 40, baru 38 yang dijawab" in seen(refused)
    assert send(browser, path, partial="1", **{"lines-0-accepted": "38"}).status_code == 302
    assert state_of(stocked, case) == "diterima_sebagian"
    assert fields_of(browser.get(path))["lines-0-accepted"] == "2"
    assert "lines-1-accepted" not in fields_of(browser.get(path))


def test_damaged_and_short_units_need_a_reason(stocked: Office) -> None:
    case = sent(stocked)
    path, browser = f"/berkas/{case}/receive", stocked.browser("faskes")
    counted = {"lines-0-accepted": "38", "lines-0-damaged": "1", "lines-0-short": "1"}
    refused = send(browser, path, **counted)
    assert 'id="lines-0-note-note"' in refused.text
    assert send(browser, path, **counted, **{"lines-0-note": "Dus penyok"}).status_code == 302
    assert stocked.book.held()[PUSKESMAS, "damaged", "PILK"] == 1
    assert stocked.book.held()["JALAN", "missing", "PILK"] == 1


def test_the_office_that_confirms_for_a_faskes_is_marked_so(stocked: Office) -> None:
    case = sent(stocked)
    page = stocked.browser("pengelola").get(f"/berkas/{case}/receive")
    assert fields_of(page)["on_behalf"] == "ya"
    assert fields_of(page)["receiver"] == ""


def test_what_stops_a_case_asks_for_the_reason_first(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("PILK", 10))
    browser, path = stocked.browser("approver"), f"/berkas/{case}/reject"
    assert "tidak dapat dihapus" in seen(browser.get(path))
    assert send(browser, path).status_code == 422
    assert state_of(stocked, case) == "diminta"
    assert send(browser, path, reason="Sudah dilayani bulan lalu").status_code == 302
    assert state_of(stocked, case) == "ditolak"


def test_a_receipt_of_the_warehouse_takes_batches_prices_and_damage(stocked: Office) -> None:
    line = {"item": "IUD", "batch": "U1", "fund": "APBN", "expiry": "08/2029", "unit_value_sen": "Rp12.500"}
    line |= {"stated": "1.000", "accepted": "998", "damaged": "2"}
    head = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK 014"}
    answer = send(
        stocked.browser("pengelola"), RECEIPT, **head, **{f"lines-0-{name}": value for name, value in line.items()}
    )
    assert answer.status_code == 302
    assert stocked.book.held()[WAREHOUSE, "shelf", "IUD"] == 998
    assert stocked.book.held()[WAREHOUSE, "damaged", "IUD"] == 2


def test_the_second_of_two_lines_is_named_when_it_is_wrong(stocked: Office) -> None:
    rows = {"lines-0-item": "IUD", "lines-2-item": "PILP", "lines-2-batch": "P1"}
    answer = send(stocked.browser("pengelola"), RECEIPT, sender="Provinsi", document="1", **rows)
    said = seen(answer)
    assert "Baris 1 – Nomor batch belum diisi" in said
    assert "Baris 3 – Sumber dana belum diisi" in said
    assert 'id="lines-2-fund-note"' in answer.text
    assert 'id="lines-1-fund-note"' not in answer.text


def test_more_lines_come_without_a_script_and_nothing_typed_is_lost(stocked: Office) -> None:
    answer = send(stocked.browser("pengelola"), RECEIPT, more="1", sender="Provinsi", **{"lines-0-batch": "U1"})
    assert answer.status_code == 200
    assert fields_of(answer)["sender"] == "Provinsi"
    assert fields_of(answer)["lines-0-batch"] == "U1"
    assert "lines-5-batch" in fields_of(answer)


def test_one_more_line_comes_as_a_fragment_with_a_button_for_the_next(stocked: Office) -> None:
    answer = stocked.browser("pengelola").get(f"{RECEIPT}/baris?n=3&site={WAREHOUSE}", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith("<tr>")
    assert 'name="lines-3-item"' in answer.text
    assert "n=4" in answer.text


def test_lots_to_declare_are_those_on_the_shelf_of_the_site(stocked: Office) -> None:
    page = seen(stocked.browser("pengelola").get(f"/berkas/rusak-ed/baru/declare?site={WAREHOUSE}"))
    assert "Pil Kombinasi · Batch A0 · ED 06/2026 · 40 cycle" in page
    assert "Kondom · Batch K1 · ED 2028 · 1.440 buah (10 gros)" in page


def test_a_coaching_record_stays_open_until_its_follow_up_is_settled(stocked: Office) -> None:
    browser, path = stocked.browser("uptd"), "/berkas/pembinaan/baru/coach"
    found = {"findings": "Kartu stok kosong", "follow_up": "Isi kartu stok", "due": "2026-02-20"}
    answer = send(browser, path, **found)
    assert "lewat" in seen(browser.get("/pembinaan/"))
    assert send(browser, f"{answer.location}/settle", result="Kartu sudah diisi").status_code == 302
    assert "20 Februari 2026 lewat" not in seen(browser.get("/pembinaan/"))


def test_a_form_without_a_token_is_refused(stocked: Office) -> None:
    browser = stocked.browser("faskes")
    data = fields_of(browser.get(REQUEST))
    assert csrf_token(browser.get(REQUEST))
    data.pop("csrf_token")
    assert browser.client.post(REQUEST, data=data).status_code == 400


def test_a_corrected_request_is_approved_by_what_it_asks_now(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("PILK", 10))
    with reading(stocked.engine) as db:
        event = cases.steps_of(db, BOOK, [case])[case][0].event
    mended = {"lines-3-requested": "", "lines-5-requested": "1 gros", "correction_reason": "Salah jenis"}
    assert send(stocked.browser("faskes"), f"/berkas/{case}/koreksi/{event}", **mended).status_code == 302
    browser, path = stocked.browser("approver"), f"/berkas/{case}/order"
    assert "Pil Kombinasi" not in seen(browser.get(path))
    assert "Pil Kombinasi" not in seen(browser.get(f"/berkas/{case}")).partition("Riwayat")[0]
    assert send(browser, path).status_code == 302
    assert state_of(stocked, case) == "diperintahkan"


def test_a_case_is_opened_once_and_only_by_a_step_that_opens(stocked: Office) -> None:
    case = stocked.book.request("2026-02-27", ("PILK", 10))
    browser = stocked.browser("faskes")
    data = fields_of(browser.get(REQUEST)) | {"reason": "Lagi", "lines-3-requested": "100"}
    assert browser.get(f"/berkas/{case}/request").status_code == 422
    assert browser.client.post(f"/berkas/{case}/request", data=data).status_code == 422
    assert [line["requested"] for line in stocked.book.case(case).lines] == [10]
    assert stocked.browser("approver").get("/berkas/distribusi/baru/order").status_code == 404


def test_a_coaching_form_shows_what_was_sent_and_what_is_left_of_it(stocked: Office) -> None:
    stocked.book.deliver("2026-01-08", "PILK", 60)
    page = stocked.browser("uptd").get("/berkas/pembinaan/baru/coach")
    number = "400.13.16/001/SBBK/DPPKBPPPA/I/2026"
    assert f'<option value="{number}">' in page.text
    assert f"{number} Pil Kombinasi: dikirim 60, diterima baik 60" in seen(page)
    assert "Pil Kombinasi 60 cycle belum lapor –" in seen(page)


def test_a_faskes_on_a_line_is_chosen_by_its_name(office: Office) -> None:
    page = office.browser("data").get("/berkas/sik/baru/schedule?site=DINAS")
    choice = page.text[page.text.index('<select class="form-select form-select-sm" id="lines-0-faskes"') :]
    assert f'<option value="{PUSKESMAS}">Puskesmas Ciamis</option>' in choice.partition("</select>")[0]
