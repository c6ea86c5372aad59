"""The kinds of files that may be attached, told by their content as well as by their name.

They are what an office scans, photographs and writes; nothing that a program runs (no HTML, SVG, scripts, macros).
"""

import io
import re
import unicodedata
import zipfile
import zlib
from typing import NamedTuple

PDF, JPG, PNG, DOCX, XLSX, ODT, ODS, TXT = "pdf", "jpg", "png", "docx", "xlsx", "odt", "ods", "txt"

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
MEDIA = {
    PDF: "application/pdf",
    JPG: "image/jpeg",
    PNG: "image/png",
    DOCX: f"{OFFICE}.wordprocessingml.document",
    XLSX: f"{OFFICE}.spreadsheetml.sheet",
    ODT: f"{OPEN}.text",
    ODS: f"{OPEN}.spreadsheet",
    TXT: "text/plain",
}
"""Kind → its media type."""

ENDINGS = {**{kind: kind for kind in MEDIA}, "jpeg": JPG}
"""How names end → kind."""

BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError
)  # fmt: skip
"""What opening and reading a packed file may raise when it is damaged, locked or packed in an unknown way."""

LONGEST_NAME = 120
"""Longest name in characters: shown whole on a phone in four lines, and within every file system's limit."""

FORBIDDEN = re.compile(r'[<>:"|?*]')
"""Characters that some file system refuses in a name."""


class Name(NamedTuple):
    """A clean file name; `kind` is the one its ending promises, empty for an unknown one."""

    text: str
    kind: str

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.text.rpartition(".")[0] or self.text


def clean_name(sent: str) -> Name:
    r"""The name of a file as a browser sends it: no path, nothing invisible, at most `LONGEST_NAME` characters.

    >>> clean_name("C:\\Surat\\BAST  01/../BAST\u202e 014.PDF")
    Name(text='BAST 014.PDF', kind='pdf')
    >>> clean_name("..").text, clean_name(".pdf").text
    ('lampiran', 'lampiran.pdf')
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    visible = "".join(" " if c.isspace() else c for c in base if c.isspace() or unicodedata.category(c)[0] != "C")
    stem, dot, ending = FORBIDDEN.sub("_", visible).rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = f"{stem}{dot}{ending}", "", ""
    tail = f".{ending.strip()}" if ending.strip() else ""
    head = " ".join(stem.split()).strip(". ")[: LONGEST_NAME - len(tail)].rstrip(". ") or "lampiran"
    return Name(head + tail, ENDINGS.get(tail[1:].lower(), ""))


def kind_of(data: bytes) -> str:
    r"""The kind of a file by its content, empty for one that is none of ours.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"\xff\xd8\xff\xe0"), kind_of(b"MZ\x90\x00"), kind_of(b"Catatan\r\n")
    ('pdf', 'jpg', '', 'txt')
    """
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    for kind, magic in ((PDF, b"%PDF-"), (JPG, b"\xff\xd8\xff"), (PNG, b"\x89PNG\r\n\x1a\n")):
        if data.startswith(magic):
            return kind
    return TXT if is_text(data) else ""


def is_text(data: bytes) -> bool:
    """Whether bytes are plain words: readable, without control characters, and no page or script in disguise."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or data.startswith(b"#!"):
        return False
    return not any(ord(c) < 32 and c not in "\t\r\n\f" for c in text_of(data))


def text_of(data: bytes) -> str:
    """Plain text as written by today's editors (UTF-8, UTF-16 with its mark) or an old Windows one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            if "[Content_Types].xml" in names:
                return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else ""
            if "mimetype" not in names or packed.getinfo("mimetype").file_size > 200:
                return ""
            told = packed.read("mimetype").decode("ascii", errors="replace").strip()
            return {MEDIA[ODT]: ODT, MEDIA[ODS]: ODS}.get(told, "")
    except BROKEN_ZIP:
        return ""
