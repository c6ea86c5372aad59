"""Suhu gudang: what the thermometer shows, written down twice a day on a phone, and the month it makes."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.climate import TIMES, Reading
from alokon.people import Forbidden, may
from alokon.planning.climate_month import Day
from alokon.service.climate import PERMISSION, correct_reading, log_reading
from alokon.store import climate as store
from alokon.store import settings
from alokon.store.climate import Logged
from alokon.views.climate import ClimateMonth, climate_month
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.core.places import WAREHOUSE
from inventory.store import masters
from web.auth import actor, needs
from web.climate_chart import draw, scales
from web.config import here, now
from web.desk import desk
from web.downloads import downloads
from web.errors import status_of
from web.forms import Form
from web.views.months import month_of

blueprint = Blueprint("climate", __name__, url_prefix="/suhu-gudang")

Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@needs("read_all")
def index() -> Response:
    """Lead to the running month of the warehouse that serves, or of the one chosen."""
    with here().reading() as db:
        usual = str(settings.settings(db, here().book)["warehouse"])
    return redirect(url_for("climate.show", site=request.args.get("gudang", usual), month=Month.of(now().date())))


@blueprint.get("/<site>/<month>")
@needs("read_all")
def show(site: str, month: str) -> str:
    """The month of a warehouse, and the form for the next reading."""
    return _page(site, month_of(month), Form())


@blueprint.post("/<site>/<month>")
@needs(PERMISSION)
def record(site: str, month: str) -> Answer:
    """Write a reading down."""
    form = Form(request.form)
    reading, key = _reading(form), form.key()
    try:
        form.check()
        done = log_reading(desk(), site, reading, key)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(site, month_of(month), form.with_problems(refused)), status_of(refused)
    flash(f"Suhu {reading.time} dicatat. Kode buku {done.head}.", "ok")
    return redirect(url_for("climate.show", site=site, month=Month.of(reading.day)))


@blueprint.get("/koreksi/<int:event>")
@needs("correct")
def mend(event: int) -> str:
    """The form by which a reading is corrected."""
    return _mending(event, Form())


@blueprint.post("/koreksi/<int:event>")
@needs("correct")
def correct(event: int) -> Answer:
    """Put another reading in its place, or take it back where it was never taken."""
    form = Form(request.form)
    withdrawn = form.ticked("withdraw")
    reading = None if withdrawn else _reading(form)
    reason, key = form.text("reason", "Alasan koreksi", most=500), form.key()
    try:
        form.check()
        done = correct_reading(desk(), event, reading, reason, key)
    except Forbidden:
        raise
    except Refused as refused:
        return _mending(event, form.with_problems(refused)), status_of(refused)
    flash(f"Catatan suhu {'dibatalkan' if withdrawn else 'dikoreksi'}. Kode buku {done.head}.", "ok")
    old = _logged(event)
    return redirect(url_for("climate.show", site=old.site, month=Month.of(reading.day if reading else old.day)))


def _reading(form: Form) -> Reading:
    return Reading(
        day=form.day("date", "Tanggal"),
        time=form.choice("time", "Waktu", TIMES),
        tenths=form.degrees("degrees", "Suhu (°C)"),
        humidity=form.quantity("humidity", "Kelembapan (%)"),
        action=form.text("action", "Tindakan", most=500, required=False),
    )


def _logged(event: int) -> Logged:
    """A reading by its event; an address that names none leads nowhere."""
    with here().reading() as db:
        found = store.logged(db, here().book, event)
    if found is None or found.reading is None:
        abort(404)
    return found


def _mending(event: int, form: Form) -> str:
    old = _logged(event)
    with here().reading() as db:
        name = masters.sites(db, here().book, {old.site})[old.site].name
        by = store.corrected_by(db, here().book, event)
    return render_template(
        "climate/mend.html", form=form, old=old, name=name, by=by, times=TIMES.items(), today=now().date(),
        month=Month.of(old.day),
    )  # fmt: skip


def _page(site: str, month: Month, form: Form) -> str:
    today = now().date()
    if month > Month.of(today):
        abort(404)
    with here().reading() as db:
        warehouses = masters.sites(db, here().book, kind=WAREHOUSE)
        if site not in warehouses:
            abort(404)
        found = climate_month(db, here().book, site, month, now())
        mended = store.mended(db, here().book, site, month.first, month.last)
    last = found.days[-1]
    return render_template(
        "climate/show.html", form=form, site=warehouses[site], found=found, month=month, today=today, mended=mended,
        warehouses=[(one.code, one.name) for one in warehouses.values()], last=last, time=_next_time(last),
        times=TIMES.items(), pictures=[draw(month, found.days, found.limits, one) for one in scales(found.limits)],
        running=month == Month.of(today), may_log=may(actor(), PERMISSION), may_correct=may(actor(), "correct"),
        files=downloads("suhu-gudang", month=month, site=site), status_of_day=_status,
    )  # fmt: skip


def _next_time(day: Day) -> str:
    """The time of day that is read next: the first that is missing, or the last there is."""
    return next(iter(day.missing), list(TIMES)[-1])


def _status(found: ClimateMonth, day: Day) -> tuple[str, str]:
    """The kind and the word of a day's status."""
    if any(found.outside(day, time) for time in TIMES):
        return "bad", "Di luar batas"
    if day.missing:
        return "warn", "Tidak lengkap" if day.readings else "Kosong"
    return ("ok", "Dalam batas") if day.readings else ("calm", "Belum waktunya")
