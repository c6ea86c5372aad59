"""Surat: every numbered paper printed again, as a PDF or a sheet, by its number."""

from flask import Blueprint
from werkzeug.wrappers import Response

from alokon.service.desk import refuse_unseen
from alokon.store import cases
from reports.case_papers.catalogue import paper_named, paper_of
from web.auth import needs
from web.config import here, now
from web.desk import desk
from web.views.reports import as_file

blueprint = Blueprint("papers", __name__, url_prefix="/surat")


@blueprint.get("/<path:number>.pdf")
@needs("read_own")
def pdf(number: str) -> Response:
    """The paper as it is signed."""
    return _printed(number, "pdf")


@blueprint.get("/<path:number>.xlsx")
@needs("read_own")
def xlsx(number: str) -> Response:
    """The paper as a sheet."""
    return _printed(number, "xlsx")


def _printed(number: str, ending: str) -> Response:
    """The paper of a number whose case this person may read."""
    with here().reading() as db:
        paper = paper_named(db, here().book, number)
        refuse_unseen(db, desk(), cases.load(db, here().book, paper.case_id).site)
        workbook = paper_of(db, here().book, paper, now())
    return as_file(workbook, f"{number.replace('/', '-')}.{ending}")
