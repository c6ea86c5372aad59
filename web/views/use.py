"""Pemakaian: a faskes' month in two minutes on a phone, by the codes of R/II/KB."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import catalog, siga, text
from alokon.people import Forbidden
from alokon.service.backdating import Unseen
from alokon.service.desk import refuse_unseen
from alokon.service.perform import Command, take
from alokon.sop.stockkeeping import USE
from alokon.store import cases
from alokon.views.batches import Batch, batches
from alokon.views.closings import deadline_day, standing
from alokon.views.monthly import Key, Mutation, mutations
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from inventory.core.places import FACILITY
from web.answers import placed, typed
from web.auth import needs
from web.config import here, now
from web.desk import desk, may_take, reach
from web.errors import status_of
from web.forms import Form, sentences
from web.impact import EDIT, consent_of, impact_page
from web.step_pages.form import line_form
from web.views.months import month_of
from web.words import amount, item_name

blueprint = Blueprint("use", __name__, url_prefix="/pemakaian")

STEP = USE.step("report")
ALONE = ("item", "fund", "lot")
"""Fields of a line that say nothing by themselves."""

PARTS = (("service", siga.SERVICE), ("network", siga.NETWORK), ("damaged", siga.DAMAGED), ("expired", siga.EXPIRED))
Answer = Response | str | tuple[str, int]


class Line(NamedTuple):
    """An item and fund the faskes has had this month, with its batches on the shelf and the fields of the form."""

    key: Key
    month: Mutation
    batches: tuple[Batch, ...]
    form: Form
    on: date

    @property
    def lapsed(self) -> int:
        """What lies on the shelf past its expiry: it can only be written under code 5."""
        return sum(batch.lapsed(self.on) for batch in self.batches)

    @property
    def unfolded(self) -> bool:
        """Whether the seldom used fields need to be seen."""
        seldom = ("damaged", "expired", "special", "lot")
        return bool(self.lapsed or any(self.form.value(name) or self.form.problems_of(name) for name in seldom))


@blueprint.get("/")
@needs("report_use")
def index() -> str | Response:
    """Lead to the month that is to be written next; who acts for several faskes chooses one first."""
    with here().reading() as db:
        seen = reach(db)
        mine = [f for f in seen.faskes.values() if may_take(USE, STEP, f.code, f.kecamatan)]
        site = request.args.get("tempat") or (mine[0].code if len(mine) == 1 else "")
        if site:
            refuse_unseen(db, desk(), site)
        found = standing(db, here().book, now().date(), deadline_day(db, here().book), site) if site else None
    if found is None:
        return render_template("use/index.html", options=[(f.code, f.name) for f in sorted(mine, key=lambda f: f.name)])
    return redirect(url_for("use.show", site=site, month=found.open or Month.of(now().date())))


@blueprint.route("/<site>/<month>", methods=["GET", "POST"])
@needs("report_use")
def show(site: str, month: str) -> Answer:
    """The form of a month; sent, it records what was used and shows the month again, or goes on to close it."""
    asked = month_of(month)
    if request.method == "GET":
        return _page(site, asked, Form())
    form = Form(request.form)
    if EDIT in form.data:
        return _page(site, asked, form)
    key, sent = form.key(), typed(STEP, request.form, ALONE)
    try:
        form.check()
        answers = {**sent.answers, "month": month}
        done = take(desk(), Command(USE.code, STEP.name, answers, key, site=site, consent=consent_of(form.data)))
    except Forbidden:
        raise
    except Unseen as unseen:
        return impact_page(unseen.effect, STEP.label, url_for("use.show", site=site, month=month))
    except Refused as refused:
        form.problems = placed(refused.problems, sent.numbers)
        return _page(site, asked, form), status_of(refused)
    flash("Pemakaian sudah tersimpan sebelumnya, tidak dicatat dua kali." if done.repeated else f"{STEP.done}.", "ok")
    for warning in sentences(done.warnings):
        flash(warning, "warn")
    onward = "months.show" if form.ticked("close") else "use.show"
    return redirect(url_for(onward, site=site, month=month))


def _page(site: str, month: Month, form: Form) -> str:
    today = now().date()
    if month > Month.of(today):
        abort(404)
    day = min(today, month.last)
    with here().reading() as db:
        refuse_unseen(db, desk(), site)
        found = standing(db, here().book, today, deadline_day(db, here().book), site)
        if found is None or found.site.kind != FACILITY:
            abort(404)
        if not may_take(USE, STEP, site, found.site.kecamatan):
            raise Forbidden(Problem("out_of_scope", {"site": found.site.name}))
        lines = _lines(db, site, month, day, form)
        before = cases.listing(db, here().book, flows=[USE.code], sites=[site], month=str(month))
    return render_template(
        "use/show.html", form=form, found=found, month=month, day=day, lines=lines, before=before, states=USE.states,
        closed=found.last is not None and month <= found.last, running=month == Month.of(today), parts=PARTS,
        other=siga.OTHER,
        said=_said(form, lines),
    )  # fmt: skip


def _lines(db: sa.Connection, site: str, month: Month, day: date, form: Form) -> list[Line]:
    """A line for every item and fund that has anything in the month; its number says which, whatever else there is."""
    found = mutations(db, here().book, month, [site])
    here_now = batches(db, here().book, day, sites=[site])
    lines = []
    for key in sorted(found, key=_number):
        own = tuple(b for b in here_now if b.carded and (b.item, b.key.fund) == (key.item, key.fund))
        lines.append(Line(key, found[key], own, line_form(form, _number(key)), day))
    return lines


def _said(form: Form, lines: Sequence[Line]) -> list[tuple[str, str]]:
    """(field, sentence) of every problem; one about a line begins with what the line is about."""
    names = {line.form.prefix: item_name(line.key.item) for line in lines}
    said = []
    for problem in form.problems:
        field = problem.field or ""
        about = next((name for prefix, name in names.items() if field.startswith(prefix)), "")
        words = sentences([problem])[0]
        said.append((field, f"{about}: {words}" if about else words))
    return said


def _number(key: Key) -> int:
    return catalog.GOODS_ORDER[key.item, key.fund]


@blueprint.app_template_filter()
def batch_options(line: Line) -> list[tuple[str, str]]:
    """The batches a line may be taken from, the first to expire first."""
    return [
        (str(b.lot), f"{b.key.batch or 'tanpa nomor'} · {_expiry(b)} · {amount(b.carded, b.item)}")
        for b in line.batches
    ]


def _expiry(batch: Batch) -> str:
    facts = batch.facts
    return f"ED {text.expiry(text.Expiry(facts.expiry, facts.precision))}" if facts.expiry else "tanpa ED"
