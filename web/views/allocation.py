"""Alokasi: what a faskes was proposed, approved, sent and has received, with dates and numbers."""

from flask import Blueprint, render_template, request, url_for

from alokon import catalog
from alokon.sop.distribution import DISTRIBUTION
from alokon.views.deliveries import count_deliveries, deliveries
from web import words
from web.auth import needs
from web.config import here
from web.desk import reach
from web.links import turner
from web.lists import tint

blueprint = Blueprint("allocation", __name__, url_prefix="/alokasi")

PER_PAGE = 30


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """Deliveries of the faskes in reach, item by item, newest first; by kecamatan, faskes and item."""
    asked = {name: request.args.get(name, "") for name in ("kecamatan", "faskes", "barang")}
    page = max(request.args.get("halaman", 1, type=int), 1)
    item = asked["barang"] if asked["barang"] in catalog.ITEMS else None
    with here().reading() as db:
        seen = reach(db)
        sites = seen.chosen(asked["kecamatan"], asked["faskes"])
        total = count_deliveries(db, here().book, sites, item)
        offset = (page - 1) * PER_PAGE
        rows = deliveries(db, here().book, sites=sites, item=item, limit=PER_PAGE, offset=offset)
    address = turner(url_for("allocation.index"), asked)
    return render_template(
        "allocation/index.html",
        rows=rows,
        seen=seen,
        asked=asked,
        items=[(code, known.name) for code, known in catalog.ITEMS.items()],
        states=DISTRIBUTION.states,
        tints={state: tint(DISTRIBUTION, state) for state in DISTRIBUTION.states},
        kinds=words.QUANTITIES,
        total=total,
        page=page,
        pages=-(-total // PER_PAGE),
        turn=lambda number: address(halaman=number),
        several=len(seen.faskes) > 1,
    )
