"""A Rensi in tests: a district whose faskes have reported January, and the steps of a round in short sentences."""

from collections.abc import Mapping
from datetime import date

from alokon.planning.sharing import MONTHS
from alokon.service.desk import Done
from alokon.service.rensi import compute, order
from alokon.views.rensi_told import Rensi, rensi
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN, District

DAY = "2026-02-10"
USED: Mapping[str, tuple[int, int]] = {OWN: (84, 24), NEIGHBOUR: (20, 8), FAR: (40, 16)}
"""Faskes → pil it got on 8 January, and used until the end of that month: 30, 10 and 20 in thirty days."""


def january(district: District) -> None:
    """Three faskes have got pil, used some of it, and closed January."""
    district.unload(date(2026, 1, 5))
    for site, (got, used) in USED.items():
        district.supply(site, date(2026, 1, 8), {"PILK": got})
        district.use(site, date(2026, 1, 31), "PILK", service=used)
        district.finish(site, Month(2026, 1), date(2026, 2, 2))


def draw_up(district: District, day: str = DAY, rule: str = MONTHS, case: int | None = None) -> Done:
    """Work a Rensi of two months out."""
    answers = {"date": day, "month": "2026-03", "cycle": "2", "rule": rule}
    return compute(district.desk("pengelola", day), answers, district.key(), case)


def adjust(
    district: District, case: int, site: str, planned: object, note: str = "Stok lapangan", day: str = DAY
) -> Done:
    """Plan another quantity of pil from APBN for a faskes."""
    row = {"site": site, "item": "PILK", "fund": "APBN", "planned": planned, "note": note}
    return district.take("pengelola", day, "rensi", "adjust", case=case, lines=[row])


def approve(district: District, case: int, day: str = DAY) -> Done:
    """Approve it."""
    return district.take("approver", day, "rensi", "approve_plan", case=case)


def issue_orders(district: District, case: int, kecamatan: str = "", day: str = "2026-02-11") -> list[Done]:
    """Issue the SPMB that wait."""
    return order(district.desk("approver", day), case, date.fromisoformat(day), district.key(), kecamatan)


def told(district: District, case: int, day: str = DAY) -> Rensi:
    """The Rensi as it stands."""
    with reading(district.engine) as db:
        return rensi(db, BOOK, case, date.fromisoformat(day))


def planned(found: Rensi) -> dict[str, int]:
    """Faskes → pil planned for it."""
    return {line.site: line.planned for line in found.lines if line.item == "PILK"}
