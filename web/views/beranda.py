"""Beranda: the first page after signing in: what needs doing today, and how stock and use go."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import catalog
from alokon.views.batches import batches, item_order
from alokon.views.stock import stock
from alokon.views.todo import todo
from alokon.views.trend import Used, month_end_stock, used
from inventory.core.months import Month
from inventory.core.places import WAREHOUSE
from inventory.store import masters
from web import home, words
from web.auth import actor, needs
from web.chart import Chart, draw
from web.config import here, now
from web.desk import reach

blueprint = Blueprint("beranda", __name__)

MONTHS = 12


@blueprint.get("/")
@needs("account")
def root() -> Response:
    """The bare address leads to beranda."""
    return redirect(url_for("beranda.index"))


@blueprint.get("/beranda")
@needs("read_own")
def index() -> str:
    """Counted cards, the list of work, the chart of one item; for a faskes its stock and what is on its way."""
    today, me = now().date(), actor()
    with here().reading() as db:
        warehouses = masters.sites(db, here().book, kind=WAREHOUSE)
        found = todo(db, here().book, me, today, warehouses)
        own = [me.site] if me.site else list(warehouses)
        near = home.near_batches(batches(db, here().book, today, sites=own), today) if not me.kecamatan else []
        mine = stock(db, here().book, today, sites=[me.site]) if me.site else []
        area = _area(db)
        chart = _chart(db)
    jobs = home.work(found, me, today)
    return render_template(
        "beranda/index.html",
        today=today,
        cards=home.cards(found, me, near, today),
        work=jobs[: home.MOST_JOBS],
        more=max(len(jobs) - home.MOST_JOBS, 0),
        stock=sorted(mine, key=lambda row: item_order(row.item)),
        area=area,
        alone=me.site is not None,
        expected=found.expected,
        reported=found.expected - len(found.unreported),
        month=found.month,
        **chart,
    )


@blueprint.get("/beranda/grafik")
@needs("read_own")
def chart() -> str:
    """The chart alone, for another item."""
    with here().reading() as db:
        return render_template("beranda/chart.html", **_chart(db))


def _area(db: sa.Connection) -> str:
    """What the person's work is about: a faskes, a kecamatan, or the kabupaten."""
    me, seen = actor(), reach(db)
    if me.site and me.site in seen.faskes:
        return seen.faskes[me.site].name
    if me.kecamatan and me.kecamatan in seen.kecamatan:
        return f"Kecamatan {seen.kecamatan[me.kecamatan].name}"
    return f"Kabupaten {here().place}"


def _chart(db: sa.Connection) -> dict[str, object]:
    """Use and stock of the chosen item over twelve months, of every site in reach (the office: warehouse too)."""
    months = [Month.of(now().date()).plus(-n) for n in range(MONTHS - 1, -1, -1)]
    sites = reach(db).sites
    found = used(db, here().book, months[0].first, months[-1].last, sites=sites)
    item = request.args.get("barang", "")
    item = item if item in catalog.ITEMS else _most_used(found)
    use: dict[Month, int] = defaultdict(int)
    for one in found:
        use[one.month] += one.quantity if one.item == item else 0
    held = month_end_stock(db, here().book, months, item, sites)
    picture: Chart = draw(months, use, held, words.unit(item))
    items = [(code, known.name) for code, known in catalog.ITEMS.items()]
    return {"chart": picture, "item": item, "items": items, "whole": sites is None}


def _most_used(found: Sequence[Used]) -> str:
    """The item used most often, to begin with."""
    counts = Counter(one.item for one in found)
    return counts.most_common(1)[0][0] if counts else next(iter(catalog.ITEMS))
