"""What the lines of a card are called: their document, where goods came from or went, and what a line takes back."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.messages import PLACES
from alokon.store import papers
from alokon.store.documents import kind_label
from alokon.store.papers import Paper
from alokon.store.schema import case_step, casefile
from inventory.core import places
from inventory.store import masters
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import cut, event, site
from inventory.store.stock_cards import CardRow

GOODS_PAPERS = ("sbbk", "sbbm")
"""The papers that go with the goods: what a card names, on the side that sends and on the side that receives."""

CAUSES = {
    places.CLIENT: "Pelayanan KB",
    places.NETWORK: "Jaringan / jejaring",
    places.DAMAGED: "Rusak",
    places.EXPIRED: "Kedaluwarsa",
    places.QUARANTINE: "Karantina",
    places.MISSING: "Selisih kirim",
    places.VARIANCE: "Selisih",
    places.DESTROYED: "Pemusnahan",
    places.SUPPLIER: "Pemasok",
    places.TRANSIT: "Perjalanan",
}
"""What the other side of a line is called where no site stands there."""

OPENING_EVENT = "saldo-awal.open"


class Told(NamedTuple):
    """A line in words. `reverses` is the document a reversal takes back; `corrects` marks any line of a correction,
    `derived_anew` the change that a later document made to the variance of a count."""

    document: str
    other: str
    case: int | None
    event: int
    reverses: str | None
    corrects: bool
    derived_anew: bool = False


class Act(NamedTuple):
    """The event behind a line: its kind, what it corrects, its case and the answers given, where a step was taken."""

    kind: str
    corrects: int | None
    case: int | None
    answers: Mapping[str, object]


class Document(NamedTuple):
    """What an event is called, the case it is a step of, and the kind of paper that went with its goods, if any."""

    name: str
    case: int | None
    paper: str


class Route(NamedTuple):
    """Between which sites the goods of a case go."""

    site: str
    site_name: str
    warehouse_name: str


def tell(db: sa.Connection, book: str, own_site: str, rows: Sequence[CardRow]) -> list[Told]:
    """The rows of a site's card in words: four questions, however many rows; one more where a count made some."""
    acts = _acts(db, book, {row.event for row in rows} | {row.reverses for row in rows if row.reverses})
    numbers = {row.consignment for row in rows if row.consignment}
    ways = routes(db, book, numbers)
    issued = papers.of_cases(db, book, numbers)
    names = {code: found.name for code, found in masters.sites(db, book, {row.other_site for row in rows}).items()}
    days = {row.moved_on for row in rows if row.counted}
    counts = opnames(db, book, [own_site], days)
    told = []
    for row in rows:
        if row.counted:
            number = counts.get((own_site, row.moved_on, row.slot))
            document = f"Opname, berkas {number}" if number else f"Opname (no. {row.event})"
            anew = acts[row.event].case != number
            told.append(Told(document, "Selisih opname", number, row.event, None, False, anew))
            continue
        act, papers_of_case = acts[row.event], issued.get(row.consignment, ())
        undone, route = acts[row.reverses] if row.reverses else None, ways.get(row.consignment)
        told.append(
            Told(
                document=_document(row.event, act, papers_of_case),
                other=_other(row, undone or act, own_site, route, names),
                case=row.consignment if row.consignment in ways else None,
                event=row.event,
                reverses=_own_document(row.reverses, undone, papers_of_case) if row.reverses and undone else None,
                corrects=act.corrects is not None,
            )
        )
    return told


def documents(db: sa.Connection, book: str, events: Collection[int]) -> dict[int, Document]:
    """What events are called as documents of their cases, in two questions."""
    acts = _acts(db, book, events)
    issued = papers.of_cases(db, book, {act.case for act in acts.values() if act.case})
    found = {}
    for number, act in acts.items():
        own = issued.get(act.case or 0, [])
        name = _document(number, act, own)
        found[number] = Document(name, act.case, next((p.kind for p in own if p.number == name), ""))
    return found


def _document(number: int, act: Act, issued: Sequence[Paper]) -> str:
    """The number of the paper that went with the goods, else what the event itself is called."""
    with_goods = [p.number for p in issued if p.kind in GOODS_PAPERS and p.event <= number]
    return with_goods[-1] if with_goods else _own_document(number, act, issued)


def _own_document(number: int, act: Act, issued: Sequence[Paper]) -> str:
    """The number of the paper an event issued, else what was done."""
    own = next((p.number for p in issued if p.event == number), None)
    return own or f"{kind_label(act.kind)} (no. {number})"


def _other(row: CardRow, act: Act, own_site: str, route: Route | None, names: Mapping[str, str]) -> str:
    kind = row.other_kind
    if kind == places.SUPPLIER:
        return str(act.answers.get("sender") or CAUSES[kind])
    if kind == places.TRANSIT and route is not None:
        return route.warehouse_name if route.site == own_site else route.site_name
    if kind == places.VARIANCE and act.kind == OPENING_EVENT:
        return "Saldo awal"
    if kind in places.CARDED:
        return names[row.other_site]
    return CAUSES.get(kind, PLACES[kind])


def _acts(db: sa.Connection, book: str, events: Collection[int]) -> dict[int, Act]:
    rows = ACTS.rows(db, book=book, events=events)
    return {seq: Act(kind, corrects, case, json.loads(text or "{}")) for seq, kind, corrects, case, text in rows}


def opnames(
    db: sa.Connection, book: str, sites: Collection[str], days: Collection[date]
) -> dict[tuple[str, date, int], int]:
    """Site, day and slot of a count → its case: what a variance is called, also one a late document changed."""
    if not days:
        return {}
    query = (
        sa.select(site.c.code, cut.c.counted_on, cut.c.slot, case_step.c.case_id)
        .join_from(cut, site, (site.c.book == cut.c.book) & (site.c.id == cut.c.site))
        .join(case_step, (case_step.c.book == cut.c.book) & (case_step.c.event == cut.c.event))
        .where(cut.c.book == book, site.c.code.in_(sites), cut.c.counted_on.in_(days))
    )
    return {(code, day, slot): case for code, day, slot, case in db.execute(query)}


def routes(db: sa.Connection, book: str, cases: Collection[int]) -> dict[int, Route]:
    """Between which sites the goods of cases go."""
    if not cases:
        return {}
    rows = ROUTES.rows(db, book=book, cases=cases)
    return {number: Route(code, name, warehouse or "") for number, code, name, warehouse in rows}


BOOK = sa.bindparam("book", type_=sa.String)
ACTS = Prepared(
    sa.select(event.c.seq, event.c.kind, event.c.corrects, case_step.c.case_id, case_step.c.answers)
    .outerjoin_from(event, case_step, (case_step.c.book == event.c.book) & (case_step.c.event == event.c.seq))
    .where(event.c.book == BOOK, Among(event.c.seq, "events"))
)
_OWN, _OTHER = site.alias("own"), site.alias("other")
ROUTES = Prepared(
    sa.select(casefile.c.id, _OWN.c.code, _OWN.c.name, _OTHER.c.name.label("warehouse"))
    .join_from(casefile, _OWN, (_OWN.c.book == casefile.c.book) & (_OWN.c.id == casefile.c.site))
    .outerjoin(_OTHER, (_OTHER.c.book == casefile.c.book) & (_OTHER.c.id == casefile.c.warehouse))
    .where(casefile.c.book == BOOK, Among(casefile.c.id, "cases"))
)
