"""Laporan bulanan ke BKKBN: who has closed, the proof, publishing, and every version with what it changed."""

from datetime import datetime

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.store import settings
from alokon.store.publications import Publication
from alokon.text import month_year
from alokon.views.closings import deadline, deadline_day
from alokon.views.coverage import reporters
from alokon.views.events import head
from inventory.core.months import Month
from reports.bkkbn import published
from reports.bkkbn.month import BKKBN, MonthlyReport, work_out
from reports.catalogue import prepare, refuse_format
from reports.parameters import EARLIEST
from reports.report import Parameters
from web.auth import needs
from web.config import here, now
from web.desk import desk, reach
from web.downloads import downloads
from web.forms import Form
from web.views.months import month_of
from web.views.reports import as_file, preview

blueprint = Blueprint("bkkbn", __name__, url_prefix="/bkkbn")

FILES = (("xlsx", "Excel"), ("pdf", "PDF"), ("csv", "CSV"), ("json", "JSON"), ("html", "HTML"))


@blueprint.get("/")
@needs("read_all")
def show() -> str:
    """A month: who has closed it, its versions; what the book says of them comes after the page has come."""
    asked = request.args.get("month")
    month = _month(asked) if asked else Month.of(now().date()).previous
    with here().reading() as db:
        seen = reach(db)
        members = reporters(db, here().book, month)
        versions = published.versions(db, here().book, month)
        heads = {one.version: published.head(db, here().book, one) for one in versions}
        day = deadline_day(db, here().book)
    waiting = [member for member in members if member.closed_on is None]
    return render_template(
        "reports/bkkbn.html", month=month, seen=seen, members=members, waiting=waiting, versions=versions, heads=heads,
        deadline=deadline(month, day), newest=Month.of(now().date()), files=FILES,
        drafts=downloads("bkkbn", month=month), at=published_at,
    )  # fmt: skip


@blueprint.get("/<text>/bukti")
@needs("read_all")
def draft(text: str) -> str:
    """What was published against the book as it stands, and the act that proves the draft; a part of the month's page.

    The proof sums up every move ever made, so it is worked out when asked for, not whenever the month is looked at.
    """
    month = _month(text)
    with here().reading() as db:
        newest = next(iter(published.versions(db, here().book, month)), None)
        stands = published.standing(db, here().book, newest) if newest else None
        at = head(db, here().book)
    template = "reports/draft.html" if "HX-Request" in request.headers else "reports/draft_page.html"
    return render_template(template, month=month, newest=newest, stands=stands, head=at)


@blueprint.post("/<text>/bukti")
@needs("read_all")
def prove(text: str) -> str:
    """The draft of a month worked out now: its checks, its rekap, and what publishing it would change."""
    month = _month(text)
    with here().reading() as db:
        report = _work_out(db, month)
        versions = published.versions(db, here().book, month)
        at = head(db, here().book)
    pending = published.pending(versions[0], report.sheets) if versions else None
    return render_template(
        "reports/proof.html", report=report, month=month, pending=pending, next=len(versions) + 1, preview=preview,
        stale=bool(versions and versions[0].stale), head=at, at=now(),
    )  # fmt: skip


@blueprint.post("/<text>/terbitkan")
@needs("publish")
def publish(text: str) -> Response:
    """Freeze the month as it stands as its next version."""
    month, form = _month(text), Form(request.form)
    key = form.key()
    form.check()
    with here().reading() as db:
        report = _work_out(db, month)
        place = str(settings.settings(db, here().book)["place"])
    done = published.publish_month(desk(), month, report, place, key)
    told = (
        f"Laporan {month_year(month)} versi {done.facts['version']} diterbitkan" if done.facts else "Sudah diterbitkan"
    )
    flash(f"{told}, kode buku {done.head}.", "ok")
    return redirect(url_for("reports.bkkbn.show", month=str(month)))


@blueprint.get("/<text>/versi-<int:number>")
@needs("read_all")
def version(text: str, number: int) -> str:
    """What a version changed since the one before it."""
    month = _month(text)
    with here().reading() as db:
        one = published.version(db, here().book, month, number)
        found = published.changed(db, here().book, one)
        code = published.head(db, here().book, one)
    return render_template(
        "reports/version.html", month=month, one=one, changes=found, head=code, files=FILES, at=published_at
    )


@blueprint.get("/<text>/versi-<int:number>.<form>")
@needs("read_all")
def download(text: str, number: int, form: str) -> Response:
    """A version as it was published."""
    refuse_format(form)
    month = _month(text)
    with here().reading() as db:
        workbook = published.printed(db, here().book, published.version(db, here().book, month, number))
    return as_file(workbook, f"laporan-alokon-{month}-versi-{number}.{form}")


def _month(text: str) -> Month:
    """The month of an address; one that has not begun, or that no book can have, leads nowhere."""
    month = month_of(text)
    if not Month(EARLIEST, 1) <= month <= Month.of(now().date()):
        abort(404)
    return month


def published_at(one: Publication) -> datetime:
    """When a version was published."""
    return datetime.fromisoformat(one.published_at)


def _work_out(db: sa.Connection, month: Month) -> MonthlyReport:
    return work_out(prepare(db, here().book, BKKBN, Parameters(month=month), printed_at=now()))
