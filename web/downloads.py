"""The files a page offers of what it shows: the same report, in the formats people ask for."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, url_for

from web.links import with_query

DOWNLOAD = "reports.download"
USUAL = {"xlsx": "Unduh Excel", "pdf": "PDF", "csv": "CSV"}


def downloads(report: str, forms: Mapping[str, str] = USUAL, **asked: Any) -> list[tuple[str, str]]:
    """(label, address) of a report's files in some forms, asked by the names of `reports.parameters`.

    None where the app has no route for reports.
    """
    if DOWNLOAD not in current_app.view_functions:
        return []
    return [(label, with_query(url_for(DOWNLOAD, name=report, form=form), asked)) for form, label in forms.items()]
