"""A month's workbook as the book stands now: the draft that is looked at, and the content that is published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from alokon.catalog import FUNDS
from alokon.store import publications
from alokon.text import month_year
from alokon.views.monthly import Key
from inventory.core.errors import Problem, Refused
from inventory.store.masters import ROAD_CODE
from reports.bkkbn import proof_balances
from reports.bkkbn.checks import Check
from reports.bkkbn.cover import cover, draft, with_contents
from reports.bkkbn.figures import Figures, gather
from reports.bkkbn.fund_sheet import fund_sheet
from reports.bkkbn.proof import Published, prove
from reports.bkkbn.proof_sheet import proof_sheet
from reports.bkkbn.rekap import rekap, rekap_sheet
from reports.bkkbn.waiting_sheet import waiting_sheet
from reports.dataset import Dataset, Workbook
from reports.frozen import freeze
from reports.gudang import COLUMNS, gudang_sheet
from reports.labels import status_line
from reports.letterhead import Letterhead
from reports.report import Making, Report

NAME = "bkkbn"
"""What publications of this report are kept under."""

SHAPE = 1
"""The shape of what is frozen, for whoever reads it years later."""


@dataclass(frozen=True)
class MonthlyReport:
    """A month worked out: its figures, its proof, and its sheets without contents and version on the cover."""

    figures: Figures
    checks: tuple[Check, ...]
    around: Letterhead
    rekap: Dataset
    gudang: tuple[Dataset, ...]
    proof: Dataset

    @cached_property
    def front(self) -> Dataset:
        """The cover."""
        return cover(self.figures, self.checks, self.around)

    @cached_property
    def sheets(self) -> tuple[Dataset, ...]:
        """Every sheet behind the cover; those of the faskes are long, and only written when asked for."""
        funds = (fund_sheet(self.figures, fund, self.around) for fund in FUNDS.values())
        return (self.rekap, *self.gudang, *funds, waiting_sheet(self.figures, self.around), self.proof)

    @property
    def passed(self) -> bool:
        """Whether the whole proof holds."""
        return all(check.passed for check in self.checks)

    @property
    def due(self) -> int:
        """How many faskes must report the month."""
        return sum(m.due for m in self.figures.members)

    @property
    def reported(self) -> int:
        """How many of them have."""
        return sum(m.due and m.closed_on is not None for m in self.figures.members)

    def content(self, place: str) -> dict[str, object]:
        """What publishing freezes: the sheets, the closings the next month begins with, and a summary for lists."""
        title = f"Laporan Alokon {month_year(self.figures.month)}"
        closings = proof_balances.reported(self.figures, proof_balances.CLOSING)
        return {
            "shape": SHAPE,
            "workbook": freeze(Workbook(title, (self.front, *self.sheets))),
            "closings": [[*key, quantity] for key, quantity in sorted(closings.items()) if key.site != ROAD_CODE],
            "summary": {"reported": self.reported, "due": self.due, "passed": self.passed},
            "place": place,
        }


def work_out(making: Making) -> MonthlyReport:
    """The month with its proof; refuses `nothing_closed` while no site has closed it."""
    month = making.month
    figures = gather(making.db, making.book, month)
    if not figures.closed and figures.stores_closed is None:
        raise Refused(Problem("nothing_closed", {"month": month}, "month"))
    rows = rekap(figures)
    checks = prove(making.db, making.book, figures, rows, _before(making))
    around = making.letterhead
    return MonthlyReport(
        figures=figures,
        checks=checks,
        around=around,
        rekap=rekap_sheet(figures, rows, around),
        gudang=tuple(_gudang(making, figures)),
        proof=proof_sheet(checks, month, around),
    )


def _gudang(making: Making, figures: Figures) -> list[Dataset]:
    """One sheet a warehouse; empty while one of them has not closed."""
    if figures.stores_closed:
        sheets = [gudang_sheet(making, site, status_line(figures.stores_closed)) for site in figures.stores]
        named = zip(sheets, figures.stores, strict=True)
        return (
            sheets if len(sheets) == 1 else [replace(data, name=f"gudang-{s.code}", sheet=s.name) for data, s in named]
        )
    subtitle = (making.letterhead.kabupaten, month_year(making.month), "Gudang belum menutup bulan")
    return [Dataset("gudang", "LAPORAN GUDANG ALAT DAN OBAT KONTRASEPSI", COLUMNS, subtitle=subtitle, sheet="Gudang")]


def _before(making: Making) -> Published | None:
    """The month before as it was last published."""
    found = publications.versions(making.db, making.book, NAME, making.month.previous)
    if not found:
        return None
    return Published(found[0].version, closings_of(found[0].content))


def closings_of(content: Mapping[str, object]) -> dict[Key, int]:
    """The closings a published month keeps, in base units."""
    rows = content["closings"]
    assert isinstance(rows, list)
    return {Key(site, item, fund): quantity for site, item, fund, quantity in rows}


def build(making: Making) -> Workbook:
    """The draft of a month."""
    report = work_out(making)
    front = with_contents(report.front, report.sheets, draft(making.printed_at.date()))
    title = f"Laporan Alokon {month_year(making.month)} (rancangan)"
    return Workbook(title, (front, *report.sheets), making.stamp(title))


BKKBN = Report(
    name=NAME,
    title="Laporan bulanan ke BKKBN",
    about="Buku kerja satu bulan seluruh kabupaten: rekap, gudang, semua faskes per sumber dana, dan bukti.",
    build=build,
    needs=("month",),
    permission="read_all",
)
