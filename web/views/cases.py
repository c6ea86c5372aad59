"""Berkas: the list of every flow, and the page of a case."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from alokon.service.desk import refuse_unseen
from alokon.service.perform import flow_of
from alokon.service.sealed import keeping
from alokon.sop.case import Case
from alokon.sop.model import Flow
from alokon.sop.registry import KEPT_APART, read_by
from alokon.views.dossier import dossier
from alokon.views.urgent import URGENT
from inventory.core.places import FACILITY
from web import words
from web.attached import section
from web.auth import actor, needs
from web.case_list import whole_list
from web.case_page import headline, told_deeds, ways_of
from web.config import here, now
from web.count_results import count_results
from web.desk import desk
from web.lists import tint
from web.own_pages import case_url
from web.papers import label_url, layouts, paper_files, paper_url, sheet_urls
from web.released import section as released_section
from web.tree import tree_of

blueprint = Blueprint("cases", __name__, url_prefix="/berkas")
words.add_words(blueprint)


@blueprint.get("/<flow>")
@needs("read_own", "p2tp2a")
def index(flow: str) -> str:
    """The cases of a flow, one tab or all of them."""
    return whole_list(flow_of(flow))


@blueprint.get("/<int:number>")
@needs("read_own", "p2tp2a")
def show(number: int) -> str | Response:
    """A case: what was asked, approved, sent and received, who did what when, its papers, and what comes next."""
    with here().reading() as db:
        found = dossier(db, here().book, number, now().date(), read_by(actor()))
        refuse_unseen(db, desk(), *found.case.sites)
        results = count_results(db, found)
        kept = keeping(db, here().book, found.case) if found.flow.code in KEPT_APART else None
        files = section(db, found, kept)
        released = released_section(db, found)
    own = case_url(found.flow, number)
    if own:
        return redirect(own)
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
        results=results,
        kept=kept,
        erasable=bool(kept and kept.erasable_on and kept.erasable_on <= now().date()),
        rests_on_need=_rests_on_need(found.flow, found.case),
        files=files,
        released=released,
        paper_url=paper_url,
        paper_files=paper_files,
        layouts=layouts,
        sheets=sheet_urls(found.flow, found.case),
        labels=label_url(found.case),
        urgent=found.answer("urgency") == URGENT,
    )


def _rests_on_need(flow: Flow, case: Case) -> bool:
    """Whether a case is about what a faskes asks for or is proposed, which its need speaks of."""
    return flow.subject == FACILITY and any(line["requested"] or line["proposed"] for line in case.lines)
