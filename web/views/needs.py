"""Kebutuhan: what every faskes needs to reach its maximum, how its stock stands, and the whole way to each number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request, url_for

from alokon import catalog
from alokon.planning import levels
from alokon.service.desk import refuse_unseen
from alokon.text import parse_date
from alokon.views.expected import assumption, expected
from alokon.views.needs import Needed
from alokon.views.needs import needs as needed
from inventory.core.errors import Problem, Refused
from reports import perkiraan
from reports.catalogue import build
from reports.dataset import Dataset
from reports.kebutuhan import KEBUTUHAN
from reports.report import Parameters
from web.auth import actor, needs
from web.config import here, now
from web.desk import Reach, desk, reach
from web.downloads import downloads
from web.links import turner
from web.views.reports import preview

blueprint = Blueprint("needs", __name__, url_prefix="/kebutuhan")

TINTS = {
    levels.EMPTY: "bad",
    levels.EMERGENCY: "bad",
    levels.LOW: "warn",
    levels.ENOUGH: "ok",
    levels.EXCESS: "info",
    levels.STILL: "info",
    levels.UNKNOWN: "warn",
}
FILES = {"pdf": "PDF", "xlsx": "Unduh Excel"}
"""The files of a derivation."""

FILTERS = ("kecamatan", "faskes", "barang", "status")


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """One kecamatan at a time (or one faskes), every item: stock against use, what is coming, and the need."""
    asked = {name: request.args.get(name, "") for name in FILTERS}
    with here().reading() as db:
        seen = reach(db)
        if not asked["kecamatan"] and not asked["faskes"]:
            asked["kecamatan"] = next((code for code, _ in seen.kecamatan_options), "")
        elif not asked["kecamatan"] and asked["faskes"] in seen.faskes:
            asked["kecamatan"] = seen.faskes[asked["faskes"]].kecamatan
        items = [asked["barang"]] if asked["barang"] in catalog.ITEMS else None
        found = needed(db, here().book, _today(), sites=_chosen(seen, asked), items=items)
        beside = _expected(db, seen, asked, found)
    counts = Counter(row.status for row in found)
    rows = [row for row in found if asked["status"] in ("", row.status)]
    return render_template(
        "needs/index.html", rows=rows, counts=counts, asked=asked, seen=seen, today=_today(), tints=TINTS,
        statuses=levels.STATUSES, items=[(code, known.name) for code, known in catalog.ITEMS.items()],
        address=turner(url_for("needs.index"), asked), many=len({row.site for row in found}) > 1,
        beside=beside, preview=preview,
        files=downloads(KEBUTUHAN.name, FILES, day=_today(), site=asked["faskes"]) if asked["faskes"] else [],
    )  # fmt: skip


def _expected(db: sa.Connection, seen: Reach, asked: Mapping[str, str], found: Iterable[Needed]) -> Dataset | None:
    """What the field of the kecamatan shown lets expect; with its use where all its faskes and items are shown."""
    code = asked["kecamatan"]
    told = expected(db, here().book, {code}).get(code)
    if not told:
        return None
    monthly: dict[str, Fraction] = defaultdict(Fraction)
    for row in () if actor().site or asked["faskes"] or asked["barang"] else found:
        monthly[row.item] += row.need.facts.use.monthly or 0
    return perkiraan.sheet(seen.kecamatan[code].name, _today(), told, assumption(db, here().book), monthly)


@blueprint.get("/<site>/<item>")
@needs("read_own")
def show(site: str, item: str) -> str:
    """How one need is worked out, step by step: the sheets of its report, of today or of a day (`per`)."""
    if item not in catalog.ITEMS:
        abort(404)
    with here().reading() as db:
        refuse_unseen(db, desk(), site)
        seen = reach(db)
        day = asked_day()
        found = needed(db, here().book, day, sites=[site], items=[item])
        if not found:
            abort(404)
        asked = Parameters(day=day, site=site, item=item)
        workbook = build(db, here().book, KEBUTUHAN.name, asked, printed_at=now(), seen=seen.sites)
    return render_template(
        "needs/show.html", row=found[0], faskes=seen.faskes[site], day=day, sheets=workbook.datasets, preview=preview,
        tints=TINTS, statuses=levels.STATUSES, files=downloads(KEBUTUHAN.name, FILES, day=day, site=site, item=item),
    )  # fmt: skip


def asked_day() -> date:
    """The day a derivation is asked for: `per` in the address, else today; refuses `date_malformed`, and
    `date_in_future`.
    """
    typed, today = request.args.get("per", ""), _today()
    try:
        day = parse_date(typed) if typed else today
    except ValueError as wrong:
        raise Refused(Problem("date_malformed", {"label": "Per tanggal", "value": typed}, "per")) from wrong
    if day > today:
        raise Refused(Problem("date_in_future", {"day": day, "today": today}, "per"))
    return day


def _chosen(seen: Reach, asked: Mapping[str, str]) -> frozenset[str]:
    """The faskes the filters leave."""
    chosen = seen.chosen(asked["kecamatan"], asked["faskes"])
    return frozenset(seen.faskes) if chosen is None else chosen


def _today() -> date:
    return now().date()
