"""Datasets as a document on A4 or F4: letterhead, table with its head on every page, signatures, page x of y."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
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
from reports.pdf_grid import lay_out
from reports.pdf_page import MARGIN, foot_height, numbered_canvas
from reports.pdf_split import split_wide
from reports.pdf_table import TableFlow

HEADING = 25
TABLE_BEGIN = 60
"""Points a heading within a page takes, and those of its table that must stand below it."""

SIZES = {"A4": A4, "F4": (210 * mm, 330 * mm)}


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
    blank = {size: (SIZES[size], foot_height(Stamp())) for size in SIZES}
    document.addPageTemplates([_template(leaf, *shape) for leaf, shape in (leaves or blank).items()])
    document.build(story, canvasmaker=numbered_canvas([workbook.stamp for workbook in workbooks]))
    return out.getvalue()


class Begin(ActionFlowable):
    """From here on the pages belong to the workbook of a number; takes no room."""

    def __init__(self, number: int) -> None:
        super().__init__(("begin", number))

    def apply(self, doc: BaseDocTemplate) -> None:
        """Tell the canvas, which counts the pages of each."""
        doc.canv.workbook = self.action[1]  # type: ignore[attr-defined]


Size = tuple[float, float]


def _page(data: Dataset) -> tuple[str, Size]:
    """The name of the page a dataset is printed on, and its width and height; the first one begins the document."""
    size = SIZES[data.size]
    return (f"{data.size} across", landscape(size)) if data.landscape else (data.size, size)


def _leaf(data: Dataset, stamp: Stamp) -> tuple[str, tuple[Size, float]]:
    """The name of the template a dataset is printed with under a stamp, its page size and the height of its foot."""
    page, size = _page(data)
    foot = foot_height(stamp)
    return f"{page} {foot:.0f}", (size, foot)


def _template(name: str, size: Size, foot: float) -> PageTemplate:
    """A page with margins, its foot kept free."""
    width, height = size
    frame = Frame(MARGIN, foot, width - 2 * MARGIN, height - MARGIN * 0.8 - foot, 0, 0, 0, 0)
    return PageTemplate(id=name, frames=[frame], pagesize=size)


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
    """One dataset from its letterhead to its signatures."""
    _, size = _page(data)
    width = size[0] - 2 * MARGIN
    end = _end(data, width)
    tail = sum(part.wrap(width, size[1])[1] + part.getSpaceAfter() for part in end)
    tail = tail if tail < size[1] / 2 else 0
    if data.continues:
        yield CondPageBreak(HEADING + (TABLE_BEGIN if data.columns else tail))
    if data.kop:
        yield from words.kop(data.kop, width)
    yield from words.title(data)
    yield from words.blocks(data.before, width)
    if data.columns:
        yield TableFlow(lay_out(data, width), tail=tail)
    if end:
        yield KeepTogether(end)


def _end(data: Dataset, width: float) -> list[Flowable]:
    """What follows the table and is kept on one page."""
    parts = list(words.blocks(data.after, width))
    parts += [words.words(note, words.NOTE) for note in data.notes]
    parts += words.signatures(data.signatures, width)
    return [Spacer(1, 5), *parts] if parts else []
