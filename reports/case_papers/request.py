"""The Surat Permohonan of a faskes: what it asks, beside what it had and used in the month it last reported."""

from collections.abc import Sequence
from datetime import timedelta

from alokon import siga
from alokon.catalog import ITEMS
from alokon.k0kb import TYPES
from alokon.text import month_year
from alokon.views import monthly
from alokon.views.consumption import consumptions
from alokon.views.monthly import Mutation
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import queries
from reports.case_papers.facts import CaseFacts
from reports.dataset import Kop, Workbook
from reports.paper import Heading, Signer
from reports.papers.surat_permohonan import RequestLine, SuratPermohonan, surat_permohonan

FIGURES = ((siga.OPENING,), (siga.RECEIPT,), (siga.SERVICE,), (siga.DAMAGED, siga.EXPIRED))
"""Opening, received, used and lost of a month, by the codes they add up."""


def permohonan(facts: CaseFacts) -> Workbook:
    """The request of a faskes, with the figures of its last reported month."""
    faskes, day = facts.faskes, facts.paper.issued_on
    assert faskes is not None
    kop = Kop((f"PEMERINTAH {facts.office.kabupaten.upper()}", faskes.name.upper()), (facts.address,))
    month = Month.of(day).previous
    return surat_permohonan(
        SuratPermohonan(
            heading=Heading(kop, facts.area, facts.paper.number, day, facts.paper.head, facts.printed_at),
            to=f"{facts.office.signer('head').role.removesuffix(' Dinas')} {facts.office_name}",
            to_place=facts.office.place,
            faskes=faskes.name,
            faskes_type=TYPES[faskes.type].name,
            code=faskes.code,
            address=facts.address,
            kecamatan=facts.area,
            period=f"angka bulan {month_year(month)}",
            reason=facts.answer("urgency"),
            lines=tuple(_request_lines(facts, month)),
            explanation=facts.answer("reason"),
            requester=Signer(f"Pimpinan {faskes.name}"),
            uptd=Signer(f"Kepala UPTD P5A Kecamatan {facts.area}"),
        )
    )


def _request_lines(facts: CaseFacts, month: Month) -> list[RequestLine]:
    """What was asked beside what was had and used; a month not reported by then says nothing.

    The rest is that of the evening before: what arrived on the same day may have come after the letter.
    """
    code, day = facts.issued.now.site, facts.paper.issued_on
    reported = facts.reported(month)
    rows = monthly.mutations(facts.db, facts.book, month, [code]) if reported else {}
    held = queries.holdings(facts.db, facts.book, day - timedelta(days=1), sites=[code], kinds=CARDED)
    uses = consumptions(facts.db, facts.book, day, sites=[code])
    lines = []
    for line in facts.issued.after.children(None):
        item, own = ITEMS[line.item], [row for key, row in rows.items() if key.item == line.item]
        opening, received, used, lost = (_sum(own, codes) if reported else None for codes in FIGURES)
        lines.append(
            RequestLine(
                name=item.name,
                unit=item.unit,
                asked=line["requested"] or line["proposed"],
                opening=opening,
                received=received,
                used=used,
                lost=lost,
                rest=sum(h.quantity for h in held if h.item == line.item),
                average=uses.of(code, line.item).monthly,
                note=line.note,
            )
        )
    return lines


def _sum(rows: Sequence[Mutation], codes: Sequence[str]) -> int:
    """What rows of several funds count under some codes."""
    return sum(row.counts[code] for row in rows for code in codes)
