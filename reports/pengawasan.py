"""Lembar pengawasan internal: every SOP's figures beside room for what the direct superior finds and orders.

The Standar Pelayanan ask for it in the two components whose words stand on the sheet: the superior supervises, and
the evaluation rests on that supervision, of work and of discipline.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from alokon.sop.model import Sop
from alokon.sop.registry import KEPT_APART, SOPS
from alokon.sop.seeds.alokon_standard import ALOKON_STANDARD
from alokon.text import number
from alokon.views.performance import Figure, Kept, figures, kept
from reports.dataset import Column, Dataset, Facts, Row, Signature, Workbook
from reports.report import Making, Report

CASES, TIMES, BY_HAND = ("Berkas",), ("Waktu baku",), ("Diisi atasan langsung",)

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("sop", "SOP", width=30),
    Column("opened", "Dibuka", "int", CASES, blank="–"),
    Column("over", "Selesai", "int", CASES, blank="–"),
    Column("in_time", "Tepat waktu", "int", CASES, blank="–"),
    Column("late", "Lambat", "int", CASES, blank="–"),
    Column("held", "Ditunda", "int", CASES, blank="–"),
    Column("kept", "Median sesuai", group=TIMES, align="center", blank="–"),
    Column("slow", "Median melampaui standar", group=TIMES, width=34),
    Column("work", "Catatan kinerja", group=BY_HAND, width=20),
    Column("discipline", "Catatan kedisiplinan", group=BY_HAND, width=18),
    Column("follow_up", "Tindak lanjut", group=BY_HAND, width=20),
    Column("initials", "Paraf", group=BY_HAND, width=8),
)

ASKED_BY = ("Pengawasan Internal", "Evaluasi Kinerja Pelayanan")
"""The components of the Standar Pelayanan that ask for the sheet."""


def build(making: Making) -> Workbook:
    """One row for each SOP, figures of a span at the left and empty cells at the right."""
    found = kept(making.db, making.book, making.since, making.until, making.printed_at.date())
    title = f"Pengawasan internal, {making.span}"
    data = Dataset(
        name="pengawasan-internal",
        title="LEMBAR PENGAWASAN INTERNAL DAN EVALUASI KINERJA PELAYANAN",
        columns=COLUMNS,
        rows=tuple(_row(n, sop, found) for n, sop in enumerate(SOPS.values(), 1)),
        subtitle=(making.letterhead.kabupaten, f"Berkas yang dibuka {making.span}"),
        before=(Facts(tuple(_words())),),
        notes=(
            "Selesai: tidak ada langkah lagi, termasuk yang ditolak atau dibatalkan. Tepat waktu: selesai tanpa satu "
            "pun waktu baku terlampaui; hari saat berkas ditunda tidak dihitung.",
            "Median sesuai: waktu baku yang separuh lebih berkasnya selesai dalam standar. Rincian di laporan Kinerja "
            "SOP. Tanda –: berkasnya hanya terbuka bagi petugasnya.",
        ),
        signatures=(Signature("Atasan Langsung", place_date=making.letterhead.place_date(making.printed_at.date())),),
        kop=making.letterhead.kop,
        landscape=True,
        size="F4",
        by_hand=True,
        sheet="Pengawasan",
        number_row=True,
    )
    return Workbook(title, (data,), making.stamp(title))


def _words() -> Iterator[tuple[str, str]]:
    """What the Standar Pelayanan says of supervision and evaluation, component by component."""
    for part in ALOKON_STANDARD.parts:
        for component in part.components:
            if component.name in ASKED_BY:
                yield component.name, " ".join(line.text for line in component.lines)


def _row(no: int, sop: Sop, found: Sequence[Kept]) -> Row:
    """The figures of a SOP over its flows that have standard times; none of those that are kept apart."""
    by_hand = (None,) * len([column for column in COLUMNS if column.group == BY_HAND])
    if all(flow.code in KEPT_APART for flow in sop.flows):
        return (no, sop.name, *(None,) * 6, "", *by_hand)
    own = [case for case in found if case.flow in sop.flows and case.flow.clocks]
    over = [case for case in own if case.over is not None]
    counts = (
        len(own),
        len(over),
        sum(not case.late for case in over),
        sum(bool(case.late) for case in own),
        sum(any(reading.held for reading in case.readings) for case in own),
    )
    ended = [one for one in figures(own) if one.ended]
    slow = [one for one in ended if one.slow]
    kept_times = f"{len(ended) - len(slow)} dari {len(ended)}" if ended else None
    return (no, sop.name, *counts, kept_times, "; ".join(map(_told, slow)), *by_hand)


def _told(one: Figure) -> str:
    """A standard time whose median lies beyond it."""
    assert one.median_days is not None
    return f"{one.clock.label} {number(Fraction(one.median_days))} hari (standar {one.clock.told})"


PENGAWASAN = Report(
    name="pengawasan-internal",
    title="Lembar pengawasan internal",
    about="Kinerja setiap SOP dengan ruang catatan, tindak lanjut dan paraf atasan langsung.",
    build=build,
    needs=("since", "until"),
    permission="read_all",
)
