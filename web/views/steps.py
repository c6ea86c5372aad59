"""Taking a step: one form for every step, of a case or of a new one, made from the step's declaration."""

from collections.abc import Mapping

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import Forbidden, may
from alokon.service.desk import Done, refuse_unseen
from alokon.service.perform import Command, flow_of, take
from alokon.sop.model import Flow, Step
from alokon.sop.plan import step_of
from alokon.store import cases
from inventory.core.errors import Problem, Refused
from inventory.core.places import CLOSING_SITES
from inventory.store import masters
from web.answers import placed, row_count, typed
from web.auth import actor, needs
from web.config import here
from web.desk import desk, may_take, reach
from web.errors import status_of
from web.forms import Form, sentences
from web.step_pages.form import FEWEST_ROWS, line_form, step_form
from web.step_pages.page import Sitting, StepPage, choices, options_of
from web.step_pages.registry import page_of

blueprint = Blueprint("steps", __name__, url_prefix="/berkas")

MORE_ROWS = 3
Answer = Response | str | tuple[str, int]


@blueprint.route("/<flow>/baru/<step>", methods=["GET", "POST"])
@needs("read_own")
def new(flow: str, step: str) -> Answer:
    """Open a case about a site: which one is asked first when there are several."""
    declared = flow_of(flow)
    first = step_of(declared, step)
    with here().reading() as db:
        sites = _sites(db, declared, first)
    site = request.values.get("site") or (sites[0][0] if len(sites) == 1 else "")
    if not sites or (site and site not in dict(sites)):
        raise Forbidden(Problem("out_of_scope", {"site": site}))
    if not site:
        return render_template("cases/site.html", flow=declared, step=first, sites=sites, form=Form())
    return _sit(declared, first, site, dict(sites)[site], None, several=len(sites) > 1)


@blueprint.route("/<int:number>/<step>", methods=["GET", "POST"])
@needs("read_own")
def take_step(number: int, step: str) -> Answer:
    """Take a step of a case."""
    with here().reading() as db:
        case = cases.load(db, here().book, number)
        refuse_unseen(db, desk(), case.site)
        name = masters.sites(db, here().book, {case.site})[case.site].name
    flow = flow_of(case.flow)
    return _sit(flow, step_of(flow, step), case.site, name, number)


@blueprint.get("/<flow>/baru/<step>/baris")
@needs("read_own")
def row(flow: str, step: str) -> str:
    """One more empty line, for a form that stands in a browser."""
    declared = step_of(flow_of(flow), step)
    number, site = request.args.get("n", 0, type=int), request.args.get("site", "")
    with here().reading() as db:
        refuse_unseen(db, desk(), site)
        options = options_of(Sitting(db, desk(), flow_of(flow), declared, site))
    line = line_form(Form(), number)
    facts = {"flow": flow_of(flow), "step": declared, "site": site, "number": number}
    return render_template("cases/row.html", line=line, options=options, choices=choices, **facts)


def _sites(db: sa.Connection, flow: Flow, step: Step) -> list[tuple[str, str]]:
    """(code, name) of the sites the person may take an opening step for."""
    if not may(actor(), step.permission):
        raise Forbidden(Problem("not_permitted", {"permission": step.permission, "role": actor().name}))
    registered = reach(db).faskes
    kinds = {flow.subject} if flow.subject else CLOSING_SITES
    found = [s for s in masters.sites(db, here().book).values() if s.kind in kinds]
    area = {code: entry.kecamatan for code, entry in registered.items()}
    return [(s.code, s.name) for s in found if may_take(step, s.code, area.get(s.code))]


def _sit(flow: Flow, step: Step, site: str, name: str, number: int | None, several: bool = False) -> Answer:
    page = page_of(step.name)
    facts = {"site_name": name, "several": several}
    with here().reading() as db:
        case = cases.load(db, here().book, number) if number else None
        sitting = Sitting(db, desk(), flow, step, site, case)
        _refuse_early(sitting)
        if request.method == "GET":
            return show(sitting, page, page.first(sitting), facts)
        if "more" in request.form:
            return show(sitting, page, request.form, {**facts, "rows": row_count(request.form) + MORE_ROWS})
        sent = page.settle(sitting, typed(step, request.form, page.alone))
        problems = page.check(sitting, sent, request.form)
    form = Form(request.form)
    key = form.key()
    try:
        if problems or form.problems:
            raise Refused(*problems, *form.problems)
        done = take(desk(), Command(flow.code, step.name, sent.answers, key, number, site))
    except Forbidden:
        raise
    except Refused as refused:
        facts["problems"] = placed(refused.problems, sent.numbers)
        with here().reading() as db:
            again = Sitting(db, desk(), flow, step, site, case)
            return show(again, page, request.form, facts), status_of(refused)
    return finished(step, done)


def _refuse_early(sitting: Sitting) -> None:
    """Show no form that could not be sent: no right, or the case has moved on."""
    step, case = sitting.step, sitting.case
    registered = reach(sitting.db).faskes.get(sitting.site)
    if not may_take(step, sitting.site, registered.kecamatan if registered else None):
        raise Forbidden(Problem("not_permitted", {"permission": step.permission, "role": actor().name}))
    if request.method == "GET" and case and case.state not in step.before:
        raise Refused(Problem("wrong_state", {"step": step.label, "state": case.state, "before": step.before}))


def show(sitting: Sitting, page: StepPage, data: Mapping[str, str], facts: dict[str, object]) -> str:
    """The form of a step, holding `data`."""
    special = page.facts(sitting)
    rows = max(int(str(facts.get("rows", 0))), FEWEST_ROWS if not special else 0)
    problems = facts.get("problems", [])
    assert isinstance(problems, list)
    titles = special.get("titles", {})
    assert isinstance(titles, dict)
    form = step_form(sitting.step, data, problems, rows, titles)
    head = ["No", *(field.label for field in sitting.step.line_fields)]
    own = {
        "head": head,
        "flow": sitting.flow,
        "step": sitting.step,
        "case": sitting.case,
        "site": sitting.site,
        "shown": form,
    }
    ways = {"options": options_of(sitting), "choices": choices, "line_form": line_form}
    return render_template(page.template, **{**own, **ways, **special, **facts})


def finished(step: Step, done: Done, told: str = "") -> Response:
    """Tell what was done, and go to the case."""
    told = told or step.done
    flash(f"{told}: sudah tersimpan sebelumnya, tidak dicatat dua kali." if done.repeated else f"{told}.", "ok")
    if done.paper:
        flash(f"Nomor {done.paper}.", "info")
    for warning in sentences(done.warnings):
        flash(warning, "warn")
    return redirect(url_for("cases.show", number=done.case))
