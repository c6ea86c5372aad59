"""Perjalanan: what is packed is loaded for a round of stops and sets out; and the way of one vehicle, stop by stop."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.people import Forbidden
from alokon.service.perform import Command, take
from alokon.sop.distribution import DISTRIBUTION
from alokon.sop.trips import SET_OUT, TRIPS
from alokon.store.settings import settings
from alokon.views.dossier import dossier
from alokon.views.shipments import Parcel, parcels
from inventory.core.errors import Refused
from web import words
from web.answers import placed, typed
from web.attached import section
from web.auth import needs
from web.case_list import whole_list
from web.case_page import ways_of
from web.config import here, now
from web.desk import Reach, desk, reach
from web.errors import status_of
from web.forms import Form
from web.lists import tint
from web.papers import paper_files, paper_url

blueprint = Blueprint("trips", __name__, url_prefix="/perjalanan")
words.add_words(blueprint)

Answer = Response | str | tuple[str, int]
CHOSEN = "lines-{}-case"


@blueprint.get("/")
@needs("read_all")
def index() -> str:
    """Every trip, the newest first."""
    return whole_list(TRIPS, "Perjalanan")


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("ship")
def new() -> Answer:
    """Choose what is loaded, and set out."""
    kecamatan = request.args.getlist("kecamatan")
    with here().reading() as db:
        seen = reach(db)
        warehouse = str(settings(db, here().book)["warehouse"])
        ready = _in_order(parcels(db, here().book), seen, kecamatan)
    if request.method == "GET":
        return _page(Form({"date": _today().isoformat(), **_first(ready)}), ready, seen, kecamatan)
    form = Form(request.form)
    key = form.key()
    chosen = {name: value for name, value in request.form.items() if _is_chosen(name, request.form)}
    sent = typed(SET_OUT, chosen, alone=("stop",))
    try:
        form.check()
        done = take(desk(), Command(TRIPS.code, SET_OUT.name, sent.answers, key, site=warehouse))
    except Forbidden:
        raise
    except Refused as refused:
        form.problems += placed(refused.problems, sent.numbers)
        return _page(form, ready, seen, kecamatan), status_of(refused)
    flash(f"{SET_OUT.done}: {len(sent.numbers)} kiriman. Nomor {done.paper}.", "ok")
    return redirect(url_for("trips.show", number=done.case))


@blueprint.get("/<int:number>")
@needs("read_all")
def show(number: int) -> str:
    """A trip: its stops in order, what was on board, and what of it has been confirmed."""
    with here().reading() as db:
        found = dossier(db, here().book, number, _today())
        if found.flow is not TRIPS:
            abort(404)
        rows = found.deeds[0].taken.answers["lines"]
        assert isinstance(rows, list)
        stops = {row["case"]: row["stop"] for row in rows}
        loaded = sorted(parcels(db, here().book, stops), key=lambda parcel: stops[parcel.row.id])
        seen, files = reach(db), section(db, found)
    return render_template(
        "trips/show.html", found=found, files=files, loaded=loaded, stops=stops, seen=seen, ways=ways_of(found),
        tint=tint(TRIPS, found.case.state), states=DISTRIBUTION.states, paper_url=paper_url, paper_files=paper_files,
        tints={state: tint(DISTRIBUTION, state) for state in DISTRIBUTION.states},
    )  # fmt: skip


def _is_chosen(name: str, data: Mapping[str, str]) -> bool:
    """Whether a field belongs to the head or to a ticked line."""
    if not name.startswith("lines-"):
        return True
    return CHOSEN.format(name.split("-")[1]) in data


def _in_order(found: list[Parcel], seen: Reach, kecamatan: list[str]) -> list[Parcel]:
    """The packed deliveries of some kecamatan (none: of all), kecamatan by kecamatan."""
    area = {code: one.kecamatan for code, one in seen.faskes.items()}
    within = [one for one in found if not kecamatan or area.get(one.row.site) in kecamatan]
    return sorted(within, key=lambda one: (area.get(one.row.site, ""), one.row.site, one.row.id))


def _first(ready: list[Parcel]) -> dict[str, str]:
    """The stops in the order of the list."""
    return {f"lines-{n}-stop": str(n + 1) for n in range(len(ready))}


def _page(form: Form, ready: list[Parcel], seen: Reach, kecamatan: list[str]) -> str:
    options = [
        (code, name) for code, name in seen.kecamatan_options if code in {one.kecamatan for one in seen.faskes.values()}
    ]
    fields = [field for field in SET_OUT.fields if field.name != "date"]
    return render_template(
        "trips/new.html", form=form, ready=ready, seen=seen, kecamatan=kecamatan, options=options, fields=fields,
    )  # fmt: skip


def _today() -> date:
    return now().date()
