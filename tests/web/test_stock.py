"""Stok and kartu stok: the numbers on the pages are the ledger's, and nobody sees another's."""

import re
from datetime import date

import pytest

from alokon.views.cards import card
from alokon.views.stock import stock
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN
from tests.web.office import Browser, seen, statements
from tests.web.pages import Pages


@pytest.fixture
def stocked(pages: Pages) -> Pages:
    """Three faskes with stock, one delivery on its way, one batch past its expiry on the shelf."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    for site in (OWN, NEIGHBOUR):
        district.supply(site, date(2026, 1, 8), {"PILK": 60, "KONDOM": 24})
    district.use(OWN, date(2026, 1, 31), "PILK", service=31)
    district.ship(FAR, date(2026, 3, 10), {"PILK": 70})
    return pages


def rows_of(browser: Browser, path: str) -> list[list[str]]:
    """The cells of a page's first table, row by row."""
    body = re.search(r"(?s)<tbody>(.*?)</tbody>", browser.get(path).text)
    assert body, path
    cells = [re.findall(r"(?s)<td[^>]*>(.*?)</td>", row) for row in re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", body[1])]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_every_number_of_the_stock_page_is_the_ledger_s(stocked: Pages) -> None:
    with reading(stocked.engine) as db:
        held = {(row.site, row.item): row for row in stock(db, BOOK, date(2026, 3, 12))}
    names = {"Gudang Alokon Kabupaten": "GUDANG", **{name: code for code, name in stocked.district.names.items()}}
    items = {
        "Pil Kombinasi cycle": "PILK",
        "Kondom buah": "KONDOM",
        "Suntikan 3 Bulanan Progestin (DMPA) vial": "SUNTIK3P",
    }
    shown = rows_of(stocked.browser("pengelola"), "/stok/")
    assert len(shown) == len(held)
    for _, place, _, item, _, carded, reserved, usable, _, coming, *_ in shown:
        row = held[names[place], items[item]]
        numbers = [int(cell.replace(".", "")) for cell in (carded, reserved, usable, coming)]
        assert numbers == [row.carded, row.at("reserved"), row.usable, row.incoming], (place, item)


def test_a_past_day_shows_the_past(stocked: Pages) -> None:
    browser = stocked.browser("pengelola")
    warehouse = next(row for row in rows_of(browser, "/stok/?tempat=GUDANG&jenis=PILK&tanggal=2026-01-05"))
    assert warehouse[5] == "1.040"
    assert "Per 5 Januari 2026" in seen(browser.get("/stok/?tanggal=2026-01-05"))


def test_a_future_day_is_answered_with_today_and_a_wrong_one_with_a_sentence(stocked: Pages) -> None:
    browser = stocked.browser("pengelola")
    assert "Per 12 Maret 2026" in seen(browser.get("/stok/?tanggal=2027-01-01"))
    assert "“besok” bukan tanggal" in seen(browser.get("/stok/?tanggal=besok"))


def test_filters_by_status_words_kecamatan_and_item(stocked: Pages) -> None:
    browser = stocked.browser("pengelola")
    assert {row[1] for row in rows_of(browser, "/stok/?status=kedaluwarsa")} == {stocked.district.names[OWN]}
    assert {row[3] for row in rows_of(browser, "/stok/?jenis=KONDOM")} == {"Kondom buah"}
    assert {row[1] for row in rows_of(browser, "/stok/?cari=D2")} == {"Gudang Alokon Kabupaten"}
    area = rows_of(browser, f"/stok/?kecamatan={stocked.district.kecamatan}")
    assert {row[1] for row in area} == {stocked.district.names[OWN], stocked.district.names[NEIGHBOUR]}
    assert "Tidak ada stok yang cocok" in seen(browser.get("/stok/?cari=tidakada"))


def test_the_batch_view_tells_batches_with_their_fund_and_expiry(stocked: Pages) -> None:
    rows = rows_of(stocked.browser("pengelola"), "/stok/?tampilan=batch&tempat=GUDANG")
    assert [row[3:7] for row in rows] == [
        ["D2", "APBD", "01/2028", "200"],
        ["A1", "APBN", "08/2027", "850"],
        ["K1", "APBN", "2028", "1.392"],
    ]


def test_a_faskes_sees_its_own_stock_only(stocked: Pages) -> None:
    browser = stocked.browser("faskes")
    page = seen(browser.get("/stok/"))
    assert "di 1 tempat" in page
    assert stocked.district.names[NEIGHBOUR] not in page
    assert "Gudang" not in page
    assert browser.get(f"/stok/?tempat={NEIGHBOUR}").status_code == 403
    assert browser.get("/stok/?tempat=GUDANG").status_code == 403


def test_a_faskes_cannot_open_another_s_card(stocked: Pages) -> None:
    browser = stocked.browser("faskes")
    assert browser.get(f"/kartu/?tempat={OWN}&jenis=PILK").status_code == 200
    for other in (NEIGHBOUR, FAR, "GUDANG", "JALAN"):
        assert browser.get(f"/kartu/?tempat={other}&jenis=PILK").status_code == 403, other


def test_the_uptd_sees_its_kecamatan_and_no_further(stocked: Pages) -> None:
    browser = stocked.browser("uptd")
    page = seen(browser.get("/stok/"))
    assert stocked.district.names[OWN] in page
    assert stocked.district.names[NEIGHBOUR] in page
    assert stocked.district.names[FAR] not in page
    assert browser.get(f"/kartu/?tempat={FAR}").status_code == 403


def test_the_card_page_shows_the_ledger_s_card(stocked: Pages) -> None:
    with reading(stocked.engine) as db:
        found = card(db, BOOK, OWN, "PILK", date(2026, 1, 1), date(2026, 3, 12))
    browser = stocked.browser("auditor")
    rows = rows_of(browser, f"/kartu/?tempat={OWN}&jenis=PILK&dari=2026-01-01")
    lines = rows[1:-1]
    assert [row[8] for row in lines] == [str(line.balance) for line in found.lines]
    assert [(row[6], row[7]) for row in lines] == [
        (str(line.received or ""), str(line.issued or "")) for line in found.lines
    ]
    assert rows[-1][3:6] == ["60", "31", "29"]


def test_a_line_leads_to_its_case(stocked: Pages) -> None:
    browser = stocked.browser("pengelola")
    page = browser.get(f"/kartu/?tempat={OWN}&jenis=KONDOM&dari=2026-01-01").text
    link = re.search(r'href="(/berkas/\d+)">[^<]*/SBBK/', page)
    assert link
    assert browser.get(link[1]).status_code == 200


def test_the_newest_lines_come_first_a_page_at_a_time(stocked: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.views.cards.PER_PAGE", 2)
    browser = stocked.browser("pengelola")
    path = f"/kartu/?tempat={OWN}&jenis=PILK&dari=2026-01-01"
    newest, oldest, whole = (rows_of(browser, f"{path}&halaman={page}") for page in (1, 2, 0))
    assert newest[0][1] == "Dipindahkan dari halaman sebelumnya"
    assert oldest[0][1] == "Saldo awal"
    assert oldest[1:] + newest[1:-1] == whole[1:-1]
    assert newest[0][5] == oldest[-1][8]


def test_pages_ask_as_many_questions_for_two_sites_as_for_one(stocked: Pages) -> None:
    browser = stocked.browser("pengelola")

    def asked(path: str) -> int:
        with statements(stocked.engine) as sent:
            assert browser.get(path).status_code == 200
        return len(sent)

    assert asked(f"/stok/?tempat={OWN}") == asked(f"/stok/?kecamatan={stocked.district.kecamatan}") <= 28
    assert asked("/stok/") <= 28
    assert asked("/stok/?tampilan=batch") <= 16
    assert asked(f"/kartu/?tempat={OWN}&jenis=PILK") == asked("/kartu/?tempat=GUDANG&jenis=PILK") <= 26


def test_a_correction_on_the_card_says_what_it_takes_back(stocked: Pages) -> None:
    typed = stocked.district.use(NEIGHBOUR, date(2026, 1, 31), "KONDOM", service=12)
    lines = [{"item": "KONDOM", "fund": "APBN", "service": 2}]
    stocked.district.correct("pengelola", "2026-01-31", typed.event, "salah hitung", month="2026-01", lines=lines)
    rows = rows_of(stocked.browser("auditor"), f"/kartu/?tempat={NEIGHBOUR}&jenis=KONDOM&dari=2026-01-01")
    remarks = [row[10] for row in rows[2:-1]]
    assert remarks == ["", f"Koreksi membalik Pemakaian dicatat (no. {typed.event})", "Koreksi pengganti"]
    assert [row[8] for row in rows[2:-1]] == ["12", "24", "22"]
