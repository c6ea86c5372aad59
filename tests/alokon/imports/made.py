"""Files made on the fly: the same rows as xlsx, xls, ods or delimited text."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt

Value = str | int | float | date | None
Rows = Sequence[Sequence[Value]]

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">%s</manifest:file-entry>'
    "</manifest:manifest>"
)


def xlsx(rows: Rows, name: str = "Data", merged: Sequence[str] = (), **others: Rows) -> bytes:
    """A workbook with these rows, further sheets by name, and merged ranges on the first."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, content in {name: rows, **others}.items():
        sheet = workbook.create_sheet(title)
        for row in content:
            sheet.append(list(row))
    for cells in merged:
        workbook.worksheets[0].merge_cells(cells)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def xls(rows: Rows) -> bytes:
    """A workbook of Excel 97."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Data")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(r, c, value, day)
            elif value is not None:
                sheet.write(r, c, value)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def ods(rows: Rows, encryption: str = "") -> bytes:
    """An OpenDocument spreadsheet."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return ods_of(body, encryption)


def ods_of(body: str, encryption: str = "") -> bytes:
    """An OpenDocument spreadsheet of one table with this XML in it."""
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "META-INF/manifest.xml": MANIFEST % encryption, "content.xml": content})


def delimited(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Delimited text as a spreadsheet program writes it."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator).writerows(
        [["" if value is None else str(value) for value in row] for row in rows]
    )
    return target.getvalue().encode(encoding)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    kind, attribute = ("date", "date-value") if isinstance(value, date) else ("float", "value")
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}={quoteattr(str(value))}/>'


WORKBOOKS: dict[str, Callable[[Rows], bytes]] = {"xlsx": xlsx, "xls": xls, "ods": ods}
