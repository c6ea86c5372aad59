"""Petugas P2TP2A: who keeps the sealed files of a place; a keeper in office admits the next."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import ROLES
from alokon.service import admission as service
from alokon.store import people
from inventory.core.errors import Refused
from web.auth import actor, needs
from web.config import here
from web.desk import desk
from web.errors import status_of
from web.forms import Form

blueprint = Blueprint("admission", __name__, url_prefix="/petugas-p2tp2a")

Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@needs("p2tp2a")
def index() -> str:
    """The keepers of one's own place: in office, to be admitted, not ready yet."""
    with here().reading() as db:
        found = service.keepers(db, here().book, actor().site)
    return render_template("admission/index.html", keepers=found)


@blueprint.route("/terima/<username>", methods=["GET", "POST"])
@needs("p2tp2a")
def admit(username: str) -> Answer:
    """Admit a keeper, for a reason; the page says when their phone was set up, to be asked of the person."""
    form = Form(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(username, form)
    try:
        key = form.key()
        form.check()
        service.admit(desk(), username, form.value("seen"), form.value("reason"), key)
    except Refused as refused:
        return _page(username, form.with_problems(refused)), status_of(refused)
    flash(f"Petugas {username} diterima.", "ok")
    return redirect(url_for("admission.index"))


@blueprint.get("/menunggu")
@needs("account")
def waiting() -> Answer:
    """What a keeper is told who was not admitted yet."""
    if actor().admitted or not ROLES[actor().role].by_admission:
        return redirect(url_for("beranda.index"))
    return render_template("admission/waiting.html")


def _page(username: str, form: Form) -> str:
    with here().reading() as db:
        people.find_user(db, here().book, username)
        found = service.keepers(db, here().book, actor().site)
    one = next((one for one in found if one.user.username == username), None)
    return render_template("admission/admit.html", username=username, one=one, form=form, field=service.REASON)
