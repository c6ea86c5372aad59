"""Undangan orientasi: the faskes proposed for the next orientation, ticked, and the way to its file filled in."""

from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, render_template, request

from alokon.sop.tasks.sik import SIK_FLOW
from alokon.text import parse_month
from alokon.views.invitations import Invited, invitations
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from reports.undangan_orientasi import UNDANGAN_ORIENTASI, told
from web.answers import MOST_ROWS
from web.auth import actor, needs
from web.config import here, now
from web.desk import Reach, asked_of, reach
from web.downloads import downloads
from web.step_pages.schedule import FROM_MONTH, INVITE

blueprint = Blueprint("orientation", __name__, url_prefix="/orientasi/undangan")


@blueprint.get("/")
@needs("task", "read_all")
def index() -> str:
    """Every faskes in reach with a reason in a month, by kecamatan; the last month when none is asked for."""
    area, month, today = request.args.get("kecamatan", ""), _month(), now().date()
    with here().reading() as db:
        seen = reach(db)
        found = invitations(db, here().book, month, today, seen.chosen(area))
    return render_template(
        "orientation/index.html", areas=_by_area(found, seen), count=len(found), seen=seen, area=area, month=month,
        told=told, flow=SIK_FLOW, step=SIK_FLOW.steps[0], from_month=FROM_MONTH, invite=INVITE, most=MOST_ROWS,
        may_invite=asked_of().may(actor(), SIK_FLOW, SIK_FLOW.steps[0]), latest=Month.of(today),
        files=downloads(UNDANGAN_ORIENTASI.name, month=month, kecamatan=area),
    )  # fmt: skip


def _month() -> Month:
    """The month asked for; refuses `month_malformed` and `month_in_future`."""
    typed, this = request.args.get("bulan", ""), Month.of(now().date())
    try:
        month = parse_month(typed) if typed else this.previous
    except ValueError as wrong:
        raise Refused(Problem("month_malformed", {"label": "Bulan", "value": typed}, "bulan")) from wrong
    if month > this:
        raise Refused(Problem("month_in_future", {"month": month, "today": now().date()}, "bulan"))
    return month


def _by_area(found: Iterable[Invited], seen: Reach) -> list[tuple[str, list[Invited]]]:
    """The faskes by the name of their kecamatan."""
    placed = sorted(found, key=lambda one: (seen.area(one.site), one.site))
    return [(name, list(group)) for name, group in groupby(placed, key=lambda one: seen.area(one.site))]
