"""Kartu stok of a site and an item: newest lines first, a page at a time, each with its document and its case."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import Blueprint, render_template, request, url_for

from alokon import catalog
from alokon.service.desk import refuse_unseen
from alokon.store import settings
from alokon.views.cards import page, told
from alokon.views.sites import Titled, home_sites
from alokon.views.stock import known_pairs
from inventory.core.months import Month
from inventory.store import masters
from inventory.store.queries import Names
from web.auth import needs
from web.config import here, now
from web.desk import desk, reach
from web.downloads import downloads
from web.forms import Form
from web.links import turner

blueprint = Blueprint("cards", __name__, url_prefix="/kartu")

PER_PAGE = 50
USUAL_MONTHS = 3
"""How many months a card opens with: the running one and those before it."""


@dataclass(frozen=True)
class Asked:
    """Which card, from when to when, of which batch or fund (0 and "" for all), and which page; page 0 is all of it."""

    site: str
    item: str
    since: date
    until: date
    lot: int
    fund: str
    page: int

    @property
    def kept(self) -> dict[str, str]:
        """What the address carries."""
        kept = {"tempat": self.site, "jenis": self.item, "dari": self.since.isoformat()}
        more = {"sampai": self.until.isoformat(), "batch": str(self.lot or ""), "dana": self.fund}
        return {name: value for name, value in {**kept, **more}.items() if value}

    def takes(self, lot: int, names: Names) -> bool:
        """Whether a batch is on the card asked for."""
        return self.lot in (0, lot) and self.fund in ("", names.key.fund)


@blueprint.get("/")
@needs("read_own")
def show() -> str:
    """The card asked for; without a choice, the warehouse's, or one's own, of the first item it has had."""
    form = Form(request.args)
    with here().reading() as db:
        seen = reach(db)
        sites = home_sites(db, here().book, seen.sites)
        site = _site(db, form, sites)
        known = {item for _, item in known_pairs(db, here().book, now().date(), sites=[site])}
        items = masters.items(db, here().book)
        asked = _asked(form, site, _item(form, list(items), known))
        most = asked.page * PER_PAGE or None
        found = page(db, here().book, asked.site, asked.item, asked.since, asked.until, asked.takes, most)
        first, last, pages = _span(found.count, asked.page)
        left_out = found.count - len(found.lines)
        shown = found.lines[first - left_out : last - left_out]
        lines = told(db, here().book, asked.site, shown)

    address = turner(url_for("cards.show"), asked.kept)
    return render_template(
        "cards/show.html", form=form, asked=asked, card=found, lines=lines, first=first,
        before=shown[0].balance - shown[0].quantity if shown else found.opening, sites=sites, seen=seen,
        site=sites[site], known=known, items=items.values(), page=asked.page or 1, pages=pages if asked.page else 1,
        all_pages=pages, address=address, at_page=lambda n: address(halaman=n), funds=catalog.FUNDS.values(),
        quick=_quick(now().date()), files=_files(asked),
    )  # fmt: skip


def _site(db: sa.Connection, form: Form, sites: dict[str, Titled]) -> str:
    """The site asked for, refused when it may not be seen; else one's own, or the warehouse."""
    wanted = form.value("tempat")
    if wanted:
        refuse_unseen(db, desk(), wanted)
    if wanted in sites:
        return wanted
    usual = str(settings.settings(db, here().book)["warehouse"])
    return usual if usual in sites else next(iter(sites))


def _item(form: Form, items: list[str], known: set[str]) -> str:
    wanted = form.value("jenis")
    return wanted if wanted in items else next((code for code in items if code in known), items[0])


def _asked(form: Form, site: str, item: str) -> Asked:
    today = now().date()
    until = form.optional_day("sampai", "Sampai tanggal") or today
    since = form.optional_day("dari", "Dari tanggal") or Month.of(until).plus(1 - USUAL_MONTHS).first
    if since > until:
        since, until = until, since
    lot = form.value("batch")
    page = request.args.get("halaman", 1, type=int)
    return Asked(site, item, since, until, int(lot) if lot.isdigit() else 0, form.value("dana"), max(page, 0))


def _span(lines: int, page: int) -> tuple[int, int, int]:
    """The lines of a page (first, after the last) and how many pages there are; page 1 holds the newest."""
    pages = max(-(-lines // PER_PAGE), 1)
    if page == 0:
        return 0, lines, pages
    last = lines - (min(page, pages) - 1) * PER_PAGE
    return max(last - PER_PAGE, 0), last, pages


def _files(asked: Asked) -> list[tuple[str, str]]:
    return downloads(
        "kartu-stok", site=asked.site, item=asked.item, since=asked.since, until=asked.until, lot=asked.lot,
        fund=asked.fund,
    )  # fmt: skip


def _quick(today: date) -> list[tuple[str, str, str]]:
    """Spans people ask for: (label, first day, last day)."""
    month = Month.of(today)
    spans = [
        ("Bulan ini", month.first, today),
        ("Bulan lalu", month.previous.first, month.previous.last),
        ("3 bulan", month.plus(1 - USUAL_MONTHS).first, today),
        ("Tahun ini", date(today.year, 1, 1), today),
    ]
    return [(label, since.isoformat(), until.isoformat()) for label, since, until in spans]
