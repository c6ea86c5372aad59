"""Buku peristiwa: everything that was ever written, newest first, and each event with its place in the chain."""

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from alokon import text
from alokon.sop.registry import FLOWS
from alokon.store import cases, faskes
from alokon.views.answered import Known
from alokon.views.events import Event, detail, events, head
from inventory.store import masters, queries
from web import event_words, words
from web.auth import needs
from web.config import here
from web.filters import local
from web.links import turner

blueprint = Blueprint("events", __name__, url_prefix="/peristiwa")

PER_PAGE = 50


@blueprint.get("/")
@needs("verify")
def index() -> str:
    """A page of events of a family of kinds or by one actor, with the ways to newer and older ones."""
    asked = _asked(request.args)
    before, after = (request.args.get(name, type=int) for name in ("sebelum", "sesudah"))
    with here().reading() as db:
        family, actor = asked.get("jenis", ""), asked.get("oleh", "")
        found = events(db, here().book, before=before, after=after, family=family, actor=actor, limit=PER_PAGE + 1)
        newest, known = head(db, here().book), _names(db)
    more = len(found) > PER_PAGE
    rows = found[-PER_PAGE:] if after is not None else found[:PER_PAGE]
    address = turner(url_for("events.index"), asked)
    newer = rows and (more if after is not None else before is not None)
    older = rows and (more if after is None else True)
    return render_template(
        "events/index.html", rows=rows, asked=asked, families=event_words.FAMILIES, head=newest, address=address,
        newer=address(sesudah=rows[0].seq) if newer else None, older=address(sebelum=rows[-1].seq) if older else None,
        title=event_words.title, about=lambda event: event_words.about(event, known), recorded=_recorded,
    )  # fmt: skip


@blueprint.get("/<int:seq>")
@needs("verify")
def show(seq: int) -> str:
    """One event: what was done, its moves, and its digests."""
    with here().reading() as db:
        found = detail(db, here().book, seq)
        if found is None:
            abort(404)
        known = _names(db)
        lots = queries.lot_names(db, here().book, _lots(found.event))
        lines = []
        if found.event.case is not None and event_words.is_step(found.event):
            case = cases.load(db, here().book, found.event.case)
            lots = {**lots, **queries.lot_names(db, here().book, {line.lot for line in case.lines if line.lot})}
            flow, _, step = found.event.kind.partition(".")
            lines = words.rows_told(FLOWS[flow].step(step), found.event.payload, case, Known(lots, known))
    of_case = event_words.is_step(found.event) and found.event.case is not None
    facts = event_words.answers(found.event, Known(lots, known)) if of_case else event_words.facts(found.event, known)
    return render_template(
        "events/show.html", found=found, event=found.event, lines=lines, facts=facts, title=event_words.title,
        spot=event_words.spot, opens_case=event_words.opens_case(found.event),
        about=event_words.about(found.event, known),
    )  # fmt: skip


def _names(db: sa.Connection) -> dict[str, str]:
    """The names of sites and kecamatan by their codes."""
    sites = {code: one.name for code, one in masters.sites(db, here().book).items()}
    return sites | {code: one.name for code, one in faskes.kecamatan_list(db, here().book).items()}


def _recorded(event: Event) -> str:
    """When an event was recorded, short enough for a list."""
    when = local(event.recorded_at)
    return f"{text.short_date(when.date())} {when:%H.%M}"


def _lots(event: Event) -> set[int]:
    """The lots that are named in the answers of an event."""
    rows = event.payload.get("lines") or []
    return {row["lot"] for row in rows if isinstance(row, dict) and isinstance(row.get("lot"), int)}


def _asked(args: "MultiDict[str, str]") -> dict[str, str]:
    """The filters, without those that say nothing."""
    family, actor = args.get("jenis", ""), args.get("oleh", "").strip()[:100]
    said = {"jenis": family if family in event_words.FAMILIES else "", "oleh": actor}
    return {name: value for name, value in said.items() if value}
