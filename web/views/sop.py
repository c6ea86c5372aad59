"""SOP: the procedures as printed, each row beside the step that carries it out, and the service standard."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from alokon.service.desk import visible
from alokon.sop.carried import activities, additions, clocks
from alokon.sop.model import Sop
from alokon.sop.printed import CUT
from alokon.sop.registry import SOPS
from alokon.views.casebook import count_states
from reports.papers.sop import sop as on_paper
from web.auth import actor, needs
from web.config import here, now
from web.views.reports import as_file

blueprint = Blueprint("sop", __name__, url_prefix="/sop")


@blueprint.get("/")
@needs("account")
def index() -> str:
    """Every procedure of the office, and how many of its cases are under way within reach."""
    with here().reading() as db:
        states = count_states(db, here().book, sites=visible(db, here().book, actor()))
    counts = {
        sop.code: sum(
            count
            for flow in sop.flows
            for state in flow.states
            if (count := states.get((flow.code, state), 0)) and flow.open_to(state)
        )
        for sop in SOPS.values()
    }
    return render_template("sop/index.html", sops=SOPS.values(), counts=counts)


@blueprint.get("/<code>")
@needs("account")
def show(code: str) -> str:
    """A procedure: header, table with the steps that carry it out, times, and what the scan lost."""
    sop = _find(code)
    done = {activity.printed.number: activity for activity in activities(sop)}
    facts = {"activities": done, "additions": additions(sop), "clocks": clocks(sop), "CUT": CUT}
    return render_template("sop/show.html", sop=sop, **facts)


@blueprint.get("/<code>/standar")
@needs("account")
def standard(code: str) -> str:
    """The service standard printed with a procedure."""
    sop = _find(code)
    if sop.standard is None:
        abort(404)
    return render_template("sop/standard.html", sop=sop, standard=sop.standard, clocks=clocks(sop))


@blueprint.get("/<code>.pdf")
@needs("account")
def pdf(code: str) -> Response:
    """A procedure and its service standard on paper, as printed."""
    return as_file(on_paper(_find(code), now()), f"sop-{code}.pdf")


def _find(code: str) -> Sop:
    if code not in SOPS:
        abort(404)
    return SOPS[code]
