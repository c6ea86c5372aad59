"""What kind of file this is, told by its content, and whether opening it is safe.

A spreadsheet can be small on disk and enormous once opened: one forgotten cell in the last corner of a sheet makes
seventeen thousand million cells. The extent is therefore measured on the packed text before the file is opened.

Codes raised: `file_empty`, `file_too_large` {bytes, limit}, `sheet_too_large` {part, rows, cells, row_limit, limit},
`file_encrypted`, `file_is_html`, `file_unreadable` {kind}, `file_kind_unknown`.
"""

import io
import zipfile
import zlib
from typing import NamedTuple

from alokon.imports.extents import UnreadableXml, ods_extents, xlsx_extent
from inventory.core.errors import Problem, Refused

XLSX, XLS, ODS, CSV = "xlsx", "xls", "ods", "csv"

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


class Limits(NamedTuple):
    """The most a file may hold; a history of 600 faskes, 12 items and 36 months fits with room to spare."""

    file_bytes: int = 40 << 20
    unpacked_bytes: int = 800 << 20
    rows: int = 400_000
    cells: int = 6_000_000


LIMITS = Limits()


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """The kind of a file by its content (never by its name); refuses what cannot or must not be opened."""
    if not data.strip():
        raise Refused(Problem("file_empty"))
    if len(data) > limits.file_bytes:
        raise Refused(Problem("file_too_large", {"bytes": len(data), "limit": limits.file_bytes}))
    if data.startswith(ZIP_MAGIC):
        return _kind_of_zip(data, limits)
    if data.startswith(OLE_MAGIC):
        if ENCRYPTED_STREAM in data:
            raise Refused(Problem("file_encrypted"))
        return XLS
    return _kind_of_text(data)


def _kind_of_text(data: bytes) -> str:
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise Refused(Problem("file_is_html"))
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if start.startswith((b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8")) or (b"\0" in data and not utf16):
        raise Refused(Problem("file_kind_unknown"))
    return CSV


def _kind_of_zip(data: bytes, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _kind_of_parts(packed, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        UnreadableXml,
        NotImplementedError,
        EOFError,
        KeyError,
        OSError,
        ValueError,
    ):
        raise Refused(Problem("file_unreadable", {"kind": "zip"})) from None
    except RuntimeError:  # zipfile's word for a part that needs a password
        raise Refused(Problem("file_encrypted")) from None


def _kind_of_parts(packed: zipfile.ZipFile, limits: Limits) -> str:
    unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > limits.unpacked_bytes:
        raise Refused(Problem("file_too_large", {"bytes": unpacked, "limit": limits.unpacked_bytes}))
    names = packed.namelist()
    if "xl/workbook.xml" in names:
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with packed.open(name) as part:
                    _refuse_extent(name, xlsx_extent(part), limits)
        return XLSX
    if "mimetype" in names and b"spreadsheet" in packed.read("mimetype"):
        if b"encryption-data" in packed.read("META-INF/manifest.xml"):
            raise Refused(Problem("file_encrypted"))
        with packed.open("content.xml") as part:
            for extent in ods_extents(part):
                _refuse_extent("content.xml", extent, limits)
        return ODS
    raise Refused(Problem("file_kind_unknown"))


def _refuse_extent(part: str, extent: tuple[int, int], limits: Limits) -> None:
    rows, columns = extent
    if rows > limits.rows or rows * columns > limits.cells:
        facts = {"part": part, "rows": rows, "cells": rows * columns}
        raise Refused(Problem("sheet_too_large", {**facts, "row_limit": limits.rows, "limit": limits.cells}))
