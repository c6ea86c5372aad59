"""Pemakaian: a month written by its codes, with what is wrong beside its field."""

import re
from datetime import date

import pytest
from werkzeug.test import TestResponse

from alokon.views.monthly import Key, mutations
from inventory.core.months import Month
from inventory.store import queries
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import NEIGHBOUR, OWN
from tests.web.office import Browser, csrf_token, seen, statements
from tests.web.pages import Pages
from tests.web.test_steps import fields_of

FEBRUARY = f"/pemakaian/{OWN}/2026-02"


@pytest.fixture
def served(pages: Pages) -> Pages:
    """A faskes that got pil in two batches and kondom in January, and has closed January."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 60, "KONDOM": 300})
    district.finish(OWN, Month(2026, 1), date(2026, 2, 2))
    return pages


def write(
    browser: Browser, page: str, key: str = "00000000-0000-4000-8000-0000000000a1", **fields: str
) -> TestResponse:
    """Send the form of a page; fields are named `PILK_service` for the line of an item."""
    form = browser.get(page).text
    hidden = dict(re.findall(r'name="(lines-\d+-(?:item|fund))" value="([^"]+)"', form))
    line = {value: name.removesuffix("item") for name, value in hidden.items() if name.endswith("item")}
    typed = {"csrf_token": csrf_token(browser.get(page)), "key": key, "date": "2026-02-28", **hidden}
    for name, value in fields.items():
        item, _, field = name.partition("_")
        typed[f"{line[item]}{field}" if item in line else name] = value
    return browser.client.post(page, data=typed)


def month_of(pages: Pages, item: str) -> dict[str, int]:
    """February of an item at the faskes, by code, with opening and closing."""
    with reading(pages.engine) as db:
        found = mutations(db, BOOK, Month(2026, 2), [OWN])[Key(OWN, item, "APBN")]
    return {**found.counts, "closing": found.closing}


def test_a_month_written_after_new_goods_have_come_shows_what_that_changes(served: Pages) -> None:
    served.district.supply(OWN, date(2026, 3, 1), {"PILK": 20})
    browser = served.browser("faskes")
    shown = write(browser, FEBRUARY, PILK_service="55")
    assert shown.status_code == 428
    assert "+20" in seen(shown)
    form = browser.client.post(FEBRUARY, data=fields_of(shown) | {"edit": "1"})
    assert form.status_code == 200
    assert 'value="55"' in form.text
    assert month_of(served, "PILK")["2"] == 0
    assert browser.client.post(FEBRUARY, data=fields_of(shown)).status_code == 302
    assert month_of(served, "PILK")["2"] == 55


def test_pemakaian_leads_to_the_month_that_is_open(served: Pages) -> None:
    assert served.browser("faskes").get("/pemakaian/").location == FEBRUARY


def test_the_page_shows_opening_received_and_what_is_left(served: Pages) -> None:
    page = seen(served.browser("faskes").get(FEBRUARY))
    assert "Pil Kombinasi APBN Awal 60 Terima 0 Sisa 60 cycle" in page
    assert "Kondom APBN Awal 300 Terima 0 Sisa 300 buah 2 gros 1 lusin" in page
    assert "Suntikan" not in page


def test_what_is_typed_is_what_the_month_says(served: Pages) -> None:
    browser = served.browser("faskes")
    sent = write(browser, FEBRUARY, PILK_service="22", PILK_network="5", PILK_damaged="2", KONDOM_service="3 lusin")
    assert (sent.status_code, sent.location) == (302, FEBRUARY)
    assert month_of(served, "PILK") == {"0": 60, "1": 0, "2": 22, "3": 5, "4": 2, "5": 0, "lainnya": 0, "closing": 31}
    assert month_of(served, "KONDOM")["2"] == 36
    page = seen(browser.get(FEBRUARY))
    assert "Kode 2 22 Kode 3 5 Kode 4 2 Sisa 31 cycle" in page
    assert "Pemakaian 28 Februari 2026 Tercatat" in page


def test_writing_twice_adds_up_and_sending_twice_does_not(served: Pages) -> None:
    browser = served.browser("faskes")
    for key in ("1", "1", "2"):
        write(browser, FEBRUARY, key=f"00000000-0000-4000-8000-00000000000{key}", PILK_service="10")
    assert month_of(served, "PILK")["2"] == 20


def test_too_much_is_refused_beside_its_field_and_the_rest_stays_typed(served: Pages) -> None:
    browser = served.browser("faskes")
    answer = write(browser, FEBRUARY, PILK_service="61", KONDOM_service="12")
    assert answer.status_code == 422
    field = re.search(r'name="(lines-\d+)-service" value="61"[^>]*aria-describedby="([^"]+)"', answer.text)
    assert field
    note = re.search(rf'(?s)id="{field[2]}".*?</div>', answer.text)
    assert note
    assert "diperlukan 61, tersedia 60" in note[0]
    assert 'value="12"' in answer.text
    assert month_of(served, "KONDOM")["2"] == 0


def test_words_that_are_no_number_are_refused_beside_their_field(served: Pages) -> None:
    answer = write(served.browser("faskes"), FEBRUARY, KONDOM_damaged="dua")
    assert answer.status_code == 422
    assert "Kondom: 4 Rusak: “dua” bukan bilangan bulat" in seen(answer)
    link = re.search(r'<a href="#(lines-\d+-damaged)">', answer.text)
    assert link
    assert f'id="{link[1]}"' in answer.text
    assert "<details open>" in answer.text


def test_an_empty_form_is_refused_with_the_remedy(served: Pages) -> None:
    answer = write(served.browser("faskes"), FEBRUARY)
    assert answer.status_code == 422
    assert "Isi paling sedikit satu baris" in seen(answer)


def test_a_date_outside_the_month_is_refused_beside_the_date(served: Pages) -> None:
    answer = write(served.browser("faskes"), FEBRUARY, PILK_service="1", date="2026-03-01")
    assert answer.status_code == 422
    assert "Tanggal 1 Maret 2026 tidak di dalam Februari 2026" in seen(answer)


def test_lots_go_first_expired_first_unless_a_batch_is_chosen(served: Pages) -> None:
    browser = served.browser("faskes")
    lots = dict(re.findall(r'<option value="(\d+)">(A\d) · ', browser.get(FEBRUARY).text))
    by_batch = {batch: lot for lot, batch in lots.items()}
    write(browser, FEBRUARY, PILK_service="5", PILK_lot=by_batch["A1"])
    write(browser, FEBRUARY, key="00000000-0000-4000-8000-0000000000a2", PILK_service="7")
    with reading(served.engine) as db:
        held = queries.holdings(db, BOOK, date(2026, 2, 28), sites=[OWN], items=["PILK"])
    assert {str(h.lot): h.quantity for h in held} == {by_batch["A0"]: 33, by_batch["A1"]: 15}


def test_stock_past_its_expiry_is_pointed_out_and_written_under_code_5(served: Pages) -> None:
    browser = served.browser("faskes")
    march = f"/pemakaian/{OWN}/2026-03"
    served.district.finish(OWN, Month(2026, 2), date(2026, 3, 2))
    assert "40 cycle di rak sudah kedaluwarsa: isi di kode 5" in seen(browser.get(march))
    assert write(browser, march, PILK_expired="40", date="2026-03-12").status_code == 302
    assert "sudah kedaluwarsa: isi" not in seen(browser.get(march))


def test_a_closed_month_shows_its_figures_and_takes_nothing(served: Pages) -> None:
    browser = served.browser("faskes")
    january = f"/pemakaian/{OWN}/2026-01"
    page = browser.get(january)
    assert "Bulan ini sudah ditutup" in seen(page)
    assert '<form method="post" action="/pemakaian' not in page.text
    line = {"lines-9-item": "PILK", "lines-9-fund": "APBN", "lines-9-service": "1", "date": "2026-01-31"}
    answer = browser.post(january, FEBRUARY, **line)
    assert answer.status_code == 422
    assert "sudah ditutup" in seen(answer)


def test_save_and_close_goes_on_to_the_proof_of_the_month(served: Pages) -> None:
    sent = write(served.browser("faskes"), FEBRUARY, PILK_service="10", close="1")
    assert sent.location == f"/bulan/{OWN}/2026-02"


def test_nobody_writes_for_a_faskes_out_of_their_reach(served: Pages) -> None:
    other = f"/pemakaian/{NEIGHBOUR}/2026-02"
    own = served.browser("faskes")
    assert own.get(other).status_code == 403
    assert own.post(other, FEBRUARY, date="2026-02-28").status_code == 403
    assert served.browser("uptd").get(FEBRUARY).status_code == 403
    assert served.browser("pengelola").get(other).status_code == 200


def test_the_storekeeper_chooses_the_faskes_first(served: Pages) -> None:
    browser = served.browser("pengelola")
    assert served.district.names[NEIGHBOUR] in seen(browser.get("/pemakaian/"))
    assert browser.get(f"/pemakaian/?tempat={OWN}").location == FEBRUARY


def test_months_to_come_and_warehouses_have_no_page(served: Pages) -> None:
    browser = served.browser("pengelola")
    for path in (f"/pemakaian/{OWN}/2026-04", f"/pemakaian/{OWN}/besok", "/pemakaian/GUDANG/2026-02"):
        assert browser.get(path).status_code == 404, path


def test_the_page_asks_a_fixed_number_of_questions(served: Pages) -> None:
    browser = served.browser("faskes")
    with statements(served.engine) as few:
        browser.get(FEBRUARY)
    served.district.unload(
        date(2026, 2, 4), [{"item": "IUD", "batch": "U1", "fund": "APBN", "expiry": "2030", "accepted": 9}]
    )
    served.district.supply(OWN, date(2026, 2, 5), {"IUD": 4})
    with statements(served.engine) as more:
        browser.get(FEBRUARY)
    assert len(few) == len(more) <= 30
