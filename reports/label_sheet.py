"""Labels for batches: A4 sheets to cut or peel, each with what the store must see and a code that reads it back.

The QR code says our own text (`alokon.batch_code.own_text`). Where the item's GTIN is known and GS1 can say the rest,
a GS1 DataMatrix (01, 17, 10) stands beside it. Three by seven labels of 63.5 x 38.1 mm, a common sheet of stickers;
the size is ours, not verified.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

import numpy as np
import segno
import zxingcpp
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from alokon.batch_code import gs1_elements, own_text
from alokon.catalog import FUNDS, ITEMS
from alokon.text import Expiry, expiry
from inventory.core.goods import LotFacts, LotKey
from reports.fonts import BOLD, REGULAR, register

COLUMNS, ROWS = 3, 7
WIDTH, HEIGHT = 63.5 * mm, 38.1 * mm
LEFT, TOP, GAP = 7.2 * mm, 15.1 * mm, 2.5 * mm
PADDING = 2.5 * mm
MODULE = 0.5 * mm
"""The side of a square of the QR code: what common scanners read from a hand's width."""

GS1_MODULE = 0.55 * mm

Modules = Sequence[Sequence[bool]]
"""A symbol row by row, True where it is dark, without its quiet zone."""


class BatchLabel(NamedTuple):
    """One label; `contents` says what is in the box it is put on, in words, empty when nobody said."""

    key: LotKey
    facts: LotFacts
    contents: str = ""
    gtin: str | None = None


def label_sheet(labels: Iterable[BatchLabel]) -> bytes:
    """The labels as one PDF, row by row; the same labels give the same bytes."""
    register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, lang="id")
    canvas.setTitle("Label batch")
    for n, label in enumerate(labels):
        place = n % (COLUMNS * ROWS)
        if n and not place:
            canvas.showPage()
        row, column = divmod(place, COLUMNS)
        _draw(canvas, label, LEFT + column * (WIDTH + GAP), A4[1] - TOP - (row + 1) * HEIGHT)
    canvas.save()
    return out.getvalue()


def qr_modules(text: str) -> Modules:
    """A QR code of a text, with the correction that leaves a quarter of it unreadable without harm."""
    code = segno.make_qr(text, error="q", boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix]


def gs1_modules(elements: str) -> Modules:
    """A GS1 DataMatrix of bracketed elements, `(01)…(17)…(10)…`, with its leading FNC1."""
    symbol = zxingcpp.create_barcode(elements, zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
    image = np.asarray(symbol.to_image(scale=1, add_quiet_zones=False))
    return [[bool(module) for module in row] for row in image == 0]


def _draw(canvas: Canvas, label: BatchLabel, x: float, y: float) -> None:
    canvas.setLineWidth(0.25)
    canvas.setStrokeGray(0.75)
    canvas.roundRect(x, y, WIDTH, HEIGHT, 1.5 * mm)
    qr = qr_modules(own_text(label.key, label.facts))
    side = len(qr) * MODULE
    right = x + WIDTH - PADDING - side
    _symbol(canvas, qr, right, y + HEIGHT - PADDING - side, MODULE)
    elements = gs1_elements(label.gtin, label.key, label.facts) if label.gtin else None
    if elements:
        matrix = gs1_modules(elements)
        across = len(matrix[0]) * GS1_MODULE
        _symbol(canvas, matrix, x + WIDTH - PADDING - across, y + PADDING, GS1_MODULE)
    _write(canvas, label, x + PADDING, y + HEIGHT - PADDING, right - x - 2 * PADDING)


def _write(canvas: Canvas, label: BatchLabel, x: float, top: float, width: float) -> None:
    """The words of a label, from its top; the name in at most two lines, the batch as large as it fits."""
    facts = label.facts
    ends = expiry(Expiry(facts.expiry, facts.precision)) if facts.expiry else "tanpa tanggal"
    fund = FUNDS[label.key.fund].name
    y = top
    for line in simpleSplit(ITEMS[label.key.item].name, BOLD, 9, width)[:2]:
        y = _line(canvas, line, BOLD, 9, x, y, width)
    y = _line(canvas, f"Batch {label.key.batch or '–'}", BOLD, 11, x, y - 2, width)
    y = _line(canvas, f"ED {ends}", BOLD, 11, x, y, width)
    y = _line(canvas, fund, REGULAR, 8, x, y - 1, width)
    if label.contents:
        _line(canvas, f"Isi {label.contents}", REGULAR, 8, x, y, width)


def _line(canvas: Canvas, words: str, font: str, size: float, x: float, top: float, width: float) -> float:
    """Write a line below `top`, smaller where it is too long; returns where the next one begins."""
    wide = canvas.stringWidth(words, font, size)
    fit = size if wide <= width else size * width / wide
    canvas.setFont(font, fit)
    canvas.setFillGray(0)
    canvas.drawString(x, top - size, words)
    return top - size * 1.25


def _symbol(canvas: Canvas, modules: Modules, x: float, y: float, side: float) -> None:
    """Dark squares as one path, so that no hairline shows between them."""
    path = canvas.beginPath()
    for n, row in enumerate(reversed(modules)):
        for column, dark in enumerate(row):
            if dark:
                path.rect(x + column * side, y + n * side, side, side)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
