"""Label batch: a sheet of labels for the batches a case brought in, or for one batch as often as it is wanted."""

from collections.abc import Collection

import sqlalchemy as sa
from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from alokon import gtins
from alokon.people import Forbidden
from alokon.service.desk import refuse_unseen, visible
from alokon.store import cases
from inventory.core.errors import Problem
from inventory.store import queries
from reports.label_sheet import BatchLabel, label_sheet
from web.auth import actor, needs
from web.config import here
from web.desk import desk
from web.papers import brought_lots
from web.step_pages.scan import known_gtins

blueprint = Blueprint("labels", __name__, url_prefix="/label")

MOST_COPIES = 210
MOST_CONTENTS = 40


@blueprint.get("/berkas/<int:number>.pdf")
@needs("read_own")
def of_case(number: int) -> Response:
    """One label for each batch the case brought in."""
    with here().reading() as db:
        case = cases.load(db, here().book, number)
        refuse_unseen(db, desk(), *case.sites)
        labels = _labels(db, brought_lots(case))
    if not labels:
        abort(404)
    return _sheet(labels, f"label-berkas-{number}")


@blueprint.get("/batch/<int:number>.pdf")
@needs("read_own")
def of_batch(number: int) -> Response:
    """A batch's label, `salin` times, with what its box holds (`isi`)."""
    copies = min(max(request.args.get("salin", 1, type=int), 1), MOST_COPIES)
    contents = " ".join(request.args.get("isi", "").split())[:MOST_CONTENTS]
    with here().reading() as db:
        seen = visible(db, here().book, actor())
        if seen is not None and number not in {h.lot for h in queries.holdings(db, here().book, sites=seen)}:
            raise Forbidden(Problem("out_of_scope", {"site": None}))
        labels = _labels(db, [number], contents)
    if not labels:
        abort(404)
    return _sheet(labels * copies, f"label-batch-{number}")


def _labels(db: sa.Connection, lots: Collection[int], contents: str = "") -> list[BatchLabel]:
    """The labels of lots in their order, with the GTIN of their items where exactly one is known."""
    names = queries.lot_names(db, here().book, set(lots))
    known = gtins.by_item(known_gtins(db, here().book))
    found = [names[lot] for lot in lots if lot in names]
    return [BatchLabel(name.key, name.facts, contents, known.get(name.key.item)) for name in found]


def _sheet(labels: list[BatchLabel], name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return Response(label_sheet(labels), mimetype="application/pdf", headers=headers)
