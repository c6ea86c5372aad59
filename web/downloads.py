"""The files a page offers of what it shows: the same report, in the formats people ask for."""

from flask import current_app

from web.addresses import addresses

DOWNLOAD = "reports.download"
FORMATS = (("xlsx", "Unduh Excel"), ("pdf", "PDF"), ("csv", "CSV"))


def downloads(report: str, **asked: object) -> list[tuple[str, str]]:
    """(label, address) of a report's files, asked by the names of `reports.parameters`, empty answers left out.

    None where the app has no route for reports.
    """
    if DOWNLOAD not in current_app.view_functions:
        return []
    address = addresses(DOWNLOAD, {name: str(value) for name, value in asked.items() if value})
    return [(label, address(name=report, form=form)) for form, label in FORMATS]
