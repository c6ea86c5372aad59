"""One table and the words around it: all that a report or a paper ever hands to a renderer.

Values stay plain Python values; only the renderers write them out, so six formats cannot show six numbers.
A paper is a dataset of one case, a workbook is several datasets that are printed and filed together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from alokon.text import Expiry, Number

Kind = Literal["text", "int", "quantity", "date", "expiry", "money", "months", "percent", "degrees", "flag"]
Align = Literal["left", "center", "right"]
Marks = Literal["1.", "a.", "–"]
"""How the items of a list begin: they are counted, lettered, or neither."""

Size = Literal["A4", "F4"]
"""A sheet of paper; F4 is the folio of Indonesian offices, 210 × 330 mm."""

Cell = str | Number | date | Expiry | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """What one column holds and how it is headed.

    `kind` fixes the unit of the values: "money" is sen (1/100 rupiah), "percent" a ratio (0.5 is 50 %), "quantity"
    a count in the unit the header names, "months" months of stock, "degrees" tenths of a degree (285 is 28,5),
    "expiry" an `Expiry`, "flag" a bool.
    `group` are the headings above the title, outermost first; neighbours that share them are merged.
    """

    key: str
    title: str
    kind: Kind = "text"
    group: tuple[str, ...] = ()
    unit: str = ""
    width: int | None = None  # characters; None measures the content
    align: Align | None = None  # None follows the kind
    blank: str = ""  # what stands where the value is None
    words: tuple[str, str] = ("Ya", "Tidak")  # of a flag: true, false
    number: str = ""  # in the row of column numbers, e.g. "4=1+2+3"; empty counts on


@dataclass(frozen=True)
class Section:
    """A heading between rows, across all columns: a kecamatan, a fund."""

    label: str


@dataclass(frozen=True)
class Total:
    """A summing row: its label, and values by column key; the label spans the columns before the first value."""

    label: str
    values: Mapping[str, Cell]


Line = Row | Section | Total


@dataclass(frozen=True)
class Facts:
    """Label and value pairs above or below a table, in one or more columns; `numbered` puts 1., 2. before them."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1
    numbered: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that does not stand as others do: in the middle, at the right, or in bold letters."""

    text: str
    align: Align = "left"
    bold: bool = False


@dataclass(frozen=True)
class Items:
    """Paragraphs below each other, each with its mark; a `label` stands left of them like that of a fact."""

    texts: tuple[str, ...]
    marks: Marks = "1."
    label: str = ""


Block = str | Facts | Paragraph | Items
"""A paragraph, or a list."""


@dataclass(frozen=True)
class Kop:
    """The letterhead: lines of the agency (the first above the rest), its address, a logo as PNG bytes."""

    agency: tuple[str, ...]
    address: tuple[str, ...] = ()
    logo: bytes | None = None


@dataclass(frozen=True)
class Signature:
    """One place to sign; an empty name or NIP is a line to write on, a NIP of None prints no NIP line."""

    role: str
    name: str = ""
    nip: str | None = ""
    rank: str = ""
    place_date: str = ""
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """A titled table with what stands before and after it.

    `number` of None prints no number, an empty one a line to write it on; an empty `title` none of both. `rows` may
    hold sections and subtotals; `totals` close the table. `below` stands below the signatures. `continues` prints on
    below the dataset before it, instead of on a new page. `by_hand` gives every row the height to write in it.
    `prose` is a text more than a table: the margins and the larger letters of a letter. `marked` are cells that stand
    out, as (index in `rows`, column key); what is wrong with them must be said in words too.
    """

    name: str
    title: str
    columns: tuple[Column, ...] = ()
    rows: Sequence[Line] = ()
    totals: Sequence[Total] = ()
    number: str | None = None
    subtitle: tuple[str, ...] = ()
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    below: tuple[Block, ...] = ()
    kop: Kop | None = None
    landscape: bool = False
    size: Size = "A4"
    by_hand: bool = False
    prose: bool = False
    marked: tuple[tuple[int, str], ...] = ()
    sheet: str = ""
    number_row: bool = False
    frozen_columns: int = 0
    continues: bool = False

    def __post_init__(self) -> None:
        """Refuse a row that does not fit the columns; a report that builds one is wrong, not the data."""
        keys = {column.key for column in self.columns}
        if len(keys) != len(self.columns):
            raise ValueError(f"{self.name}: two columns share a key")
        for line in (*self.rows, *self.totals):
            if isinstance(line, Total) and not line.values.keys() <= keys:
                raise ValueError(f"{self.name}: total of unknown columns {line.values.keys() - keys}")
            if isinstance(line, tuple) and len(line) != len(self.columns):
                raise ValueError(f"{self.name}: {len(line)} values for {len(self.columns)} columns: {line}")

    def marks(self) -> list[tuple[bool, ...]]:
        """For each of `lines` which of its columns stand out."""
        none, keys = (False,) * len(self.columns), [column.key for column in self.columns]
        rows = {n for n, _ in self.marked}
        return [tuple((n, key) in self.marked for key in keys) if n in rows else none for n in range(len(self.lines))]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Rows, sections and totals in the order they are shown."""
        return (*self.rows, *self.totals)


@dataclass(frozen=True)
class Stamp:
    """What proves a print: the book's head code, the document it belongs to, and when it was printed."""

    head_code: str = ""
    reference: str = ""
    printed_at: datetime | None = None


@dataclass(frozen=True)
class Workbook:
    """Datasets that make one file, under one stamp."""

    name: str
    datasets: tuple[Dataset, ...]
    stamp: Stamp = Stamp()
