"""The papers of goods that go back or sideways."""

from alokon.store import faskes as registry
from reports.case_papers.facts import CaseFacts, goods
from reports.dataset import Workbook
from reports.papers.serah import HandOver, serah


def returned(facts: CaseFacts) -> Workbook:
    """What a faskes sends back to the warehouse."""
    return _serah(facts, "SURAT RETUR BARANG", facts.warehouse, "", facts.answer("reason"))


def transferred(facts: CaseFacts) -> Workbook:
    """What a faskes gives another."""
    partner = registry.entry(facts.db, facts.book, facts.issued.now.partner or "")
    assert partner is not None
    taker = partner.faskes
    return _serah(facts, "SURAT MUTASI BARANG", taker.name, taker.address, facts.opening("reason"))


def _serah(facts: CaseFacts, title: str, taker: str, address: str, reason: str) -> Workbook:
    return serah(
        HandOver(
            heading=facts.heading,
            title=title,
            giver=facts.site,
            taker=taker,
            address=address,
            reason=reason,
            lines=goods(facts, "issued"),
            witness=facts.office.signer("store"),
        )
    )
