"""What beranda says is due by the calendar: the Rensi of the cycle, and shipments that should have come."""

from datetime import date

import pytest

from tests.rounds import january
from tests.web.office import seen, statements
from tests.web.pages import Pages
from tests.web.test_rensi import draw_up
from tests.web.test_steps import send


@pytest.fixture
def ready(pages: Pages) -> Pages:
    """Three faskes have reported January."""
    january(pages.district)
    return pages


def home(pages: Pages, role: str, day: date) -> str:
    """What a role reads on beranda on a day, without the menu."""
    pages.on(day)
    return seen(pages.browser(role).get("/beranda")).partition("Keluar")[2]


def test_the_rensi_is_asked_for_until_one_stands(ready: Pages) -> None:
    said = home(ready, "pengelola", date(2026, 2, 16))
    assert "Hitung Rensi Februari 2026 – Maret 2026 Lewat waktu waktunya sejak 17 Januari 2026" in said
    assert "Hitung Rensi Maret 2026 – April 2026 hari ini waktunya" in home(ready, "pengelola", date(2026, 2, 17))
    assert "Hitung Rensi" not in home(ready, "approver", date(2026, 2, 20))
    keeper = ready.browser("pengelola")
    page = keeper.get("/beranda")
    assert 'href="/rensi/baru?bulan=2026-03"' in page.text
    assert 'value="2026-03"' in keeper.get("/rensi/baru?bulan=2026-03").text
    number = draw_up(keeper)
    assert "Hitung Rensi" not in home(ready, "pengelola", date(2026, 2, 20))
    assert "Hitung Rensi" not in home(ready, "pengelola", date(2026, 4, 16))
    assert "Hitung Rensi Mei 2026 – Juni 2026" in home(ready, "pengelola", date(2026, 4, 18))
    ready.on(date(2026, 4, 18))
    assert send(ready.browser("pengelola"), f"/berkas/{number}/drop_plan", reason="Salah bulan").status_code == 302
    assert "sejak 17 April 2026" in home(ready, "pengelola", date(2026, 4, 19))


def announced(pages: Pages, expected: date) -> int:
    """A shipment of the province is announced on 1 March; returns the case."""
    row = {"item": "PILK", "fund": "APBN", "stated": 100}
    done = pages.district.take(
        "pengelola", "2026-03-01", "penerimaan", "announce", site="GUDANG", sender="Perwakilan BKKBN",
        document="SBBK/PROV/9", expected=expected, lines=[row],
    )  # fmt: skip
    assert done.case
    return done.case


def test_a_shipment_that_has_not_come_by_its_day_is_told_until_it_comes(ready: Pages) -> None:
    case = announced(ready, date(2026, 3, 9))
    announced(ready, date(2026, 3, 20))
    said = home(ready, "pengelola", date(2026, 3, 9))
    assert "belum tiba" not in said
    assert "Terima kiriman, Gudang Alokon Kabupaten perkiraan tiba 9 Maret 2026" in said
    said = home(ready, "pengelola", date(2026, 3, 10))
    assert "1 kiriman diberitahukan belum tiba yang pertama diperkirakan tiba 9 Maret 2026" in said
    assert "Terima kiriman, Gudang Alokon Kabupaten Lewat waktu perkiraan tiba 9 Maret 2026" in said
    assert "kiriman diberitahukan belum tiba" in home(ready, "auditor", date(2026, 3, 10))
    label = {"batch": "P9", "expiry": "12/2028", "accepted": 100}
    rows = [{"item": "PILK", "fund": "APBN", "stated": 100, "line": 1, **label}]
    ready.district.take(
        "pengelola", "2026-03-10", "penerimaan", "take_in_announced", case=case, sender="Perwakilan BKKBN",
        document="SBBK/PROV/9", lines=rows,
    )  # fmt: skip
    assert "belum tiba" not in home(ready, "pengelola", date(2026, 3, 11))


def test_the_number_of_questions_is_the_same_whether_a_rensi_or_a_shipment_is_due_or_not(ready: Pages) -> None:
    announced(ready, date(2026, 3, 9))

    def questions(day: date) -> int:
        ready.on(day)
        keeper = ready.browser("pengelola")
        with statements(ready.engine) as sent:
            assert keeper.get("/beranda").status_code == 200
        return len(sent)

    before = [questions(day) for day in (date(2026, 3, 1), date(2026, 3, 20))]
    ready.on(date(2026, 3, 1))
    draw_up(ready.browser("pengelola"))
    announced(ready, date(2026, 3, 10))
    after = [questions(day) for day in (date(2026, 3, 1), date(2026, 3, 20))]
    assert len({*before, *after}) == 1
    assert before[0] < 45


def test_the_other_procedures_stand_in_one_card_for_what_waits_and_one_for_what_is_late(pages: Pages) -> None:
    """An orientation and a decree asked for in January wait for the office's data officer, past their times."""
    planned = {"held_on": "2026-01-20", "time": "09.00 WIB", "place": "Aula", "theme": "R/II"}
    pages.district.take("data", "2026-01-05", "sik", "schedule", site="DINAS", **planned)
    pages.district.take("data", "2026-01-05", "imp", "regulate", site="DINAS", subject="Penunjukan")
    told = home(pages, "data", date(2026, 3, 12))
    assert "2 berkas SOP lain menunggu Anda" in told
    assert "1 berkas SOP lain lewat waktu Pembinaan Sistem Informasi Keluarga" in told
    assert "berkas SOP lain menunggu" not in home(pages, "auditor", date(2026, 3, 12))
