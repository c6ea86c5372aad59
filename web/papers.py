"""Where a numbered paper can be opened."""

from flask import current_app, url_for

from alokon.store.papers import Paper

VIEW = "papers.pdf"


def paper_url(paper: Paper) -> str | None:
    """The address of a paper's PDF; None while no page prints papers."""
    return url_for(VIEW, number=paper.number) if VIEW in current_app.view_functions else None
