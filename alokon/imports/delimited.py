"""Comma, semicolon and tab separated text: which encoding, which separator, which rows.

Indonesian Excel writes semicolons, older ones Windows-1252, its "Unicode text" UTF-16 with tabs. Every cell stays text:
a code `0071` read as a number would be another code.

Codes raised: `text_unreadable` {row}, `sheet_too_large` {part, rows, cells, row_limit, limit}.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from alokon.imports.containers import Limits
from inventory.core.errors import Problem, Refused

SEPARATORS = (",", ";", "\t")
SNIFFED_ROWS = 30


def decode(data: bytes) -> str:
    """The text of a file: UTF-16 and UTF-8 by their marks, else UTF-8, else Windows-1252, which reads any byte.

    >>> decode(b"Pusk\\xe9smas"), decode("Puskésmas".encode())
    ('Puskésmas', 'Puskésmas')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """The separator that cuts the first rows most often into the same number of cells; the comma when none does."""
    best, best_score = ",", (0, 0)
    for separator in SEPARATORS:
        widths = [len(row) for row in islice(_lenient(text, separator), SNIFFED_ROWS) if len(row) > 1]
        if widths:
            common = max(set(widths), key=lambda width: (widths.count(width), width))
            score = (widths.count(common), common)
            if score > best_score:
                best, best_score = separator, score
    return best


def read_rows(data: bytes, limits: Limits) -> list[list[str]]:
    """All rows of a delimited file, blank ones too, so that row n is the row n a spreadsheet program shows."""
    text = decode(data)
    stated = text[:6].lower().startswith("sep=") and text[4:5]
    separator = stated or separator_of(text)
    rows: list[list[str]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            if len(rows) > limits.rows or cells > limits.cells:
                facts = {"part": "csv", "rows": len(rows), "cells": cells}
                raise Refused(Problem("sheet_too_large", {**facts, "row_limit": limits.rows, "limit": limits.cells}))
    except csv.Error:
        raise Refused(Problem("text_unreadable", {"row": len(rows) + 1})) from None
    if stated:
        rows[0] = []
    return rows


def _lenient(text: str, separator: str) -> Iterator[list[str]]:
    """Rows as far as they can be read; only for looking, never for importing."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        return
