"""The papers of a count: the sheet it is written on, and the berita acara of what was seen, in two layouts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from alokon.catalog import FUNDS
from alokon.sop.case import Case, Line
from alokon.sop.counting import NOTED
from alokon.store import cases
from alokon.supplies import GOODS
from alokon.text import long_date, moment
from alokon.views.batches import in_order
from alokon.views.counted import Count, counts_of, left_out
from inventory.core.errors import Problem, Refused
from inventory.store import masters, queries, recounts
from inventory.store.queries import Names
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.labels import expiry_of
from reports.letterhead import letterhead
from reports.paper import Heading, Signer
from reports.papers import opname
from reports.papers.goods import GoodsLine
from reports.papers.lembar_hitung import CountSheet, SheetLine, lembar_hitung
from reports.papers.opname import HEAD, Opname, SeenLine

HOLDERS = ("Pengurus Barang", "Kuasa Pengguna Barang")
"""Who keeps the two copies of the layout that compares; not verified."""

GROUPS = {True: "Metode kontrasepsi jangka panjang (MKJP)", False: "Metode kontrasepsi bukan jangka panjang (non-MKJP)"}
"""The sub-kelompok an item stands under."""


def sheet(db: sa.Connection, book: str, case: Case, printed_at: datetime) -> Workbook:
    """The blind sheet of a count: every lot the card has at its cut; refuses `cut_unknown` for any other case."""
    count = counts_of(db, book, [case.id]).get(case.id)
    if count is None:
        raise Refused(Problem("cut_unknown", {"day": case.changed_on}))
    office = letterhead(db, book)
    opened = cases.steps_of(db, book, [case.id])[case.id][0]
    lots = recounts.card_of(db, book, count.cut)
    return lembar_hitung(
        CountSheet(
            heading=Heading(office.kop, office.place, None, None, office.head_code, printed_at),
            where=masters.sites(db, book, {case.site})[case.site].name,
            instant=f"{long_date(count.cut.day)}, {_which(count)}",
            opened=f"{_moment(opened.recorded_at, printed_at)}, {opened.role}",
            case=case.id,
            lines=tuple(_sheet_line(names) for _, names in in_order(queries.lot_names(db, book, lots))),
        )
    )


def result(facts: CaseFacts) -> Workbook:
    """What was seen, with its value."""
    return opname.valued(_opname(facts))


def comparison(facts: CaseFacts) -> Workbook:
    """What was seen beside what the card had when the count was confirmed."""
    count = _opname(facts)
    return opname.compared(replace(count, heading=replace(count.heading, copies=HOLDERS)))


def _opname(facts: CaseFacts) -> Opname:
    case, event = facts.issued.after, facts.issued.taken.event
    count = counts_of(facts.db, facts.book, [case.id])[case.id]
    lots = {line.lot for line in case.leaves if line.lot}
    missing = queries.lot_names(facts.db, facts.book, left_out(facts.db, facts.book, count, lots, event))
    opened = _moment(facts.issued.opened.recorded_at, facts.printed_at)
    return Opname(
        heading=facts.heading,
        day=count.cut.day,
        instant=f"berkas {case.id}, {_which(count)}, dibuka {opened}",
        where=facts.site,
        officers=_officers(facts),
        lines=tuple(_seen(facts, count, line, event) for line in _lines(facts, case.leaves)),
        left_out=tuple(_labels(in_order(missing))),
        head=HEAD if facts.faskes is None else Signer(f"Pimpinan {facts.site}"),
    )


def _labels(lots: Iterable[tuple[int, Names]]) -> list[str]:
    """Each item once, with the batches of it."""
    batches: dict[str, list[str]] = {}
    for _, names in lots:
        batches.setdefault(names.key.item, []).append(names.key.batch or "tanpa nomor batch")
    return [f"{GOODS[item].name} {', '.join(those)}" for item, those in batches.items()]


def _which(count: Count) -> str:
    """Which count of its day it is."""
    return f"hitungan ke-{count.place_of_day} hari itu"


def _moment(recorded_at: str, printed_at: datetime) -> str:
    return moment(datetime.fromisoformat(recorded_at).astimezone(printed_at.tzinfo))


def _officers(facts: CaseFacts) -> tuple[str, ...]:
    """The roles of those who noted what they saw, before the count was confirmed."""
    steps = cases.steps_of(facts.db, facts.book, [facts.issued.now.id])[facts.issued.now.id]
    noted = [step for step in cases.standing(steps) if step.state == NOTED and step.event < facts.paper.event]
    return tuple(dict.fromkeys(step.role for step in noted))


def _lines(facts: CaseFacts, leaves: Iterable[Line]) -> list[Line]:
    """Lines with those of a group together, item by item."""
    order = {lot: n for n, (lot, _) in enumerate(in_order(facts.lots))}
    return sorted(leaves, key=lambda line: (GOODS[line.item].mkjp, order[line.lot or 0]))


def _seen(facts: CaseFacts, count: Count, line: Line, event: int) -> SeenLine:
    item, lot = GOODS[line.item], line.lot or 0
    names = facts.lots[lot]
    goods = GoodsLine(
        name=item.name,
        quantity=line["counted"],
        unit=item.unit,
        price_sen=names.facts.unit_value_sen,
        batch=names.key.batch,
        expiry=expiry_of(names.facts),
        note=line.note,
    )
    book = line["counted"] - count.variance(lot, event)
    return SeenLine(goods, book, item.code, GROUPS[item.mkjp], FUNDS[names.key.fund].name)


def _sheet_line(names: Names) -> SheetLine:
    item = GOODS[names.key.item]
    return SheetLine(item.name, names.key.batch, expiry_of(names.facts), FUNDS[names.key.fund].name, item.unit)
