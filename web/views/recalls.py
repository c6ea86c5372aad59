"""Penarikan: a batch is recalled, and one page shows every place that has or had it and what it did."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import Forbidden
from alokon.service.recall import recall
from alokon.sop.recall import APART, RECALL, RECALLS
from alokon.store import cases, papers
from alokon.views.dossier import dossier
from alokon.views.lots import held
from inventory.core.errors import Refused
from inventory.core.places import RESERVED, TRANSIT
from inventory.store import lots
from web import words
from web.auth import needs
from web.case_list import whole_list
from web.config import here, now
from web.desk import desk, reach
from web.errors import status_of
from web.forms import Form
from web.lists import tint
from web.papers import paper_files, paper_url

blueprint = Blueprint("recalls", __name__, url_prefix="/penarikan")
words.add_words(blueprint)

Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@needs("read_all")
def index() -> str:
    """Every recall, the newest first."""
    return whole_list(RECALLS, "Penarikan batch")


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("recall")
def new() -> Answer:
    """Recall a batch: which one comes from its page."""
    number = request.args.get("lot", 0, type=int)
    with here().reading() as db:
        lot = lots.lots_by_id(db, here().book, [number]).get(number)
    if lot is None:
        return redirect(url_for("lots.index"))
    form = Form(request.form if request.method == "POST" else None)
    code = 200
    if request.method == "POST":
        key = form.key()
        answers = {name: form.value(name) for name in ("reason", "document")}
        try:
            form.check()
            done = recall(desk(), number, _today(), answers, key)
        except Forbidden:
            raise
        except Refused as refused:
            form.with_problems(refused)
            code = status_of(refused)
        else:
            flash(f"{RECALL.done}. Cetak suratnya untuk setiap tempat.", "ok")
            return redirect(url_for("recalls.show", number=done.case))
    fields = [field for field in RECALL.fields if field.name in ("reason", "document")]
    return render_template("recalls/new.html", form=form, lot=lot, fields=fields), code


@blueprint.get("/<int:number>")
@needs("read_all")
def show(number: int) -> str:
    """Place by place: what it had, what it set apart, its letter; and what is reserved or on its way."""
    with here().reading() as db:
        found = dossier(db, here().book, number, _today())
        if found.flow is not RECALLS:
            abort(404)
        first = found.deeds[0].taken
        lot = lots.lots_by_id(db, here().book, [int(str(first.answers["lot"]))])[int(str(first.answers["lot"]))]
        rows = cases.listing(db, here().book, flows=[APART.code], origin=number)
        ids = [row.id for row in rows]
        lines, letters = cases.lines_of(db, here().book, ids), papers.of_cases(db, here().book, ids)
        loose = [one for one in held(db, here().book, lot.id, lot.key.item) if one.kind in (RESERVED, TRANSIT)]
        seen = reach(db)
    rows.sort(key=lambda row: (-lines[row.id][0]["requested"], row.site))
    return render_template(
        "recalls/show.html", found=found, first=first, lot=lot, rows=rows, lines=lines, letters=letters, loose=loose,
        seen=seen, states=APART.states, tints={state: tint(APART, state) for state in APART.states},
        paper_url=paper_url,
        paper_files=paper_files,
    )  # fmt: skip


def _today() -> date:
    return now().date()
