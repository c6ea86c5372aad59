"""The paper of an approved Rensi."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from alokon.catalog import FUNDS, ITEMS
from alokon.planning.sharing import RULES
from alokon.store import faskes as registry
from alokon.text import month_year
from alokon.views.rensi_told import Planned, Rensi, rensi
from inventory.store import masters
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.papers.rensi import RensiLine, RensiPaper, StockLine
from reports.papers.rensi import rensi as filled


def plan(facts: CaseFacts) -> Workbook:
    """Every line that gives something or lacks something; nothing of it changes once it is approved."""
    found = rensi(facts.db, facts.book, facts.issued.now.id, facts.paper.issued_on)
    first, last = found.months
    return filled(
        RensiPaper(
            heading=facts.heading,
            months=month_year(first) + (f" – {month_year(last)}" if last != first else ""),
            on=found.newest.on,
            rule=RULES[found.newest.rule],
            warehouse=facts.site,
            areas=list(_areas(facts, found)),
            stock=list(_stock(found)),
            keeper=facts.office.signer("store"),
            approver=facts.office.signer("order"),
        )
    )


def _areas(facts: CaseFacts, found: Rensi) -> Iterator[tuple[str, list[RensiLine]]]:
    areas = registry.kecamatan_list(facts.db, facts.book)
    home = {code: e.faskes.kecamatan for code, e in registry.entries(facts.db, facts.book).items()}
    names = {code: one.name for code, one in masters.sites(facts.db, facts.book).items()}
    told = [line for line in found.lines if line.planned or line.line["needed"]]
    told.sort(key=lambda line: (home.get(line.site, ""), line.site))
    for code, lines in groupby(told, key=lambda line: home.get(line.site, "")):
        yield areas[code].name if code in areas else "–", [x for line in lines for x in _lines(names[line.site], line)]


def _lines(site: str, line: Planned) -> Iterator[RensiLine]:
    item, known = ITEMS[line.item], line.figures
    head = RensiLine(site, item.name, item.unit)
    if known:
        head = replace(head, usable=known.usable, coming=known.coming, monthly=known.monthly, needed=known.needed)
    if not line.funds:
        yield head
    for n, own in enumerate(line.funds):
        start = head if n == 0 else RensiLine(site, item.name, item.unit)
        name = FUNDS[own.fund or ""].name
        yield replace(start, fund=name, proposed=own["proposed"], planned=own["planned"], note=own.note)


def _stock(found: Rensi) -> Iterator[StockLine]:
    planned: dict[tuple[str, str], int] = defaultdict(int)
    for line in found.lines:
        for own in line.funds:
            planned[line.item, own.fund or ""] += own["planned"]
    for item, had in found.newest.had.items():
        for n, (fund, quantity) in enumerate(had.by_fund.items()):
            known = ITEMS[item]
            floor = had.floor if n == 0 else None
            yield StockLine(known.name, known.unit, FUNDS[fund].name, quantity, floor, planned[item, fund])
