"""Isian tersegel: opening what a file holds under seal, for a reason and in one answer; and erasing its key."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.service import sealed as service
from alokon.service import unsealed
from alokon.service.desk import refuse_unseen
from alokon.sop.registry import read_by
from alokon.sop.sealed import sealed_fields
from alokon.store import attached
from alokon.store.attached import Attachment
from alokon.views.dossier import Dossier, dossier
from inventory.core.errors import Refused
from reports.case_papers.shelter import printable
from reports.case_papers.shelter_file import opened_file
from web.auth import actor, needs
from web.case_page import headline
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form
from web.views.attachments import handed_out
from web.views.reports import as_file

blueprint = Blueprint("sealed", __name__, url_prefix="/tersegel")

Answer = Response | str | tuple[str, int]


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@needs("p2tp2a")
def open_file(number: int) -> Answer:
    """Ask why; then show everything in this one answer, which no browser keeps."""
    if request.method == "GET":
        return _ask(number, Form())
    form = Form(request.form)
    reason = form.choice("reason", "Alasan", [value for value, _ in service.REASONS])
    words = form.text("words", "Keterangan", most=service.MOST_WORDS)
    try:
        key = form.key()
        form.check()
        opened = service.open_case(desk(), number, reason, words, key)
    except Refused as refused:
        return _ask(number, form.with_problems(refused)), status_of(refused)
    with here().reading() as db:
        found = _file(db, number)
        files = attached.of_case(db, here().book, number)
    return render_template(
        "sealed/opened.html", found=found, headline=headline(found), told=_told(found, opened), opening=opened.event,
        files=_attached(files, opened), papers=printable(found), minutes=unsealed.OPEN_FOR.seconds // 60,
    )  # fmt: skip


@blueprint.post("/<int:number>/lampiran/<int:attachment>")
@needs("p2tp2a")
def file(number: int, attachment: int) -> Answer:
    """A file attached to an opened case; asks for the reason again where its opening is over."""
    return _while_open(
        number,
        lambda opening, key: handed_out(unsealed.hand_out(desk(), here().home, number, attachment, opening, key)),
    )


@blueprint.post("/<int:number>/surat/<name>.<any(pdf, docx):form>")
@needs("p2tp2a")
def paper(number: int, name: str, form: str) -> Answer:
    """A paper filled in from an opened case; asks for the reason again where its opening is over."""

    def printed(opening: int, key: str) -> Response:
        with here().reading() as db:
            found = _file(db, number)
        asked = printable(found).get(name)
        if asked is None:
            abort(404)
        answers = unsealed.told_for_paper(desk(), number, name, opening, key)
        with here().reading() as db:
            file = opened_file(db, here().book, _file(db, number), answers, now())
        return as_file(asked.build(file), f"p2tp2a-{number}-{name}.{form}")

    return _while_open(number, printed)


def _while_open(number: int, answer: Callable[[int, str], Response]) -> Answer:
    """What an opening and the key of a form give; the question why, where the opening is over."""
    form = Form(request.form)
    try:
        key = form.key()
        form.check()
        return answer(_opening(form), key)
    except Refused as refused:
        if any(problem.code == "opening_over" for problem in refused.problems):
            return _ask(number, Form().with_problems(refused)), status_of(refused)
        raise


@blueprint.route("/<int:number>/hapus-kunci", methods=["GET", "POST"])
@needs("p2tp2a")
def erase_key(number: int) -> Answer:
    """Ask once more, then erase the key for good."""
    form = Form(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            key = form.key()
            form.check()
            service.erase(desk(), number, key)
        except Refused as refused:
            return _confirm(number, form.with_problems(refused)), status_of(refused)
        flash("Kunci dihapus; isiannya tidak dapat dibuka lagi. Ganti salinan kunci segel, musnahkan yang lama.", "ok")
        return redirect(url_for("cases.show", number=number))
    return _confirm(number, form)


def _ask(number: int, form: Form) -> str:
    with here().reading() as db:
        found = _file(db, number)
    facts = {"found": found, "headline": headline(found), "form": form, "reasons": service.REASONS}
    return render_template("sealed/ask.html", most=service.MOST_WORDS, **facts)


def _confirm(number: int, form: Form) -> str:
    with here().reading() as db:
        found = _file(db, number)
        kept = service.keeping(db, here().book, found.case)
    return render_template("sealed/erase.html", found=found, headline=headline(found), form=form, kept=kept)


def _file(db: sa.Connection, number: int) -> Dossier:
    found = dossier(db, here().book, number, now().date(), read_by(actor()))
    refuse_unseen(db, desk(), *found.case.sites)
    return found


def _opening(form: Form) -> int:
    """The event by which the page was opened that a form stands on; 0 for anything else."""
    given = form.value("opening")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _attached(files: list[Attachment], opened: service.Opened) -> list[tuple[Attachment, Mapping[str, str], str]]:
    """(file, what is sealed of it, why it was withdrawn) of every file the opening tells of."""
    told = opened.answers
    return [
        (one, told[one.event], told.get(one.withdrawn or 0, {}).get("reason", "")) for one in files if one.event in told
    ]


def _told(found: Dossier, opened: service.Opened) -> list[tuple[object, list[tuple[str, str]]]]:
    """(deed, [(label, words)]) of every step that sealed something, newest first."""
    told: list[tuple[object, list[tuple[str, str]]]] = []
    for deed in reversed(found.deeds):
        given = opened.answers.get(deed.taken.event, {})
        pairs = [(field.label, given[field.name]) for field in sealed_fields(deed.step) if field.name in given]
        if pairs:
            told.append((deed, pairs))
    return told
