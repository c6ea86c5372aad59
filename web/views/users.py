"""Pengguna: the admin's list of sign-ins, new ones, changes, resets, and switching off."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import KECAMATAN, ROLES, SITE, Actor
from alokon.service import users as service
from alokon.service.desk import Desk, Done
from alokon.store.people import User, find_user, list_users
from alokon.store.sessions import count_open_sessions, open_sessions
from inventory.core.errors import Refused
from web.areas import Areas, areas
from web.auth import needs
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form
from web.views.sessions import device

blueprint = Blueprint("users", __name__, url_prefix="/pengguna")

Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@needs("users")
def index() -> str:
    """Everybody who may sign in."""
    with here().reading() as db:
        rows = list_users(db, here().book)
        open_now = count_open_sessions(db, here().book, now())
        known = areas(db)
    return render_template("users/index.html", rows=rows, open_now=open_now, areas=known)


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("users")
def new() -> Answer:
    """Add a sign-in and show its one-time password once."""
    known = _areas()
    if request.method == "GET":
        return _form_page(Form(), known, None)
    form = Form(request.form)
    try:
        person = _read(form, form.value("username").strip().lower())
        done = service.add_user(desk(), person, form.key())
    except Refused as refused:
        return _form_page(form.with_problems(refused), known, None), status_of(refused)
    return _one_time(person.user_id, done, created=True)


@blueprint.get("/akun/<username>")
@needs("users")
def show(username: str) -> str:
    """One sign-in with its open sessions."""
    with here().reading() as db:
        user = find_user(db, here().book, username)
        rows = open_sessions(db, here().book, username, now())
        known = areas(db)
    return render_template("users/show.html", user=user, rows=rows, device=device, areas=known)


@blueprint.route("/akun/<username>/ubah", methods=["GET", "POST"])
@needs("users")
def change(username: str) -> Answer:
    """Give a sign-in another name, role or area."""
    with here().reading() as db:
        user = find_user(db, here().book, username)
    known = _areas()
    if request.method == "GET":
        given = {"name": user.name, "role": user.role, "site": user.site or "", "kecamatan": user.kecamatan or ""}
        return _form_page(Form(given), known, user)
    form = Form(request.form)
    try:
        service.change_user(desk(), _read(form, username), form.key())
    except Refused as refused:
        return _form_page(form.with_problems(refused), known, user), status_of(refused)
    flash(f"{username} sudah diubah. Berlaku mulai halaman berikutnya yang dibukanya.", "ok")
    return redirect(url_for("users.show", username=username))


@blueprint.post("/akun/<username>/sandi")
@needs("users")
def reset(username: str) -> Answer:
    """Give a one-time password and show it once."""
    return _one_time(username, _act(service.reset_password, username), created=False)


@blueprint.post("/akun/<username>/nonaktif")
@needs("users")
def deactivate(username: str) -> Response:
    """Switch a sign-in off."""
    _act(service.deactivate_user, username)
    flash(f"{username} dinonaktifkan dan semua sesinya diakhiri.", "ok")
    return redirect(url_for("users.show", username=username))


@blueprint.post("/akun/<username>/aktif")
@needs("users")
def activate(username: str) -> Response:
    """Switch a sign-in on again."""
    _act(service.activate_user, username)
    flash(f"{username} diaktifkan kembali.", "ok")
    return redirect(url_for("users.show", username=username))


@blueprint.post("/akun/<username>/akhiri-sesi")
@needs("users")
def end_all_sessions(username: str) -> Response:
    """End every session of a user."""
    done = _act(service.end_all_sessions, username)
    flash(
        "Sesinya sudah diakhiri." if done.repeated else f"{done.facts[service.RESULT]} sesi {username} diakhiri.", "ok"
    )
    return redirect(url_for("users.show", username=username))


def _act(deed: Callable[[Desk, str, str], Done], username: str) -> Done:
    form = Form(request.form)
    key = form.key()
    form.check()
    return deed(desk(), username, key)


def _one_time(username: str, done: Done, *, created: bool) -> Answer:
    """The page that shows a one-time password; a submission sent again has none to show."""
    if done.repeated:
        flash("Sudah tersimpan. Kata sandinya hanya ditampilkan sekali; setel ulang bila belum tercatat.", "warn")
        return redirect(url_for("users.show", username=username))
    password = done.facts[service.RESULT]
    return render_template("users/one_time.html", username=username, password=password, created=created)


def _areas() -> Areas:
    with here().reading() as db:
        return areas(db)


def _form_page(form: Form, known: Areas, user: User | None) -> str:
    roles = [(role, ROLES[role].label) for role in ROLES]
    return render_template("users/form.html", form=form, roles=roles, areas=known, user=user)


def _read(form: Form, username: str) -> Actor:
    """The person a form describes; a faskes or kecamatan counts only for roles that have one."""
    name, role = form.text("name", "Nama jabatan", required=False), form.value("role")
    scope = ROLES[role].scope if role in ROLES else ""
    site = form.value("site") if scope == SITE else ""
    kecamatan = form.value("kecamatan") if scope == KECAMATAN else ""
    form.key()
    form.check()
    return Actor(username, name, role, site or None, kecamatan or None)
