"""Koreksi: a step done again as it should have been, or taken back; the original always stays in the story."""

from collections.abc import Mapping

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for

from alokon.people import Forbidden
from alokon.service.backdating import Unseen
from alokon.service.correct import TAKE_BACK, correct, guard_correction, take_back
from alokon.service.desk import Consent, Done, refuse_unseen
from alokon.views.dossier import Deed, Dossier, dossier
from inventory.core.errors import Problem, Refused
from web.auth import needs
from web.case_page import changeable
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form
from web.impact import EDIT, consent_of, impact_page
from web.step_pages.hearing import Answer, hear
from web.step_pages.page import Sitting
from web.step_pages.registry import page_of

blueprint = Blueprint("corrections", __name__, url_prefix="/berkas")


@blueprint.route("/<int:number>/koreksi/<int:event>", methods=["GET", "POST"])
@needs("correct")
def correct_step(number: int, event: int) -> Answer:
    """The form of the step with what was answered then; saving it takes the original back and does it again."""
    with here().reading() as db:
        found, deed = _deed(db, number, event)
    reason = request.form.get("correction_reason", "").strip()
    missing = Problem("field_missing", {"label": "Alasan koreksi"}, "correction_reason")

    def sit(db: sa.Connection) -> Sitting:
        return Sitting(db, desk(), found.flow, deed.step, found.case.site, found.case, deed.taken)

    def perform(answers: Mapping[str, object], key: str, consent: Consent) -> Done:
        return correct(desk(), event, answers, reason, key, consent)

    facts = {"site_name": found.site_name, "heading": f"Koreksi: {deed.step.label}", "deed": deed}
    return hear(sit, page_of(deed.step.name), facts, perform, "Koreksi tersimpan", () if reason else (missing,))


@blueprint.route("/<int:number>/batalkan/<int:event>", methods=["GET", "POST"])
@needs("correct")
def withdraw(number: int, event: int) -> Answer:
    """Take a document back: asks for the reason first."""
    with here().reading() as db:
        found, deed = _deed(db, number, event)
    form = Form(request.form if request.method == "POST" else None)
    if request.method == "POST" and EDIT not in request.form:
        try:
            take_back(desk(), event, form.text("reason", "Alasan", required=False), _key(form), consent_of(form.data))
        except Forbidden:
            raise
        except Unseen as unseen:
            return impact_page(unseen.impact, TAKE_BACK.label, url_for("cases.show", number=number))
        except Refused as refused:
            return _withdraw_page(found, deed, form.with_problems(refused)), status_of(refused)
        flash(f"{TAKE_BACK.done}: {deed.step.done.lower()}.", "ok")
        return redirect(url_for("cases.show", number=number))
    return _withdraw_page(found, deed, form)


def _deed(db: sa.Connection, number: int, event: int) -> tuple[Dossier, Deed]:
    found = dossier(db, here().book, number, now().date())
    refuse_unseen(db, desk(), found.case.site)
    deed = next((deed for deed in found.deeds if deed.taken.event == event), None)
    if deed is None:
        raise Refused(Problem("event_unknown", {"event": event}))
    guard_correction(db, desk(), deed.step, found.case.site)
    if request.method == "GET" and not changeable(found, deed):
        raise Refused(Problem("not_correctable", {"step": deed.step.label}))
    return found, deed


def _key(form: Form) -> str:
    key = form.key()
    form.check()
    return key


def _withdraw_page(found: Dossier, deed: Deed, form: Form) -> str:
    return render_template("cases/withdraw.html", found=found, case=found.case, deed=deed, form=form)
