"""Reading what is asked of a report, once: from a page's address or the command line, by the same rules.

Codes: `field_missing`, `month_malformed`, `date_malformed`, `month_in_future`, `date_in_future`, `span_backwards`,
`site_unknown`, `report_wrong_site`, `item_unknown`, `kecamatan_unknown`, `fund_unknown`; `Forbidden` with
`out_of_scope` for a site the person may not see.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from alokon import catalog
from alokon.people import Forbidden
from alokon.supplies import GOODS
from alokon.text import parse_date, parse_month, parse_whole
from inventory.core.errors import Problem, refuse_if
from inventory.core.months import Month
from inventory.store.masters import Site
from reports.report import Parameters, Report

EARLIEST = 2000
"""No book is older; a year before it is a typing error."""

When = TypeVar("When", date, Month)


def _late(when: When) -> When:
    """The day or month, unless its year is a typing error."""
    if when.year < EARLIEST:
        raise ValueError(f"before {EARLIEST}: {when}")
    return when


class Parameter(NamedTuple):
    """One thing that can be asked: its label, and how what was typed is read (None: as it stands)."""

    name: str
    label: str
    parse: Callable[[str], object] | None = None
    fault: str = ""


PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Parameter("month", "Bulan", lambda text: _late(parse_month(text)), "month_malformed"),
        Parameter("day", "Per tanggal", lambda text: _late(parse_date(text)), "date_malformed"),
        Parameter("since", "Dari tanggal", lambda text: _late(parse_date(text)), "date_malformed"),
        Parameter("until", "Sampai tanggal", lambda text: _late(parse_date(text)), "date_malformed"),
        Parameter("site", "Tempat"),
        Parameter("item", "Jenis alokon"),
        Parameter("lot", "Batch", parse_whole, "number_malformed"),
        Parameter("kecamatan", "Kecamatan"),
        Parameter("fund", "Sumber dana"),
    )
}
"""Everything a report may ask for, by the name of its field."""


class Known(NamedTuple):
    """What there is to ask about: the book's sites by code, its kecamatan codes, and whose sites may be seen."""

    sites: Mapping[str, Site]
    kecamatan: Collection[str]
    seen: Collection[str] | None
    today: date


def read(report: Report, raw: Mapping[str, str]) -> Parameters:
    """What was typed, as values; raises `Refused` with every problem. What the report does not take is left out."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in report.parameters:
        parameter, typed = PARAMETERS[name], raw.get(name, "").strip()
        if not typed:
            continue
        try:
            values[name] = parameter.parse(typed) if parameter.parse else typed
        except ValueError:
            problems.append(Problem(parameter.fault, {"label": parameter.label, "value": typed}, name))
    wrong = {problem.field for problem in problems}
    problems += [
        Problem("field_missing", {"label": PARAMETERS[name].label}, name)
        for name in report.needs
        if name not in values and name not in wrong
    ]
    refuse_if(problems)
    return Parameters(**values)


def check(report: Report, asked: Parameters, known: Known) -> None:
    """Refuse what cannot be reported, with every reason."""
    missing = [name for name in report.needs if getattr(asked, name) is None]
    refuse_if(Problem("field_missing", {"label": PARAMETERS[name].label}, name) for name in missing)
    refuse_if([*_times(asked, known.today), *_names(report, asked, known)])
    if asked.site is not None and known.seen is not None and asked.site not in known.seen:
        raise Forbidden(Problem("out_of_scope", {"site": asked.site}, "site"))


def _times(asked: Parameters, today: date) -> Iterator[Problem]:
    if asked.month is not None and asked.month > Month.of(today):
        yield Problem("month_in_future", {"month": asked.month, "today": today}, "month")
    for name in ("day", "until"):
        day = getattr(asked, name)
        if day is not None and day > today:
            yield Problem("date_in_future", {"day": day, "today": today}, name)
    if asked.since is not None and asked.until is not None and asked.until < asked.since:
        yield Problem("span_backwards", {"since": asked.since, "until": asked.until}, "until")


def _names(report: Report, asked: Parameters, known: Known) -> Iterator[Problem]:
    site = known.sites.get(asked.site) if asked.site is not None else None
    if asked.site is not None and site is None:
        yield Problem("site_unknown", {"site": asked.site}, "site")
    elif site is not None and site.kind not in report.site_kinds:
        yield Problem("report_wrong_site", {"site": site.name}, "site")
    if asked.item is not None and asked.item not in GOODS:
        yield Problem("item_unknown", {"item": asked.item}, "item")
    if asked.kecamatan is not None and asked.kecamatan not in known.kecamatan:
        yield Problem("kecamatan_unknown", {"kecamatan": asked.kecamatan}, "kecamatan")
    if asked.fund is not None and asked.fund not in catalog.FUNDS:
        yield Problem(
            "fund_unknown", {"label": "Sumber dana", "value": asked.fund, "known": tuple(catalog.FUNDS)}, "fund"
        )
