"""Datasets as a document on A4 or F4: letterhead, table with its head on every page, signatures, page x of y."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus.flowables import Flowable

from reports import pdf_words as words
from reports.dataset import Dataset, Workbook
from reports.fonts import REGULAR, register
from reports.page import MARGIN, Page, page_of
from reports.pdf_grid import lay_out
from reports.pdf_page import foot_height, numbered_canvas
from reports.pdf_split import split_wide
from reports.pdf_table import TableFlow

HEADING = 25
TABLE_BEGIN = 60
"""Points a heading within a page takes, and those of its table that must stand below it."""

LAST = 2
"""Flowables of a text without a table that no page break parts from what is signed: a list and the room below it."""


def render_pdf(workbook: Workbook) -> bytes:
    """The workbook as one PDF; the same workbook gives the same bytes."""
    register()
    out = BytesIO()
    foot = foot_height(workbook.stamp)
    document = BaseDocTemplate(
        out, title=workbook.name, author="alokon", invariant=1, lang="id", initialFontName=REGULAR
    )
    datasets = [part for data in workbook.datasets for part in split_wide(data)]
    pages = dict.fromkeys(map(page_of, datasets)) or [page_of(Dataset("", ""))]
    document.addPageTemplates([_template(page, foot) for page in pages])
    story = [flowable for index, data in enumerate(datasets) for flowable in _story(data, index == 0)]
    document.build(story, canvasmaker=numbered_canvas(workbook.stamp))
    return out.getvalue()


def _template(page: Page, foot: float) -> PageTemplate:
    """A page with margins, its foot kept free; the first one begins the document."""
    frame = Frame(page.margin, foot, page.room, page.height - MARGIN * 0.8 - foot, 0, 0, 0, 0)
    return PageTemplate(id=str(page), frames=[frame], pagesize=(page.width, page.height))


def _story(data: Dataset, first: bool) -> Iterator[Flowable]:
    """One dataset from its letterhead to what stands below its signatures."""
    page = page_of(data)
    if data.continues and not first:
        yield Spacer(1, 8)
    elif not first:
        yield NextPageTemplate(str(page))
        yield PageBreak()
    end = _end(data, page)
    tail = sum(part.wrap(page.room, page.height)[1] + part.getSpaceAfter() for part in end)
    tail = tail if tail < page.height / 2 else 0
    if data.continues:
        yield CondPageBreak(HEADING + (TABLE_BEGIN if data.columns else tail))
    if data.kop:
        yield from words.kop(data.kop, page.room)
    yield from words.title(data)
    before = list(words.blocks(data.before, page))
    if data.columns:
        yield from before
        yield TableFlow(lay_out(data, page.room), tail=tail)
        last: list[Flowable] = []
    else:
        yield from before[:-LAST]
        last = before[-LAST:]
    if last or end:
        yield KeepTogether([*last, *end])
    if data.below:
        yield KeepTogether([Spacer(1, 8), *words.blocks(data.below, page)])


def _end(data: Dataset, page: Page) -> list[Flowable]:
    """What follows the table and is kept on one page."""
    parts = list(words.blocks(data.after, page))
    parts += [words.words(note, words.NOTE_LINE) for note in data.notes]
    parts += words.signatures(data.signatures, page)
    return [Spacer(1, 5), *parts] if parts else []
