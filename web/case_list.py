"""The list of a flow's cases: tabs by state, filters by kecamatan and faskes, pages."""

from flask import render_template, request, url_for

from alokon.people import may, require
from alokon.sop.model import Flow, Step
from alokon.views.casebook import Listed, count_states, page_of_cases
from inventory.core.places import FACILITY
from reports.catalogue import REPORTS
from reports.report import Report
from web.auth import actor
from web.case_rows import row_of
from web.config import here, now
from web.count_results import UNMARKED, marks_of
from web.desk import Reach, asked_of, reach
from web.links import turner, with_query
from web.lists import NAMED, REPORT_OF, Tab, tabs_of, told_of
from web.own_pages import list_url

PER_PAGE = 50


def whole_list(flow: Flow, title: str = "") -> str:
    """The list of a flow with the tab that the address asks for, else of all its cases."""
    chosen = next((tab for tab in tabs_of(flow) if tab.slug == request.args.get("bagian")), None)
    return list_page(flow, chosen, title)


def list_page(flow: Flow, chosen: Tab | None, title: str = "") -> str:
    """The cases of a flow in reach, newest change first: those of one tab, or all; for its readers alone."""
    require(actor(), flow.readers)
    tabs = tabs_of(flow)
    area, site = request.args.get("kecamatan", ""), request.args.get("faskes", "")
    page = max(request.args.get("halaman", 1, type=int), 1)
    with here().reading() as db:
        seen = reach(db)
        sites = seen.chosen(area, site)
        counts = count_states(db, here().book, flows=[flow.code], sites=sites)
        found = page_of_cases(
            db,
            here().book,
            flow.code,
            states=chosen.states if chosen else None,
            sites=sites,
            limit=PER_PAGE,
            offset=(page - 1) * PER_PAGE,
        )
        marks = marks_of(db, flow, [listed.row.id for listed in found])
    count = {tab: sum(counts.get((flow.code, state), 0) for state in tab.states) for tab in tabs}
    everything = sum(counts.values())
    filters = {"kecamatan": area, "faskes": site}
    here_again = turner(request.path, {**filters, "bagian": request.args.get("bagian", "")})
    return render_template(
        "cases/index.html",
        flow=flow,
        title=title or (chosen.label if chosen else flow.title),
        chosen=chosen,
        tabs=[(tab.label, count[tab], turner(tab_url(flow, tab), filters)(), tab == chosen) for tab in tabs]
        + [("Semua", everything, turner(tab_url(flow, None), filters)(), chosen is None)],
        everything=everything,
        head=_head(flow, found, _several_areas(flow, seen)),
        papers=any(listed.papers for listed in found),
        rows=[row_of(flow, listed, seen, now().date(), marks.get(listed.row.id, UNMARKED)) for listed in found],
        seen=seen,
        area=area,
        site=site,
        page=page,
        pages=-(-(count[chosen] if chosen else everything) // PER_PAGE),
        turn=lambda number: here_again(halaman=number),
        unfiltered=here_again(kecamatan="", faskes=""),
        openers=_openers(flow),
        report=_report(flow),
        about_faskes=_about_faskes(flow),
        areas=_several_areas(flow, seen),
    )


def tab_url(flow: Flow, tab: Tab | None) -> str:
    """The address of a tab: its own where the list has one in the menu."""
    own = list_url(flow)
    if own:
        return with_query(own, {"bagian": tab.slug if tab else None})
    named = next((one for one in NAMED if (one.flow, one.tab) == (flow.code, tab)), None)
    if named is not None and may(actor(), named.permission):
        return url_for(f"{named.name}.index")
    return url_for("cases.index", flow=flow.code, bagian=tab.slug if tab else None)


def _several_areas(flow: Flow, seen: Reach) -> bool:
    """Whether a column for the kecamatan tells anything."""
    return _about_faskes(flow) and len(seen.kecamatan_options) > 1


def _about_faskes(flow: Flow) -> bool:
    """Whether the cases of a flow may be about faskes, so that they lie in kecamatan of the registry."""
    return flow.subject in ("", FACILITY)


def _head(flow: Flow, found: list[Listed], areas: bool) -> list[str]:
    """The cells of the list's head."""
    area = ["Kecamatan"] if areas else []
    papers = ["Surat"] if any(listed.papers for listed in found) else []
    goods = ["Barang"] if any(listed.lines for listed in found) else []
    return ["Tempat", *area, "Tanggal", *goods, *(field.label for field in told_of(flow)), *papers, "Keadaan"]


def _report(flow: Flow) -> Report | None:
    """The report the list leads to, where the person may ask for it."""
    report = REPORTS.get(REPORT_OF.get(flow.code, ""))
    return report if report and may(actor(), report.permission) else None


def _openers(flow: Flow) -> list[Step]:
    """The steps by which the person may open a case of the flow."""
    return [step for step in flow.open_to(None) if asked_of().may(actor(), flow, step)]
