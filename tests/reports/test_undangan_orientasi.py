"""Whom to invite to an orientation: who was late, whose figures differ, and when each was last there."""

from datetime import date, datetime

from sqlalchemy import Engine

from alokon.planning.inviting import COUNTED, LATE, MISSING, SERVED, SIGA, Figures, mismatches
from alokon.recipients import AREA
from alokon.views.invitations import invitations
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.report import Parameters
from tests.alokon.sop.test_handing_out import enter
from tests.books import BOOK, PMB, PUSKESMAS, WIB
from tests.reports.test_layanan import JANUARY, lived

MARCH = date(2026, 3, 2)


def test_what_nobody_told_never_differs_and_kondom_is_not_counted_one_by_one() -> None:
    silent = [Figures("PILK", None, None, 14, 14, True), Figures("MOP", 1, None, None, None, True)]
    assert list(mismatches([*silent, Figures("KONDOM", 2, 2, 72, 72, False)])) == []
    told = [Figures("KONDOM", 2, 3, 72, 73, False), Figures("PILK", 12, 12, 14, 14, True)]
    assert [(one.kind, [u.method for u in one.unequal]) for one in mismatches(told)] == [
        (SERVED, ["PILK"]),
        (COUNTED, ["KONDOM"]),
        (SIGA, ["KONDOM"]),
    ]


def test_the_late_and_the_unequal_are_proposed_until_they_came_to_an_orientation(sqlite_engine: Engine) -> None:
    book, _ = lived(sqlite_engine)
    with reading(sqlite_engine) as db:
        assert invitations(db, BOOK, JANUARY, date(2026, 2, 5)) == []
    book.close("bidan", "2026-02-08", PUSKESMAS, "2026-01")
    area = enter(book, AREA)
    plan = {"held_on": "2026-02-20", "time": "09.00 WIB", "place": "Aula", "theme": "R/II/KB"}
    case = book.take("uptd", "2026-02-10", "sik", "schedule", site=area, **plan).case
    with reading(sqlite_engine) as db:
        own, other = invitations(db, BOOK, JANUARY, MARCH)
    assert (own.site, [one.kind for one in own.reasons], own.attended) == (PUSKESMAS, [LATE, SERVED, COUNTED], None)
    assert (other.site, [(one.kind, one.days) for one in other.reasons]) == (PMB, [(MISSING, 25)])

    book.take("uptd", "2026-02-11", "sik", "material", case=case, material="Paparan")
    came = [{"faskes": PUSKESMAS, "count": 2}]
    book.take("uptd", "2026-02-20", "sik", "orient", case=case, present=2, lines=came)
    with reading(sqlite_engine) as db:
        asked = Parameters(month=JANUARY)
        printed = datetime(2026, 3, 2, 9, tzinfo=WIB)
        [data] = build(db, BOOK, "undangan-orientasi", asked, printed_at=printed).datasets
    said = {row[0]: row[2:] for row in data.rows if isinstance(row, tuple)}
    assert said[PUSKESMAS] == (
        "Laporan Januari 2026 terlambat 3 hari; "
        "pelayanan R1 KB dan pemakaian dilaporkan tidak sama: Pil Kombinasi 12 dan 14; "
        "pemakaian menurut stok dan yang dilaporkan tidak sama: Pil Kombinasi 16 dan 14",
        date(2026, 2, 20),
    )
    assert said[PMB] == ("Laporan Januari 2026 belum masuk, lewat batas 25 hari", None)
    with reading(sqlite_engine) as db:
        assert invitations(db, BOOK, Month(2025, 12), MARCH, [PMB])[0].site == PMB
