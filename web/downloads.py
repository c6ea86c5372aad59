"""The files a page offers of what it shows: the same report, in the formats people ask for."""

from collections.abc import Mapping

from flask import current_app

from web.addresses import addresses

DOWNLOAD = "reports.download"
FORMATS = (("xlsx", "Unduh Excel"), ("pdf", "PDF"), ("csv", "CSV"))


def downloads(report: str, asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, address) of a report's files with the same filters; none where the app has no such route."""
    if DOWNLOAD not in current_app.view_functions:
        return []
    address = addresses(DOWNLOAD, asked)
    return [(label, address(name=report, form=form)) for form, label in FORMATS]
