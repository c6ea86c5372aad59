"""A monthly history into a book of its own: one event a month, with every move of that month.

Goods without a batch are one lot of their item. Stock enters and leaves the shelf of its site: from the supplier, to
the client, and to or from variance for openings, adjustments and what does not add up. Which rows those variances
come from, and which findings a person accepted, stands in the month's event.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa

from alokon.imports import lmis
from alokon.imports.checks import Checked, Finding
from alokon.imports.columns import wanted_names
from alokon.imports.grids import Grid
from alokon.imports.lmis_book import against
from alokon.imports.lmis_history import ISSUE, OPENING, RECEIPT, VARIANCE, Posting, history, signed
from alokon.imports.lmis_rows import COLUMNS, LmisRow
from alokon.imports.mapping import FileMapping
from alokon.imports.sheets import sheet_of
from alokon.service.desk import Desk, digest_of
from alokon.service.importing_file import Amount, Progress
from alokon.store import books, histories
from inventory.core import places
from inventory.core.errors import Problem, Refused
from inventory.core.goods import LotFacts, LotKey
from inventory.core.ledger import Move
from inventory.core.months import Month
from inventory.store import chain, masters, writer
from inventory.store.engine import lock, starting
from inventory.store.rules import Entry

KIND = "import.lmis"
NO_FUND = "-"
"""The fund of goods whose source of money nobody told."""

GOODS = "barang"
"""The class of goods of a product whose mapping tells none."""

OUTSIDE = {RECEIPT: places.SUPPLIER, ISSUE: places.CLIENT}
"""Where a posting's goods come from or go to; everything else is a variance."""


@dataclass(frozen=True)
class HistoryFile:
    """A history as its mapping reads it."""

    mapping: FileMapping
    found: Checked[LmisRow]
    tried: bool = False
    beside_others: bool = False

    @classmethod
    def read(cls, grids: Sequence[Grid], mapping: FileMapping) -> "HistoryFile":
        """Every row, with what is found in the file alone."""
        sheet = sheet_of(grids, wanted_names(mapping.renamed(COLUMNS)))
        return cls(mapping, lmis.check(sheet, mapping))

    def at(self, desk: Desk) -> Desk:
        """The desk in the mapping's book."""
        return desk._replace(office=desk.office._replace(book=self.mapping.book))

    def refuse_book(self, db: sa.Connection, desk: Desk) -> None:
        """A history has a book of its own, there or not; refuses `import_into_office` when it is an office's."""
        if desk.book in books.office_books(db):
            raise Refused(Problem("import_into_office", {"book": desk.book}, "mapping"))

    @contextmanager
    def transaction(self, desk: Desk) -> Iterator[sa.Connection]:
        """Writing in the history's book, which is opened when it is not there yet."""
        with starting(desk.office.engine) as db:
            if not lock(db, desk.book):
                masters.open_book(db, desk.book, self.mapping.title)
            self.refuse_book(db, desk)
            yield db

    def check(self, db: sa.Connection, desk: Desk) -> Checked[LmisRow]:
        """The file's own findings, and those against what the book holds."""
        held = histories.held(db, desk.book)
        return self.found.with_findings(against(self.found.rows, held, self.mapping, desk.today))

    def amounts(self, checked: Checked[LmisRow]) -> tuple[Amount, ...]:
        """Sites, products, months and reported rows."""
        return (
            Amount("tempat", len({row.site for row in checked.rows})),
            Amount("barang", len({row.product for row in checked.rows})),
            Amount("bulan", len({row.month for row in checked.rows})),
            Amount("baris laporan", len(checked.rows)),
        )

    def write(
        self, db: sa.Connection, desk: Desk, checked: Checked[LmisRow], key: str, told: Progress
    ) -> tuple[Finding, ...]:
        """One event for each month that moves anything."""
        self._bring_masters(db, desk.book, checked.rows)
        held = histories.held(db, desk.book)
        postings = history(checked.rows, {series: known.balance for series, known in held.items()})
        months = [(month, list(group)) for month, group in groupby(postings, attrgetter("month"))]
        flagged = _by_month(checked)
        book = _Shelves.of(db, desk.book, {row.site for row in checked.rows})
        for n, (month, group) in enumerate(months):
            told(n, len(months))
            entry = _entry(desk, month, group, book, flagged.get(month, []), key)
            book.born(writer.post(db, desk.book, entry).lots)
        told(len(months), len(months))
        return ()

    def _bring_masters(self, db: sa.Connection, book: str, rows: Sequence[LmisRow]) -> None:
        """Sites and items the book does not know yet."""
        known = masters.items(db, book)
        for code in sorted({row.product for row in rows} - known.keys()):
            product = self.mapping.products[code]
            masters.add_item(db, book, code, product.name, product.unit, product.type or GOODS)
        sites = {row.site: row for row in rows}
        for code in sorted(sites.keys() - masters.sites(db, book).keys()):
            masters.add_site(db, book, code, self._site_name(sites[code]), places.FACILITY)

    def _site_name(self, row: LmisRow) -> str:
        """A site's name, area and region as the mapping says, each once."""
        told = (str(getattr(row, self.mapping.site[field])) for field in self.mapping.site)
        return ", ".join(dict.fromkeys(filter(None, told)))[:200] or row.site


@dataclass
class _Shelves:
    """What the moves of a history name by id: shelves of sites, places outside, items, and lots born so far."""

    shelves: Mapping[str, int]
    outside: Mapping[str, int]
    items: Mapping[str, int]
    lots: dict[str, int]

    @classmethod
    def of(cls, db: sa.Connection, book: str, sites: set[str]) -> "_Shelves":
        found = masters.place_ids(db, book, *sites, masters.OUTSIDE_CODE)
        return cls(
            {code: number for (code, kind), number in found.items() if kind == places.SHELF},
            {kind: number for (code, kind), number in found.items() if code == masters.OUTSIDE_CODE},
            {code: item.id for code, item in masters.items(db, book).items()},
            {},
        )

    def born(self, lots: Mapping[LotKey, int]) -> None:
        """Remember lots by their item."""
        self.lots |= {key.item: number for key, number in lots.items()}

    def move(self, posting: Posting) -> Move:
        """A posting as a move between its site's shelf and the world outside."""
        shelf = self.shelves[posting.site]
        other = self.outside[OUTSIDE.get(posting.kind, places.VARIANCE)]
        source, destination = (shelf, other) if signed(posting) < 0 else (other, shelf)
        lot = self.lots.get(posting.product) or key_of(posting.product)
        return Move(self.items[posting.product], lot, abs(posting.quantity), source, destination, posting.day)


def key_of(product: str) -> LotKey:
    """The one lot of goods that are known without batch and fund."""
    return LotKey(product, "", NO_FUND)


def _by_month(checked: Checked[LmisRow]) -> dict[Month, list[Finding]]:
    """The errors of each month; a file that is written has only those that a person accepted."""
    month_of = {row.row: row.month for row in checked.rows}
    found: dict[Month, list[Finding]] = {}
    for finding in checked.accepted(checked.flagged_rows):
        found.setdefault(month_of[finding.row], []).append(finding)
    return found


def _entry(
    desk: Desk, month: Month, postings: Sequence[Posting], book: _Shelves, accepted: Sequence[Finding], key: str
) -> Entry:
    """The month's event: its moves, the lots they bring in, and what is remarkable about its rows."""
    variances = [
        [p.row, p.site, p.product, p.kind, signed(p)] for p in postings if p.kind in (OPENING, VARIANCE)
    ]  # fmt: skip
    payload = {"file": key, "month": str(month), "variances": variances, "accepted": [f.facts for f in accepted]}
    return Entry(
        kind=KIND,
        occurred_on=month.last,
        recorded_at=desk.now,
        actor=desk.actor.user_id,
        key=f"{key}:{month}",
        request=digest_of([key, str(month)]),
        payload=chain.canonical(payload),
        moves=[book.move(posting) for posting in postings],
        lots={key_of(p.product): LotFacts() for p in postings if p.product not in book.lots},
    )
