"""Taking a step: one form for every step, of a case or of a new one, made from the step's declaration."""

from collections.abc import Mapping
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for

from alokon.people import ROLES, Forbidden, require
from alokon.recipients import KINDS
from alokon.service.desk import Consent, Done, kecamatan_of, refuse_unseen
from alokon.service.perform import Command, flow_of, offered, take
from alokon.sop.model import Flow, Step
from alokon.sop.plan import step_of
from alokon.sop.registry import read_by
from alokon.store import cases, recipients
from inventory.core.errors import Problem, Refused
from inventory.core.places import CLOSING_SITES, RECIPIENT
from inventory.store import masters
from web.auth import actor, needs
from web.config import here
from web.desk import asked_of, desk, may_take, reach
from web.forms import Form
from web.own_pages import step_url
from web.step_pages.form import line_form
from web.step_pages.hearing import Answer, hear
from web.step_pages.page import Sitting, choices, options_of
from web.step_pages.registry import page_of

blueprint = Blueprint("steps", __name__, url_prefix="/berkas")


@blueprint.route("/<flow>/baru/<step>", methods=["GET", "POST"])
@needs("read_own", "p2tp2a")
def new(flow: str, step: str) -> Answer:
    """Open a case about a site: which one is asked first when there are several."""
    declared = flow_of(flow)
    first = step_of(declared, step)
    own = step_url(step)
    if own:
        return redirect(own)
    if first.before:
        raise Refused(Problem("step_unknown", {"flow": declared.title, "step": step}))
    with here().reading() as db:
        sites = _sites(db, declared, first)
        first = offered(db, here().book, first)
    site = request.values.get("site") or (next(iter(sites)) if len(sites) == 1 else "")
    if not sites or (site and site not in sites):
        raise Forbidden(Problem("out_of_scope", {"site": site}))
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "site"]
    if not site:
        return render_template(
            "cases/site.html", flow=declared, step=first, sites=list(sites.items()), form=Form(), kept=kept
        )

    def perform(answers: Mapping[str, object], key: str, consent: Consent) -> Done:
        return take(desk(), Command(flow, step, answers, key, site=site, consent=consent))

    elsewhere = f"{url_for('steps.new', flow=flow, step=step)}?{urlencode(kept)}".rstrip("?")
    facts = {"site_name": sites[site], "elsewhere": elsewhere if len(sites) > 1 else ""}
    return hear(lambda db: Sitting(db, desk(), declared, first, site), page_of(step), facts, perform, first.done)


@blueprint.route("/<int:number>/<step>", methods=["GET", "POST"])
@needs("read_own", "p2tp2a")
def take_step(number: int, step: str) -> Answer:
    """Take a step of a case."""
    with here().reading() as db:
        case = cases.load(db, here().book, number, read_by(actor()))
        refuse_unseen(db, desk(), *case.sites)
        flow = flow_of(case.flow)
        declared = offered(db, here().book, step_of(flow, step))
        site = case.at(declared.by)
        name = masters.sites(db, here().book, {site})[site].name
        area = kecamatan_of(db, here().book, site)
    own = step_url(step, number)
    if own:
        return redirect(own)
    if not may_take(flow, declared, site, area):
        raise _not_permitted(declared)
    if request.method == "GET" and case.state not in declared.before:
        raise Refused(Problem("wrong_state", {"step": declared.label, "state": case.state}))

    def sit(db: sa.Connection) -> Sitting:
        return Sitting(db, desk(), flow, declared, site, cases.load(db, here().book, number, read_by(actor())))

    def perform(answers: Mapping[str, object], key: str, consent: Consent) -> Done:
        return take(desk(), Command(flow.code, step, answers, key, case=number, consent=consent))

    return hear(sit, page_of(step), {"site_name": name}, perform, declared.done)


@blueprint.get("/<flow>/baru/<step>/baris")
@needs("read_own", "p2tp2a")
def row(flow: str, step: str) -> str:
    """One more empty line, for a form that stands in a browser."""
    declared = step_of(flow_of(flow), step)
    require(actor(), flow_of(flow).readers)
    number, site = request.args.get("n", 0, type=int), request.args.get("site", "")
    with here().reading() as db:
        refuse_unseen(db, desk(), site)
        options = options_of(Sitting(db, desk(), flow_of(flow), declared, site))
    facts = {"flow": flow_of(flow), "step": declared, "site": site, "number": number}
    return render_template("cases/row.html", line=line_form(Form(), number), options=options, choices=choices, **facts)


def _sites(db: sa.Connection, flow: Flow, step: Step) -> dict[str, str]:
    """Code → name of the sites the person may take an opening step for."""
    asked_of().require(actor(), flow, step)
    registered = reach(db).faskes
    kinds = {flow.subject} if flow.subject else CLOSING_SITES
    found = [site for site in masters.sites(db, here().book).values() if site.kind in kinds]
    area: dict[str, str | None] = {code: entry.kecamatan for code, entry in registered.items()}
    if RECIPIENT in kinds:
        given = {code: entry.recipient for code, entry in recipients.entries(db, here().book).items()}
        area = {code: one.kecamatan for code, one in given.items()}
        found = [site for site in found if given[site.code].active and given[site.code].kind in (flow.about or KINDS)]
    return {site.code: site.name for site in found if may_take(flow, step, site.code, area.get(site.code))}


def _not_permitted(step: Step) -> Forbidden:
    role = ROLES[actor().role].label
    return Forbidden(Problem("not_permitted", {"permission": step.permission, "role": role}))
