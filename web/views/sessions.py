"""Sesi: where one is signed in, and ending it from afar."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from alokon.store.sessions import end_session, end_sessions, open_sessions
from web.auth import needs, person
from web.config import here, now

blueprint = Blueprint("sessions", __name__, url_prefix="/sesi")

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@blueprint.get("/")
@needs("account")
def index() -> str:
    """The person's open sessions, this one marked."""
    with here().reading() as db:
        rows = open_sessions(db, here().book, person().actor.user_id, now())
    return render_template("sessions.html", rows=rows, device=device)


@blueprint.post("/<id>/akhiri")
@needs("account")
def end(id: str) -> Response:
    """End one of one's own sessions."""
    with here().writing() as db:
        ended = end_session(db, here().book, person().actor.user_id, id, now())
    flash("Sesi diakhiri." if ended else "Sesi itu sudah berakhir.", "ok" if ended else "warn")
    return redirect(url_for("sessions.index"))


@blueprint.post("/akhiri-lain")
@needs("account")
def end_others() -> Response:
    """End all of one's own sessions but this one."""
    with here().writing() as db:
        end_sessions(db, here().book, person().actor.user_id, now(), but=person().session)
    flash("Semua sesi di perangkat lain diakhiri.", "ok")
    return redirect(url_for("sessions.index"))


def device(agent: str) -> str:
    """A browser and system from a User-Agent, as far as it can be told.

    >>> device("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36")
    'Chrome di Android'
    >>> device("")
    'Peramban tidak dikenal'
    """
    browser = next((name for mark, name in BROWSERS if mark in agent), "Peramban tidak dikenal")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser} di {system}" if system else browser
