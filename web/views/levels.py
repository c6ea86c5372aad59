"""Tingkat stok: how many months of stock each kind of site is to have, item by item, and the decree that says so."""

from typing import cast

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.planning.levels import FOLLOWS
from alokon.service.setup import change_settings
from alokon.settings import LEVELS
from alokon.store.settings import settings
from inventory.core.errors import Refused
from web import levels_form as forms
from web.auth import needs
from web.config import here
from web.desk import desk
from web.errors import status_of
from web.forms import Form

blueprint = Blueprint("levels", __name__, url_prefix="/pengaturan/tingkat-stok")


@blueprint.get("/")
@needs("read_all")
def index() -> str:
    """The levels of every kind of site; what no decree was given for is said to be unverified."""
    with here().reading() as db:
        values = settings(db, here().book)
    stored = {kind: cast(forms.Stored, values[name]) for kind, name in LEVELS.items()}
    kinds = [
        (kind, title, [row for row in forms.rows(stored[kind]) if row.told], forms.origin(kind, stored[kind]))
        for kind, title in forms.TITLES.items()
    ]
    cycle = int(str(values["rensi.cycle"]))
    short = {kind: forms.too_short(kind, own, cycle) for kind, own in stored.items()}
    head = ["Jenis alokon", *((label, "num") for label in forms.MONTHS.values()), "Dasar"]
    return render_template(
        "settings/levels.html", kinds=kinds, months=forms.MONTHS, head=head, short=short, cycle=cycle
    )


@blueprint.route("/<kind>", methods=["GET", "POST"])
@needs("settings")
def change(kind: str) -> Response | str | tuple[str, int]:
    """Change the levels of a kind of site."""
    if kind not in forms.TITLES:
        abort(404)
    with here().reading() as db:
        stored = cast(forms.Stored, settings(db, here().book)[LEVELS[kind]])
    if request.method == "GET":
        return _page(Form(forms.typed(stored)), kind)
    form = Form(request.form)
    given, key = forms.read(form, kind), form.key()
    try:
        form.check()
        change_settings(desk(), {LEVELS[kind]: given}, key)
    except Refused as refused:
        return _page(form.with_problems(refused), kind), status_of(refused)
    flash("Tingkat stok sudah diubah. Kebutuhan dihitung dengan angka ini.", "ok")
    return redirect(url_for("levels.index"))


def _page(form: Form, kind: str) -> str:
    rows = [(row, Form(form.data, row.prefix)) for row in forms.rows({})]
    for row, own in rows:
        own.problems = [problem for problem in form.problems if (problem.field or "").startswith(row.prefix)]
    return render_template(
        "settings/levels_form.html", form=form, rows=rows, kind=kind, title=forms.TITLES[kind], months=forms.MONTHS,
        decree=forms.DECREE, hint=forms.hint(kind), needed=lambda item: not item and kind not in FOLLOWS,
    )  # fmt: skip
