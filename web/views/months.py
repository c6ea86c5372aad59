"""Tutup bulan: which site has closed what, the month's figures before it is closed, and opening the latest again."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import siga
from alokon.people import Forbidden, in_scope, may
from alokon.service.desk import refuse_unseen
from alokon.service.months import close_month, reopen_month
from alokon.views.batches import batches
from alokon.views.closings import Standing, deadline, deadline_day, standing, standings
from alokon.views.coverage import Coverage, coverage, reporters
from alokon.views.stock import incoming
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.core.places import FACILITY
from web.auth import actor, needs
from web.config import here, now
from web.desk import desk, reach
from web.downloads import downloads
from web.errors import status_of
from web.forms import Form
from web.month_table import CODES, Table, month_table
from web.words import amount, item_name

blueprint = Blueprint("months", __name__, url_prefix="/bulan")

SERVICE = [code for code, _ in CODES].index(siga.SERVICE)
"""Which of a faskes' figures is what went to clients."""

Answer = Response | str | tuple[str, int]


def month_of(text: str) -> Month:
    """The month an address names (`2026-01`); an address that names none leads nowhere."""
    try:
        return Month.parse(text)
    except ValueError:
        abort(404)


@blueprint.get("/")
@needs("read_own")
def index() -> str | Response:
    """Every site in reach with its months; who has one site alone is led to it."""
    area, late = request.args.get("kecamatan", ""), bool(request.args.get("terlambat"))
    asked = request.args.get("bulan")
    month = month_of(asked) if asked else Month.of(now().date()).previous
    with here().reading() as db:
        seen = reach(db)
        day = deadline_day(db, here().book)
        rows = standings(db, here().book, now().date(), day, seen.sites)
        reported = reporters(db, here().book, month, seen.sites)
    if len(rows) == 1:
        return redirect(url_for("months.current", site=rows[0].site.code))
    by_area = coverage(reported, deadline(month, day))
    shown = [r for r in rows if area in ("", r.site.kecamatan) and not (late and not is_late(r))]
    shown.sort(key=lambda row: (not is_late(row), row.open is None, seen.area(row.site.code), row.site.name))
    return render_template(
        "months/index.html", rows=shown, seen=seen, area=area, late=late, month=month, by_area=by_area,
        all=_sum(by_area.values()), deadline=deadline(month, day), overdue=sum(map(is_late, rows)), is_late=is_late,
        over=Month.of(now().date()).previous,
    )  # fmt: skip


@blueprint.get("/<site>")
@needs("read_own")
def current(site: str) -> Response:
    """A site's month to close next, or its last closed one."""
    with here().reading() as db:
        refuse_unseen(db, desk(), site)
        found = standing(db, here().book, now().date(), deadline_day(db, here().book), site)
    if found is None:
        abort(404)
    month = found.open or found.last or Month.of(now().date()).previous
    return redirect(url_for("months.show", site=site, month=month))


@blueprint.get("/<site>/<month>")
@needs("read_own")
def show(site: str, month: str) -> str:
    """A month of a site by the codes of R/II/KB, proved against the book, and what to mind before closing it."""
    return _page(site, month_of(month), Form())


@blueprint.post("/<site>/<month>/tutup")
@needs("close_month")
def close(site: str, month: str) -> Answer:
    """Close the month."""
    form, closing = Form(request.form), month_of(month)
    key = form.key()
    try:
        form.check()
        done = close_month(desk(), site, closing, key)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(site, closing, form.with_problems(refused)), status_of(refused)
    flash(f"Bulan ditutup. Kode buku {done.head}.", "ok")
    return redirect(url_for("months.show", site=site, month=month))


@blueprint.post("/<site>/<month>/buka")
@needs("reopen_month")
def reopen(site: str, month: str) -> Answer:
    """Open the latest closed month again, with a reason."""
    form, closed = Form(request.form), month_of(month)
    reason, key = form.text("reason", "Alasan membuka kembali", most=500), form.key()
    try:
        form.check()
        done = reopen_month(desk(), site, closed, reason, key)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(site, closed, form.with_problems(refused)), status_of(refused)
    flash(f"Bulan dibuka kembali. Kode buku {done.head}.", "warn")
    return redirect(url_for("months.show", site=site, month=month))


def is_late(row: Standing) -> bool:
    """Whether a report that is asked of a site is overdue."""
    return row.expected and row.overdue > 0


def _sum(groups: Iterable[Coverage]) -> Coverage:
    found = [Coverage(0, 0, 0), *groups]
    return Coverage(*(sum(column) for column in zip(*found, strict=True)))


def _page(site: str, month: Month, form: Form) -> str:
    with here().reading() as db:
        refuse_unseen(db, desk(), site)
        found = standing(db, here().book, now().date(), deadline_day(db, here().book), site)
        if found is None:
            abort(404)
        table = month_table(db, here().book, found.site, month)
        minded = [] if _is_closed(found, month) else list(_to_mind(db, found, month, table))
        area = reach(db).area(site)
    mine = in_scope(actor(), site, found.site.kecamatan or None)
    return render_template(
        "months/show.html", form=form, found=found, month=month, figures=table, other_name=siga.OTHER_NAME, area=area,
        minded=minded, closed=_is_closed(found, month), over=month < Month.of(now().date()),
        may_close=mine and may(actor(), "close_month"), may_reopen=mine and may(actor(), "reopen_month")
        and found.last == month, may_report=mine and may(actor(), "report_use") and found.site.kind == FACILITY,
        files=downloads("mutasi", month=month, site=site) if found.site.kind == FACILITY else [],
    )  # fmt: skip


def _is_closed(found: Standing, month: Month) -> bool:
    return found.last is not None and month <= found.last


def _to_mind(db: sa.Connection, found: Standing, month: Month, table: Table) -> Iterator[str]:
    """What a person should look at before closing; nothing of it stands in the way."""
    site = found.site.code
    if found.site.kind == FACILITY and not any(row.figures[SERVICE] for row in table.rows):
        yield "Belum ada pelayanan (kode 2) yang dicatat bulan ini. Bila memang nihil, bulan boleh langsung ditutup."
    for batch in batches(db, here().book, month.last, sites=[site]):
        lapsed = batch.lapsed(month.last)
        if lapsed:
            goods = f"{amount(lapsed, batch.item)} {item_name(batch.item)} batch {batch.key.batch or '–'}"
            yield f"{goods} sudah kedaluwarsa tetapi masih di kartu stok. Catat sebagai kedaluwarsa (kode 5)."
    for (_, item), quantity in incoming(db, here().book, month.last, sites=[site]).items():
        yield f"Kiriman {amount(quantity, item)} {item_name(item)} belum dikonfirmasi sampai akhir bulan."
