"""Kedaluwarsa on its pages: seen in its band, waiting for destruction, destroyed by decree and printed."""

import html
import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from alokon.catalog import ITEMS
from tests.district import FAR, NEIGHBOUR, OWN
from tests.rounds import january
from tests.web.office import seen
from tests.web.pages import Pages
from tests.web.test_steps import send


@pytest.fixture
def stocked(pages: Pages) -> Pages:
    """It is 12 March; 40 pil expired in February on the shelf of the warehouse."""
    pages.district.unload(date(2026, 1, 5))
    return pages


def test_a_batch_past_its_end_is_seen_once_and_the_card_goes(stocked: Pages) -> None:
    keeper = stocked.browser("pengelola")
    assert "peringatan ED belum dilihat" in seen(keeper.get("/beranda"))
    page = seen(keeper.get("/kedaluwarsa/"))
    assert "1 batch belum dilihat" in page
    assert "Lewat kedaluwarsa" in page
    form = "/berkas/peringatan-ed/baru/acknowledge?site=GUDANG"
    assert send(keeper, form, follow_up="Dinyatakan kedaluwarsa minggu ini").status_code == 302
    assert "semua sudah dilihat" in seen(keeper.get("/kedaluwarsa/"))
    assert "peringatan ED belum dilihat" not in seen(keeper.get("/beranda"))


def test_others_see_the_band_but_not_the_button(stocked: Pages) -> None:
    page = seen(stocked.browser("auditor").get("/kedaluwarsa/"))
    assert "Lewat kedaluwarsa" in page
    assert "Sudah dilihat…" not in page


def test_a_midwife_sees_her_own_batches_only(stocked: Pages) -> None:
    midwife = stocked.browser("faskes")
    assert "Tidak ada batch yang mendekati kedaluwarsa" in seen(midwife.get("/kedaluwarsa/"))
    assert midwife.get("/kedaluwarsa/?tempat=GUDANG").status_code == 403


def test_from_the_list_of_what_waits_to_the_berita_acara(stocked: Pages) -> None:
    keeper, approver = stocked.browser("pengelola"), stocked.browser("approver")
    declared = {"reason": "Kedaluwarsa", "lines-0-lot": "1", "lines-0-cause": "expired", "lines-0-quantity": "40"}
    assert send(keeper, "/berkas/rusak-ed/baru/declare?site=GUDANG", **declared).status_code == 302
    assert "12 Maret 2026" in seen(keeper.get("/kedaluwarsa/menunggu"))
    answer = send(keeper, "/berkas/pemusnahan/baru/propose_destruction?site=GUDANG", reason="Tidak dapat dipakai")
    assert answer.status_code == 302
    number = int(answer.location.rpartition("/")[2])
    decree = {"decree": "900/12", "decree_date": "2026-03-11", "authority": "Sekretaris Daerah"}
    assert send(approver, f"/berkas/{number}/allow_destruction", **decree).status_code == 302
    act = {"place": "Halaman gudang", "manner": "Insinerator", "executor": "Pengelola Barang",
           "witness": "Inspektorat", "second_witness": "Dinas Kesehatan"}  # fmt: skip
    assert send(keeper, f"/berkas/{number}/destroy", **act).status_code == 302
    assert "Tidak ada yang menunggu pemusnahan" in seen(keeper.get("/kedaluwarsa/menunggu"))
    assert "400.13.16/001/BAPM/DPPKBPPPA/III/2026" in seen(keeper.get(f"/berkas/{number}"))


def test_a_faskes_proposes_its_own_goods(stocked: Pages) -> None:
    stocked.district.supply(OWN, date(2026, 3, 10), {"PILK": 30})
    midwife = stocked.browser("faskes")
    row = {"reason": "Basah", "lines-0-lot": "2", "lines-0-cause": "damaged", "lines-0-quantity": "3"}
    assert send(midwife, f"/berkas/rusak-ed/baru/declare?site={OWN}", **row).status_code == 302
    assert "3 cycle" in seen(midwife.get("/kedaluwarsa/menunggu"))
    sent = send(midwife, f"/berkas/pemusnahan/baru/propose_destruction?site={OWN}", reason="Basah")
    assert sent.status_code == 302


@pytest.fixture
def risky(pages: Pages) -> Pages:
    """On 10 February the neighbour has 200 pil that end with June, and uses 10 in thirty days; OWN uses 30 and has 60,
    FAR uses 20 and has 24: that is why FAR comes first.
    """
    january(pages.district)
    row = {"item": "PILK", "batch": "S1", "fund": "APBN", "expiry": "06/2026", "accepted": 200}
    pages.district.unload(date(2026, 2, 9), [row])
    pages.district.supply(NEIGHBOUR, date(2026, 2, 10), {"PILK": 200})
    pages.on(date(2026, 2, 10))
    return pages


def test_what_will_expire_is_proposed_to_whoever_uses_it_in_time(risky: Pages) -> None:
    """Of 200 pil the neighbour cannot use by the end of June, the first faskes has room for what it uses by 31 May."""
    page = seen(risky.browser("pengelola").get("/kedaluwarsa/pindahkan"))
    assert f"{risky.district.names[NEIGHBOUR]} {risky.district.names[OWN]} Pil Kombinasi S1" in page
    assert "penerima punya 60, memakai 30,0 per 30 hari, 110 sebelum ED" in page
    assert risky.browser("faskes").get("/kedaluwarsa/pindahkan").status_code == 403


def button(page: str, label: str) -> str:
    """The address behind the first button of a name."""
    found = re.search(rf'href="([^"]+)">{label}<', page)
    assert found, label
    return html.unescape(found[1])


def test_a_proposal_becomes_a_mutasi_without_typing_it_again(risky: Pages) -> None:
    keeper = risky.browser("pengelola")
    form = button(keeper.get("/kedaluwarsa/pindahkan").text, "Usulkan mutasi")
    shown = keeper.get(form).text
    assert re.search(rf'<option value="{FAR}" selected', shown)
    assert 'value="49"' in shown
    assert "Batch S1 (ED 06/2026) akan kedaluwarsa; masih terpakai di" in shown
    answer = send(keeper, form, **filled(form))
    assert answer.status_code == 302
    case = seen(keeper.get(answer.location))
    assert risky.district.names[FAR] in case
    assert "S1" in case
    assert "49" in case


def test_a_proposal_becomes_a_retur_too(risky: Pages) -> None:
    keeper = risky.browser("pengelola")
    form = button(keeper.get("/kedaluwarsa/pindahkan").text, "Retur ke gudang")
    assert 'value="49"' in keeper.get(form).text
    assert send(keeper, form, **filled(form)).status_code == 302


def filled(address: str) -> dict[str, str]:
    """What an address fills a form with, as the browser would send it."""
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items() if name != "site"}


def test_goods_of_the_warehouse_are_asked_for_by_who_can_use_them(risky: Pages) -> None:
    """300 pil at the warehouse end with April; three faskes use 60 a month, and have room until the end of March."""
    row = {"item": "PILK", "batch": "G1", "fund": "APBN", "expiry": "04/2026", "accepted": 300}
    risky.district.unload(date(2026, 2, 10), [row])
    keeper = risky.browser("pengelola")
    form = button(keeper.get("/kedaluwarsa/pindahkan").text, "Ajukan permintaan")
    asked = filled(form)
    assert asked["reason"] == "Batch G1 (ED 04/2026) akan kedaluwarsa di gudang"
    (name,) = (name for name in asked if name.endswith("-requested"))
    page = keeper.get(form).text
    assert re.search(rf'name="{name}"[^>]* value="{asked[name]}"', page)
    rows = {f"lines-{n}-item": code for n, code in enumerate(ITEMS)}
    assert send(keeper, form, **asked, **rows).status_code == 302


def test_who_only_reads_gets_no_form_but_the_paper(risky: Pages) -> None:
    auditor = risky.browser("auditor")
    page = auditor.get("/kedaluwarsa/pindahkan")
    assert "/berkas/mutasi/baru" not in page.text
    data = json.loads(auditor.get(button(page.text, "CSV").replace(".csv", ".json")).data)["datasets"][0]
    (line,) = (one for one in data["rows"] if one.get("taker") == risky.district.names[OWN])
    told = {"held": 200, "position": 60, "able": 110, "quantity": 50}
    assert {name: line[name] for name in told} == told
    assert line["own_use"] + line["unused"] == 200
    paper = auditor.get(button(page.text, "CSV").replace(".csv", ".html")).text
    assert "Diusulkan oleh," in paper
    assert "Menyetujui," in paper


def test_an_address_fills_only_fields_of_the_step(risky: Pages) -> None:
    asked = "reason=Sebab&key=x&lines-0-price=9&lines-999-lot=1"
    page = risky.browser("pengelola").get(f"/berkas/mutasi/baru/offer?site={NEIGHBOUR}&{asked}")
    assert page.status_code == 200
    assert "Sebab" in page.text
    assert 'name="lines-0-price"' not in page.text
    assert 'name="key" value="x"' not in page.text
