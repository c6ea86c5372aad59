"""Datasets as a document on A4 or F4: letterhead, table with its head on every page, signatures, page x of y."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.platypus import (
    ActionFlowable,
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
from reports.dataset import Dataset, Stamp, Workbook
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
    return render_together(workbook.name, (workbook,))


def render_together(name: str, workbooks: Sequence[Workbook]) -> bytes:
    """Several workbooks as one PDF, each on pages of its own as it is printed alone, with its own stamp and count."""
    register()
    out = BytesIO()
    document = BaseDocTemplate(out, title=name, author="alokon", invariant=1, lang="id", initialFontName=REGULAR)
    story: list[Flowable] = []
    for number, workbook in enumerate(workbooks):
        story += _chapter(workbook, number)
    leaves = dict(_leaf(data, workbook.stamp) for workbook in workbooks for data in workbook.datasets)
    leaves = leaves or dict([_leaf(Dataset("", ""), Stamp())])
    document.addPageTemplates([_template(leaf, *shape) for leaf, shape in leaves.items()])
    document.build(story, canvasmaker=numbered_canvas([workbook.stamp for workbook in workbooks]))
    return out.getvalue()


class Begin(ActionFlowable):
    """From here on the pages belong to the workbook of a number; takes no room."""

    def __init__(self, number: int) -> None:
        super().__init__(("begin", number))

    def apply(self, doc: BaseDocTemplate) -> None:
        """Tell the canvas, which counts the pages of each."""
        doc.canv.workbook = self.action[1]  # type: ignore[attr-defined]


def _leaf(data: Dataset, stamp: Stamp) -> tuple[str, tuple[Page, float]]:
    """The name of the template a dataset is printed with under a stamp, its page and the height of its foot."""
    page, foot = page_of(data), foot_height(stamp)
    return f"{page} {foot:.0f}", (page, foot)


def _template(name: str, page: Page, foot: float) -> PageTemplate:
    """A page with margins, its foot kept free; the first one begins the document."""
    frame = Frame(page.margin, foot, page.room, page.height - MARGIN * 0.8 - foot, 0, 0, 0, 0)
    return PageTemplate(id=name, frames=[frame], pagesize=(page.width, page.height))


def _chapter(workbook: Workbook, number: int) -> Iterator[Flowable]:
    """A whole workbook, the first of the document or one that begins a new page."""
    parts = [part for data in workbook.datasets for part in split_wide(data)]
    for index, data in enumerate(parts):
        begins = index == 0
        if number + index and (begins or not data.continues):
            yield NextPageTemplate(_leaf(data, workbook.stamp)[0])
            yield PageBreak()
        if begins:
            yield Begin(number)
        elif data.continues:
            yield Spacer(1, 8)
        yield from _story(data)


def _story(data: Dataset) -> Iterator[Flowable]:
    """One dataset from its letterhead to what stands below its signatures."""
    page = page_of(data)
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
