"""Lampiran: files attached to a case, handed out again as they were, and taken back with a reason.

Those of a sealed case are handed out where it is opened (`web.views.sealed`).
"""

import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from alokon.attaching.checks import Document
from alokon.people import Forbidden
from alokon.service.attachments import Offer, attach, content, guard_attaching, may_withdraw, readable, withdraw
from alokon.sop.registry import KEPT_APART
from alokon.store import attached
from alokon.store.attached import Attachment
from inventory.core.errors import Problem, Refused
from web.attached import ACCEPTED, MOST
from web.auth import actor, needs
from web.config import here
from web.desk import desk
from web.errors import status_of
from web.forms import Form

blueprint = Blueprint("attachments", __name__, url_prefix="/berkas/<int:number>/lampiran")

Answer = Response | str | tuple[str, int]


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("read_own", "p2tp2a")
def add(number: int) -> Answer:
    """Attach a file."""
    _guard(number)
    form = Form(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _add_page(number, form)
    try:
        key = form.key()
        done = attach(desk(), here().home, number, _offer(form), key)
    except Forbidden:
        raise
    except Refused as refused:
        return _add_page(number, form.with_problems(refused)), status_of(refused)
    named = f"Lampiran {done.facts.get('name') or done.facts.get('number')} tersimpan."
    flash("Lampiran itu sudah tersimpan." if done.repeated else named, "ok")
    return _back(number)


@blueprint.get("/<int:attachment>")
@needs("read_own", "p2tp2a")
def show(number: int, attachment: int) -> Response:
    """The file as it was attached, to be saved; one that is no longer what it was is not handed out.

    A sealed one is opened first.
    """
    with here().reading() as db:
        sealed = readable(db, desk(), number).flow in KEPT_APART
        found = attached.one(db, here().book, number, attachment)
    if sealed:
        return redirect(url_for("sealed.open_file", number=number))
    data = content(here().home, here().book, found)
    return handed_out(Document(found.name, found.media, data))


def handed_out(document: Document) -> Response:
    """A file to be saved, and never shown as a page of ours."""
    answer = send_file(
        io.BytesIO(document.data), mimetype=document.media, as_attachment=True, download_name=document.name
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@blueprint.route("/<int:attachment>/tarik", methods=["GET", "POST"])
@needs("read_own", "p2tp2a")
def take_back(number: int, attachment: int) -> Answer:
    """Withdraw a file: asks for the reason first."""
    found = _guard(number, attachment)
    assert found is not None
    form = Form(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _withdraw_page(found, form)
    try:
        key = form.key()
        form.check()
        withdraw(desk(), number, attachment, form.value("reason"), key)
    except Forbidden:
        raise
    except Refused as refused:
        return _withdraw_page(found, form.with_problems(refused)), status_of(refused)
    flash(f"Lampiran {found.title} ditarik.", "ok")
    return _back(number)


def _guard(number: int, attachment: int | None = None) -> Attachment | None:
    """Refuse whoever may not attach to a case, or may not withdraw this file, before a form is shown."""
    with here().reading() as db:
        guard_attaching(db, desk(), readable(db, desk(), number))
        found = attached.one(db, here().book, number, attachment) if attachment is not None else None
    if found and not may_withdraw(actor(), found):
        raise Forbidden(Problem("attachment_of_others", {"name": found.title}))
    return found


def _offer(form: Form) -> Offer:
    """The file as it was sent; refused when none was chosen or the page is incomplete."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        form.problems.append(Problem("field_missing", {"label": "Berkas"}, "file"))
    form.check()
    assert sent is not None
    return Offer(sent.filename or "", sent.stream.read(), form.value("note"))


def _back(number: int) -> Response:
    return redirect(url_for("cases.show", number=number, _anchor="lampiran"))


def _add_page(number: int, form: Form) -> str:
    with here().reading() as db:
        sealed = readable(db, desk(), number).flow in KEPT_APART
    return render_template("cases/attach.html", number=number, form=form, accepted=ACCEPTED, most=MOST, sealed=sealed)


def _withdraw_page(found: Attachment, form: Form) -> str:
    return render_template("cases/detach.html", file=found, form=form)
