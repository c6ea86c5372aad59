"""The fields of a report's form: what can be asked, what it begins with, and what there is to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon import catalog
from alokon.store import settings
from alokon.supplies import CLASSES, choices
from alokon.views.sites import Titled, home_sites
from inventory.core.months import Month
from inventory.core.places import STOREROOM
from reports.parameters import PARAMETERS
from reports.report import Report
from web.auth import actor
from web.config import here
from web.desk import Reach

CARD_MONTHS = 3
"""How many months a stock card begins with: the running one and those before it."""

KINDS = {"month": "month", "day": "date", "since": "date", "until": "date"}
"""Name of a parameter → type of its input; the others are chosen from a list."""

HIDDEN = frozenset({"lot"})
"""Parameters that only other pages give."""


class Options(NamedTuple):
    """A heading and what stands under it, as (value, words)."""

    label: str
    options: tuple[tuple[str, str], ...]


class Field(NamedTuple):
    """One field: its input type, or its groups of options; `value` is what it shows."""

    name: str
    label: str
    kind: str
    needed: bool
    value: str
    most: str
    groups: tuple[Options, ...]


def fields(db: sa.Connection, report: Report, seen: Reach, typed: Mapping[str, str], today: date) -> list[Field]:
    """The fields of a report, filled with what was typed or with what people usually want."""
    sites = home_sites(db, here().book, seen.sites)
    able = {code: site for code, site in sites.items() if site.kind in report.site_kinds}
    warehouse = str(settings.settings(db, here().book)["warehouse"])
    usual = _usual(report, able, (actor().site or "", warehouse), today)
    groups = {
        "site": tuple(_site_groups(able.values(), seen)),
        "item": tuple(_item_groups(report)),
        "fund": (Options("", tuple((fund.code, fund.name) for fund in catalog.FUNDS.values())),),
        "kecamatan": (Options("", tuple(seen.kecamatan_options)),),
    }
    most = {"month": str(Month.of(today)), "day": today.isoformat(), "until": today.isoformat()}
    found = []
    for name in report.parameters:
        if name in HIDDEN or (name == "kecamatan" and len(seen.kecamatan_options) < 2):
            continue
        needed = name in report.needs
        value = typed.get(name, "") or (usual.get(name, "") if needed or not typed else "")
        label, kind = PARAMETERS[name].label, KINDS.get(name, "list")
        found.append(Field(name, label, kind, needed, value, most.get(name, ""), groups.get(name, ())))
    return found


def _usual(report: Report, able: Mapping[str, Titled], homes: tuple[str, ...], today: date) -> dict[str, str]:
    """What a form begins with: one's own faskes, else the warehouse; a choice among many is left to the person."""
    site = next((code for code in homes if code in able), "") if "site" in report.needs else ""
    return {
        "month": str(Month.of(today).previous),
        "day": today.isoformat(),
        "since": Month.of(today).plus(1 - CARD_MONTHS).first.isoformat(),
        "until": today.isoformat(),
        "site": site,
        "item": next(iter(catalog.ITEMS)) if "item" in report.needs else "",
    }


def _item_groups(report: Report) -> Iterator[Options]:
    """Alokon, and where a report may be about the storeroom the other goods by class."""
    yield Options("", tuple((item.code, item.name) for item in catalog.ITEMS.values()))
    for code, label in CLASSES.items() if STOREROOM in report.site_kinds else ():
        yield Options(label, tuple(choices(code)))


def _site_groups(sites: Iterable[Titled], seen: Reach) -> Iterator[Options]:
    """The sites by kecamatan, warehouses first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for site in sites:
        groups.setdefault(seen.area(site.code) or "Gudang", []).append((site.code, site.name))
    for label in sorted(groups, key=lambda name: (name != "Gudang", name)):
        yield Options(label, tuple(groups[label]))
