"""What every paper of a case is filled in from, and the words they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from alokon.catalog import FUNDS
from alokon.faskes import Faskes
from alokon.recipients import OFFICE, Recipient
from alokon.sop.case import Line
from alokon.sop.registry import PROCEDURES
from alokon.store import faskes as registry
from alokon.store import recipients
from alokon.store.papers import Paper
from alokon.supplies import GOODS
from alokon.text import Expiry, in_words_of_packs, long_date
from alokon.views.issued import Issued, step_words
from inventory.core.months import Month
from inventory.store import masters, queries
from inventory.store.closing import CLOSE
from inventory.store.queries import Names
from inventory.store.schema import closing, site
from reports.labels import expiry_of
from reports.letterhead import Letterhead
from reports.paper import Heading, or_blank
from reports.papers.goods import GoodsLine


@dataclass(frozen=True)
class CaseFacts:
    """A paper to be filled in: its case and step, the site it is about, the lots on its lines, the office."""

    db: sa.Connection
    book: str
    issued: Issued
    office: Letterhead
    site: str
    warehouse: str
    faskes: Faskes | None
    recipient: Recipient | None
    area: str
    lots: Mapping[int, Names]
    printed_at: datetime

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.issued.paper

    @property
    def heading(self) -> Heading:
        """The office's letterhead with number and day of the paper."""
        paper = self.paper
        return self.office.heading(paper.number, paper.issued_on, paper.head, self.printed_at)

    @property
    def address(self) -> str:
        """Where the faskes is."""
        area = f"Kecamatan {self.area}, " if self.area else ""
        return (self.faskes.address if self.faskes else "") or f"{area}{self.office.kabupaten}"

    @property
    def village(self) -> str:
        """The village of whom the case is about, in full; left to be written where the register names none."""
        name = or_blank(self.recipient.village if self.recipient else "")
        return name if name.startswith(("Desa ", "Kelurahan ")) else f"Desa {name}"

    @property
    def is_own(self) -> bool:
        """Whether the case is about the office's own work, and so about nobody else."""
        return self.recipient is not None and self.recipient.kind == OFFICE

    @property
    def where(self) -> str:
        """Where something of the case took place: as answered, else whom it is about, else where the office is."""
        return self.so_far("place") or (self.office.place if self.is_own else self.site)

    @property
    def rules(self) -> tuple[str, ...]:
        """The dasar hukum the office set, else what its procedure prints without the rules of another bupati."""
        if self.office.rules:
            return self.office.rules
        header = PROCEDURES[self.issued.now.flow].printed.header
        own = f"Bupati {self.office.kabupaten.removeprefix('Kabupaten ')}"
        return tuple(rule for rule in (header.dasar_hukum if header else ()) if "Bupati" not in rule or own in rule)

    @property
    def office_name(self) -> str:
        """The office in full."""
        return f"{self.office.agency.title().replace(' Dan ', ' dan ')} {self.office.kabupaten}"

    def answer(self, name: str) -> str:
        """What the step of the paper answered, in words; empty when nothing."""
        return step_words(self.issued.now.flow, self.issued.taken, name)

    def opening(self, name: str) -> str:
        """What was answered when the case was opened, in words; empty when nothing was."""
        return step_words(self.issued.now.flow, self.issued.opened, name)

    def so_far(self, name: str) -> str:
        """The newest answer of the case when the paper was issued, in words; empty when nobody had given one."""
        return self.issued.in_words(name)

    def day(self, name: str) -> date | None:
        """A day as it was answered last when the paper was issued."""
        found = self.issued.told(name)
        return date.fromisoformat(str(found)) if found else None

    def reported(self, month: Month) -> bool:
        """Whether the site had closed a month when the paper was issued: a month not reported is not zero."""
        query = (
            sa.select(closing.c.month, closing.c.action)
            .join_from(closing, site, (site.c.book == closing.c.book) & (site.c.id == closing.c.site))
            .where(closing.c.book == self.book, site.c.code == self.issued.now.site)
            .where(closing.c.event < self.paper.event)
            .order_by(closing.c.event.desc())
        )
        last = self.db.execute(query.limit(1)).first()
        return last is not None and (last.month > str(month) or (last.month, last.action) == (str(month), CLOSE))

    def told(self, kind: str) -> str:
        """An earlier paper of the case by number and day, empty without one."""
        found = self.issued.earlier(kind)
        return f"{found.number} tanggal {long_date(found.issued_on)}" if found else ""


def facts_of(
    db: sa.Connection, book: str, found: Sequence[Issued], office: Letterhead, printed_at: datetime
) -> list[CaseFacts]:
    """Read what some papers need around their cases; five questions for however many."""
    codes = {one.now.site for one in found}
    known = registry.entries(db, book, codes=codes)
    lies = {code: entry.faskes.kecamatan for code, entry in known.items()}
    others = recipients.entries(db, book, codes - known.keys())
    lies |= {code: entry.recipient.kecamatan or "" for code, entry in others.items()}
    areas = registry.kecamatan_list(db, book)
    sites = masters.sites(db, book, {code for one in found for code in (one.now.site, one.now.warehouse) if code})
    lots = queries.lot_names(db, book, {line.lot for one in found for line in one.now.lines if line.lot})
    return [
        CaseFacts(
            db=db,
            book=book,
            issued=one,
            office=office.of(one.now.flow),
            site=sites[one.now.site].name,
            warehouse=sites[one.now.warehouse].name if one.now.warehouse else "",
            faskes=known[one.now.site].faskes if one.now.site in known else None,
            recipient=others[one.now.site].recipient if one.now.site in others else None,
            area=areas[lies[one.now.site]].name if lies.get(one.now.site) in areas else "",
            lots=lots,
            printed_at=printed_at,
        )
        for one in found
    ]


def goods(facts: CaseFacts, quantity: str) -> tuple[GoodsLine, ...]:
    """The lot lines of the case right after its step that have any of a quantity ("approved", "issued")."""
    lines = [line for line in facts.issued.after.leaves if line[quantity]]
    return tuple(_goods_line(facts, line, line[quantity]) for line in lines)


def _goods_line(facts: CaseFacts, line: Line, quantity: int) -> GoodsLine:
    item, names = GOODS[line.item], facts.lots[line.lot or 0]
    fund = FUNDS[names.key.fund].name
    packs = in_words_of_packs(quantity, item.packs, item.unit) if item.packs else ""
    produced = names.facts.produced
    return GoodsLine(
        name=item.name,
        quantity=quantity,
        unit=item.unit,
        price_sen=names.facts.unit_value_sen,
        batch=names.key.batch,
        produced=Expiry(produced) if produced else None,
        expiry=expiry_of(names.facts),
        note="; ".join(filter(None, [fund, packs, line.note])),
        packs=packs,
    )
