"""Berkas: the list of every flow, and the page of a case."""

from flask import Blueprint, render_template, request, url_for

from alokon.people import may
from alokon.service.desk import refuse_unseen
from alokon.service.perform import flow_of
from alokon.sop.model import Flow, Step
from alokon.views.casebook import Listed, count_states, page_of_cases
from alokon.views.dossier import dossier
from inventory.core.places import WAREHOUSE
from web import words
from web.auth import actor, needs
from web.case_page import headline, told_deeds, ways_of
from web.case_rows import row_of
from web.config import here, now
from web.desk import desk, reach
from web.links import turner
from web.lists import tabs_of, tint, told_of
from web.papers import paper_url
from web.tree import tree_of

blueprint = Blueprint("cases", __name__, url_prefix="/berkas")
words.add_words(blueprint)

PER_PAGE = 50


@blueprint.get("/<flow>")
@needs("read_own")
def index(flow: str) -> str:
    """The cases of a flow, by state, kecamatan and faskes, newest change first."""
    declared = flow_of(flow)
    tabs = tabs_of(declared)
    chosen = next((tab for tab in tabs if tab.slug == request.args.get("bagian")), None)
    area, site = request.args.get("kecamatan", ""), request.args.get("faskes", "")
    page = max(request.args.get("halaman", 1, type=int), 1)
    with here().reading() as db:
        seen = reach(db)
        sites = seen.chosen(area, site)
        counts = count_states(db, here().book, flows=[flow], sites=sites)
        found = page_of_cases(
            db,
            here().book,
            flow,
            states=chosen.states if chosen else None,
            sites=sites,
            limit=PER_PAGE,
            offset=(page - 1) * PER_PAGE,
        )
    count = {tab.slug: sum(counts.get((flow, state), 0) for state in tab.states) for tab in tabs}
    everything = sum(counts.values())
    kept = {"bagian": chosen.slug if chosen else "", "kecamatan": area, "faskes": site}
    address = turner(url_for("cases.index", flow=flow), kept)
    return render_template(
        "cases/index.html",
        flow=declared,
        tabs=tabs,
        chosen=chosen,
        count=count,
        everything=everything,
        rows=[row_of(declared, listed, seen, now().date()) for listed in found],
        head=_head(declared, found),
        seen=seen,
        area=area,
        site=site,
        page=page,
        pages=-(-(count[chosen.slug] if chosen else everything) // PER_PAGE),
        address=address,
        turn=lambda number: address(halaman=number),
        openers=_openers(declared),
        about_faskes=declared.subject != WAREHOUSE,
        paper_url=paper_url,
    )


@blueprint.get("/<int:number>")
@needs("read_own")
def show(number: int) -> str:
    """A case: what was asked, approved, sent and received, who did what when, its papers, and what comes next."""
    with here().reading() as db:
        found = dossier(db, here().book, number, now().date())
        refuse_unseen(db, desk(), found.case.site)
    return render_template(
        "cases/show.html",
        found=found,
        case=found.case,
        flow=found.flow,
        headline=headline(found),
        tint=tint(found.flow, found.case.state),
        tree=tree_of(found.flow, found.case, found.lots),
        clocks=found.clocks(now().date()),
        ways=ways_of(found),
        deeds=told_deeds(found),
        paper_url=paper_url,
        urgent=found.answer("urgency") == "darurat",
    )


def _head(flow: Flow, found: list[Listed]) -> list[str]:
    """The cells of the list's head."""
    area = ["Kecamatan"] if flow.subject != WAREHOUSE else []
    goods = ["Barang"] if any(listed.lines for listed in found) else []
    return ["Tempat", *area, "Tanggal", *goods, *(field.label for field in told_of(flow)), "Surat", "Keadaan"]


def _openers(flow: Flow) -> list[Step]:
    """The steps by which the person may open a case of the flow."""
    return [step for step in flow.open_to(None) if may(actor(), step.permission)]
