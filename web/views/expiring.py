"""Kedaluwarsa: batches near and past their end, who saw them, what to carry elsewhere, what waits for destruction."""

from collections import Counter
from datetime import date

from flask import Blueprint, render_template, request, url_for

from alokon.people import may
from alokon.planning.expiring import BANDS
from alokon.service.desk import refuse_unseen
from alokon.store.settings import settings
from alokon.views.expiring import expiring
from alokon.views.rescues import proposals
from alokon.views.sites import Titled, home_sites
from alokon.views.waiting import waiting
from reports.usulan_pindah import NAME as USULAN
from web.auth import actor, needs
from web.config import here, now
from web.desk import desk, reach
from web.downloads import downloads
from web.links import turner
from web.rescue_ways import ways

blueprint = Blueprint("expiring", __name__, url_prefix="/kedaluwarsa")

TINTS = {"lewat": "bad", "1-bulan": "bad", "3-bulan": "warn", "6-bulan": "info", "12-bulan": "calm"}
FILTERS = ("kecamatan", "tempat", "sisa", "lihat")
PER_PAGE = 100


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """Every batch in a band at the sites in reach, the nearest end first."""
    asked = {name: request.args.get(name, "") for name in FILTERS}
    page = max(request.args.get("halaman", 1, type=int), 1)
    with here().reading() as db:
        if asked["tempat"]:
            refuse_unseen(db, desk(), asked["tempat"])
        seen = reach(db)
        sites = home_sites(db, here().book, seen.sites)
        chosen = _chosen(sites, asked)
        found = expiring(db, here().book, _today(), sites=chosen)
    counts = Counter(row.asking.band.key for row in found)
    rows = [row for row in found if asked["sisa"] in ("", row.asking.band.key)]
    rows = [row for row in rows if not asked["lihat"] or row.asking.seen is None]
    address = turner(url_for("expiring.index"), asked)
    return render_template(
        "expiring/index.html", rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE], total=len(rows), counts=counts,
        bands=BANDS, tints=TINTS, asked=asked, seen=seen, sites=sites, today=_today(), address=address, page=page,
        pages=-(-len(rows) // PER_PAGE), at_page=lambda n: address(halaman=n),
        unseen=sum(row.asking.seen is None for row in found), value=sum(row.value_sen or 0 for row in rows),
        unpriced=sum(row.value_sen is None for row in rows), acknowledges=may(actor(), "declare_unusable"),
        wide=may(actor(), "read_all"),
    )  # fmt: skip


@blueprint.get("/menunggu")
@needs("read_own")
def standing() -> str:
    """What was declared unusable and still stands on the books, the oldest first."""
    with here().reading() as db:
        seen = reach(db)
        sites = home_sites(db, here().book, seen.sites)
        rows = waiting(db, here().book, _today(), sites=list(sites))
    return render_template(
        "expiring/waiting.html", rows=rows, sites=sites, today=_today(), many=len(sites) > 1,
        value=sum(row.value_sen or 0 for row in rows), unpriced=sum(row.value_sen is None for row in rows),
        proposes=may(actor(), "declare_unusable"),
    )  # fmt: skip


@blueprint.get("/pindahkan")
@needs("read_all")
def moves() -> str:
    """What to carry from where it will expire to who uses it in time; as files too, and each leads to its case."""
    with here().reading() as db:
        sites = home_sites(db, here().book)
        rows = proposals(db, here().book, _today())
        seen = reach(db)
        margin = settings(db, here().book)["rensi.margin"]
    return render_template(
        "expiring/rescues.html", rows=[(row, ways(row, sites, seen)) for row in rows], sites=sites, today=_today(),
        margin=margin, files=downloads(USULAN, day=_today().isoformat()) if rows else [],
    )  # fmt: skip


def _chosen(sites: dict[str, Titled], asked: dict[str, str]) -> list[str]:
    """The sites the filters leave."""
    return [
        site.code
        for site in sites.values()
        if asked["tempat"] in ("", site.code) and asked["kecamatan"] in ("", site.kecamatan)
    ]


def _today() -> date:
    return now().date()
