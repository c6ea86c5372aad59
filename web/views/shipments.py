"""Kiriman: what is on its way and for how long, and what came short and is not settled."""

from datetime import date

from flask import Blueprint, render_template, request, url_for

from alokon.sop.distribution import DISTRIBUTION
from alokon.views.shipments import AGES, Shipment, shipments
from web import words
from web.auth import needs
from web.config import here, now
from web.desk import reach
from web.links import turner
from web.lists import tint

blueprint = Blueprint("shipments", __name__, url_prefix="/kiriman")
words.add_words(blueprint)

SHORT = "selisih"


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """The deliveries nobody has confirmed or settled, the oldest first, by age."""
    asked = {name: request.args.get(name, "") for name in ("kecamatan", "umur")}
    today = now().date()
    with here().reading() as db:
        seen = reach(db)
        found = shipments(db, here().book, seen.chosen(asked["kecamatan"]))
    bands = [(key, label, sum(band_of(one, today) == key for one in found)) for key, label in BANDS.items()]
    rows = [one for one in found if asked["umur"] in ("", band_of(one, today))]
    return render_template(
        "shipments/index.html", rows=rows, bands=bands, asked=asked, seen=seen, today=today, states=DISTRIBUTION.states,
        tints={state: tint(DISTRIBUTION, state) for state in DISTRIBUTION.states}, limit=AGES[0],
        address=turner(url_for("shipments.index"), asked), whole=len(found),
    )  # fmt: skip


def _bands() -> dict[str, str]:
    found, since = {}, 0
    for age in AGES:
        found[str(age)] = f"{since}–{age} hari"
        since = age + 1
    return {**found, "lama": f"lebih dari {AGES[-1]} hari", SHORT: "selisih belum selesai"}


BANDS = _bands()
"""Ages of what is on its way, and what came short."""


def band_of(shipment: Shipment, today: date) -> str:
    """A key of `BANDS`."""
    if not shipment.coming and shipment.missing:
        return SHORT
    return next((str(age) for age in AGES if shipment.age(today) <= age), "lama")
