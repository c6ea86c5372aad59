"""Masuk and keluar."""

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from alokon.store.sessions import end_session
from alokon.store.sign_in import begin_sign_in, check_password, finish_sign_in
from inventory.core.errors import Refused
from web.auth import local_target, needs, person, public, sign_in_to_browser
from web.config import here, now
from web.errors import status_of
from web.forms import Form

blueprint = Blueprint("sign_in", __name__)


@blueprint.route("/masuk", methods=["GET", "POST"])
@public
def enter() -> Response | str | tuple[str, int]:
    """Sign in, and go on to the page first asked for."""
    onward = local_target(request.values.get("lanjut")) or url_for("beranda.index")
    if request.method == "GET":
        return redirect(onward) if g.person else render_template("sign_in.html", form=Form())
    form = Form(request.form)
    try:
        token = _sign_in(form)
    except Refused as refused:
        return render_template("sign_in.html", form=form.with_problems(refused)), status_of(refused)
    sign_in_to_browser(token)
    return redirect(onward)


@blueprint.post("/keluar")
@needs("account")
def leave() -> Response:
    """End this session."""
    with here().writing() as db:
        end_session(db, here().book, person().actor.user_id, person().session, now())
    session.clear()
    flash("Anda sudah keluar.", "ok")
    return redirect(url_for("sign_in.enter"))


def _sign_in(form: Form) -> str:
    username = form.text("username", "Nama pengguna", most=100)
    password = form.value("password")
    form.text("password", "Kata sandi", most=200)
    form.check()
    book, moment = here().book, now()
    with here().writing() as db:
        candidate = begin_sign_in(db, book, username, request.remote_addr or "", moment)
    rehashed = check_password(candidate, password)
    agent = request.headers.get("User-Agent", "")
    with here().writing() as db:
        return finish_sign_in(db, book, candidate, moment, agent=agent, rehashed=rehashed)
