"""Sandi: changing one's own password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.passwords import LEAST_LENGTH
from alokon.service.users import change_own_password
from alokon.store.attempts import count_attempt, forgive_attempt
from inventory.core.errors import Problem, Refused
from web.auth import needs, person
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form

blueprint = Blueprint("password", __name__)


@blueprint.route("/sandi", methods=["GET", "POST"])
@needs("account")
def change() -> Response | str | tuple[str, int]:
    """Replace the password; every other session of the person ends."""
    if request.method == "GET":
        return _page(Form())
    form = Form(request.form)
    try:
        _change(form)
    except Refused as refused:
        return _page(form.with_problems(refused)), status_of(refused)
    flash("Kata sandi sudah diganti. Sesi Anda di perangkat lain diakhiri.", "ok")
    return redirect(url_for("beranda.index"))


def _change(form: Form) -> None:
    for name, label in (
        ("current", "Kata sandi sekarang"),
        ("new", "Kata sandi baru"),
        ("again", "Ulangi kata sandi baru"),
    ):
        form.text(name, label)
    if form.value("new") != form.value("again"):
        form.problems.append(Problem("password_differs", {}, "again"))
    key = form.key()
    form.check()
    book, username, address = here().book, person().actor.user_id, request.remote_addr or ""
    with here().writing() as db:
        attempt = count_attempt(db, book, username, address, now())
    change_own_password(desk(), form.value("current"), form.value("new"), person().session, key)
    with here().writing() as db:
        forgive_attempt(db, book, attempt)


def _page(form: Form) -> str:
    return render_template("password.html", form=form, least=LEAST_LENGTH)
