"""Retur, mutasi and jaringan on their pages: each person sees and does their own half."""

from datetime import date

import pytest
from werkzeug.test import TestResponse

from alokon.service.setup import register
from inventory.store import queries
from inventory.store.engine import reading
from sample_data import masters
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN, midwife
from tests.web.office import Browser, seen
from tests.web.pages import Pages
from tests.web.test_steps import fields_of, send

DAY = date(2026, 1, 12)


@pytest.fixture
def stocked(pages: Pages) -> Pages:
    """The first faskes has pil of two batches."""
    pages.district.unload(date(2026, 1, 5))
    pages.district.supply(OWN, date(2026, 1, 8), {"PILK": 100})
    pages.on(DAY)
    return pages


def lot_named(page: TestResponse, batch: str) -> str:
    """The value of the choice that names a batch."""
    before = page.text.partition(f" {batch} ")[0]
    return before.rpartition('<option value="')[2].partition('"')[0]


def offered(pages: Pages, keeper: Browser) -> int:
    path = f"/berkas/mutasi/baru/offer?site={OWN}"
    page = keeper.get(path)
    lot = lot_named(page, "A1")
    typed = {"partner": NEIGHBOUR, "reason": "Berlebih", "lines-0-lot": lot, "lines-0-quantity": "20"}
    answer = keeper.client.post(path, data=fields_of(page) | typed)
    assert answer.status_code == 302
    return int(answer.location.rpartition("/")[2])


def test_a_transfer_is_offered_handed_over_and_received(stocked: Pages) -> None:
    keeper, giver, names = stocked.browser("pengelola"), stocked.browser("faskes"), stocked.district.names
    case = offered(stocked, keeper)
    assert f"{names[OWN]} → {names[NEIGHBOUR]}" in seen(giver.get("/mutasi/"))
    assert "Serahkan" in seen(giver.get("/beranda"))
    assert send(giver, f"/berkas/{case}/hand_over").status_code == 302
    page = giver.get(f"/berkas/{case}")
    assert f"/berkas/{case}/receive" not in page.text
    assert "Surat Mutasi" in seen(page)
    assert giver.get(f"/berkas/{case}/receive").status_code == 403
    form = keeper.get(f"/berkas/{case}/receive")
    assert "Lebih dari SBBK" not in seen(form)
    assert send(keeper, f"/berkas/{case}/receive", receiver="Bidan").status_code == 302
    assert stocked.district.held()[NEIGHBOUR, "shelf", "PILK"] == 20


def test_a_faskes_that_is_neither_giver_nor_taker_sees_nothing_of_it(stocked: Pages) -> None:
    district = stocked.district
    district.supply(NEIGHBOUR, DAY, {"PILK": 10})
    with reading(district.engine) as db:
        (lot,) = {h.lot for h in queries.holdings(db, BOOK, sites=[NEIGHBOUR], kinds=["shelf"])}
    about = {"partner": FAR, "reason": "Berlebih", "lines": [{"lot": lot, "quantity": 5}]}
    case = district.take(midwife(NEIGHBOUR), str(DAY), "mutasi", "offer", site=NEIGHBOUR, **about).case
    stranger = stocked.browser("faskes")
    assert stranger.get(f"/berkas/{case}").status_code == 403
    assert district.names[FAR] not in seen(stranger.get("/mutasi/"))
    assert stocked.browser("uptd").get(f"/berkas/{case}").status_code == 200


def test_a_return_names_where_each_lot_lies(stocked: Pages) -> None:
    giver, keeper = stocked.browser("faskes"), stocked.browser("pengelola")
    path = f"/berkas/retur/baru/send_return?site={OWN}"
    page = giver.get(path)
    typed = {
        "reason": "Berlebih", "lines-0-lot": lot_named(page, "A1"), "lines-0-condition": "good",
        "lines-0-quantity": "30",
    }  # fmt: skip
    answer = giver.client.post(path, data=fields_of(page) | typed)
    assert answer.status_code == 302
    case = int(answer.location.rpartition("/")[2])
    assert "Terima retur" in seen(keeper.get("/beranda"))
    assert send(keeper, f"/berkas/{case}/receive", receiver="Pengelola Barang").status_code == 302
    assert "Surat Retur" in seen(keeper.get(f"/berkas/{case}"))


def test_only_the_own_network_is_offered(stocked: Pages) -> None:
    child = next(one for one in masters.faskes() if one.parent == OWN)
    register(stocked.district.desk("admin", str(DAY)), child, stocked.district.key())
    giver = stocked.browser("faskes")
    path = f"/berkas/jaringan/baru/distribute?site={OWN}"
    page = giver.get(path)
    assert child.name in page.text
    assert f'<option value="{NEIGHBOUR}"' not in page.text
    typed = {"partner": child.code, "lines-0-lot": lot_named(page, "A1"), "lines-0-quantity": "10"}
    assert giver.client.post(path, data=fields_of(page) | typed).status_code == 302
    assert stocked.district.held()[child.code, "shelf", "PILK"] == 10
