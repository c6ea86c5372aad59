"""Daftar penerima: who may be given goods beside alokon, and what each may be given."""

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.decrees import Decree
from alokon.faskes import Kecamatan
from alokon.people import Forbidden
from alokon.recipients import KINDS, Gate, Recipient, gate
from alokon.service.desk import visible
from alokon.service.recipients import register
from alokon.store import faskes
from alokon.store import recipients as stored
from alokon.supplies import CLASSES
from alokon.text import short_date
from alokon.views.decrees import decrees
from inventory.core.errors import Refused
from web.auth import actor, needs
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form

blueprint = Blueprint("recipients", __name__, url_prefix="/penerima")

Answer = Response | str | tuple[str, int]

DECREE = "decree_of"
"""The field that names the file whose decree appoints the cadres."""


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """The recipients in reach, of one kind or all, with what stands against giving them anything today."""
    kind, wanted = request.args.get("jenis", ""), request.args.get("cari", "").strip()[:60]
    with here().reading() as db:
        known, areas = _reachable(db), faskes.kecamatan_list(db, here().book)
        found = decrees(db, here().book, now().date())
    said = wanted.casefold()
    rows = [
        one
        for one in known.values()
        if kind in ("", one.kind) and said in f"{one.name} {one.village} {one.code}".casefold()
    ]
    return render_template(
        "recipients/index.html", rows=[_row(one, found, areas) for one in rows], kinds=KINDS, kind=kind,
        counts=Counter(one.kind for one in known.values()), wanted=wanted, areas=areas, classes=CLASSES,
    )  # fmt: skip


def _row(
    one: Recipient, known: Mapping[int, Decree], areas: Mapping[str, Kecamatan]
) -> tuple[Recipient, Gate, Decree | None]:
    """A recipient, what stands against giving it anything today, and the decree that would mend it."""
    told, area = gate(one, now().date()), areas.get(one.kecamatan or "")
    lacking = told.problems + told.warnings if one.active and area else ()
    covering = (decree for decree in known.values() if area and decree.covers(area.name, one.village))
    mending = next((decree for decree in covering if decree.number != one.decree), None) if lacking else None
    return one, told, mending


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("recipients")
def new() -> Answer:
    """Enter a recipient."""
    given = Form({"kind": request.args.get("jenis", ""), "active": "ya", DECREE: request.args.get("sk", "")})
    return _page(given, None) if request.method == "GET" else _save(None)


@blueprint.route("/<code>/ubah", methods=["GET", "POST"])
@needs("recipients")
def change(code: str) -> Answer:
    """Change an entry."""
    with here().reading() as db:
        old = _reachable(db).get(code)
    if old is None:
        abort(404)
    typed = {**_typed(old), DECREE: request.args.get("sk", "")}
    return _page(Form(typed), old) if request.method == "GET" else _save(old)


def _reachable(db: sa.Connection) -> dict[str, Recipient]:
    seen = visible(db, here().book, actor())
    found = {code: entry.recipient for code, entry in stored.entries(db, here().book, seen).items()}
    return dict(sorted(found.items(), key=lambda pair: (list(KINDS).index(pair[1].kind), pair[1].name)))


def _save(old: Recipient | None) -> Answer:
    form = Form(request.form)
    entry = _read(form, old)
    key = form.key()
    try:
        decree = form.choice(DECREE, "SK dari berkas IMP", _decrees(), required=False)
        form.check()
        register(desk(), entry, key, int(decree) if decree else None)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(form.with_problems(refused), old), status_of(refused)
    flash(f"{entry.name} {'diubah' if old else 'didaftarkan'}.", "ok")
    return redirect(url_for("recipients.index", jenis=entry.kind))


def _decrees() -> list[str]:
    """The files a decree can be taken from, as the form names them."""
    with here().reading() as db:
        return [str(case) for case in decrees(db, here().book, now().date())]


def _told(known: Mapping[int, Decree]) -> list[tuple[str, str]]:
    """The decrees to choose from: number, term, and the kecamatan they name."""
    told = []
    for case, decree in known.items():
        until = f" sampai {short_date(decree.until)}" if decree.until else ""
        areas = ", ".join(dict.fromkeys(place.kecamatan for place in decree.named))
        told.append(
            (str(case), f"{decree.number}, {short_date(decree.signed_on)}{until}{': ' if areas else ''}{areas}")
        )
    return told


def _read(form: Form, old: Recipient | None) -> Recipient:
    return Recipient(
        code=old.code if old else "",
        name=form.text("name", "Nama penerima"),
        kind=old.kind if old else form.choice("kind", "Jenis penerima", tuple(KINDS)),
        kecamatan=form.text("kecamatan", "Kecamatan", required=False) or None,
        village=form.text("village", "Desa/kelurahan", most=100, required=False),
        decree=form.text("decree", "Nomor SK", most=100, required=False),
        decree_until=form.optional_day("decree_until", "SK berlaku sampai"),
        active=form.ticked("active"),
    )


def _typed(one: Recipient) -> dict[str, str]:
    return {
        "kind": one.kind,
        "name": one.name,
        "kecamatan": one.kecamatan or "",
        "village": one.village,
        "decree": one.decree,
        "decree_until": one.decree_until.isoformat() if one.decree_until else "",
        "active": "ya" if one.active else "",
    }


def _page(form: Form, old: Recipient | None) -> str:
    with here().reading() as db:
        areas = [(k.code, k.name) for k in faskes.kecamatan_list(db, here().book).values()]
        known = decrees(db, here().book, now().date())
    kinds = [(code, kind.label) for code, kind in KINDS.items()]
    return render_template("recipients/form.html", form=form, old=old, areas=areas, kinds=kinds, decrees=_told(known))
