"""Penarikan: a batch is recalled, and one page shows every place that has or had it and what it did."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import Forbidden
from alokon.service.recall import recall
from alokon.sop.case import Line, total
from alokon.sop.recall import APART, ASKED, RECALL, RECALLS
from alokon.store import cases, papers
from alokon.store.cases import CaseRow, StepTaken
from alokon.views.dossier import dossier
from alokon.views.lots import Held, held_of
from inventory.core.errors import Refused
from inventory.core.places import QUARANTINE, RESERVED, SHELF, TRANSIT
from inventory.store import lots
from web import words
from web.attached import section
from web.auth import needs
from web.case_list import whole_list
from web.case_page import ways_of
from web.config import here, now
from web.desk import desk, reach
from web.errors import status_of
from web.forms import Form, sentences
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
            for warning in sentences(done.warnings):
                flash(warning, "warn")
            return redirect(url_for("recalls.show", number=done.case))
    fields = [field for field in RECALL.fields if field.name in ("reason", "document")]
    return render_template("recalls/new.html", form=form, lot=lot, fields=fields), code


@blueprint.get("/<int:number>")
@needs("read_all")
def show(number: int) -> str:
    """Place by place: what it had and set apart, and its letter; what deliveries gave back; what is not safe yet."""
    with here().reading() as db:
        found = dossier(db, here().book, number, _today())
        if found.flow is not RECALLS:
            abort(404)
        first = found.deeds[0].taken
        lot = lots.lots_by_id(db, here().book, [int(str(first.answers["lot"]))])[int(str(first.answers["lot"]))]
        rows = cases.listing(db, here().book, flows=[APART.code], origin=number)
        ids = [row.id for row in rows]
        lines, letters = cases.lines_of(db, here().book, ids), papers.of_cases(db, here().book, ids)
        lying = held_of(db, here().book, {line.lot for line in found.case.leaves}, lot.key.item)
        seen, files = reach(db), section(db, found)
    rows.sort(key=lambda row: (-total(lines[row.id], "requested"), row.site))
    return render_template(
        "recalls/show.html", found=found, files=files, first=first, lot=lot, rows=rows, letters=letters,
        ways=ways_of(found),
        asked={row.id: total(lines[row.id], "requested") for row in rows}, apart=_apart(rows, lines, lying),
        loose=_loose(rows, lying), given_back=[x for x in _answered(first) if x.get("case")], seen=seen,
        states=APART.states, tints={state: tint(APART, state) for state in APART.states}, paper_url=paper_url,
        paper_files=paper_files,
    )  # fmt: skip


def _answered(taken: StepTaken) -> list[dict[str, object]]:
    rows = taken.answers["lines"]
    assert isinstance(rows, list)
    return rows


def _apart(rows: Iterable[CaseRow], lines: Mapping[int, Sequence[Line]], lying: Iterable[Held]) -> dict[int, int]:
    """Case → what lies apart at its place while that waits for a decision, then what was decided about."""
    now = Counter[str]()
    for one in lying:
        now[one.site] += one.quantity if one.kind == QUARANTINE else 0
    return {r.id: now[r.site] if APART.open_to(r.state) else total(lines[r.id], "issued") for r in rows}


def _loose(rows: Iterable[CaseRow], lying: Iterable[Held]) -> list[Held]:
    """What is not safe yet: reserved, on its way, or on the shelf of a place that is not asked to set it apart."""
    waiting = {row.site for row in rows if row.state == ASKED}
    return [x for x in lying if x.kind in (RESERVED, TRANSIT) or (x.kind == SHELF and x.site not in waiting)]


def _today() -> date:
    return now().date()
