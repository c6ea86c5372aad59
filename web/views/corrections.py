"""Koreksi: a step done again as it should have been, or taken back; the original always stays in the story."""

from collections.abc import Mapping

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for

from alokon.people import Forbidden
from alokon.service.backdating import Unseen
from alokon.service.correct import TAKE_BACK, correct, guard_correction, in_closed_month, take_back
from alokon.service.desk import Consent, Done, refuse_unseen
from alokon.views.dossier import Deed, Dossier, dossier
from alokon.views.story import chain, story
from inventory.core.errors import Problem, Refused
from web import words
from web.auth import needs
from web.case_page import changeable
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.event_words import spot
from web.forms import Form
from web.impact import EDIT, consent_of, impact_page
from web.step_pages.hearing import Answer, hear
from web.step_pages.page import Sitting
from web.step_pages.registry import page_of
from web.story import differences

blueprint = Blueprint("corrections", __name__, url_prefix="/berkas")


@blueprint.route("/<int:number>/koreksi/<int:event>", methods=["GET", "POST"])
@needs("correct")
def correct_step(number: int, event: int) -> Answer:
    """The form of the step with what was answered then; saving it takes the original back and does it again."""
    with here().reading() as db:
        found, deed = _deed(db, number, event)
        shut = in_closed_month(db, here().book, event)
    reason = request.form.get("correction_reason", "").strip()
    missing = Problem("field_missing", {"label": "Alasan koreksi"}, "correction_reason")

    def sit(db: sa.Connection) -> Sitting:
        return Sitting(db, desk(), found.flow, deed.step, found.case.at(deed.step.by), found.case, deed.taken)

    def perform(answers: Mapping[str, object], key: str, consent: Consent) -> Done:
        return correct(desk(), event, answers, reason, key, consent)

    facts = {"site_name": found.site_name, "heading": f"Koreksi: {deed.step.label}", "deed": deed, "shut": shut}
    return hear(sit, page_of(deed.step.name), facts, perform, "Koreksi tersimpan", () if reason else (missing,))


@blueprint.route("/<int:number>/batalkan/<int:event>", methods=["GET", "POST"])
@needs("correct")
def withdraw(number: int, event: int) -> Answer:
    """Take a document back: asks for the reason first."""
    with here().reading() as db:
        found, deed = _deed(db, number, event)
        shut = in_closed_month(db, here().book, event)
    form = Form(request.form if request.method == "POST" else None)
    if request.method == "POST" and EDIT not in request.form:
        try:
            take_back(desk(), event, form.text("reason", "Alasan", required=False), _key(form), consent_of(form.data))
        except Forbidden:
            raise
        except Unseen as unseen:
            return impact_page(unseen.effect, TAKE_BACK.label, url_for("cases.show", number=number))
        except Refused as refused:
            return _withdraw_page(found, deed, form.with_problems(refused), shut), status_of(refused)
        flash(f"{TAKE_BACK.done}: {deed.step.done.lower()}.", "ok")
        return redirect(url_for("cases.show", number=number))
    return _withdraw_page(found, deed, form, shut)


@blueprint.get("/<int:number>/cerita/<int:event>")
@needs("read_own")
def tell(number: int, event: int) -> str:
    """A document and its corrections as one story."""
    with here().reading() as db:
        found = dossier(db, here().book, number, now().date())
        refuse_unseen(db, desk(), *found.case.sites)
        steps = chain((deed.taken for deed in found.deeds), event)
        if len(steps) < 2:
            raise Refused(Problem("event_unknown", {"event": event}))
        chapters = story(db, here().book, steps)
    step = found.flow.step(steps[0].step)
    reasons = {deed.taken.event: deed.reason for deed in found.deeds}
    told = [(one, differences(step, one, found.case, found.known), reasons[one.taken.event]) for one in chapters]
    return render_template(
        "cases/story.html", found=found, step=step, first=steps[0], chapters=told, spot=spot,
        answers=words.told([f for f in step.fields if f.name != "date"], steps[0].answers, found.known),
        rows=words.rows_told(step, steps[0].answers, found.case, found.known),
    )  # fmt: skip


def _deed(db: sa.Connection, number: int, event: int) -> tuple[Dossier, Deed]:
    found = dossier(db, here().book, number, now().date())
    refuse_unseen(db, desk(), *found.case.sites)
    deed = next((deed for deed in found.deeds if deed.taken.event == event), None)
    if deed is None:
        raise Refused(Problem("event_unknown", {"event": event}))
    guard_correction(db, desk(), deed.step, found.case.at(deed.step.by))
    if request.method == "GET" and not changeable(found, deed):
        raise Refused(Problem("not_correctable", {"step": deed.step.label}))
    return found, deed


def _key(form: Form) -> str:
    key = form.key()
    form.check()
    return key


def _withdraw_page(found: Dossier, deed: Deed, form: Form, shut: bool) -> str:
    facts = {"found": found, "case": found.case, "deed": deed, "form": form, "shut": shut}
    return render_template("cases/withdraw.html", **facts)
