"""Terlambat dan jatuh tempo: every deadline of every procedure, the longest past first."""

from datetime import timedelta

from flask import Blueprint, render_template, request

from alokon.service.desk import visible
from alokon.sop.registry import PROCEDURES, SOPS, read_by
from alokon.views.deadlines import deadlines
from web.auth import actor, needs
from web.config import here, now

blueprint = Blueprint("deadlines", __name__, url_prefix="/jatuh-tempo")

NEAR = timedelta(days=7)
"""What falls due within so many days is shown beside what is late."""


@blueprint.get("/")
@needs("read_own", "p2tp2a")
def index() -> str:
    """What is late, what falls due within a week, and what is on hold, of one procedure or all."""
    asked, today = request.args.get("sop", ""), now().date()
    mine = read_by(actor())
    flows = mine & {flow.code for flow in SOPS[asked].flows} if asked in SOPS else mine
    with here().reading() as db:
        found = deadlines(db, here().book, today, visible(db, here().book, actor()), flows)
    late = [one for one in found if one.over and not one.held]
    near = [one for one in found if not one.over and not one.held and one.due <= today + NEAR]
    return render_template(
        "deadlines/index.html", late=late, near=near, held=[one for one in found if one.held], asked=asked,
        sops=[(sop.code, sop.name) for sop in SOPS.values() if mine & {flow.code for flow in sop.flows}],
        names=_names(), today=today,
    )  # fmt: skip


def _names() -> dict[str, str]:
    """Flow → the name of its procedure."""
    return {code: sop.name for code, sop in PROCEDURES.items()}
