"""Rensi: worked out for a round of months, looked at and changed kecamatan by kecamatan, approved, and ordered."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.catalog import FUNDS
from alokon.messages import sentence
from alokon.people import Forbidden, may
from alokon.planning.fairness import Outcome, outcome
from alokon.planning.sharing import RULES
from alokon.service.perform import Command, take
from alokon.service.rensi import compute, order
from alokon.sop.rensi import APPROVED, COMPUTE, DRAFT, RENSI
from alokon.store.settings import settings
from alokon.views.rensi import again, drafted
from alokon.views.rensi_told import Computation, Rensi, differences, rensi, shortfalls
from inventory.core.errors import Refused
from inventory.core.months import Month
from web import rensi_form, words
from web.attached import section
from web.auth import actor, needs
from web.case_list import whole_list
from web.case_page import ways_of
from web.config import here, now
from web.desk import Reach, desk, reach
from web.errors import status_of
from web.forms import Form
from web.lists import tint
from web.papers import paper_files, paper_url
from web.rensi_totals import area_totals, item_totals, title, unplanned, waiting

blueprint = Blueprint("rensi", __name__, url_prefix="/rensi")

Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@needs("read_all")
def index() -> str:
    """Every Rensi, the newest first."""
    return whole_list(RENSI, "Rensi")


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("plan")
def new() -> Answer:
    """Work a new one out."""
    with here().reading() as db:
        values = settings(db, here().book)
    if request.method == "GET":
        month = request.args.get("bulan", str(Month.of(_today()).next))
        first = {"month": month, "cycle": str(values["rensi.cycle"]), "rule": next(iter(RULES))}
        return _new(Form(first), values)
    form = Form(request.form)
    key = form.key()
    answers = {name: form.value(name) for name in ("month", "cycle", "rule", "note")}
    try:
        form.check()
        done = compute(desk(), {**answers, "date": _today()}, key)
    except Forbidden:
        raise
    except Refused as refused:
        return _new(form.with_problems(refused), values), status_of(refused)
    flash(f"{COMPUTE.done}. Periksa per kecamatan, lalu minta persetujuan.", "ok")
    return redirect(url_for("rensi.show", number=done.case))


def _new(form: Form, values: Mapping[str, object]) -> str:
    fields = {field.name: field for field in COMPUTE.fields}
    return render_template("rensi/new.html", form=form, fields=fields, today=_today(), values=values)


@blueprint.get("/<int:number>")
@needs("read_all")
def show(number: int) -> str:
    """The whole of it: item by item and kecamatan by kecamatan, who is left out and why, and what comes next."""
    with here().reading() as db:
        found = rensi(db, here().book, number, _today())
        seen = reach(db)
        left_out, files = unplanned(db, here().book, found, seen), section(db, found.found)
    case = found.found.case
    return render_template(
        "rensi/show.html",
        found=found, title=title(found), ways=ways_of(found.found), tint=tint(RENSI, case.state),
        items=item_totals(found), areas=area_totals(found, seen), seen=seen, left_out=left_out, rules=RULES,
        files=files,
        draft=case.state == DRAFT, approved=case.state == APPROVED, paper_url=paper_url,
        paper_files=paper_files, today=_today(),
        may_order=case.state == APPROVED and may(actor(), "approve"), waiting=waiting(found.orders.values()),
    )  # fmt: skip


@blueprint.route("/<int:number>/kecamatan/<kecamatan>", methods=["GET", "POST"])
@needs("read_all")
def area(number: int, kecamatan: str) -> Answer:
    """The lines of a kecamatan, to be looked at, and changed while it is a draft."""
    with here().reading() as db:
        found = rensi(db, here().book, number, _today())
        seen = reach(db)
    if kecamatan not in seen.kecamatan:
        abort(404)
    within = seen.chosen(kecamatan) or frozenset()
    rows = rensi_form.rows_of(line for line in found.lines if line.site in within)
    if request.method == "GET":
        return _area(found, seen, kecamatan, rows, Form(rensi_form.typed(rows)))
    form = Form(request.form)
    key = form.key()
    changed, prefixes = rensi_form.changes(rows, form)
    try:
        form.check()
        answers = {"date": _today(), "lines": changed}
        take(desk(), Command(RENSI.code, "adjust", answers, key, case=number))
    except Forbidden:
        raise
    except Refused as refused:
        form.with_problems(refused)
        rensi_form.placed(form, prefixes)
        return _area(found, seen, kecamatan, rows, form), status_of(refused)
    flash(f"{len(changed)} baris rencana diubah.", "ok")
    return redirect(url_for("rensi.area", number=number, kecamatan=kecamatan))


def _area(found: Rensi, seen: Reach, kecamatan: str, rows: list[rensi_form.ItemRows], form: Form) -> str:
    names = {code: one.name for code, one in seen.faskes.items()}
    return render_template(
        "rensi/area.html",
        found=found, title=title(found), rows=rows, form=form, area=seen.kecamatan[kecamatan], names=names,
        line=lambda prefix: _line(form, prefix), funds=[(f.code, f.name) for f in FUNDS.values()],
        choices=rensi_form.choices(rows, names), extra=rensi_form.EXTRA, orders=found.orders,
        editable=found.found.case.state == DRAFT and may(actor(), "plan")
    )  # fmt: skip


def _line(form: Form, prefix: str) -> Form:
    line = Form(form.data, prefix)
    line.problems = form.problems
    return line


@blueprint.route("/<int:number>/hitung", methods=["GET", "POST"])
@needs("plan")
def recompute(number: int) -> Answer:
    """Work it out once more: first what would be different, then do it."""
    with here().reading() as db:
        found = rensi(db, here().book, number, _today())
    form = Form(request.form) if request.method == "POST" else Form({"rule": found.newest.rule})
    code = 200
    if request.method == "POST":
        key = form.key()
        asked = {name: str(found.found.answer(name)) for name in ("month", "cycle")}
        try:
            form.check()
            compute(desk(), {**asked, "rule": form.value("rule"), "date": _today()}, key, number)
        except Forbidden:
            raise
        except Refused as refused:
            form.with_problems(refused)
            code = status_of(refused)
        else:
            flash("Rensi dihitung ulang. Yang diubah dengan tangan tetap seperti semula.", "ok")
            return redirect(url_for("rensi.compare", number=number))
    return render_template("rensi/recompute.html", found=found, title=title(found), form=form, rules=RULES), code


@blueprint.get("/<int:number>/beda")
@needs("read_all")
def compare(number: int) -> str:
    """Two of its computations line by line: the newest and the one before, or those that are asked for."""
    with here().reading() as db:
        found = rensi(db, here().book, number, _today())
        seen = reach(db)
    known = {one.event: one for one in found.computations}
    after = known.get(request.args.get("ke", 0, type=int), found.newest)
    before = known.get(request.args.get("dari", 0, type=int)) or _before(found.computations, after)
    told = differences(before, after) if before else []
    return render_template(
        "rensi/compare.html", found=found, title=title(found), before=before, after=after, told=told, seen=seen,
        computations=found.computations, rules=RULES,
    )  # fmt: skip


def _before(computations: Iterable[Computation], after: Computation) -> Computation | None:
    return next((one for one in reversed(tuple(computations)) if one.event < after.event), None)


@blueprint.get("/<int:number>/aturan")
@needs("read_all")
def rules(number: int) -> str:
    """The three rules for scarce goods side by side, worked out anew for the day of its newest computation."""
    with here().reading() as db:
        found = rensi(db, here().book, number, _today())
        seen = reach(db)
        margin = int(str(settings(db, here().book)["rensi.margin"]))
        draft = drafted(db, here().book, found.newest.on, found.newest.rule)
    told: list[tuple[str, list[tuple[str, Outcome]]]] = []
    for item, goods in draft.goods.items():
        if goods.needed:
            given = {rule: again(goods, draft.on, margin, rule).by_code() for rule in RULES}
            told.append((item, [(rule, outcome(goods.claims, given[rule])) for rule in RULES]))
    return render_template(
        "rensi/rules.html", found=found, title=title(found), told=told, rules=RULES, seen=seen, goods=draft.goods,
        scarce=[item for item, goods in draft.goods.items() if goods.shares.total < goods.needed],
    )  # fmt: skip


@blueprint.post("/<int:number>/spmb")
@needs("approve")
def spmb(number: int) -> Answer:
    """Issue the SPMB that are still missing, of one kecamatan or of all."""
    form = Form(request.form)
    key, kecamatan = form.key(), form.value("kecamatan")
    try:
        form.check()
        done = order(desk(), number, _today(), key, kecamatan)
    except Forbidden:
        raise
    except Refused as refused:
        for problem in refused.problems:
            flash(sentence(problem), "bad")
        return redirect(url_for("rensi.show", number=number))
    flash(f"{len(done)} SPMB diterbitkan, nomor {done[0].paper} sampai {done[-1].paper}." if len(done) > 1
          else f"SPMB {done[0].paper} diterbitkan.", "ok")  # fmt: skip
    return redirect(url_for("rensi.show", number=number))


@blueprint.get("/kekurangan")
@needs("read_all")
def short() -> str:
    """What approved Rensi of the last twelve months left each faskes short of, item by item."""
    since = Month.of(_today()).plus(-11).first
    chosen = request.args.get("kecamatan", "")
    with here().reading() as db:
        seen = reach(db)
        found = [one for one in shortfalls(db, here().book, since) if one.short]
    within = seen.chosen(chosen)
    rows = [one for one in found if within is None or one.site in within]
    return render_template("rensi/short.html", rows=rows, seen=seen, since=since, chosen=chosen)


def _today() -> date:
    return now().date()


words.add_words(blueprint)
