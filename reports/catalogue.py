"""Every report the office hands out, by name, and the one way to make any of them."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from alokon.people import ROLES, Actor, Forbidden, may
from alokon.store.faskes import kecamatan_list
from inventory.core.errors import Problem, Refused
from inventory.core.places import CLOSING_SITES
from inventory.store import masters
from reports.bkkbn.month import BKKBN
from reports.cakupan_program import CAKUPAN_PROGRAM
from reports.data_keluar import DATA_KELUAR
from reports.dataset import Workbook
from reports.formats import FORMATS
from reports.gudang import GUDANG
from reports.kartu_stok import KARTU_STOK
from reports.kebutuhan import KEBUTUHAN
from reports.kinerja_sop import KINERJA_SOP
from reports.layanan import LAYANAN
from reports.letterhead import letterhead
from reports.masa_simpan import MASA_SIMPAN
from reports.mutasi import MUTASI
from reports.p2tp2a import P2TP2A
from reports.parameters import Known, check
from reports.pengawasan import PENGAWASAN
from reports.penunjang import PENUNJANG
from reports.persediaan import PERSEDIAAN
from reports.register_surat import REGISTER_SURAT
from reports.rekap_mutasi import REKAP_MUTASI
from reports.report import Making, Parameters, Report
from reports.suhu_gudang import SUHU_GUDANG
from reports.undangan_orientasi import UNDANGAN_ORIENTASI
from reports.usulan_kebutuhan import USULAN_KEBUTUHAN
from reports.usulan_pindah import USULAN_PINDAH

REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        BKKBN,
        GUDANG,
        MUTASI,
        REKAP_MUTASI,
        PERSEDIAAN,
        KARTU_STOK,
        MASA_SIMPAN,
        USULAN_PINDAH,
        KEBUTUHAN,
        USULAN_KEBUTUHAN,
        SUHU_GUDANG,
        LAYANAN,
        UNDANGAN_ORIENTASI,
        PENUNJANG,
        CAKUPAN_PROGRAM,
        KINERJA_SOP,
        PENGAWASAN,
        REGISTER_SURAT,
        P2TP2A,
        DATA_KELUAR,
    )
}
"""By the name the command line and the pages call it."""


def report_named(name: str) -> Report:
    """The report of a name; refuses `report_unknown`."""
    if name not in REPORTS:
        raise Refused(Problem("report_unknown", {"report": name, "known": tuple(REPORTS)}, "report"))
    return REPORTS[name]


def build(
    db: sa.Connection,
    book: str,
    name: str,
    asked: Parameters,
    *,
    printed_at: datetime,
    seen: Collection[str] | None = None,
) -> Workbook:
    """A report as datasets; `seen` are the site codes the person may read, None for all.

    Refuses `report_unknown`, what `reports.parameters.check` lists, and what the report itself refuses.
    """
    report = report_named(name)
    return report.build(prepare(db, book, report, asked, printed_at=printed_at, seen=seen))


def prepare(
    db: sa.Connection,
    book: str,
    report: Report,
    asked: Parameters,
    *,
    printed_at: datetime,
    seen: Collection[str] | None = None,
) -> Making:
    """Everything a report is made from, once what was asked has been checked."""
    sites = {s.code: s for s in masters.sites(db, book).values() if s.kind in CLOSING_SITES}
    check(report, asked, Known(sites, kecamatan_list(db, book), seen, printed_at.date()))
    within = None if seen is None else frozenset(seen)
    return Making(db, book, asked, sites, within, letterhead(db, book), printed_at)


def is_routine(report: Report, actor: Actor, seen: Collection[str] | None) -> bool:
    """Whether a report's files are a person's routine, who may see some sites (None: all of them)."""
    return seen is not None or may(actor, report.routine)


def refuse_beyond(report: Report, actor: Actor, seen: Collection[str] | None) -> None:
    """Refuse `not_routine` for a file that leaves the office under an approved request alone."""
    if not is_routine(report, actor, seen):
        facts = {"report": report.title, "role": ROLES[actor.role].label}
        raise Forbidden(Problem("not_routine", facts))


def file_name(name: str, asked: Parameters, ending: str) -> str:
    """What a report is called as a file: its name and what was asked.

    >>> from inventory.core.months import Month
    >>> file_name("mutasi", Parameters(month=Month(2026, 1), site="320700100"), "xlsx")
    'mutasi-2026-01-320700100.xlsx'
    """
    said: Mapping[str, object] = vars(asked)
    parts = [name, *(str(value) for value in said.values() if value is not None)]
    return f"{'-'.join(parts).replace(' ', '-')}.{ending}"


def refuse_format(ending: str) -> None:
    """Refuse `format_unknown` for a file ending no renderer has."""
    if ending not in FORMATS:
        raise Refused(Problem("format_unknown", {"format": ending, "known": tuple(FORMATS)}, "format"))
