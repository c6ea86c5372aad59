"""The K/0/KB card of a registry entry as the form prints it; names and trainings are left to be written by hand."""

from datetime import datetime

from alokon import k0kb
from alokon.faskes import Count
from alokon.text import long_date
from alokon.views.registry import Listed
from reports.dataset import Workbook
from reports.letterhead import Letterhead
from reports.papers.k0kb import EQUIPMENT, K0kb, StaffLine
from reports.papers.k0kb import k0kb as paper

MOST_LINES = 20
"""The most lines of one profession; the form has 15 in all."""


def card(one: Listed, office: Letterhead, printed_at: datetime) -> Workbook:
    """The card, stamped with the state of the book it was printed from."""
    entry = one.faskes
    names = dict(zip(k0kb.EQUIPMENT, (name for name, _ in EQUIPMENT), strict=True))
    staff = [line for count in entry.staff for line in _lines(count)]
    return paper(
        K0kb(
            heading=office.heading("", printed_at.date(), office.head_code, printed_at),
            code=entry.code,
            name=entry.name,
            identity=_identity(one),
            counts={names[count.code]: count.quantity for count in entry.equipment},
            staff=tuple(staff),
        )
    )


def _lines(count: Count) -> list[StaffLine]:
    """A line per person to be filled in by hand; one line that says how many where there are too many for that."""
    profession = k0kb.PROFESSIONS[count.code]
    if count.quantity > MOST_LINES:
        return [StaffLine(f"{profession} ({count.quantity} orang)")]
    return [StaffLine(profession)] * count.quantity


def _identity(one: Listed) -> tuple[tuple[str, str], ...]:
    entry, kind = one.faskes, k0kb.TYPES[one.faskes.type]
    agreement = entry.agreement or (one.parent.agreement if one.parent else None)
    return (
        ("Jenis", f"{kind.name} ({kind.level})" if kind.level else kind.name),
        ("Kepemilikan", k0kb.OWNERSHIPS[entry.ownership]),
        ("Faskes induk", f"{one.parent.name} ({one.parent.code})" if one.parent else "–"),
        ("Alamat", entry.address),
        ("Kecamatan", one.area),
        ("Kode Kemenkes", entry.kemenkes_code or ""),
        ("Kerja sama BPJS", k0kb.BPJS[entry.bpjs]),
        ("Terdaftar K/0/KB", long_date(entry.registered_on) if entry.registered_on else ""),
        (
            "MoU / kontrak",
            f"{agreement.kind} {agreement.number} s.d. {long_date(agreement.until)}" if agreement else "",
        ),
    )
