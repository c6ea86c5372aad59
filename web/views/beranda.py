"""Beranda: the first page after signing in."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.auth import needs
from web.config import now

blueprint = Blueprint("beranda", __name__)


@blueprint.get("/")
@needs("account")
def root() -> Response:
    """The bare address leads to beranda."""
    return redirect(url_for("beranda.index"))


@blueprint.get("/beranda")
@needs("account")
def index() -> str:
    """Who is signed in, for which area, and the pages open to them."""
    return render_template("beranda/index.html", today=now().date())
