"""Paragraphs and borderless tables as WordprocessingML; all lengths here are points, all texts are escaped."""

from collections.abc import Iterable, Sequence
from typing import Literal
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Stand = Literal["left", "center", "right", "both"]
"""How the lines of a paragraph stand; "both" is flush left and right."""


def twips(points: float) -> int:
    """Points as the twentieths that lengths are written in."""
    return round(points * 20)


def run(text: str, size: float, bold: bool = False, underline: bool = False, italic: bool = False) -> str:
    """Letters of one look; line breaks stay, control characters go.

    >>> run("A & B", 9.5)
    '<w:r><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr><w:t xml:space="preserve">A &amp; B</w:t></w:r>'
    """
    lines = escape(ILLEGAL_CHARACTERS_RE.sub("", text)).split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{_look(size, bold, underline, italic)}{words}</w:r>"


def _look(size: float, bold: bool, underline: bool, italic: bool) -> str:
    half = round(size * 2)
    marks = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}"
    line = '<w:u w:val="single"/>' if underline else ""
    return f'<w:rPr>{marks}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>{line}</w:rPr>'


def paragraph(
    text: str, size: float, stand: Stand = "left", *, after: float = 0, keep: bool = False,
    bold: bool = False, underline: bool = False, italic: bool = False,
) -> str:  # fmt: skip
    """A paragraph of one look; `keep` holds it on the page of what follows."""
    look = (bold, underline, italic)
    inner = run(text, size, *look) if text else ""
    empty = "" if text else _look(size, *look)
    return f"<w:p>{_stands(stand, after, keep, empty)}{inner}</w:p>"


def hanging(mark: str, text: str, size: float, room: float, *, after: float = 0, keep: bool = False) -> str:
    """An item of a list: its mark at the left, its text `room` points from there."""
    stop = twips(room)
    keeps = "<w:keepNext/>" if keep else ""
    stands = (
        f'<w:pPr>{keeps}<w:tabs><w:tab w:val="left" w:pos="{stop}"/></w:tabs><w:spacing w:after="{twips(after)}"/>'
        f'<w:ind w:left="{stop}" w:hanging="{stop}"/><w:jc w:val="both"/></w:pPr>'
    )
    return f"<w:p>{stands}{run(mark, size)}<w:r><w:tab/></w:r>{run(text, size)}</w:p>"


def _stands(stand: Stand, after: float, keep: bool, look: str) -> str:
    """What a paragraph says of itself, in the order the format asks for."""
    parts = "<w:keepNext/>" if keep else ""
    parts += f'<w:spacing w:after="{twips(after)}"/>' if after else ""
    parts += f'<w:jc w:val="{stand}"/>' if stand != "left" else ""
    return f"<w:pPr>{parts}{look}</w:pPr>" if parts or look else ""


def gap(height: float, rule: float = 0, keep: bool = False, section: str = "") -> str:
    """An empty line of a height, ruled below when `rule` says how thick; tables need one between them.

    `section` is the sheet of paper that ends with it.
    """
    keeps = "<w:keepNext/>" if keep else ""
    edge = f'<w:bottom w:val="single" w:sz="{round(rule * 8)}" w:space="0" w:color="000000"/>' if rule else ""
    border = f"<w:pBdr>{edge}</w:pBdr>" if edge else ""
    spacing = f'<w:spacing w:line="{max(twips(height), 1)}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{keeps}{border}{spacing}<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'


def table(rows: Iterable[str], widths: Sequence[float], *, rule: str = "", pad: float = 0, space: float = 0) -> str:
    """Rows under columns of fixed widths; ruled in the colour `rule`, cells padded by `pad` and `space` points."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>' for edge in edges)
    rooms = zip(edges, (space, pad, space, pad), strict=False)
    margins = "".join(f'<w:{edge} w:w="{twips(room)}" w:type="dxa"/>' for edge, room in rooms)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{f"<w:tblBorders>{lines}</w:tblBorders>" if rule else ""}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Iterable[str], *, height: float = 0, exact: bool = False, head: bool = False) -> str:
    """A row that no page break tears; `head` repeats it on every page."""
    about = "<w:cantSplit/>"
    if height:
        about += f'<w:trHeight w:val="{twips(height)}" w:hRule="{"exact" if exact else "atLeast"}"/>'
    about += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, width: float, *, span: int = 1, about: str = "") -> str:
    """A cell of paragraphs over `span` columns; `about` are its other properties."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spans}{about}</w:tcPr>{content}</w:tc>'
