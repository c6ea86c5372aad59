"""The papers of a distribution after its request: SPMB, SBBK with its packing list, surat jalan, BAST."""

from dataclasses import replace

from alokon.catalog import ITEMS
from alokon.sop.case import Line
from alokon.sop.effects import remaining
from reports.case_papers.facts import CaseFacts, goods
from reports.dataset import Workbook
from reports.labels import expiry_of
from reports.paper import Signer
from reports.papers.bast import Bast, HandedLine, Party, bast
from reports.papers.sbbk import Sbbk, sbbk
from reports.papers.spmb import Spmb, spmb
from reports.papers.surat_jalan import SuratJalan, surat_jalan

COPIES = ("arsip gudang", "penerima", "bendahara")
"""Who keeps the three copies the office usually makes; not verified."""

ACCOUNTED = ("accepted", "damaged", "short", "returned")


def order(facts: CaseFacts) -> Workbook:
    """The order to issue: what was approved, lot by lot as reserved."""
    basis = facts.told("permohonan")
    return spmb(
        Spmb(
            heading=replace(facts.heading, copies=COPIES),
            office=facts.office_name,
            recipient=facts.site,
            address=facts.address,
            lines=goods(facts, "approved"),
            basis=f"Surat Permohonan Nomor {basis}" if basis else f"Rensi Nomor {facts.opening('rensi')}",
            keeper=facts.office.signer("store"),
            head=facts.office.signer("order"),
        )
    )


def voucher(facts: CaseFacts) -> Workbook:
    """The issue voucher with its packing list."""
    return sbbk(
        Sbbk(
            heading=replace(facts.heading, copies=COPIES),
            recipient=facts.site,
            address=facts.address,
            lines=goods(facts, "issued"),
            basis="SPMB" if facts.faskes else "Permintaan",
            basis_number=facts.told("spmb") or facts.answer("basis"),
            purpose=facts.answer("purpose") or f"Pelayanan KB di Kecamatan {facts.area}",
            issuer=facts.office.signer("store"),
        )
    )


def journey(facts: CaseFacts) -> Workbook:
    """The delivery note."""
    return surat_jalan(
        SuratJalan(
            heading=facts.heading,
            sbbk=facts.told("sbbk"),
            origin=facts.warehouse,
            recipient=facts.site,
            address=facts.address,
            lines=goods(facts, "issued"),
            vehicle=facts.answer("vehicle"),
            sender=facts.office.signer("store"),
        )
    )


def handover(facts: CaseFacts) -> Workbook:
    """The receipt, unit by unit: what was on the way before it, and what became of that."""
    sent = facts.issued.earlier("sbbk")
    taken = facts.issued.taken
    return bast(
        Bast(
            heading=facts.heading,
            day=taken.done_on,
            where=facts.site,
            giver=Party(facts.office.signer("store").role, facts.office_name),
            taker=Party(facts.answer("receiver") or "Yang menerima", facts.site, facts.address),
            basis=f"SBBK Nomor {sent.number}" if sent else "",
            basis_day=sent.issued_on if sent else None,
            lines=tuple(_handed(facts, line) for line in facts.issued.after.leaves if _on_the_way(facts, line)),
            on_behalf=taken.role if facts.answer("on_behalf") else "",
            witness=Signer(f"Kepala UPTD P5A Kecamatan {facts.area}"),
        )
    )


def _on_the_way(facts: CaseFacts, line: Line) -> int:
    """What of a line was still on its way before this receipt."""
    before = facts.issued.before.line(line.number)
    return remaining([before]) if before else 0


def _handed(facts: CaseFacts, line: Line) -> HandedLine:
    before = facts.issued.before.line(line.number)
    assert before is not None
    item, names, shipped = ITEMS[line.item], facts.lots[line.lot or 0], _on_the_way(facts, line)
    found = {name: line[name] - before[name] for name in (*ACCOUNTED, "surplus")}
    return HandedLine(
        name=item.name,
        unit=item.unit,
        shipped=shipped,
        accepted=found["accepted"] + found["surplus"],
        damaged=found["damaged"],
        short=found["short"],
        returned=found["returned"],
        in_transit=shipped - sum(found[name] for name in ACCOUNTED),
        surplus=found["surplus"],
        batch=names.key.batch,
        expiry=expiry_of(names.facts),
        note=line.note if any(found.values()) else "",
    )
