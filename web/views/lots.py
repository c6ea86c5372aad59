"""Batch: where a lot is and was, what its label was held to say, and koreksi lot."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import text
from alokon.catalog import shelf_life_warning
from alokon.messages import PLACES
from alokon.people import Forbidden, in_scope, may
from alokon.service.desk import visible
from alokon.service.lots import correct_lot
from alokon.store.documents import kind_label, names
from alokon.supplies import GOODS
from alokon.views.lots import Held, Went, held, revisions, totals, went
from inventory.core.errors import Problem, Refused
from inventory.core.goods import LotFacts
from inventory.store import lots as store
from inventory.store import masters
from inventory.store.lots import Lot
from web.auth import actor, needs
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form, sentences
from web.step_pages import scan

blueprint = Blueprint("lots", __name__, url_prefix="/batch")

PER_PAGE = 50


@blueprint.get("/")
@needs("read_own")
def index() -> str | Response:
    """The batches of the book, those that lie somewhere first, the first to expire on top; a scanned code opens the
    page of its batch where only one is meant.
    """
    wanted, item = request.args.get("cari", "").strip().casefold()[:60], request.args.get("jenis", "")
    with here().reading() as db:
        rows = totals(db, here().book, visible(db, here().book, actor()))
        scanned = scan.batch_in(request.args.get("cari", ""), scan.known_gtins(db, here().book))
    if scanned is not None:
        found = [row for row in rows if scan.means(scanned, row.names)]
        if len(found) == 1:
            return redirect(url_for("lots.show", number=found[0].lot))
    else:
        found = [row for row in rows if wanted in row.names.key.batch.casefold() and item in ("", row.names.key.item)]
    found.sort(key=lambda row: not row.quantity)
    page = max(request.args.get("halaman", 1, type=int), 1)

    def at_page(number: int) -> str:
        return url_for("lots.index", cari=wanted or None, jenis=item or None, halaman=number)

    return render_template(
        "lots/index.html", rows=found[(page - 1) * PER_PAGE : page * PER_PAGE], total=len(found), page=page,
        pages=-(-len(found) // PER_PAGE), at_page=at_page, wanted=request.args.get("cari", ""), item=item,
        items=GOODS.values(), today=now().date(),
    )  # fmt: skip


@blueprint.get("/<int:number>")
@needs("read_own")
def show(number: int) -> str:
    """One batch."""
    return _page(number, Form())


@blueprint.post("/<int:number>")
@needs("correct")
def correct(number: int) -> Response | str | tuple[str, int]:
    """Give the batch other facts, with a reason."""
    form = Form(request.form)
    expiry = form.expiry("expiry", "Kedaluwarsa")
    facts = LotFacts(
        expiry=expiry.day if expiry else None,
        precision=expiry.precision if expiry else "day",
        produced=form.optional_day("produced", "Tanggal produksi"),
        unit_value_sen=form.sen("value", "Harga satuan"),
    )
    reason, key = form.text("reason", "Alasan koreksi", most=500), form.key()
    with here().reading() as db:
        edition = _lot(db, number).facts.edition
    try:
        form.check()
        done = correct_lot(desk(), number, facts._replace(edition=edition), reason, key)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(number, form.with_problems(refused)), status_of(refused)
    flash(f"Keterangan batch dikoreksi. Kode buku {done.head}.", "ok")
    warning = shelf_life_warning(facts.produced, facts.expiry)
    if warning:
        flash(sentences([warning])[0], "warn")
    return redirect(url_for("lots.show", number=number))


def _lot(db: sa.Connection, number: int) -> Lot:
    found = store.lots_by_id(db, here().book, [number]).get(number)
    if found is None:
        abort(404)
    return found


def _page(number: int, form: Form) -> str:
    page = max(request.args.get("halaman", 1, type=int), 1)
    with here().reading() as db:
        lot = _lot(db, number)
        seen = visible(db, here().book, actor())
        places = _seen_places(held(db, here().book, number, lot.key.item), seen)
        moves = _seen_moves(went(db, here().book, number, lot.item), seen)
        if seen is not None and not moves:
            raise Forbidden(Problem("out_of_scope", {"site": None}))
        shown = moves[(page - 1) * PER_PAGE : page * PER_PAGE]
        documents = names(db, here().book, {move.event for move in shown})
        sites = {code: site.name for code, site in masters.sites(db, here().book).items()}
        history = revisions(db, here().book, number)
    return render_template(
        "lots/show.html", form=form, lot=lot, held=places, moves=shown, total=len(moves), documents=documents,
        sites=sites, places=PLACES, history=history, typed=_typed(lot.facts), page=page,
        pages=-(-len(moves) // PER_PAGE), at_page=lambda n: url_for("lots.show", number=number, halaman=n),
        correctable=may(actor(), "correct") and in_scope(actor(), None, None), today=now().date(),
        kind_label=kind_label,
    )  # fmt: skip


def _seen_places(found: list[Held], seen: Collection[str] | None) -> list[Held]:
    return [one for one in found if seen is None or one.site in seen]


def _seen_moves(found: list[Went], seen: Collection[str] | None) -> list[Went]:
    return [one for one in found if seen is None or one.source in seen or one.destination in seen]


def _typed(facts: LotFacts) -> dict[str, str]:
    """The facts as a person would type them."""
    return {
        "expiry": text.expiry(text.Expiry(facts.expiry, facts.precision)) if facts.expiry else "",
        "produced": facts.produced.isoformat() if isinstance(facts.produced, date) else "",
        "value": "" if facts.unit_value_sen is None else text.rupiah(facts.unit_value_sen).removeprefix("Rp"),
    }
