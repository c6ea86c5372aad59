"""Rencana pembinaan: whom the UPTD visits first in each kecamatan, why, and what was left open the last time."""

from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, render_template, request, url_for

from alokon.people import may
from alokon.planning.visits import EMPTY, LATE, ROAD, SHORT, VARIANCE, WEIGHTS, Candidate, Reason
from alokon.views.visits import visits
from web.auth import actor, needs
from web.config import here, now
from web.desk import Reach, reach
from web.step_pages.coach import FROM_PLAN
from web.visit_words import TITLES, told

blueprint = Blueprint("visits", __name__, url_prefix="/pembinaan/rencana")


@blueprint.get("/")
@needs("coach", "read_all")
def index() -> str:
    """Every faskes in reach with a reason to be visited, by kecamatan, the weightiest first."""
    area, today = request.args.get("kecamatan", ""), now().date()
    with here().reading() as db:
        seen = reach(db)
        found = visits(db, here().book, today, seen.chosen(area))
    shown = found.candidates
    return render_template(
        "visits/index.html", areas=_by_area(shown, seen), seen=seen, area=area, today=today, active=found.active,
        count=len(shown), promises=found.promises, told=told, way=way, titles=TITLES, weights=WEIGHTS,
        may_coach=may(actor(), "coach"), origin=FROM_PLAN,
    )  # fmt: skip


def way(site: str, reason: Reason) -> str:
    """Where a reason can be looked into."""
    if len(reason.cases) == 1:
        return url_for("cases.show", number=reason.cases[0])
    if reason.cases:
        return url_for(LISTS.get(reason.kind, "coaching.index"), faskes=site)
    if reason.kind == LATE:
        return url_for("months.current", site=site)
    if reason.kind == EMPTY:
        return url_for("needs.index", faskes=site)
    return url_for("coaching.index", faskes=site)


LISTS = {ROAD: "vouchers.index", SHORT: "allocation.index", VARIANCE: "counting.index"}
"""Kind of a reason → the list of its cases."""


def _by_area(shown: Iterable[Candidate], seen: Reach) -> list[tuple[str, list[Candidate]]]:
    """The candidates by the name of their kecamatan, each in its turn."""
    placed = sorted(shown, key=lambda one: seen.area(one.site))
    return [(name, list(group)) for name, group in groupby(placed, key=lambda one: seen.area(one.site))]
