"""Faskes as reports list them: by kecamatan, as many of them as the person may see and asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from alokon.faskes import Faskes
from alokon.store.faskes import entries, kecamatan_list
from reports.dataset import Line, Section
from reports.report import Making

T = TypeVar("T")


def by_area(making: Making) -> Iterator[tuple[str, list[Faskes]]]:
    """(name of a kecamatan, its faskes by code), in the order of kecamatan codes; empty ones are left out."""
    asked = making.asked
    found: dict[str, list[Faskes]] = defaultdict(list)
    for entry in entries(making.db, making.book, kecamatan_code=asked.kecamatan).values():
        if wanted(making, entry.faskes.code):
            found[entry.faskes.kecamatan].append(entry.faskes)
    for area in kecamatan_list(making.db, making.book).values():
        if area.code in found:
            yield area.name, found[area.code]


def lines_by_area(
    making: Making, found: Mapping[str, Sequence[T]], lines: Callable[[Faskes, Sequence[T]], Iterable[Line]]
) -> Iterator[Line]:
    """The lines of every faskes that has any of `found`, below a heading for each kecamatan that has such a faskes."""
    for area, group in by_area(making):
        told = [faskes for faskes in group if found.get(faskes.code)]
        if told:
            yield Section(f"Kecamatan {area}")
        for faskes in told:
            yield from lines(faskes, found[faskes.code])


def wanted(making: Making, site: str) -> bool:
    """Whether a site was asked for, or all were, and may be seen."""
    return making.asked.site in (None, site) and (making.seen is None or site in making.seen)
