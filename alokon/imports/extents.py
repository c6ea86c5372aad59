"""How far a sheet reaches, measured on its XML before the file is opened.

Readers of spreadsheets lay a sheet out in memory from its first to its last cell, however empty it is between.
"""

import re
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 20

FILLED_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?!</(?:\w+:)?c>)')
"""A worksheet cell of an xlsx that has content; a cell that is only styled closes itself, or at once."""

TAIL, CLOSING = 200, 16
"""Bytes of a chunk that are looked at again with the next, and how long a closing tag may be."""


class UnreadableXml(Exception):
    """The text is not well-formed."""


def xlsx_extent(part: IO[bytes]) -> tuple[int, int]:
    """The last row and last column (counted from 1) of a worksheet that hold anything."""
    last_row, columns, tail = 0, set[bytes](), b""
    while True:
        chunk = part.read(CHUNK)
        text = tail + chunk
        for found in FILLED_CELL.finditer(text):
            if chunk and found.end() > len(text) - CLOSING:
                break
            columns.add(found[1])
            last_row = max(last_row, int(found[2]))
        if not chunk:
            break
        tail = text[-TAIL:]
    return last_row, max((_column_number(letters) for letters in columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def ods_extents(part: IO[bytes]) -> list[tuple[int, int]]:
    """The last row and column that hold anything, for each table of an ods; repeated cells are counted out."""
    extents: list[tuple[int, int]] = []
    row = column = last_row = last_column = 0
    filled = False
    repeat = 1

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, last_row, last_column, filled, repeat
        if tag == "table:table":
            row = last_row = last_column = 0
        elif tag == "table:table-row":
            column, filled = 0, False
            repeat = int(attributes.get("table:number-rows-repeated", "1"))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            column += int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes:
                filled, last_column = True, max(last_column, column)

    def end(tag: str) -> None:
        nonlocal row, last_row
        if tag == "table:table-row":
            row += repeat
            last_row = row if filled else last_row
        elif tag == "table:table":
            extents.append((last_row, last_column))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.ParseFile(part)
    except expat.ExpatError:
        raise UnreadableXml from None
    return extents
