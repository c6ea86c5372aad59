"""What the warehouse itself asks for, as lines of work and cards on beranda."""

from collections.abc import Iterator
from datetime import date

from alokon import text
from alokon.climate import told
from alokon.people import Actor, may
from alokon.service.climate import PERMISSION
from alokon.sop.storage import INSPECTION
from alokon.views.upkeep import LATELY, Outside, Uninspected, Unread, Upkeep
from inventory.core.months import Month
from web.home import Card, Work, page


def chores(found: Upkeep, actor: Actor, today: date) -> list[Work]:
    """The lines of work of whoever looks after the warehouses."""
    if not may(actor, PERMISSION):
        return []
    return [*(_reading(one, today) for one in found.unread), *(_inspection(one, today) for one in found.uninspected)]


def climate_cards(found: Upkeep) -> list[Card]:
    """A card for each warehouse that was too warm, too cold or too damp in the last days."""
    return list(_outside(found.outside))


def _reading(one: Unread, today: date) -> Work:
    gaps = f" · {text.number(one.incomplete)} dari {LATELY} hari sebelumnya tidak lengkap" if one.incomplete else ""
    url = page("climate.show", site=one.site, month=str(Month.of(today)))
    return Work(
        f"Catat suhu dan kelembapan, {one.name}", f"hari ini: {' dan '.join(one.missing)}{gaps}", url, False, False
    )


def _inspection(one: Uninspected, today: date) -> Work:
    last = f"terakhir {text.long_date(one.last)}" if one.last else "belum pernah"
    detail = f"pemeriksaan {text.month_year(Month.of(today))} belum ada · {last}"
    step = INSPECTION.open_to(None)[0]
    url = page("steps.new", flow=INSPECTION.code, step=step.name, site=one.site)
    return Work(f"{step.label}, {one.name}", detail, url, False, one.overdue(today))


def _outside(found: tuple[Outside, ...]) -> Iterator[Card]:
    for one in found:
        newest = one.readings[0]
        detail = f"{one.name}, terakhir {text.long_date(newest.day)} {newest.time}: {told(newest)}"
        label = f"kali suhu gudang di luar batas, {LATELY} hari terakhir"
        url = page("climate.show", site=one.site, month=str(Month.of(newest.day)))
        yield Card(text.number(len(one.readings)), label, detail, url, "bad")
