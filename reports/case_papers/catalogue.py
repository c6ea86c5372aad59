"""Every numbered paper by its kind, and the one way to print any of them again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store import papers
from alokon.store.papers import Paper
from alokon.text import moment
from alokon.views.issued import Issued, issued
from inventory.core.errors import Problem, Refused
from reports.case_papers import (
    counting,
    data_use,
    destruction,
    distribution,
    recall,
    rensi,
    request,
    returns,
    stockkeeping,
    tasks,
    trips,
)
from reports.case_papers.facts import CaseFacts, facts_of
from reports.dataset import Workbook
from reports.letterhead import letterhead

BUILDERS: dict[str, Callable[[CaseFacts], Workbook]] = {
    "permohonan": request.permohonan,
    "rensi": rensi.plan,
    "spmb": distribution.order,
    "sbbk": distribution.voucher,
    "surat-jalan": distribution.journey,
    "perjalanan": trips.trip,
    "retur": returns.returned,
    "mutasi": returns.transferred,
    "bast": distribution.handover,
    "sbbm": stockkeeping.receipt,
    "pembinaan": stockkeeping.visit,
    "ba-pemusnahan": destruction.record,
    "penarikan": recall.letter,
    "ba-opname": counting.result,
    **tasks.BUILDERS,
}
"""Kind of paper → how it is filled in."""


class Layout(NamedTuple):
    """One way of printing a paper that has several: what it is called, and how it is filled in."""

    label: str
    build: Callable[[CaseFacts], Workbook]


LAYOUTS: dict[str, dict[str, Layout]] = {
    "ba-opname": {
        "nilai": Layout("Hasil hitung dan nilai (F4)", counting.result),
        "selisih": Layout("Admin, fisik, selisih", counting.comparison),
    },
    "data-serah-terima": {
        "bast": Layout("Berita acara serah terima", data_use.data_handover),
        "perjanjian": Layout("Surat perjanjian", data_use.data_contract),
        "pks": Layout("Perjanjian kerja sama", data_use.data_cooperation),
    },
}
"""Kind of paper → its layouts by name, where there is more than one; the first is that of `BUILDERS`."""


def paper_named(db: sa.Connection, book: str, number: str) -> Paper:
    """The paper of a number; refuses `paper_unknown`."""
    found = papers.by_number(db, book, number)
    if found is None:
        raise Refused(Problem("paper_unknown", {"number": number}, "number"))
    return found


def paper_of(db: sa.Connection, book: str, paper: Paper, printed_at: datetime, layout: str = "") -> Workbook:
    """A paper as it was issued; when its step was corrected or withdrawn since, it says so.

    `layout` is one of its `LAYOUTS`, else the usual; any other is a `KeyError`.
    """
    (filled,) = papers_of(db, book, [paper], printed_at, layout)
    return filled


def papers_of(
    db: sa.Connection, book: str, asked: Sequence[Paper], printed_at: datetime, layout: str = ""
) -> list[Workbook]:
    """Papers as `paper_of` has each, in their order; the number of questions is that of one."""
    found = issued(db, book, asked)
    told = facts_of(db, book, found, letterhead(db, book), printed_at)
    builds = [LAYOUTS[p.kind][layout].build if layout else BUILDERS[p.kind] for p in asked]
    filled = [build(facts) for build, facts in zip(builds, told, strict=True)]
    return [_marked(one, about, printed_at) for one, about in zip(filled, found, strict=True)]


def _marked(filled: Workbook, found: Issued, printed_at: datetime) -> Workbook:
    """The paper with what became of it since."""
    if found.corrected_at is None:
        return filled
    at = found.corrected_at.astimezone(printed_at.tzinfo)
    first, *others = filled.datasets
    if found.withdrawn:
        told = f"DIBATALKAN {moment(at)}. Alasan: {found.reason}"
    else:
        told = f"DIKOREKSI {moment(at)}. Alasan: {found.reason}. Cetakan sebelum itu tidak berlaku."
    return replace(filled, datasets=(replace(first, before=(told, *first.before)), *others))
