"""Beranda: the first page after signing in: what needs doing today, and how stock and use go."""

from collections import Counter

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import catalog
from alokon.people import may
from alokon.views.batches import batches, item_order
from alokon.views.expiring import asking
from alokon.views.gone import used_monthly
from alokon.views.stock import stock
from alokon.views.todo import Todo, todo
from alokon.views.trend import month_end_stock
from alokon.views.upkeep import upkeep
from inventory.core.months import Month
from inventory.core.places import FACILITY, WAREHOUSE
from inventory.store import masters
from web import home, home_upkeep, words
from web.auth import actor, needs
from web.chart import Chart, draw
from web.config import here, now
from web.desk import Reach, reach

blueprint = Blueprint("beranda", __name__)

MONTHS = 12


@blueprint.get("/")
@needs("account")
def root() -> Response:
    """The bare address leads to beranda."""
    return redirect(url_for("beranda.index"))


@blueprint.get("/beranda")
@needs("read_own", "p2tp2a")
def index() -> str:
    """Counted cards, the list of work, the chart of one item; for a faskes its stock and what is on its way."""
    today, me = now().date(), actor()
    if not may(me, "read_own"):
        return _work_alone()
    with here().reading() as db:
        seen = reach(db)
        warehouses = masters.sites(db, here().book, kind=WAREHOUSE)
        found = todo(db, here().book, me, today, warehouses)
        own = [me.site] if me.site else list(warehouses)
        held = batches(db, here().book, today, sites=own) if not me.kecamatan else []
        near = home.near_batches(held, today)
        unseen = [one for one in asking(db, here().book, held, today) if one.seen is None] if held else []
        mine = stock(db, here().book, today, sites=[me.site]) if me.site else []
        asked = upkeep(db, here().book, warehouses, now()) if may(me, "read_all") else None
        chart = _chart(db, seen, most_used(found))
    jobs = home.work(found, me, today, home_upkeep.chores(asked, me, today) if asked else ())
    return render_template(
        "beranda/index.html",
        today=today,
        cards=[
            *home.cards(found, me, near, today),
            *home.expiry_card(unseen),
            *(home_upkeep.climate_cards(asked) if asked else ()),
        ],
        work=jobs[: home.MOST_JOBS],
        more=max(len(jobs) - home.MOST_JOBS, 0),
        stock=sorted(mine, key=lambda row: item_order(row.item)),
        area=_area(seen),
        alone=me.site is not None,
        expected=found.expected,
        reported=found.expected - len(found.unreported),
        month=found.month,
        **chart,
    )


def _work_alone() -> str:
    """The work of somebody who reads nothing of the stock."""
    today = now().date()
    with here().reading() as db:
        found = todo(db, here().book, actor(), today, ())
    jobs = home.work(found, actor(), today)
    return render_template("beranda/work.html", today=today, work=jobs)


@blueprint.get("/beranda/grafik")
@needs("read_own")
def chart() -> str:
    """The chart alone, for another item."""
    with here().reading() as db:
        return render_template("beranda/chart.html", **_chart(db, reach(db), next(iter(catalog.ITEMS))))


def _area(seen: Reach) -> str:
    """What the person's work is about: a faskes, a kecamatan, or the kabupaten."""
    me = actor()
    if me.site and me.site in seen.faskes:
        return seen.faskes[me.site].name
    if me.kecamatan and me.kecamatan in seen.kecamatan:
        return f"Kecamatan {seen.kecamatan[me.kecamatan].name}"
    return f"Kabupaten {here().place}"


def _chart(db: sa.Connection, seen: Reach, usual: str) -> dict[str, object]:
    """Use and stock of the chosen item over twelve months, of every site in reach (the office: warehouse too)."""
    asked = request.args.get("barang", "")
    item = asked if asked in catalog.ITEMS else usual
    months = [Month.of(now().date()).plus(-n) for n in range(MONTHS - 1, -1, -1)]
    use = used_monthly(db, here().book, months[0].first, months[-1].last, item, FACILITY, seen.sites)
    held = month_end_stock(db, here().book, months, item, seen.sites)
    picture: Chart = draw(months, use, held, words.unit(item))
    items = [(code, known.name) for code, known in catalog.ITEMS.items()]
    return {"chart": picture, "item": item, "items": items, "whole": seen.sites is None}


def most_used(found: Todo) -> str:
    """The item that most faskes used lately, to begin with."""
    counts = Counter(item for _, item in found.use)
    return counts.most_common(1)[0][0] if counts else next(iter(catalog.ITEMS))
