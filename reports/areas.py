"""Faskes as reports list them: by kecamatan, as many of them as the person may see and asked for."""

from collections import defaultdict
from collections.abc import Iterator

from alokon.faskes import Faskes
from alokon.store.faskes import entries, kecamatan_list
from reports.report import Making


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


def wanted(making: Making, site: str) -> bool:
    """Whether a site was asked for, or all were, and may be seen."""
    return making.asked.site in (None, site) and (making.seen is None or site in making.seen)
