"""Pengaturan: what the office decides for itself, where each value comes from, and changing it."""

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import numbering
from alokon.service.setup import change_settings
from alokon.settings import PAPER_CODES, SETTINGS
from alokon.store.settings import settings
from inventory.core.errors import Problem, Refused
from inventory.core.places import WAREHOUSE
from inventory.store import masters
from web import settings_form as forms
from web.auth import needs
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form, sentences
from web.words import PAPERS

blueprint = Blueprint("settings", __name__, url_prefix="/pengaturan")

SAMPLE_SEQUENCE = 7
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@needs("read_all")
def index() -> str:
    """Every setting with its value, its source, and whether the office has changed it."""
    with here().reading() as db:
        values, warehouses = settings(db, here().book), _warehouses(db)
    shown = [SETTINGS[name] for section in forms.SECTIONS for name in section.names]
    return render_template(
        "settings/index.html", sections=forms.SECTIONS, settings=SETTINGS, values=values, samples=_samples(values),
        told=lambda name, value: forms.told(name, value, warehouses), is_unverified=forms.is_unverified,
        count=sum(forms.is_unverified(one) and values[one.name] == one.default for one in shown),
    )  # fmt: skip


@blueprint.route("/ubah", methods=["GET", "POST"])
@needs("settings")
def change() -> Answer:
    """Change settings; only what differs is written."""
    with here().reading() as db:
        values, warehouses = settings(db, here().book), _warehouses(db)
    if request.method == "GET":
        return _page(Form(forms.typed(values)), warehouses)
    form = Form(request.form)
    given, key = forms.read(form, warehouses), form.key()
    try:
        form.check()
        changed = {name: value for name, value in given.items() if value != values[name]}
        if changed:
            change_settings(desk(), changed, key)
    except Refused as refused:
        return _page(form.with_problems(refused), warehouses), status_of(refused)
    if changed:
        flash(f"{len(changed)} pengaturan sudah diubah. Berlaku untuk surat dan laporan berikutnya.", "ok")
    else:
        flash("Tidak ada yang berubah.", "info")
    return redirect(url_for("settings.index"))


@blueprint.get("/contoh-nomor")
@needs("settings")
def sample() -> str:
    """What the numbers of papers would look like with what is being typed."""
    values: dict[str, object] = {f"number.{name}": request.args.get(f"number.{name}", "") for name in PARTS}
    return render_template("settings/sample.html", samples=_samples(values), said=_said(values))


PARTS = ("pattern", "classification", "unit")


def _page(form: Form, warehouses: dict[str, str]) -> str:
    options = {name: forms.options_of(name, warehouses) for name in SETTINGS}
    values: dict[str, object] = {f"number.{name}": form.value(f"number.{name}") for name in PARTS}
    return render_template(
        "settings/form.html", form=form, sections=forms.SECTIONS, settings=SETTINGS, options=options,
        hints=forms.HINTS, is_unverified=forms.is_unverified, is_list=lambda one: isinstance(one.default, list),
        is_number=lambda one: isinstance(one.default, int), samples=_samples(values), said=_said(values),
    )  # fmt: skip


def _samples(values: dict[str, object]) -> list[tuple[str, str]]:
    """(paper, number) of every kind of paper as it would be numbered today; none for a pattern that is not sound."""
    pattern, classification, unit = (str(values[f"number.{name}"])[:200] for name in PARTS)
    if not numbering.is_sound(pattern):
        return []
    day = now().date()
    return [
        (
            PAPERS[kind],
            numbering.written(
                pattern, classification=classification, unit=unit, paper=kind, sequence=SAMPLE_SEQUENCE, day=day
            ),
        )
        for kind in PAPER_CODES
    ]


def _said(values: dict[str, object]) -> list[str]:
    pattern = str(values["number.pattern"])
    return [] if numbering.is_sound(pattern) else sentences([Problem("pattern_malformed", {"pattern": pattern})])


def _warehouses(db: sa.Connection) -> dict[str, str]:
    return {code: site.name for code, site in masters.sites(db, here().book, kind=WAREHOUSE).items()}
