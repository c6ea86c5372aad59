"""One form, shown, sent, and shown again with what is wrong: the same for taking a step and for correcting one."""

from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import Forbidden
from alokon.service.backdating import Unseen
from alokon.service.desk import Consent, Done
from inventory.core.errors import Problem, Refused
from inventory.store import queries
from web.answers import placed, row_count, suggested, typed
from web.config import here
from web.errors import status_of
from web.forms import Form, sentences
from web.impact import EDIT, consent_of, impact_page, sides
from web.step_pages.form import FEWEST_ROWS, line_form, step_form
from web.step_pages.page import Sitting, StepPage, choices, options_of
from web.step_pages.scan import SCAN, scanned
from web.tree import Tree, tree_of

MORE_ROWS = 3
UNFINISHED = 422

Answer = Response | str | tuple[str, int]
Sit = Callable[[sa.Connection], Sitting]
Perform = Callable[[Mapping[str, object], str, Consent], Done]


def hear(
    sit: Sit, page: StepPage, facts: Mapping[str, object], perform: Perform, said: str, extra: Sequence[Problem] = ()
) -> Answer:
    """Show the form of a step, or do what was sent: `perform(answers, key, consent)`. `said` tells that it is done.

    `extra` is what is wrong with fields the step itself does not know. What was typed is kept on every refusal, and
    while the person looks at what a back-dated step would change.
    """
    with here().reading() as db:
        sitting = sit(db)
        if request.method == "GET":
            return _show(sitting, page, None, facts)
        if EDIT in request.form:
            return _show(sitting, page, request.form, facts)
        if "more" in request.form:
            return _show(sitting, page, request.form, {**facts, "rows": row_count(request.form) + MORE_ROWS})
        if page.scans and request.form.get(SCAN, "").strip():
            row = scanned(sitting, request.form)
            return _show(sitting, page, row.data, {**facts, "scanned": row.told}, row.problems), row.status
        sent = page.settle(sitting, typed(sitting.step, request.form, page.alone))
        form = Form(request.form)
        key = form.key()
        problems = [*extra, *page.check(sitting, sent, request.form), *form.problems]
    status = UNFINISHED
    if not problems:
        try:
            return _finished(perform(sent.answers, key, consent_of(request.form)), said)
        except Forbidden:
            raise
        except Unseen as unseen:
            back = url_for("cases.show", number=sitting.case.id) if sitting.case else None
            return impact_page(unseen.effect, str(facts.get("heading", sitting.step.label)), back)
        except Refused as refused:
            problems, status = placed(refused.problems, sent.numbers), status_of(refused)
    with here().reading() as db:
        return _show(sit(db), page, request.form, facts, problems), status


def _show(
    sitting: Sitting,
    page: StepPage,
    typed_before: Mapping[str, str] | None,
    facts: Mapping[str, object],
    problems: Sequence[Problem] = (),
) -> str:
    special = page.facts(sitting)
    data = _fresh(sitting, page, special) if typed_before is None else typed_before
    titles = special.get("titles", {})
    assert isinstance(titles, dict)
    fewest = int(str(special.get("fewest_rows", 0 if special else FEWEST_ROWS)))
    rows = max(int(str(facts.get("rows", 0))), fewest) if fewest else 0
    told = {
        "flow": sitting.flow,
        "step": sitting.step,
        "case": sitting.case,
        "site": sitting.site,
        "shown": step_form(sitting.step, data, problems, rows, titles),
        "head": ["No", *(field.label for field in sitting.step.line_fields if field.kind != "line")],
        "options": options_of(sitting),
        "choices": choices,
        "line_form": line_form,
        "tree": _contents(sitting),
        "sides": sides(problems, data),
        "scans": page.scans,
    }
    return render_template(page.template, **{**told, **special, **facts})


def _fresh(sitting: Sitting, page: StepPage, special: Mapping[str, object]) -> Mapping[str, str]:
    """What a form holds at first; of a step not taken yet also what its address says, to be looked at and sent."""
    data = page.first(sitting, special)
    return data if sitting.taken else {**data, **suggested(sitting.step, request.args)}


def _contents(sitting: Sitting) -> Tree | None:
    """What the case holds, to be seen below a form that asks for no lines."""
    if sitting.case is None or sitting.step.line_fields:
        return None
    lots = queries.lot_names(sitting.db, sitting.desk.book, {line.lot for line in sitting.case.lines if line.lot})
    return tree_of(sitting.flow, sitting.case, lots)


def _finished(done: Done, said: str) -> Response:
    """Tell what was done, and go to the case."""
    flash(f"{said}: sudah tersimpan sebelumnya, tidak dicatat dua kali." if done.repeated else f"{said}.", "ok")
    if done.paper:
        flash(f"Nomor {done.paper}.", "info")
    for warning in sentences(done.warnings):
        flash(warning, "warn")
    return redirect(url_for("cases.show", number=done.case))
