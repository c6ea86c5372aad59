"""Where papers can be opened: those that are numbered, in each layout they have, the sheet of a count, labels."""

from flask import current_app, url_for

from alokon.sop.case import Case
from alokon.sop.model import Flow
from alokon.store.papers import Paper
from reports.case_papers.catalogue import BUILDERS, LAYOUTS

VIEW = "papers.printed"
FORMS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
"""The forms in which a paper is offered, and what they are called."""


def paper_url(paper: Paper) -> str | None:
    """The address of a paper's PDF; None where it is only a number in a register, or while no page prints papers."""
    return url_for(VIEW, number=paper.number, form="pdf") if _printed(paper) else None


def paper_files(paper: Paper) -> list[tuple[str, str]]:
    """(form, address) of the forms of a paper beside its PDF: to be edited, or as a sheet."""
    others = {form: label for form, label in FORMS.items() if form != "pdf"} if _printed(paper) else {}
    return [(label, url_for(VIEW, number=paper.number, form=form)) for form, label in others.items()]


def _printed(paper: Paper) -> bool:
    """Whether a paper can be printed, and a page prints papers."""
    return paper.kind in BUILDERS and VIEW in current_app.view_functions


def layouts(paper: Paper) -> list[tuple[str, list[tuple[str, str]]]]:
    """(label, [(form, address)]) of every layout of a paper that has several."""
    return [
        (
            layout.label,
            [(label, url_for(VIEW, number=paper.number, form=form, bentuk=name)) for form, label in FORMS.items()],
        )
        for name, layout in LAYOUTS.get(paper.kind, {}).items()
    ]


def sheet_urls(flow: Flow, case: Case) -> list[tuple[str, str]]:
    """(form, address) of the blind sheet of a count, as long as it is being counted."""
    open_count = any(step.counts for step in flow.open_to(case.state))
    return [
        (label, url_for("papers.sheet", number=case.id, ending=form)) for form, label in FORMS.items() if open_count
    ]


def brought_lots(case: Case) -> list[int]:
    """The lots a case took in by their labels, each once, in the order of its lines."""
    return list(dict.fromkeys(line.lot for line in case.leaves if line.lot and line["accepted"] and not line["issued"]))


def label_url(case: Case) -> str | None:
    """The address of the labels of a case; None where it brought no batch in."""
    return url_for("labels.of_case", number=case.id) if brought_lots(case) else None
