"""The six formats by name: which renderer, which file ending, which media type."""

from collections.abc import Callable
from typing import NamedTuple

from reports.dataset import Workbook
from reports.docx import render_docx
from reports.html import render_html
from reports.pdf import render_pdf
from reports.plain import render_csv, render_json
from reports.xlsx import render_xlsx


class Format(NamedTuple):
    """One way to write a workbook."""

    render: Callable[[Workbook], bytes]
    media_type: str


FORMATS: dict[str, Format] = {
    "xlsx": Format(render_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": Format(render_pdf, "application/pdf"),
    "docx": Format(render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": Format(render_html, "text/html; charset=utf-8"),
    "csv": Format(render_csv, "text/csv; charset=utf-8"),
    "json": Format(render_json, "application/json"),
}
"""By file ending, without the dot."""


def render(workbook: Workbook, ending: str) -> bytes:
    """The workbook as a file of the format its ending names; raises `KeyError` for any other."""
    return FORMATS[ending].render(workbook)
