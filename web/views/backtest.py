"""Uji balik kebijakan: the book's own past under other rounds and levels; worked out only when it is asked for."""

from fractions import Fraction

from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from alokon.catalog import ITEMS
from alokon.planning.outcome import whole
from alokon.planning.policies import AGAIN, HELPED, OTHER, REAL, SET, Tried
from alokon.text import number
from alokon.views.backtest import replayable
from alokon.views.trial import Trial, scene, trial
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from reports.catalogue import refuse_format
from reports.dataset import Cell, Workbook
from reports.letterhead import letterhead
from reports.uji_balik import COLUMNS, NAME, notes, row, share_out, short, title, workbook
from web import backtest_form as forms
from web.auth import needs
from web.config import here, now
from web.downloads import USUAL
from web.errors import status_of
from web.forms import Form
from web.scatter import Scatter, Spot, draw
from web.views.reports import as_file, preview

blueprint = Blueprint("backtest", __name__, url_prefix="/uji-balik")

SHORT = {REAL: "yang terjadi", AGAIN: "diputar ulang", SET: "ditetapkan", HELPED: "ditetapkan, darurat"}
"""What the rows without a policy of their own are called beside their points."""


@blueprint.get("/")
@needs("read_all")
def index() -> str | tuple[str, int]:
    """The form; and once something is asked, what every policy would have made of the past."""
    form, found, status = Form(request.args), None, 200
    months = _months()
    if months and forms.asks(request.args):
        try:
            found = _tried(form, *months)
        except Refused as refused:
            form, status = form.with_problems(refused), status_of(refused)
    page = render_template(
        "backtest/index.html", form=form, months=months, spans=forms.spans(*months) if months else [],
        groups=forms.GROUPS, chosen=lambda name: forms.chosen(request.args, name), words=forms.words,
        items=[(code, known.name) for code, known in ITEMS.items()], leads=forms.LEADS, lead=forms.USUAL_LEAD,
        rows=[(tried.way, title(tried, found), _by_key(found, tried)) for tried in found.rows] if found else [],
        found=found, most=forms.MOST, command=forms.command(form, request.args, months) if months else "",
        notes=list(notes(found)) if found else [], picture=_picture(found) if found else None,
        by_item=_by_item(found) if found else "", files=_files() if found else [],
    )  # fmt: skip
    return (page, status) if status != 200 else page


@blueprint.get("/uji-balik.<form>")
@needs("read_all")
def download(form: str) -> Response:
    """The same as a file."""
    refuse_format(form)
    months = _months()
    if not months:
        raise Refused(Problem("past_too_short", {}))
    found = _tried(Form(request.args), *months)
    return as_file(_workbook(found), f"{NAME}-{found.past.months[0]}-{found.past.months[-1]}.{form}")


def _months() -> tuple[Month, Month] | None:
    """The first and the last month that can be replayed; None in a book that is too young."""
    with here().reading() as db:
        return replayable(db, here().book, now().date())


def _tried(form: Form, first: Month, last: Month) -> Trial:
    asked = forms.read(form, request.args, first, last)
    form.check()
    with here().reading() as db:
        found = scene(db, here().book, asked)
    if not found.past.worlds:
        raise Refused(Problem("past_empty", {}, "barang"))
    return trial(found)


def _workbook(found: Trial) -> Workbook:
    with here().reading() as db:
        return workbook(found, letterhead(db, here().book), now())


def _by_key(found: Trial, tried: Tried) -> dict[str, Cell]:
    return dict(zip((column.key for column in COLUMNS), row(found, tried), strict=True))


def _by_item(found: Trial) -> Markup:
    return preview(_workbook(found).datasets[1])


def _files() -> list[tuple[str, str]]:
    query = request.query_string.decode()
    return [(label, f"{url_for('backtest.download', form=form)}?{query}") for form, label in USUAL.items()]


def _picture(found: Trial) -> Scatter:
    """The points of the grid first, so that the past and the levels as set lie upon them."""
    return draw([_spot(found, tried) for tried in sorted(found.rows, key=lambda tried: tried.way != OTHER)])


def _spot(found: Trial, tried: Tried) -> Spot:
    months, out = whole(tried.outcomes).stock_months or Fraction(), share_out(found, tried)
    label = short(tried.policy) if tried.policy else SHORT[tried.way]
    said = f"{title(tried, found)}: {number(months, 1)} bulan stok, {number(100 * out, 1)}% hari tanpa stok"
    return Spot(months, out, label, said, tried.way)
