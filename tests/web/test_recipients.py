"""Daftar penerima: a group of cadres without a decree is led to the one that names its village."""

from alokon.recipients import CADRES
from tests.alokon.service.test_decrees import decreed
from tests.alokon.sop.test_handing_out import enter
from tests.web.office import Office, csrf_token, seen


def test_the_list_leads_to_the_decree_that_names_the_village(office: Office) -> None:
    code = enter(office.book, CADRES, village="Benteng")
    other = enter(office.book, CADRES, village="Linggasari", name="Kader lain")
    case = decreed(office.book)
    browser = office.browser("pengelola")
    page = browser.get("/penerima/")
    way = f"/penerima/{code}/ubah?sk={case}"
    assert f'href="{way}"' in page.text
    assert f"/penerima/{other}/ubah?sk=" not in page.text
    form = browser.get(way)
    assert (
        f'<option value="{case}" selected>476/Kpts.1/2026, 07/01/2026 sampai 30/06/2026: Ciamis</option>' in form.text
    )
    key = form.text.split('name="key" value="')[1].split('"')[0]
    data = {"csrf_token": csrf_token(form), "key": key, "kecamatan": "32.07.01", "active": "ya", "decree_of": str(case)}
    refused = browser.client.post(way, data={**data, "name": "Kader", "village": "Linggasari"})
    assert refused.status_code == 422
    assert "tidak menyebut kecamatan dan desa" in seen(refused)
    assert browser.client.post(way, data={**data, "name": "Kader", "village": "Benteng"}).status_code == 302
    said = seen(browser.get("/penerima/"))
    assert "476/Kpts.1/2026 s.d. 30/06/2026" in said
    assert "Pakai SK" not in said
