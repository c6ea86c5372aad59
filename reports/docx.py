"""Datasets as a document that can be edited (.docx), page by page what the PDF prints.

python-docx writes the file and its parts. The body is written out as WordprocessingML and put in last: its own tables
take milliseconds a cell, and moving so many elements into its tree takes longer than all the rest.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt

from reports.archive import TimelessZip, written_at
from reports.around import stamp_lines
from reports.dataset import Dataset, Stamp, Workbook
from reports.docx_table import data_table
from reports.docx_text import gap, paragraph, run
from reports.docx_words import blocks, kop, signatures, title
from reports.fonts import register
from reports.page import FOOT, MARGIN, MM, NOTE, TEXT, Page, page_of
from reports.pdf_split import split_wide

FONT = "Arial"
"""A font every word processor has or replaces by one of the same widths; those of the printed papers."""

MAIN = "word/document.xml"
BOTTOM, FOOT_EDGE = 22 * MM, 8 * MM
UNUSED = (RELATIONSHIP_TYPE.THUMBNAIL, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")
"""Parts of the empty document that say nothing: a picture of it, and its styles for a program of 2007."""


def render_docx(workbook: Workbook) -> bytes:
    """The workbook as one document; the same workbook gives the same bytes."""
    register()
    document = Document()
    _set_up(document, workbook)
    _foot(document, workbook.stamp)
    datasets = [part for data in workbook.datasets for part in split_wide(data)]
    pages = [page_of(data) for data in datasets] or [page_of(Dataset("", ""))]
    body: list[str] = []
    for index, data in enumerate(datasets):
        if index and not data.continues:
            body.append(gap(1, section=_section(document, pages[index - 1])))
        body += _parts(document, data)
    return _written(document, "".join([*body, _section(document, pages[-1])]))


def _parts(document: Docx, data: Dataset) -> Iterator[str]:
    """One dataset from its letterhead to what stands below its signatures."""
    page, follows = page_of(data), bool(data.after or data.notes or data.signatures)
    if data.continues:
        yield gap(8)
    if data.kop:
        yield from kop(data.kop, page.room, _pictures(document))
    yield from title(data)
    yield from blocks(data.before, page, kept=int(follows and not data.columns))
    if data.columns:
        yield data_table(data, page.room, kept=follows)
        yield gap(5, keep=follows)
    signed = bool(data.signatures)
    yield from blocks(data.after, page, kept=len(data.after) if signed else 0)
    yield from (paragraph(note, NOTE, keep=signed) for note in data.notes)
    yield from signatures(data.signatures, page)
    if data.below:
        yield gap(8)
        yield from blocks(data.below, page)


def _pictures(document: Docx) -> Callable[[bytes], str]:
    """Puts a picture into the file, its longer side 20 mm, and gives the paragraph that shows it."""

    def picture(data: bytes) -> str:
        inline = document.part.new_pic_inline(BytesIO(data))
        tall = inline.extent.cy >= inline.extent.cx
        inline = document.part.new_pic_inline(BytesIO(data), **{"height" if tall else "width": Mm(20)})
        return f"<w:p><w:r><w:drawing>{inline.xml}</w:drawing></w:r></w:p>"

    return picture


def _section(document: Docx, page: Page) -> str:
    """A sheet of paper with its margins and the common foot."""
    made = Section(deepcopy(document.sections[0]._sectPr), document.part)
    made.start_type = WD_SECTION.NEW_PAGE
    made.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    made.page_width, made.page_height = Pt(page.width), Pt(page.height)
    made.left_margin = made.right_margin = Pt(page.margin)
    made.top_margin, made.bottom_margin = Pt(MARGIN * 0.8), Pt(BOTTOM)
    made.header_distance = made.footer_distance = Pt(FOOT_EDGE)
    return made._sectPr.xml


def _foot(document: Docx, stamp: Stamp) -> None:
    """The stamp, and below it the page of how many."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    for line in footer.paragraphs:
        line._p.getparent().remove(line._p)
    lines = [paragraph(line, FOOT) for line in stamp_lines(stamp)]
    page, pages = (f'<w:fldSimple w:instr=" {field} ">{run("1", FOOT)}</w:fldSimple>' for field in ("PAGE", "NUMPAGES"))
    words = f"{run('Halaman ', FOOT)}{page}{run(' dari ', FOOT)}{pages}"
    lines.append(f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{words}</w:p>')
    footer._element.extend(parse_xml(f"<w:ftr {nsdecls('w')}>{''.join(lines)}</w:ftr>"))


def _set_up(document: Docx, workbook: Workbook) -> None:
    """What the file says of itself, its font and its language."""
    known = document.core_properties
    known.title, known.author, known.last_modified_by, known.comments = workbook.name, "alokon", "alokon", ""
    known.created = known.modified = written_at(workbook.stamp)
    known.language = "id-ID"
    usual = document.styles.element.find(qn("w:docDefaults"))
    usual.getparent().replace(usual, _usual())
    for part in (document.part.package, document.part):
        for name in [name for name, link in part.rels.items() if link.reltype in UNUSED]:
            part.rels.pop(name)


def _usual() -> BaseOxmlElement:
    """How letters and paragraphs look where they do not say otherwise."""
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    half = round(TEXT * 2)
    return parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _written(document: Docx, body: str) -> bytes:
    """The file with its body put in, every part at the same time."""
    packed, out = BytesIO(), BytesIO()
    document.save(packed)
    with ZipFile(packed) as parts, TimelessZip(out, "w") as archive:
        for name in parts.namelist():
            data = parts.read(name)
            archive.add(name, _filled(data, body) if name == MAIN else data)
    return out.getvalue()


def _filled(empty: bytes, body: str) -> bytes:
    """The main part, its own empty body replaced."""
    head, begin, _ = empty.partition(b"<w:body>")
    _, end, tail = empty.rpartition(b"</w:body>")
    if not begin or not end:
        raise ValueError(f"{MAIN}: no place for its body")
    return head + begin + body.encode() + end + tail
