"""SOP: the procedures as printed, each row beside the step that carries it out, and the service standard."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import may
from alokon.service.desk import visible
from alokon.service.setup import change_settings
from alokon.settings import SETTINGS
from alokon.sop import adopted
from alokon.sop.carried import activities, additions, clocks
from alokon.sop.model import Sop
from alokon.sop.printed import CUT
from alokon.sop.registry import SOPS, read_by
from alokon.views.casebook import count_states
from inventory.core.errors import Refused
from reports.papers.sop import sop as on_paper
from web import adopted_form as forms
from web.auth import actor, needs
from web.config import here, now
from web.desk import asked_of, desk, values
from web.errors import status_of
from web.forms import Form
from web.standard_times import actuals
from web.views.reports import as_file

blueprint = Blueprint("sop", __name__, url_prefix="/sop")


@blueprint.get("/")
@needs("account")
def index() -> str:
    """Every procedure of the office, and how many of its cases are under way within reach."""
    with here().reading() as db:
        states = count_states(db, here().book, flows=read_by(actor()), sites=visible(db, here().book, actor()))
    counts = {
        sop.code: sum(
            count
            for flow in sop.flows
            if flow.code in read_by(actor())
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
    sop, own = _here(code)
    done = {activity.printed.number: activity for activity in activities(sop, asked_of())}
    facts = {"activities": done, "additions": additions(sop, asked_of()), "clocks": clocks(sop), "CUT": CUT}
    return render_template("sop/show.html", sop=sop, own=list(forms.pairs(own)), **facts)


@blueprint.route("/<code>/pengaturan", methods=["GET", "POST"])
@needs("settings")
def adopt(code: str) -> Response | str | tuple[str, int]:
    """Change what differs in a procedure here: its letterhead and signatory, who stands for its actors, lost ticks."""
    sop, own = _find(code), adopted.adopted(values(), code)
    if request.method == "GET":
        return _form(sop, Form(forms.typed(sop, own)))
    form = Form(request.form)
    given, key = forms.read(form, sop), form.key()
    kept = {**adopted.all_kept(values()), code: given}
    try:
        form.check()
        if given != own.kept:
            change_settings(desk(), {adopted.SETTING: {name: one for name, one in kept.items() if one}}, key)
    except Refused as refused:
        return _form(sop, form.with_problems(refused)), status_of(refused)
    flash("Tidak ada yang berubah." if given == own.kept else "Pengaturan SOP ini sudah diubah.", "ok")
    return redirect(url_for("sop.show", code=code))


@blueprint.get("/<code>/standar")
@needs("account")
def standard(code: str) -> str:
    """The service standard printed with a procedure, and how its times were kept."""
    sop = _find(code)
    if sop.standard is None:
        abort(404)
    with here().reading() as db:
        found = actuals(db, here().book, sop, now().date()) if may(actor(), "read_all") else None
    return render_template("sop/standard.html", sop=sop, standard=sop.standard, clocks=clocks(sop), kept=found)


@blueprint.get("/<code>.pdf")
@needs("account")
def pdf(code: str) -> Response:
    """A procedure and its service standard on paper, as printed; lost ticks as they are set here."""
    return as_file(on_paper(_here(code)[0], now()), f"sop-{code}.pdf")


def _here(code: str) -> tuple[Sop, adopted.Adopted]:
    """A procedure with the actors set here, and what else differs."""
    sop, own = _find(code), adopted.adopted(values(), code)
    return adopted.as_set(sop, own), own


def _form(sop: Sop, form: Form) -> str:
    return render_template(
        "sop/adopt.html", sop=sop, form=form, own=[SETTINGS[name] for name in adopted.OWN], office=values(),
        actors=forms.actor_fields(sop), roles=forms.ROLE_OPTIONS, usual=forms.USUAL, lost=forms.lost_rows(sop),
    )  # fmt: skip


def _find(code: str) -> Sop:
    if code not in SOPS:
        abort(404)
    return SOPS[code]
