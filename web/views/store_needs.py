"""Kebutuhan gudang: what the kabupaten's warehouse needs from the province, item by item, and the whole way to it."""

from collections import Counter

from flask import Blueprint, abort, render_template

from alokon import catalog
from alokon.planning import levels
from alokon.planning.store_told import basis
from alokon.views.store_needs import store_needs
from reports.catalogue import build
from reports.report import Parameters
from reports.usulan_kebutuhan import USULAN_KEBUTUHAN
from web.auth import needs
from web.config import here, now
from web.downloads import downloads
from web.views.needs import FILES, TINTS, asked_day
from web.views.reports import preview

blueprint = Blueprint("store_needs", __name__, url_prefix="/kebutuhan-gudang")


@blueprint.get("/")
@needs("read_all")
def index() -> str:
    """Every item: the use of the kabupaten, what the warehouse has and has coming, and what it lacks."""
    day = asked_day()
    with here().reading() as db:
        found = store_needs(db, here().book, day)
    rows = [row for row in found if row.is_known]
    return render_template(
        "needs/store.html", rows=rows, day=day, basis=basis, tints=TINTS, statuses=levels.STATUSES,
        counts=Counter(row.need.status for row in rows), files=downloads(USULAN_KEBUTUHAN.name, FILES, day=day),
    )  # fmt: skip


@blueprint.get("/<item>")
@needs("read_all")
def show(item: str) -> str:
    """How the need of one item is worked out: the sheets below the letter to the province."""
    if item not in catalog.ITEMS:
        abort(404)
    day = asked_day()
    with here().reading() as db:
        (found,) = store_needs(db, here().book, day, [item])
        if not found.is_known:
            abort(404)
        asked = Parameters(day=day, item=item)
        workbook = build(db, here().book, USULAN_KEBUTUHAN.name, asked, printed_at=now())
    return render_template(
        "needs/store_item.html", row=found, day=day, sheets=workbook.datasets[1:], preview=preview, tints=TINTS,
        statuses=levels.STATUSES, files=downloads(USULAN_KEBUTUHAN.name, FILES, day=day, item=item),
    )  # fmt: skip
