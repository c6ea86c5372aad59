"""Pengguna: the admin's list of sign-ins, new ones, resets, and switching off."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import KECAMATAN, ROLES, SITE
from alokon.store.people import activate_user, create_user, deactivate_user, find_user, list_users, reset_password
from alokon.store.sessions import count_open_sessions, end_sessions, open_sessions
from inventory.core.errors import Refused
from web.auth import needs
from web.config import here, now
from web.errors import status_of
from web.forms import Form
from web.views.sessions import device

blueprint = Blueprint("users", __name__, url_prefix="/pengguna")


@blueprint.get("/")
@needs("users")
def index() -> str:
    """Everybody who may sign in."""
    with here().reading() as db:
        rows = list_users(db, here().book)
        open_now = count_open_sessions(db, here().book, now())
    return render_template("users/index.html", rows=rows, open_now=open_now)


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("users")
def new() -> str | tuple[str, int]:
    """Add a sign-in and show its one-time password once."""
    if request.method == "GET":
        return _new_page(Form())
    form = Form(request.form)
    try:
        username, password = _create(form)
    except Refused as refused:
        return _new_page(form.with_problems(refused)), status_of(refused)
    return render_template("users/one_time.html", username=username, password=password, created=True)


@blueprint.get("/akun/<username>")
@needs("users")
def show(username: str) -> str:
    """One sign-in with its open sessions."""
    with here().reading() as db:
        user = find_user(db, here().book, username)
        rows = open_sessions(db, here().book, username, now())
    return render_template("users/show.html", user=user, rows=rows, device=device)


@blueprint.post("/akun/<username>/sandi")
@needs("users")
def reset(username: str) -> str:
    """Give a one-time password and show it once."""
    with here().writing() as db:
        password = reset_password(db, here().book, username, now())
    return render_template("users/one_time.html", username=username, password=password, created=False)


@blueprint.post("/akun/<username>/nonaktif")
@needs("users")
def deactivate(username: str) -> Response:
    """Switch a sign-in off."""
    with here().writing() as db:
        deactivate_user(db, here().book, username, now())
    flash(f"{username} dinonaktifkan dan semua sesinya diakhiri.", "ok")
    return redirect(url_for("users.show", username=username))


@blueprint.post("/akun/<username>/aktif")
@needs("users")
def activate(username: str) -> Response:
    """Switch a sign-in on again."""
    with here().writing() as db:
        activate_user(db, here().book, username)
    flash(f"{username} diaktifkan kembali.", "ok")
    return redirect(url_for("users.show", username=username))


@blueprint.post("/akun/<username>/akhiri-sesi")
@needs("users")
def end_all_sessions(username: str) -> Response:
    """End every session of a user."""
    with here().writing() as db:
        find_user(db, here().book, username)
        ended = end_sessions(db, here().book, username, now())
    flash(f"{ended} sesi {username} diakhiri.", "ok")
    return redirect(url_for("users.show", username=username))


def _new_page(form: Form) -> str:
    roles = [(role, ROLES[role].label) for role in ROLES]
    return render_template("users/new.html", form=form, roles=roles)


def _create(form: Form) -> tuple[str, str]:
    """The username and its one-time password; a site or kecamatan counts only for roles that have one."""
    username = form.text("username", "Nama pengguna", most=40).lower()
    name = form.text("name", "Nama jabatan", most=100)
    role = form.choice("role", "Peran", ROLES)
    site = form.text("site", "Kode faskes", most=32, required=False)
    kecamatan = form.text("kecamatan", "Kode kecamatan", most=16, required=False)
    form.check()
    scope = ROLES[role].scope
    with here().writing() as db:
        password = create_user(
            db, here().book, now(), username=username, name=name, role=role,
            site=site or None if scope == SITE else None,
            kecamatan=kecamatan or None if scope == KECAMATAN else None,
        )  # fmt: skip
    return username, password
