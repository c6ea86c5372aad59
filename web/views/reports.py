"""Laporan: what can be reported, each with its form, a look at it, and its files."""

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from alokon.people import Forbidden, may
from alokon.text import month_year, number
from alokon.views.coverage import reporters
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from reports.bkkbn import published
from reports.catalogue import REPORTS, build, file_name, is_routine, refuse_beyond, refuse_format
from reports.dataset import Dataset, Workbook
from reports.formats import FORMATS, render
from reports.html import dataset_html
from reports.parameters import read
from reports.report import Parameters, Report
from web.auth import actor, needs
from web.config import here, now
from web.desk import reach
from web.downloads import downloads
from web.errors import status_of
from web.forms import Form
from web.report_fields import Field, fields

blueprint = Blueprint("reports", __name__, url_prefix="/laporan")

SHOWN = 200
"""Rows of a sheet that a page shows; the files hold all of them."""

LABELS = {"xlsx": "Unduh Excel", "pdf": "PDF", "docx": "Word", "html": "HTML", "csv": "CSV", "json": "JSON"}
"""What the formats are called on a button."""

OWN_PAGE = {"bkkbn": "reports.bkkbn.show"}
"""Reports with a page of their own, by endpoint."""


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """The reports this person may ask for."""
    open_to = [report for report in REPORTS.values() if may(actor(), report.permission)]
    states = {"bkkbn": _monthly_state()} if may(actor(), "read_all") else {}
    return render_template("reports/index.html", reports=open_to, own_page=OWN_PAGE, states=states)


def _monthly_state() -> str:
    """Where the last month stands: how many have closed it, and whether it is published."""
    month = Month.of(now().date()).previous
    with here().reading() as db:
        members = reporters(db, here().book, month)
        versions = published.versions(db, here().book, month)
    closed = sum(member.closed_on is not None for member in members)
    told = f"terbit versi {versions[0].version}" if versions else "belum diterbitkan"
    return f"{month_year(month)}: {number(closed)} dari {number(len(members))} faskes lapor, {told}"


@blueprint.get("/<name>")
@needs("read_own")
def show(name: str) -> str | tuple[str, int]:
    """The form of a report, and the report itself once everything it needs is said."""
    report, form = _report(name), Form(request.args)
    workbook, status = None, 200
    with here().reading() as db:
        seen = reach(db)
        asked = fields(db, report, seen, request.args, now().date())
        said = {**request.args.to_dict(), **{field.name: field.value for field in asked}}
        if all(field.value for field in asked if field.needed):
            try:
                workbook = _build(db, report, read(report, said), seen.sites)
            except Forbidden:
                raise
            except Refused as refused:
                form, status = form.with_problems(refused), status_of(refused)
    page = _page(report, form, asked, workbook, said, is_routine(report, actor(), seen.sites))
    return (page, status) if status != 200 else page


@blueprint.get("/<name>.<form>")
@needs("read_own")
def download(name: str, form: str) -> Response:
    """A report as a file."""
    report = _report(name)
    refuse_format(form)
    asked = read(report, request.args.to_dict())
    with here().reading() as db:
        seen = reach(db).sites
        refuse_beyond(report, actor(), seen)
        workbook = _build(db, report, asked, seen)
    return as_file(workbook, file_name(name, asked, form))


def as_file(workbook: Workbook, name: str) -> Response:
    """A workbook to be kept as a file of a name, or opened where the browser can."""
    return sent(render(workbook, name.rpartition(".")[2]), name)


def sent(data: bytes, name: str) -> Response:
    """A file of a name, in the format its ending names."""
    ending = name.rpartition(".")[2]
    way = "inline" if ending in ("pdf", "html") else "attachment"
    headers = {"Content-Disposition": f'{way}; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(data, mimetype=FORMATS[ending].media_type.partition(";")[0], headers=headers)


def preview(data: Dataset) -> Markup:
    """A sheet as it will be printed, cut after so many rows."""
    rows = data.rows[:SHOWN]
    left = len(data.rows) - len(rows)
    told = (
        (f"Halaman ini menampilkan {number(len(rows))} baris; {number(left)} baris lagi ada di berkas.",)
        if left
        else ()
    )
    return dataset_html(replace(data, rows=rows, kop=None, notes=(*data.notes, *told)))


def _report(name: str) -> Report:
    """The report of an address this person may ask for."""
    if name not in REPORTS:
        abort(404)
    report = REPORTS[name]
    if not may(actor(), report.permission):
        raise Forbidden(Problem("out_of_scope", {"report": name}))
    return report


def _build(db: sa.Connection, report: Report, asked: Parameters, sites: frozenset[str] | None) -> Workbook:
    return build(db, here().book, report.name, asked, printed_at=now(), seen=sites)


def _page(
    report: Report, form: Form, asked: list[Field], workbook: Workbook | None, said: Mapping[str, str], routine: bool
) -> str:
    known = {name: value for name, value in said.items() if name in report.parameters}
    return render_template(
        "reports/show.html", report=report, form=form, fields=asked, workbook=workbook, preview=preview,
        files=downloads(report.name, LABELS, **known) if workbook and routine else [], routine=routine,
    )  # fmt: skip
