"""Impor: a file is uploaded and looked at, everything found is shown, and on request it is written as a whole."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from alokon.imports.formats import FORMATS, Format
from alokon.imports.lmis_rows import COLUMNS
from alokon.imports.mapping import read_mapping
from alokon.imports.mapping_template import mapping_template
from alokon.imports.register import FORMAT as REGISTER
from alokon.imports.telling import as_csv, cells_of
from alokon.imports.template import template
from alokon.people import Forbidden, may
from alokon.service.backdating import Unseen
from alokon.service.importing import Examined, Upload, examine, write
from alokon.views.imports import recent
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from web.auth import actor, needs, person
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.findings import flagged_rows, others, rule_rows, shown
from web.forms import Form
from web.impact import consent_of, impact_page
from web.uploads import Parcel, drop, fetch, keep

blueprint = Blueprint("imports", __name__, url_prefix="/impor")

PER_PAGE = 100
MOST_TICKS = 500
"""The most rows that can be accepted one by one; beyond that they are accepted together or mended."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/")
@needs("import")
def index() -> str:
    """The form, the empty templates, and the latest imports."""
    return _index(Form())


@blueprint.post("/")
@needs("import")
def look() -> Answer | tuple[str, int]:
    """Look at an uploaded file and keep it for the next step."""
    form = Form(request.form)
    try:
        parcel = _parcel(form)
        examine(desk(), parcel.upload, trial=False)
    except Forbidden:
        raise
    except Refused as refused:
        return _index(form.with_problems(refused)), status_of(refused)
    token = keep(here().home, person().session, parcel, now())
    return redirect(url_for("imports.show", token=token))


@blueprint.get("/berkas/<token>")
@needs("import")
def show(token: str) -> str:
    """Everything found in a file that was looked at, and what writing it would do."""
    return _show(token, _examined(token), Form())


@blueprint.post("/berkas/<token>")
@needs("import")
def commit(token: str) -> Answer | tuple[str, int]:
    """Write the file, with the rows that were ticked."""
    form, examined = Form(request.form), _examined(token)
    try:
        done = write(desk(), examined, _accepted(examined), seen=consent_of(form.data).seen)
    except Forbidden:
        raise
    except Unseen as unseen:
        back = url_for("imports.show", token=token)
        return impact_page(unseen.effect, f"Impor {examined.upload.name}", back, editable=False)
    except Refused as refused:
        return _show(token, examined, form.with_problems(refused)), status_of(refused)
    drop(here().home, token)
    if done.repeated:
        flash(f"{examined.upload.name} sudah pernah diimpor (peristiwa {done.event}); tidak ditulis lagi.", "warn")
    else:
        facts = f"peristiwa {done.event} buku {examined.book}, kode kepala {done.facts['head']}"
        flash(f"{examined.upload.name} sudah ditulis: {facts}.", "ok")
    return redirect(url_for("imports.index"))


@blueprint.post("/berkas/<token>/batal")
@needs("import")
def cancel(token: str) -> Answer:
    """Keep the file no longer; nothing of it was written."""
    _upload(token)
    drop(here().home, token)
    flash("Impor dibatalkan. Tidak ada yang ditulis.", "ok")
    return redirect(url_for("imports.index"))


@blueprint.get("/berkas/<token>/temuan.csv")
@needs("import")
def findings(token: str) -> Response:
    """Every finding as a table to keep."""
    return _download(as_csv(_examined(token).checked), "temuan.csv", "text/csv; charset=utf-8")


@blueprint.get("/contoh/<name>.xlsx")
@needs("import")
def empty(name: str) -> Response:
    """The empty workbook of a format."""
    if name not in FORMATS:
        abort(404)
    return _download(template(name), f"contoh-{name}.xlsx", XLSX)


@blueprint.get("/contoh/pemetaan.toml")
@needs("import")
def example_mapping() -> Response:
    """An example of a mapping file."""
    return _download(mapping_template().encode(), "pemetaan.toml", "application/toml; charset=utf-8")


def _formats() -> list[Format]:
    """The formats the person may write."""
    return [kind for kind in FORMATS.values() if kind.name != REGISTER or may(actor(), "registry")]


def _index(form: Form) -> str:
    with here().reading() as db:
        rows = recent(db, here().book)
    last_day = Month.of(now().date()).previous.last
    limit = here().body_limit_bytes // (1 << 20)
    return render_template(
        "imports/index.html",
        form=form,
        rows=rows,
        formats=_formats(),
        last_day=last_day,
        limit=limit,
        format_options=[(kind.name, kind.title) for kind in _formats()],
    )


def _parcel(form: Form) -> Parcel:
    """The upload as it was sent; refused when no file was chosen or a field cannot be read."""
    kind = form.choice("format", "Format", [kind.name for kind in _formats()], required=False)
    on = form.optional_day("on", "Tanggal saldo")
    file, mapping = _sent("file"), _sent("mapping")
    if file is None:
        form.problems.append(Problem("field_missing", {"label": "Berkas"}, "file"))
    form.check()
    assert file is not None
    text = mapping.stream.read() if mapping else b""
    read = read_mapping(text, COLUMNS) if text else None
    upload = Upload(file.stream.read(), (file.filename or "")[:200], kind or None, on, read)
    return Parcel(upload, text.decode("utf-8-sig"))


def _sent(name: str) -> FileStorage | None:
    file = request.files.get(name)
    return file if file is not None and file.filename else None


def _upload(token: str) -> Upload:
    upload = fetch(here().home, person().session, token, now())
    if upload is None:
        abort(404)
    return upload


def _examined(token: str) -> Examined:
    return examine(desk(), _upload(token))


def _accepted(examined: Examined) -> frozenset[int]:
    """The rows ticked, one by one or all together."""
    if request.form.get("accept_all"):
        return examined.checked.flagged_rows
    return frozenset(int(row) for row in request.form.getlist("accept") if row.isdecimal() and len(row) < 9)


def _show(token: str, examined: Examined, form: Form) -> str:
    checked = examined.checked
    wanted = request.args.get("aturan", "")
    rest = others(checked, wanted)
    page = max(request.args.get("halaman", 1, type=int), 1)
    single = len(checked.flagged_rows) <= MOST_TICKS
    return render_template(
        "imports/show.html", token=token, form=form, examined=examined, checked=checked, rules=rule_rows(checked),
        wanted=wanted, flagged=flagged_rows(checked) if single else [], ticked=set(request.form.getlist("accept")),
        rest=shown(rest[(page - 1) * PER_PAGE : page * PER_PAGE]), total=len(rest), page=page,
        pages=-(-len(rest) // PER_PAGE), cells_of=cells_of,
        at_page=lambda n: url_for("imports.show", token=token, aturan=wanted or None, halaman=n),
    )  # fmt: skip


def _download(data: bytes, name: str, kind: str) -> Response:
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
