"""Whether a file may be attached: every problem at once, before anything of it is kept.

Codes: `attachment_empty`, `attachment_too_large` {megabytes, most}, `attachment_kind_unknown` {known},
`attachment_other_kind` {kind}, `attachment_name_personal`, `attachment_personal`, `attachment_unreadable`; for
spreadsheets those of `alokon.imports.grids`.
"""

import io
import math
import re
import zipfile
from typing import NamedTuple

from alokon.attaching.kinds import BROKEN_ZIP, DOCX, MEDIA, ODS, ODT, TXT, XLSX, clean_name, kind_of, text_of
from alokon.imports.containers import Limits
from alokon.imports.grids import read_grids
from alokon.imports.personal import is_identity_number
from inventory.core.errors import Problem, Refused, refuse_if

MEGABYTE = 1 << 20
MOST_BYTES = 10 * MEGABYTE
"""A photo of a phone is 3 to 8 MB, twenty scanned pages at 200 dpi are 2 to 6 MB; below the pages' limit of 16 MB."""

PARTS = {DOCX: "word/document.xml", ODT: "content.xml"}
"""Kind of a written document → the part that holds its words."""

MOST_WORDS = 50 * MEGABYTE
"""How large the words of a document may be once unpacked; a thousand pages are about 5 MB."""

SHEETS = Limits(file_bytes=MOST_BYTES, unpacked_bytes=200 * MEGABYTE, rows=100_000, cells=1_000_000)
"""How much of a spreadsheet is looked through for identity numbers; a larger one is refused."""

BREAK = re.compile(rb"</(?:w:p|text:p|text:h)>|<(?:w:tab|w:br|text:tab|text:s|text:line-break)\b[^>]*>")
TAG = re.compile(rb"<[^>]*>")


class Document(NamedTuple):
    """A file that may be attached: its clean name, media type and content."""

    name: str
    media: str
    data: bytes


def examine(sent_name: str, data: bytes) -> Document:
    """The file as it may be kept; raises `Refused` with everything that speaks against it."""
    name = clean_name(sent_name)
    problems = _size_problems(len(data))
    if is_identity_number(name.stem):
        problems.append(Problem("attachment_name_personal", {}, "file"))
    if not name.kind:
        problems.append(Problem("attachment_kind_unknown", {"known": tuple(MEDIA)}, "file"))
    elif data and kind_of(data) != name.kind:
        problems.append(Problem("attachment_other_kind", {"kind": name.kind}, "file"))
    refuse_if(problems)
    refuse_if(personal_problems(name.kind, data))
    return Document(name.text, MEDIA[name.kind], data)


def _size_problems(size: int) -> list[Problem]:
    if not size:
        return [Problem("attachment_empty", {}, "file")]
    if size > MOST_BYTES:
        facts = {"megabytes": math.ceil(size / MEGABYTE), "most": MOST_BYTES // MEGABYTE}
        return [Problem("attachment_too_large", facts, "file")]
    return []


def personal_problems(kind: str, data: bytes) -> list[Problem]:
    """Identity numbers in what can be read: words and cells. Nobody reads a photo or a scan here."""
    if kind in (XLSX, ODS):
        try:
            read_grids(data, SHEETS)
        except Refused as refused:
            return [problem._replace(field="file") for problem in refused.problems]
        return []
    words = text_of(data) if kind == TXT else _words(PARTS[kind], data) if kind in PARTS else ""
    if words is None:
        return [Problem("attachment_unreadable", {}, "file")]
    found = any(is_identity_number(line.strip()) for line in words.splitlines())
    return [Problem("attachment_personal", {}, "file")] if found else []


def _words(part: str, data: bytes) -> str | None:
    """The words of a packed document, a paragraph to a line; None when they cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if packed.getinfo(part).file_size > MOST_WORDS:
                return None
            written = packed.read(part)
    except BROKEN_ZIP:
        return None
    return TAG.sub(b"", BREAK.sub(b"\n", written)).decode("utf-8", errors="replace")
