"""What a report is: what it is called, what must be said to make it, who may ask, and how it is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from alokon.text import long_date
from inventory.core.months import Month
from inventory.store.masters import Site
from reports.dataset import Stamp, Workbook
from reports.letterhead import Letterhead


@dataclass(frozen=True)
class Parameters:
    """What was asked; every report says which of these it needs and which it takes. Sites, items, funds are codes."""

    month: Month | None = None
    day: date | None = None
    since: date | None = None
    until: date | None = None
    site: str | None = None
    item: str | None = None
    lot: int | None = None
    kecamatan: str | None = None
    fund: str | None = None


@dataclass(frozen=True)
class Making:
    """A report being made: of which book, for what was asked, over the sites that may be seen (None: all), and when."""

    db: sa.Connection
    book: str
    asked: Parameters
    sites: Mapping[str, Site]
    seen: frozenset[str] | None
    letterhead: Letterhead
    printed_at: datetime

    @property
    def month(self) -> Month:
        """The month asked for; only for reports that need one."""
        assert self.asked.month is not None
        return self.asked.month

    @property
    def since(self) -> date:
        """The first day asked for; only for reports that need one."""
        assert self.asked.since is not None
        return self.asked.since

    @property
    def until(self) -> date:
        """The last day asked for; only for reports that need one."""
        assert self.asked.until is not None
        return self.asked.until

    @property
    def span(self) -> str:
        """The days asked for, in words; only for reports that need both."""
        return f"{long_date(self.since)} sampai {long_date(self.until)}"

    @property
    def site(self) -> Site:
        """The site asked for; only for reports that need one."""
        assert self.asked.site is not None
        return self.sites[self.asked.site]

    def stamp(self, reference: str) -> Stamp:
        """What proves the print."""
        return Stamp(self.letterhead.head_code, reference, self.printed_at)


@dataclass(frozen=True)
class Release:
    """How a report leaves the office under an approved request: as which of `alokon.sop.tasks.data_use.DATASETS`, and
    built how, where that is not as the office itself reads it (small counts of people are covered).
    """

    dataset: str
    build: Callable[[Making], Workbook] | None = None


@dataclass(frozen=True)
class Report:
    """One report of the catalogue.

    `needs` and `takes` name the `Parameters` that must and may be given. `site_kinds` are the kinds of sites it can be
    about. `permission` is that of `alokon.people`; what a person may not see never enters a report. `routine` is the
    permission of those whose routine its files over the whole kabupaten are: others look at it on the page, and take it
    out under an approved request alone. One's own area is everybody's routine. `release` says how it leaves under one;
    None: never.
    """

    name: str
    title: str
    about: str
    build: Callable[[Making], Workbook]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    site_kinds: tuple[str, ...] = ()
    permission: str = "read_own"
    routine: str = "read_own"
    release: Release | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        """Everything that can be said about it, what is needed first."""
        return (*self.needs, *self.takes)
