"""How a sheet looks: a handful of looks, registered with the workbook as they are needed."""

from typing import NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from reports.dataset import Align

FONT = "Arial"
_THIN = Side(style="thin", color="808080")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
RULE = Border(bottom=Side(style="double", color="000000"))
HEAD_FILL = "E4EAF0"
TOTAL_FILL = "F0F3F6"
MARK_FILL = "FBE3D6"


class Look(NamedTuple):
    """What tells one cell from another."""

    align: Align = "left"
    bold: bool = False
    size: float = 10
    underline: bool = False
    italic: bool = False
    wrap: bool = False
    middle: bool = False
    indent: int = 0
    border: Border | None = None
    fill: str = ""
    number_format: str = "General"


class Styles:
    """The number of each look in a workbook's style table, by which a cell refers to it."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._numbers: dict[Look, int] = {}

    def __getitem__(self, look: Look) -> int:
        """The look's number; a look not met before is added to the table."""
        if look not in self._numbers:
            self._numbers[look] = self._register(look)
        return self._numbers[look]

    def _register(self, look: Look) -> int:
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(
            name=FONT,
            size=look.size,
            bold=look.bold,
            italic=look.italic,
            underline="single" if look.underline else None,
        )
        cell.alignment = Alignment(
            horizontal=look.align,
            vertical="center" if look.middle else "top",
            wrap_text=look.wrap,
            indent=look.indent if look.align == "left" else 0,
        )
        if look.border:
            cell.border = look.border
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        cell.number_format = look.number_format
        return int(cell.style_id)
