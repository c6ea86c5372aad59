"""Datasets as data for other programs: CSV and JSON carry rows and columns, and nothing that is only for the eye."""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO

from reports.dataset import Cell, Column, Dataset, Facts, Section, Total, Workbook
from reports.header import flat_title
from reports.kinds import plain, shown

Plain = str | int | float | bool | None


def render_csv(workbook: Workbook) -> bytes:
    """RFC 4180 with a byte order mark, so that Excel opens it as UTF-8.

    A sheet is one line of headings and its rows; sections become a first column "Bagian"; totals are left out, as
    whoever reads the file sums for himself. Several sheets follow each other, each after a line with its name.
    """
    out = StringIO()
    writer = csv.writer(out)
    for index, data in enumerate(workbook.datasets):
        if len(workbook.datasets) > 1:
            writer.writerows([[], [data.sheet or data.title]] if index else [[data.sheet or data.title]])
        writer.writerows(_csv_rows(data))
    return out.getvalue().encode("utf-8-sig")


def _csv_rows(data: Dataset) -> Iterator[list[str]]:
    """Headings and rows of one dataset."""
    sectioned = any(isinstance(line, Section) for line in data.rows)
    yield [*(["Bagian"] if sectioned else []), *map(flat_title, data.columns)]
    section = ""
    for line in data.rows:
        if isinstance(line, Section):
            section = harmless(line.label)
        elif isinstance(line, tuple):
            values = [_csv_value(c, v) for c, v in zip(data.columns, line, strict=True)]
            yield [section, *values] if sectioned else values


def _csv_value(column: Column, value: Cell) -> str:
    """One value: empty when missing, words for a flag, a point before decimals."""
    if value is None or column.kind == "flag":
        return "" if value is None else shown(column, value, 0)
    found = plain(column, value)
    return harmless(found) if isinstance(found, str) else str(found)


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("-"), harmless("Pil")
    ("'=HYPERLINK(1)", '-', 'Pil')
    """
    return f"'{text}" if re.match(r"[=+\-@\t\r].", text, re.DOTALL) else text


def render_json(workbook: Workbook) -> bytes:
    """Everything as one object: stamp and datasets with columns, rows by column key, totals and notes.

    Money is in rupiah, percent a ratio, a day ISO 8601, an expiry as exact as its label; a row below a section
    carries its label as "_bagian".
    """
    stamp = workbook.stamp
    found = {
        "name": workbook.name,
        "head_code": stamp.head_code,
        "reference": stamp.reference,
        "printed_at": stamp.printed_at.isoformat() if stamp.printed_at else None,
        "datasets": [_dataset(data) for data in workbook.datasets],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _dataset(data: Dataset) -> dict[str, object]:
    """One dataset as JSON's own types."""
    facts = [pair for block in data.before if isinstance(block, Facts) for pair in block.pairs]
    return {
        "name": data.name,
        "title": data.title,
        "number": data.number,
        "subtitle": list(data.subtitle),
        "facts": dict(facts),
        "columns": [
            {"key": c.key, "title": c.title, "kind": c.kind, "group": list(c.group), "unit": c.unit}
            for c in data.columns
        ],
        "rows": _rows(data),
        "subtotals": [_total(data, line) for line in data.rows if isinstance(line, Total)],
        "totals": [_total(data, line) for line in data.totals],
        "notes": list(data.notes),
    }


def _rows(data: Dataset) -> list[dict[str, Plain]]:
    """Rows by column key, each with the section it stands in."""
    found, section = [], None
    for line in data.rows:
        if isinstance(line, Section):
            section = line.label
        elif isinstance(line, tuple):
            row = {c.key: plain(c, v) for c, v in zip(data.columns, line, strict=True)}
            found.append({"_bagian": section, **row} if section is not None else row)
    return found


def _total(data: Dataset, total: Total) -> dict[str, object]:
    """The label and the values of a total by column key."""
    columns = {column.key: column for column in data.columns}
    return {"label": total.label, "values": {key: plain(columns[key], v) for key, v in total.values.items()}}
