"""Siapkan data: files of the book made under an approved request for data, each written down as it is sent."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from alokon.data_requests import LABELS, Request, Wanted, refusals
from alokon.people import Forbidden, may
from alokon.service import releasing as service
from alokon.store import releases
from alokon.store.faskes import kecamatan_list
from inventory.core.errors import Problem, Refused, refuse_if
from reports.releasing import FORMS, RELEASED, File, release
from web.auth import actor, needs
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.forms import Form
from web.views.reports import sent

blueprint = Blueprint("releasing", __name__, url_prefix="/berkas/<int:number>/data")

Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@needs("read_own")
def show(number: int) -> Answer:
    """What was asked for and granted, a form for each data set, and the files made so far."""
    return _page(number, {}, [])


@blueprint.post("/<dataset>")
@needs("read_own")
def make(number: int, dataset: str) -> Answer:
    """A file of a data set, sent as it was written down."""
    form = Form(request.form, f"{dataset}-")
    try:
        if dataset not in LABELS:
            raise Refused(Problem("choice_unknown", {"label": "Kumpulan data", "value": dataset}))
        file = _made(number, dataset, form)
    except Forbidden:
        raise
    except Refused as refused:
        problems = [one._replace(field=f"{dataset}-{one.field}" if one.field else None) for one in refused.problems]
        return _page(number, request.form, problems), status_of(refused)
    return sent(file.data, file.name)


def _made(number: int, dataset: str, form: Form) -> File:
    """The file somebody asked for; another file from the same page is a submission of its own."""
    since, until = form.day("since", "Masa data dari"), form.day("until", "Masa data sampai")
    area, kind, whole = form.value("kecamatan") or None, form.value("form"), Form(form.data)
    key = whole.key()
    own = [one._replace(field=(one.field or "").removeprefix(form.prefix)) for one in form.problems]
    refuse_if([*own, *whole.problems])
    once = uuid.uuid5(uuid.UUID(key), f"{dataset} {since} {until} {kind} {area}")
    return release(desk(), number, Wanted(dataset, since, until), kind, area, str(once))


def _page(number: int, typed: Mapping[str, str], problems: list[Problem]) -> str:
    with here().reading() as db:
        found = service.workable(db, desk(), number)
        files = releases.of_case(db, here().book, number)
        areas = [(one.code, one.name) for one in kecamatan_list(db, here().book).values()]
    today = now().date()
    first = {"since": found.since.isoformat(), "until": min(found.until, today).isoformat(), "form": next(iter(FORMS))}
    fresh = {f"{code}-{name}": said for code in found.datasets for name, said in first.items()}
    form = Form({**fresh, **{name: said for name, said in typed.items() if name != "key"}})
    form.problems = problems or _standing(found)
    return render_template(
        "cases/release.html", found=found, number=number, files=files, form=form, areas=areas, labels=LABELS,
        forms=list(FORMS.items()), reports=RELEASED, line=_line, today=today,
        permitted={code for code, report in RELEASED.items() if may(actor(), report.permission)},
    )  # fmt: skip


def _standing(found: Request) -> list[Problem]:
    """What speaks against making any file now, before one was asked for."""
    some = Wanted(found.datasets[0], found.since, found.until)
    return list(refusals(found, some, now().date()))


def _line(form: Form, dataset: str) -> Form:
    """The fields of one data set; its problems are the form's."""
    line = Form(form.data, f"{dataset}-")
    line.problems = form.problems
    return line
