"""Who gets goods beside alokon, and whom the office's other procedures are about: schools, cadres, posyandu and others.

What each kind may be given is data; the ledger itself refuses anything else, so that no alokon ever goes to a school.
A recipient is an institution or a group, never a person.

Codes of problems: `recipient_name_missing`, `recipient_kind_unknown`, `recipient_area_missing`, `kecamatan_unknown`,
`recipient_inactive`, `decree_missing`, `decree_lapsed`; of warnings: `decree_lapses`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from alokon.supplies import BLANK, KIT, MEDIA
from inventory.core.errors import Problem

OFFICE, AREA, CADRES, SCHOOL, KAMPUNG, POSYANDU, PARTNER, SHELTER = (
    "dinas", "kecamatan", "kader", "sekolah", "kampung-kb", "posyandu", "mitra", "p2tp2a",
)  # fmt: skip

LAPSES_WITHIN = timedelta(days=90)
"""A decree is about to lapse when it ends within so many days; not verified."""


class RecipientKind(NamedTuple):
    """A kind of recipient: what it is called, the classes of goods it takes, whether it lies in a kecamatan, and
    whether it needs a decree (SK) in force to be given anything.
    """

    label: str
    accepts: tuple[str, ...]
    in_area: bool = True
    by_decree: bool = False


KINDS: dict[str, RecipientKind] = {
    OFFICE: RecipientKind("Dinas sendiri (kegiatan)", (MEDIA, KIT, BLANK), in_area=False),
    AREA: RecipientKind("Balai Penyuluhan KB kecamatan", (MEDIA, KIT, BLANK)),
    CADRES: RecipientKind("Kader IMP (PPKBD/Sub PPKBD) desa", (MEDIA, KIT), by_decree=True),
    SCHOOL: RecipientKind("Sekolah", (MEDIA, KIT)),
    KAMPUNG: RecipientKind("Kampung KB / Rumah Data", (MEDIA, KIT, BLANK)),
    POSYANDU: RecipientKind("Posyandu", (MEDIA, BLANK)),
    PARTNER: RecipientKind("Instansi, media atau mitra", (MEDIA,), in_area=False),
    SHELTER: RecipientKind("Sekretariat P2TP2A", (MEDIA, BLANK), in_area=False),
}
"""Kind of recipient → its rules. Which goods go with which kind follows the procedures that name them."""


@dataclass(frozen=True)
class Recipient:
    """One recipient: its code in the book, its name, its kind; `decree` is the number of its SK, `decree_until` its
    last day, None where it names none.
    """

    code: str
    name: str
    kind: str
    kecamatan: str | None = None
    village: str = ""
    decree: str = ""
    decree_until: date | None = None
    active: bool = True


def check(one: Recipient, kecamatan: Collection[str]) -> list[Problem]:
    """Everything wrong with an entry; `kecamatan` are the codes the book knows."""
    problems = []
    if not one.name.strip():
        problems.append(Problem("recipient_name_missing", {}, "name"))
    if one.kind not in KINDS:
        return [*problems, Problem("recipient_kind_unknown", {"kind": one.kind}, "kind")]
    if KINDS[one.kind].in_area and not one.kecamatan:
        problems.append(Problem("recipient_area_missing", {"kind": KINDS[one.kind].label}, "kecamatan"))
    if one.kecamatan and one.kecamatan not in kecamatan:
        problems.append(Problem("kecamatan_unknown", {"kecamatan": one.kecamatan}, "kecamatan"))
    return problems


class Gate(NamedTuple):
    """Why nothing may be given on a day, and what to mind when something is."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def gate(one: Recipient, day: date) -> Gate:
    """Whether a recipient may be given goods on a day.

    >>> cadres = Recipient("K1", "Kader Desa A", CADRES, "32.07.01", decree="SK 1", decree_until=date(2026, 1, 31))
    >>> [p.code for p in gate(cadres, date(2026, 2, 1)).problems], [p.code for p in gate(cadres, date(2026, 1, 1))[1]]
    (['decree_lapsed'], ['decree_lapses'])
    """
    facts = {"name": one.name, "decree": one.decree, "until": one.decree_until}
    if not one.active:
        return Gate((Problem("recipient_inactive", facts),))
    if not KINDS[one.kind].by_decree:
        return Gate()
    if not one.decree:
        return Gate((Problem("decree_missing", facts),))
    if one.decree_until is None:
        return Gate()
    if one.decree_until < day:
        return Gate((Problem("decree_lapsed", facts),))
    near = one.decree_until - day <= LAPSES_WITHIN
    return Gate((), (Problem("decree_lapses", facts),) if near else ())
