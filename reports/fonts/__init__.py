"""The embedded font of printed papers: the same letters on every machine, and in the archive in ten years."""

from functools import cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "NaskahSans"
BOLD = "NaskahSans-Bold"


@cache
def register() -> None:
    """Make `REGULAR` and `BOLD` known to reportlab; safe to call for every document."""
    folder = Path(__file__).parent
    pdfmetrics.registerFont(TTFont(REGULAR, folder / "NaskahSans-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, folder / "NaskahSans-Bold.ttf"))
    for italic in (0, 1):
        addMapping(REGULAR, 0, italic, REGULAR)
        addMapping(REGULAR, 1, italic, BOLD)
