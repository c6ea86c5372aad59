"""Small files of every kind that may be attached, with words in those that have any."""

from xml.sax.saxutils import escape

from tests.alokon.imports import made

NIK = "3207" + "0" * 11 + "7"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def pdf(words: str = "BAST") -> bytes:
    return b"%PDF-1.7\n" + words.encode() + b"\n%%EOF\n"


def docx(*paragraphs: str) -> bytes:
    """A document of Word; a `|` in a paragraph parts its runs, as a correction while typing does."""
    runs = ("".join(f"<w:r><w:t>{escape(run)}</w:t></w:r>" for run in one.split("|")) for one in paragraphs)
    body = "".join(f"<w:p>{run}</w:p>" for run in runs)
    return made.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document>{body}</w:document>"})


def odt(*paragraphs: str) -> bytes:
    body = "".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs)
    return made.zipped(
        {"mimetype": ODT_TYPE, "content.xml": f"<office:document-content>{body}</office:document-content>"}
    )


SAMPLES = {
    "pdf": pdf(),
    "jpg": JPG,
    "png": PNG,
    "docx": docx("Berita acara"),
    "xlsx": made.xlsx([["Barang", "Jumlah"], ["Pil", 3]]),
    "odt": odt("Berita acara"),
    "ods": made.ods([["Barang", "Jumlah"], ["Pil", 3]]),
    "txt": b"Diterima baik, 3 dus.\r\n",
}
"""Kind → a file of it."""
