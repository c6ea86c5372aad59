"""Kinerja SOP: how every procedure's standard times were kept, and the register of the cases they ran in."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from alokon.sop.registry import SOPS
from alokon.views.performance import Figure, Kept, figures, kept
from reports.dataset import Column, Dataset, Line, Section, Workbook
from reports.report import Making, Report

CASES = ("Berkas",)
REAL = ("Hari nyata",)

TIMES = (
    Column("clock", "Waktu baku"),
    Column("limit", "Standar", align="center"),
    Column("begun", "Dimulai", "int", CASES),
    Column("ended", "Selesai", "int", CASES),
    Column("late", "Terlambat", "int", CASES),
    Column("share", "Bagian terlambat", "percent", blank="–"),
    Column("median", "Tengah", "months", REAL, blank="–"),
    Column("most", "Terlama", "int", REAL, blank="–"),
)

REGISTER = (
    Column("number", "Berkas", align="center"),
    Column("about", "Tentang"),
    Column("opened", "Dibuka", "date"),
    Column("state", "Keadaan"),
    Column("over", "Selesai", "date", blank="–"),
    Column("held", "Hari ditunda", "int"),
    Column("late", "Melewati waktu baku"),
)


def build(making: Making) -> Workbook:
    """A sheet of standard times, and a sheet of the cases behind it."""
    found = kept(making.db, making.book, making.since, making.until, making.printed_at.date())
    span = f"Berkas yang dibuka {making.span}"
    title = f"Kinerja SOP, {making.span}"
    times = Dataset(
        name="kinerja-sop",
        title="KINERJA SOP",
        columns=TIMES,
        rows=tuple(_times(figures(found))),
        subtitle=(making.letterhead.kabupaten, span),
        notes=(
            "Tengah adalah median hari berkas yang selesai; hari saat berkas ditunda tidak dihitung.",
            "Waktu baku dalam menit hanya dicantumkan pada SOP: buku mencatat hari, bukan jam.",
        ),
        kop=making.letterhead.kop,
        sheet="Waktu baku",
        number_row=True,
    )
    register = Dataset(
        name="register-sop",
        title="REGISTER BERKAS SOP",
        columns=REGISTER,
        rows=tuple(_register(found)),
        subtitle=(making.letterhead.kabupaten, span),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Register",
        number_row=True,
    )
    return Workbook(title, (times, register), making.stamp(title))


def _times(found: Sequence[Figure]) -> Iterator[Line]:
    for sop in SOPS.values():
        own = [figure for figure in found if figure.flow in sop.flows]
        if own:
            yield Section(sop.name)
        for one in own:
            middle = None if one.median_days is None else Fraction(one.median_days)
            share = Fraction(one.late, one.begun)
            label, limit = one.clock.label, one.clock.told
            yield (label, limit, one.begun, one.ended, one.late, share, middle, one.most_days)


def _register(found: Sequence[Kept]) -> Iterator[Line]:
    """The cases of flows that have a standard time, flow by flow."""
    for sop in SOPS.values():
        for flow in sop.flows:
            own = [case for case in found if case.flow is flow and flow.clocks]
            if own:
                yield Section(f"{sop.name}: {flow.title}" if len(sop.flows) > 1 else sop.name)
            for case in own:
                row, held = case.row, max((reading.held for reading in case.readings), default=0)
                late = "; ".join(reading.clock.label for reading in case.late)
                yield (str(row.id), row.site_name, row.opened_on, flow.states[row.state], case.over, held, late)


KINERJA_SOP = Report(
    name="kinerja-sop",
    title="Kinerja SOP",
    about="Waktu baku setiap SOP dibanding waktu nyata, dan register berkasnya.",
    build=build,
    needs=("since", "until"),
    permission="read_all",
)
