"""Usulan undangan orientasi: who is proposed in reach, and the form of the schedule filled in with those ticked."""

from datetime import date

import pytest

from alokon.recipients import AREA
from inventory.core.months import Month
from tests.alokon.sop.test_handing_out import enter
from tests.district import FAR, NEIGHBOUR, OWN
from tests.web.office import seen, statements
from tests.web.pages import Pages
from tests.web.test_steps import fields_of

LIST = "/orientasi/undangan/"


@pytest.fixture
def late(pages: Pages) -> Pages:
    """Three faskes; the first closed February in time, the others not at all, and the day for it is past."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    for site in (OWN, NEIGHBOUR, FAR):
        district.supply(site, date(2026, 1, 8), {"PILK": 20})
        district.finish(site, Month(2026, 1), date(2026, 2, 2))
    district.finish(OWN, Month(2026, 2), date(2026, 3, 3))
    return pages


def test_the_ticked_stand_on_the_schedule_with_their_reasons(late: Pages) -> None:
    area = enter(late.district, AREA, "admin", kecamatan=late.district.kecamatan)
    browser, names = late.browser("uptd"), late.district.names
    said = seen(browser.get(LIST))
    assert names[NEIGHBOUR] in said
    assert names[OWN] not in said
    assert names[FAR] not in said
    way = f"/berkas/sik/baru/schedule?laporan=2026-02&undang={NEIGHBOUR}&undang={FAR}&undang={OWN}"
    form = fields_of(browser.get(way))
    assert (form["site"], form["lines-0-faskes"]) == (area, NEIGHBOUR)
    assert form["lines-0-why"] == "Laporan Februari 2026 belum masuk, lewat batas 7 hari"
    assert form["lines-1-faskes"] == ""
    assert names[NEIGHBOUR] in browser.get(way).text


def test_where_several_offices_may_invite_the_question_keeps_the_list(late: Pages) -> None:
    enter(late.district, AREA, "admin", kecamatan=late.district.kecamatan)
    page = late.browser("data").get(f"/berkas/sik/baru/schedule?laporan=2026-02&undang={NEIGHBOUR}&undang={FAR}")
    assert 'id="step"' not in page.text
    assert page.text.count('type="hidden" name="undang"') == 2
    form = late.browser("data").get(f"/berkas/sik/baru/schedule?site=DINAS&laporan=2026-02&undang={NEIGHBOUR}").text
    assert f'href="/berkas/sik/baru/schedule?laporan=2026-02&amp;undang={NEIGHBOUR}">Ganti tempat' in form


@pytest.mark.parametrize("typed", ["kapan", "2026-13", "2026-04"])
def test_a_month_that_is_none_or_has_not_come_is_refused(pages: Pages, typed: str) -> None:
    assert pages.browser("auditor").get(f"{LIST}?bulan={typed}").status_code == 422


def test_the_list_asks_a_fixed_number_of_questions(late: Pages) -> None:
    browser, sent = late.browser("data"), []
    for _ in range(2):
        with statements(late.engine) as asked:
            assert browser.get(LIST).status_code == 200
        sent.append(len(asked))
        if len(sent) == 1:
            late.district.use(FAR, date(2026, 2, 20), "PILK", service=3)
            late.district.finish(FAR, Month(2026, 2), date(2026, 3, 10))
    assert sent[0] == sent[1]
