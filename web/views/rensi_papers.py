"""The SPMB or the SBBK of a Rensi in one file, of one kecamatan or of all, each as it is printed alone."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from alokon.sop.distribution import DISTRIBUTION
from alokon.store import cases
from alokon.store.cases import CaseRow
from alokon.views.rensi_papers import STANDS, papers_of
from inventory.core.errors import Problem, Refused
from reports.case_papers import catalogue
from reports.pdf import render_together
from web import words
from web.auth import needs
from web.config import here, now
from web.desk import Reach, reach
from web.views.reports import sent

blueprint = Blueprint("rensi_papers", __name__, url_prefix="/rensi")


@blueprint.get("/<int:number>/<kind>.pdf")
@needs("read_all")
def together(number: int, kind: str) -> Response:
    """The papers of a kind, kecamatan by kecamatan and by the code of the faskes; refuses `nothing_to_print`."""
    if kind not in STANDS:
        abort(404)
    kecamatan = request.args.get("kecamatan", "")
    with here().reading() as db:
        seen = reach(db)
        orders = cases.listing(db, here().book, flows=[DISTRIBUTION.code], origin=number)
        found = papers_of(db, here().book, in_order(orders, seen, kecamatan), kind)
        if not found:
            raise Refused(Problem("nothing_to_print", {"paper": words.paper_name(kind)}))
        workbooks = catalogue.papers_of(db, here().book, found, now())
    name = "-".join(filter(None, [kind, f"rensi-{number}", kecamatan.replace(".", "")]))
    return sent(render_together(name, workbooks), f"{name}.pdf")


def in_order(orders: list[CaseRow], seen: Reach, kecamatan: str = "") -> list[CaseRow]:
    """The deliveries of a kecamatan or of all, as they are visited: kecamatan by kecamatan, then by code."""
    area = {code: one.kecamatan for code, one in seen.faskes.items()}
    within = [row for row in orders if kecamatan in ("", area.get(row.site, ""))]
    return sorted(within, key=lambda row: (area.get(row.site, ""), row.site, row.id))
