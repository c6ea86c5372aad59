"""Menunggu pemusnahan: what was declared unusable and has not left the premises, what waits longest first."""

from flask import Blueprint, render_template, request

from alokon.views.unusable import waiting
from inventory.store import masters
from web import words
from web.auth import needs
from web.config import here, now
from web.desk import reach

blueprint = Blueprint("waiting", __name__, url_prefix="/menunggu-pemusnahan")
words.add_words(blueprint)


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """Lot by lot of the sites in reach, with its value."""
    chosen = request.args.get("kecamatan", "")
    today = now().date()
    with here().reading() as db:
        seen = reach(db)
        rows = waiting(db, here().book, today, seen.chosen(chosen))
        names = {code: site.name for code, site in masters.sites(db, here().book, {row.site for row in rows}).items()}
    values = [row.value_sen for row in rows]
    return render_template(
        "unusable/waiting.html", rows=rows, seen=seen, chosen=chosen, today=today, names=names,
        value_sen=sum(value for value in values if value is not None), unpriced=values.count(None),
    )  # fmt: skip
