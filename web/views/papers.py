"""Surat: every numbered paper printed again, by its number, and the sheet a count is written on, by its case."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from alokon.service.desk import refuse_unseen
from alokon.store import cases
from reports.case_papers import counting
from reports.case_papers.catalogue import LAYOUTS, paper_named, paper_of
from reports.catalogue import refuse_format
from web.auth import needs
from web.config import here, now
from web.desk import desk
from web.views.reports import as_file

blueprint = Blueprint("papers", __name__, url_prefix="/surat")


@blueprint.get("/<path:number>.<any(pdf, docx, xlsx):form>")
@needs("read_own")
def printed(number: str, form: str) -> Response:
    """The paper of a number whose case this person may read; `bentuk` names its layout where it has several."""
    layout = request.args.get("bentuk", "")
    with here().reading() as db:
        paper = paper_named(db, here().book, number)
        refuse_unseen(db, desk(), *cases.load(db, here().book, paper.case_id).sites)
        if layout and layout not in LAYOUTS.get(paper.kind, {}):
            abort(404)
        workbook = paper_of(db, here().book, paper, now(), layout)
    name = "-".join(filter(None, [number.replace("/", "-"), layout]))
    return as_file(workbook, f"{name}.{form}")


@blueprint.get("/lembar-hitung/<int:number>.<ending>")
@needs("read_own")
def sheet(number: int, ending: str) -> Response:
    """The blind sheet of a count."""
    refuse_format(ending)
    with here().reading() as db:
        case = cases.load(db, here().book, number)
        refuse_unseen(db, desk(), *case.sites)
        workbook = counting.sheet(db, here().book, case, now())
    return as_file(workbook, f"lembar-hitung-{number}.{ending}")
