"""The papers of the short flows: SBBM of a receipt, lembar pembinaan of a visit."""

from datetime import date

from alokon import siga
from alokon.catalog import FUNDS, ITEMS
from alokon.sop.case import Line
from alokon.supplies import GOODS
from alokon.text import Expiry, month_year
from alokon.views import monthly
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import queries
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.labels import expiry_of
from reports.paper import Signer
from reports.papers.pembinaan import FigureLine, Finding, Pembinaan, pembinaan
from reports.papers.sbbm import ReceivedLine, Sbbm, sbbm

SETTLED = "selesai"


def receipt(facts: CaseFacts) -> Workbook:
    """What arrived at a warehouse, as the sender's paper says and as it was counted."""
    freight = facts.issued.taken.answers.get("freight")
    return sbbm(
        Sbbm(
            heading=facts.heading,
            warehouse=facts.site,
            sender=facts.answer("sender"),
            sender_paper=facts.answer("document"),
            sender_paper_day=facts.day("document_date"),
            arrived=facts.issued.taken.done_on,
            lines=tuple(_received(facts, line) for line in facts.issued.after.leaves if _counted(line)),
            carrier=facts.answer("carrier"),
            freight_sen=freight if isinstance(freight, int) else None,
            receiver=facts.office.signer("store"),
            witness=facts.office.signer("head"),
        )
    )


def _counted(line: Line) -> int:
    return line["stated"] + line["accepted"] + line["damaged"]


def _received(facts: CaseFacts, line: Line) -> ReceivedLine:
    item, names = GOODS[line.item], facts.lots[line.lot or 0]
    damaged = f"{line['damaged']} {item.unit} rusak" if line["damaged"] else ""
    return ReceivedLine(
        name=item.name,
        unit=item.unit,
        stated=line["stated"],
        received=line["accepted"] + line["damaged"],
        batch=names.key.batch,
        produced=Expiry(names.facts.produced) if names.facts.produced else None,
        expiry=expiry_of(names.facts),
        price_sen=names.facts.unit_value_sen,
        fund=FUNDS[names.key.fund].name,
        note="; ".join(filter(None, [damaged, line.note])),
    )


def visit(facts: CaseFacts) -> Workbook:
    """What a UPTD found at a faskes, beside its stock by the book and its last month."""
    day = facts.issued.taken.done_on
    month = Month.of(day).previous
    finding = Finding(
        subject="Penggunaan, pencatatan, dan pelaporan",
        found=facts.answer("findings"),
        follow_up=facts.answer("follow_up"),
        due=facts.day("due"),
        done=facts.issued.now.state == SETTLED,
    )
    return pembinaan(
        Pembinaan(
            heading=facts.heading,
            uptd=f"UPTD P5A Kecamatan {facts.area}",
            kecamatan=facts.area,
            faskes=facts.site,
            code=facts.issued.now.site,
            way=facts.answer("manner"),
            sbbk=facts.answer("sbbk"),
            month=month_year(month),
            figures=tuple(_figures(facts, day, month)),
            findings=(finding,),
            head=Signer(f"Kepala UPTD P5A Kecamatan {facts.area}"),
        )
    )


def _figures(facts: CaseFacts, day: date, month: Month) -> list[FigureLine]:
    """Stock by the book on the day, and the use of the month before; what is counted is written at the visit."""
    site = facts.issued.now.site
    reported = facts.reported(month)
    rows = monthly.mutations(facts.db, facts.book, month, [site]) if reported else {}
    held: dict[str, int] = {}
    for h in queries.holdings(facts.db, facts.book, day, sites=[site], kinds=CARDED):
        held[h.item] = held.get(h.item, 0) + h.quantity
    used = {code: sum(r.counts[siga.SERVICE] for key, r in rows.items() if key.item == code) for code in ITEMS}
    known = [code for code in ITEMS if held.get(code) or used[code]]
    return [
        FigureLine(ITEMS[c].name, ITEMS[c].unit, book=held.get(c, 0), used=used[c] if reported else None) for c in known
    ]
