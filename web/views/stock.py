"""Stok: what lies where on a day, per item or per batch, for every site the person may read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import Blueprint, render_template, request, url_for

from alokon import text
from alokon.service.desk import refuse_unseen
from alokon.supplies import GOODS
from alokon.views import batches as lots
from alokon.views import stock as read
from alokon.views.batches import Batch
from alokon.views.sites import Titled, home_sites
from alokon.views.stock import OnHand
from inventory.core.goods import LotFacts
from inventory.core.places import DAMAGED, EXPIRED, QUARANTINE
from web.auth import needs
from web.config import here, now
from web.desk import Reach, desk, reach
from web.downloads import downloads
from web.forms import Form
from web.links import turner

blueprint = Blueprint("stock", __name__, url_prefix="/stok")

PER_PAGE = 100
BY_BATCH = "batch"
TINTS = {read.EMPTY: "bad", read.LAPSED: "bad", read.NEAR: "warn", read.PRESENT: "ok"}
ASIDE = ((QUARANTINE, "Karantina"), (DAMAGED, "Rusak"), (EXPIRED, "Kedaluwarsa"))
"""Kinds of places beside the card, with their column."""


@dataclass(frozen=True)
class Asked:
    """What the filters say; `on` is never later than today."""

    on: date
    area: str
    site: str
    item: str
    status: str
    words: str
    by_batch: bool

    @property
    def kept(self) -> dict[str, str]:
        """The filters as the address carries them, without those that say nothing."""
        said = {
            "tanggal": self.on.isoformat() if self.on != now().date() else "",
            "kecamatan": self.area,
            "tempat": self.site,
            "jenis": self.item,
            "status": self.status,
            "cari": self.words,
            "tampilan": BY_BATCH if self.by_batch else "",
        }
        return {name: value for name, value in said.items() if value}

    def takes(self, site: Titled) -> bool:
        """Whether the filters leave a site."""
        return self.site in ("", site.code) and self.area in ("", site.kecamatan)

    def finds(self, site: Titled, batches: Sequence[Batch]) -> bool:
        """Whether the words searched for are in the site's name or one of the batch numbers."""
        wanted = self.words.casefold()
        return not wanted or any(
            wanted in text.casefold() for text in (site.name, *(batch.key.batch for batch in batches))
        )


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """The stock of the sites in reach, filtered; the warehouse first, then by kecamatan."""
    form = Form(request.args)
    asked = _asked(form)
    page = max(request.args.get("halaman", 1, type=int), 1)
    with here().reading() as db:
        if asked.site:
            refuse_unseen(db, desk(), asked.site)
        seen = reach(db)
        sites = home_sites(db, here().book, seen.sites)
        chosen = _chosen(asked, sites, seen)
        rank = {code: n for n, code in enumerate(sorted(sites, key=lambda code: _site_order(sites[code], seen)))}
        rows: Sequence[Batch | OnHand]
        shown: Sequence[Batch | OnHand]
        rows, counts = _by_batch(db, asked, sites, chosen) if asked.by_batch else _by_item(db, asked, sites, chosen)
        rows = sorted(rows, key=lambda row: rank[row.site])
        shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
        if not asked.by_batch:
            shown = read.with_use(db, here().book, [row for row in shown if isinstance(row, OnHand)])
    address = turner(url_for("stock.index"), asked.kept)
    return render_template(
        "stock/index.html", form=form, asked=asked, rows=shown, first=(page - 1) * PER_PAGE, total=len(rows),
        value=sum(row.value_sen or 0 for row in rows), places=len({row.site for row in rows}), counts=counts,
        page=page, pages=-(-len(rows) // PER_PAGE), address=address, at_page=lambda n: address(halaman=n),
        sites=sites, seen=seen, many=len(sites) > 1, statuses=read.STATUSES, tints=TINTS, aside=ASIDE,
        items=GOODS.values(), near=lots.NEAR_MONTHS, is_near=lots.is_near,
        files=downloads("persediaan", day=asked.on, site=asked.site, item=asked.item, kecamatan=asked.area),
    )  # fmt: skip


@blueprint.app_template_filter()
def lot_expiry(facts: LotFacts) -> str:
    """When a lot expires, as exactly as its label states it; a dash when it never does."""
    return text.expiry(text.Expiry(facts.expiry, facts.precision)) if facts.expiry else "–"


def _asked(form: Form) -> Asked:
    today = now().date()
    return Asked(
        on=min(form.optional_day("tanggal", "Per tanggal") or today, today),
        area=form.value("kecamatan"),
        site=form.value("tempat"),
        item=form.value("jenis") if form.value("jenis") in GOODS else "",
        status=form.value("status") if form.value("status") in read.STATUSES else "",
        words=form.value("cari").strip()[:60],
        by_batch=form.value("tampilan") == BY_BATCH,
    )


def _chosen(asked: Asked, sites: Mapping[str, Titled], seen: Reach) -> set[str] | None:
    """The sites the filters leave; None for the whole book, which is asked for fastest."""
    if seen.sites is None and not asked.site and not asked.area:
        return None
    return {site.code for site in sites.values() if asked.takes(site)}


def _by_item(
    db: sa.Connection, asked: Asked, sites: Mapping[str, Titled], chosen: set[str] | None
) -> tuple[list[OnHand], Counter[str]]:
    """The rows to show, and how many rows there are of each status."""
    items = [asked.item] if asked.item else None
    found = read.on_hand(db, here().book, asked.on, sites=chosen, items=items)
    named = [row for row in found if asked.finds(sites[row.site], row.batches)]
    counts = Counter(row.status for row in named)
    return [row for row in named if row.status == asked.status] if asked.status else named, counts


def _by_batch(
    db: sa.Connection, asked: Asked, sites: Mapping[str, Titled], chosen: set[str] | None
) -> tuple[list[Batch], Counter[str]]:
    items = [asked.item] if asked.item else None
    found = lots.batches(db, here().book, asked.on, sites=chosen, items=items)
    return [row for row in found if asked.finds(sites[row.site], [row])], Counter()


def _site_order(site: Titled, seen: Reach) -> tuple[bool, str, str]:
    return (bool(site.kecamatan), seen.area(site.code), site.name)
