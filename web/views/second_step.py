"""Kode masuk: the code of a phone that some roles give after their password, and setting the phone up for it."""

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import second_step as rules
from alokon.people import ROLES
from alokon.service import second_step as service
from inventory.core.errors import Refused
from web.auth import actor, local_target, needs, person
from web.config import here
from web.desk import desk
from web.errors import status_of
from web.forms import Form

blueprint = Blueprint("second_step", __name__, url_prefix="/kode-masuk")

Answer = Response | str | tuple[str, int]


@blueprint.route("/", methods=["GET", "POST"])
@needs("account")
def enter() -> Answer:
    """Ask for the code, and go on to the page first asked for."""
    onward = local_target(request.values.get("lanjut")) or url_for("beranda.index")
    if person().proved or not ROLES[actor().role].two_steps:
        return redirect(onward)
    with here().reading() as db:
        known = service.is_set_up(db, here().book, actor().user_id)
    if not known:
        return render_template("second_step/begin.html", form=Form())
    if request.method == "GET":
        return render_template("second_step/enter.html", form=Form())
    form = Form(request.form)
    try:
        spare = service.prove(desk(), _code(form), request.remote_addr or "", person().session, form.key())
    except Refused as refused:
        return render_template("second_step/enter.html", form=form.with_problems(refused)), status_of(refused)
    if spare:
        flash("Anda masuk dengan kode cadangan; kode itu tidak dapat dipakai lagi.", "warn")
    return redirect(onward)


@blueprint.post("/mulai")
@needs("account")
def begin() -> Answer:
    """Make a secret and show it to the phone."""
    if not ROLES[actor().role].two_steps:
        return redirect(url_for("beranda.index"))
    return _show(Form(), service.begin(desk()))


@blueprint.post("/pasang")
@needs("account")
def set_up() -> Answer:
    """Take the first code of the phone, and show the spare codes once."""
    form = Form(request.form)
    with here().reading() as db:
        secret = service.proposed(db, desk())
    try:
        spares = service.confirm(desk(), _code(form), request.remote_addr or "", person().session, form.key())
    except Refused as refused:
        return _show(form.with_problems(refused), secret), status_of(refused)
    return render_template("second_step/spares.html", spares=spares)


def _code(form: Form) -> str:
    code = form.text("code", "Kode", most=40)
    form.check()
    return code


def _show(form: Form, secret: str) -> str:
    """The page with the square code for the phone; the secret in letters is for a phone without a camera."""
    square = segno.make(rules.address_of(secret, actor().user_id), error="m", micro=False)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template("second_step/set_up.html", form=form, square=square.svg_data_uri(scale=5), secret=groups)
