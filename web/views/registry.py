"""Registri faskes: who is registered with K/0/KB, whether each may be served today, and the card itself."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon import faskes as rules
from alokon import k0kb
from alokon.faskes import Faskes
from alokon.people import Forbidden
from alokon.service.desk import visible
from alokon.service.setup import register
from alokon.views.registry import AGREEMENTS, SERVICES, Listed, Registry, registry
from inventory.core.errors import Problem, Refused
from reports.letterhead import letterhead
from reports.pdf import render_pdf
from web.auth import actor, needs
from web.config import here, now
from web.desk import desk
from web.errors import status_of
from web.faskes_form import LABELS, mark, merged, placed, read, typed
from web.forms import Form
from web.k0kb_card import card
from web.links import turner

blueprint = Blueprint("registry", __name__, url_prefix="/faskes")

PER_PAGE = 100
TINTS = {"ya": "ok", "catatan": "warn", "tidak": "bad", "berlaku": "ok", "berakhir": "bad", "belum": "calm"}

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Asked:
    """What the filters say; every one that says nothing is empty."""

    area: str
    type: str
    status: str
    agreement: str
    service: str
    words: str

    @property
    def kept(self) -> dict[str, str]:
        """The filters as the address carries them."""
        said = {"kecamatan": self.area, "jenis": self.type, "status": self.status, "perjanjian": self.agreement}
        return {name: value for name, value in {**said, "layanan": self.service, "cari": self.words}.items() if value}

    def takes(self, one: Listed) -> bool:
        """Whether the filters leave an entry."""
        pairs = (
            (self.area, one.faskes.kecamatan), (self.type, one.faskes.type), (self.status, one.faskes.status),
            (self.agreement, one.agreement), (self.service, one.service),
        )  # fmt: skip
        found = any(self.words.casefold() in text.casefold() for text in (one.faskes.name, one.faskes.code))
        return found and all(wanted in ("", is_) for wanted, is_ in pairs)


@blueprint.get("/")
@needs("read_own")
def index() -> str:
    """The entries in reach, filtered, with what the gate says of each today."""
    asked = _asked()
    page = max(request.args.get("halaman", 1, type=int), 1)
    with here().reading() as db:
        known, seen = _reachable(db)
    rows = [one for one in seen.values() if asked.takes(one)]
    address = turner(url_for("registry.index"), asked.kept)
    areas = {one.faskes.kecamatan for one in seen.values()}
    return render_template(
        "registry/index.html", rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE], total=len(rows), all=len(seen),
        counts={key: sum(one.service == key for one in rows) for key in SERVICES}, asked=asked, page=page,
        pages=-(-len(rows) // PER_PAGE), address=address, at_page=lambda n: address(halaman=n), tints=TINTS,
        areas=[k for k in known.kecamatan.values() if k.code in areas], types=k0kb.TYPES, statuses=k0kb.STATUSES,
        agreements=AGREEMENTS, services=SERVICES, today=now().date(),
    )  # fmt: skip


@blueprint.get("/<code>")
@needs("read_own")
def show(code: str) -> str:
    """One card: sections I to IV, its family, and what the gate says today."""
    with here().reading() as db:
        known, seen = _reachable(db)
    one = _find(known, seen, code)
    return render_template(
        "registry/show.html", one=one, under=known.under(code), seen=seen, labels=LABELS, services=SERVICES,
        agreements=AGREEMENTS, tints=TINTS, k0kb=k0kb, today=now().date(), parts=rules.parse_code(code),
        ways=_ways(code),
    )  # fmt: skip


@blueprint.get("/<code>/k0kb.pdf")
@needs("read_own")
def paper(code: str) -> Response:
    """The card as the printed form, for signing."""
    with here().reading() as db:
        known, seen = _reachable(db)
        office = letterhead(db, here().book)
    data = render_pdf(card(_find(known, seen, code), office, now()))
    named = {"Content-Disposition": f'inline; filename="k0kb-{code}.pdf"'}
    return Response(data, mimetype="application/pdf", headers=named)


@blueprint.route("/baru", methods=["GET", "POST"])
@needs("registry")
def new() -> Answer:
    """Enter a faskes in the registry."""
    if request.method == "GET":
        given = {"status": k0kb.ACTIVE, "bpjs": "tidak", "parent": request.args.get("induk", "")}
        return _form_page(Form(given), None)
    return _save(None)


@blueprint.route("/<code>/ubah", methods=["GET", "POST"])
@needs("registry")
def change(code: str) -> Answer:
    """Change an entry; its code stays."""
    with here().reading() as db:
        known, seen = _reachable(db)
    old = _find(known, seen, code).faskes
    return _save(old) if request.method == "POST" else _form_page(Form(typed(old)), old)


def _ways(code: str) -> list[tuple[str, str]]:
    """(label, address) of the pages about one faskes."""
    return [
        ("Stok", url_for("stock.index", tempat=code)),
        ("Kartu stok", url_for("cards.show", tempat=code)),
        ("Alokasi", url_for("allocation.index", faskes=code)),
        ("Tutup bulan", url_for("months.current", site=code)),
    ]


def _save(old: Faskes | None) -> Answer:
    form = Form(request.form)
    entry = read(form, old.code if old else None)
    key = form.key()
    try:
        if old and entry != old and form.value("seen") != mark(old):
            raise Refused(Problem("entry_changed", {"name": old.name}))
        if form.problems:
            raise Refused(*merged(form.problems, _wrong(entry, old)))
        register(desk(), entry, key, new=old is None)
    except Forbidden:
        raise
    except Refused as refused:
        form.problems = placed(refused.problems)
        return _form_page(form, old), status_of(refused)
    flash(f"{entry.name} sudah {'diubah' if old else 'didaftarkan'}.", "ok")
    return redirect(url_for("registry.show", code=entry.code))


def _wrong(entry: Faskes, old: Faskes | None) -> tuple[Problem, ...]:
    """What else is wrong with an entry of which not every field could be read."""
    with here().reading() as db:
        known = registry(db, here().book, now().date())
    others = {code: one.faskes for code, one in known.entries.items() if old is None or code != old.code}
    return rules.check(entry, others, book=here().book, kecamatan=known.kecamatan)


def _form_page(form: Form, old: Faskes | None) -> str:
    with here().reading() as db:
        known = registry(db, here().book, now().date())
    mains = [one for one in known.entries.values() if not one.faskes.is_network]
    parents = sorted(((one.faskes.code, f"{one.faskes.name} ({one.faskes.code})") for one in mains), key=lambda p: p[1])
    return render_template(
        "registry/form.html", form=form, old=old, seen=form.value("seen") or (mark(old) if old else ""),
        labels=LABELS, k0kb=k0kb, parents=parents, book=here().book,
        kecamatan=[(k.code, k.name) for k in known.kecamatan.values()],
        types=[(kind.code, kind.name) for kind in k0kb.TYPES.values()], agreements=[(k, k) for k in k0kb.AGREEMENTS],
    )  # fmt: skip


def _reachable(db: sa.Connection) -> tuple[Registry, dict[str, Listed]]:
    """The whole registry, and the entries the person may read."""
    seen = visible(db, here().book, actor())
    known = registry(db, here().book, now().date())
    return known, {code: one for code, one in known.entries.items() if seen is None or code in seen}


def _find(known: Registry, seen: dict[str, Listed], code: str) -> Listed:
    if code not in known.entries:
        abort(404)
    if code not in seen:
        raise Forbidden(Problem("out_of_scope", {"site": code}))
    return seen[code]


def _asked() -> Asked:
    def one_of(name: str, options: dict[str, str]) -> str:
        wanted = request.args.get(name, "")
        return wanted if wanted in options else ""

    return Asked(
        area=request.args.get("kecamatan", ""),
        type=one_of("jenis", dict.fromkeys(k0kb.TYPES, "")),
        status=one_of("status", k0kb.STATUSES),
        agreement=one_of("perjanjian", AGREEMENTS),
        service=one_of("layanan", SERVICES),
        words=request.args.get("cari", "").strip()[:60],
    )
