"""A scanned code on a form of lines: what it says goes into the next empty line, and nothing is stored yet."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from alokon import batch_code, gtins, text
from alokon.batch_code import Scanned
from alokon.store import settings
from inventory.core.errors import Problem, Refused
from inventory.store.queries import Names
from web import words
from web.answers import LINE, MOST_ROWS
from web.step_pages.page import Sitting

SCAN = "scan"
FINE, UNREADABLE = 200, 422


class Filled(NamedTuple):
    """The form after a scan: what it holds, what is to be said of it, what is still wrong, and the answer's status."""

    data: dict[str, str]
    told: str
    problems: tuple[Problem, ...]
    status: int = FINE


def known_gtins(db: sa.Connection, book: str) -> Mapping[str, str]:
    """GTIN → item code, as the office has noted them."""
    lines = settings.settings(db, book)[gtins.SETTING]
    assert isinstance(lines, list)
    return gtins.read(map(str, lines))[0]


def batch_in(typed: str, known: Mapping[str, str]) -> Scanned | None:
    """The batch a typed text is the code of; None for words that are searched as they stand.

    A bare GTIN names no batch, and a batch number may itself look like one.
    """
    try:
        found = batch_code.read(typed, known)
    except Refused:
        return None
    return found if found.batch else None


def means(found: Scanned, names: Names) -> bool:
    """Whether a lot is the one a code speaks of, as far as the code tells."""
    key = names.key
    return found.batch == key.batch and found.item in (None, key.item) and found.fund in (None, key.fund)


def scanned(sitting: Sitting, data: Mapping[str, str]) -> Filled:
    """The form with one more line, or with the reason why the code fills none."""
    kept = {name: value for name, value in data.items() if name != SCAN}
    try:
        found = batch_code.read(data[SCAN], known_gtins(sitting.db, sitting.desk.book))
    except Refused as refused:
        return Filled(kept, "", tuple(refused.problems), UNREADABLE)
    return fill(kept, found)


def fill(data: Mapping[str, str], found: Scanned) -> Filled:
    """Put what a code says into the line that awaits it: an announced line of its item without a batch, else the
    first empty one. Codes `gtin_unknown`, `batch_missing_in_code`, `scanned_already`, `scan_no_row`.
    """
    rows = _rows(data)
    number = next((n for n, row in rows.items() if found.batch and _is(row, found)), None)
    if number is not None:
        again = Problem("scanned_already", {"batch": found.batch}, f"lines-{number}-batch")
        return Filled(dict(data), "", (again,))
    number = _place(rows, found)
    if number is None:
        return Filled(dict(data), "", (Problem("scan_no_row", {}, SCAN),), UNREADABLE)
    expiry = text.expiry(found.expiry) if found.expiry else None
    said = {"item": found.item, "batch": found.batch, "fund": found.fund, "expiry": expiry}
    filled = {f"lines-{number}-{name}": value for name, value in said.items() if value}
    problems = []
    if found.item is None:
        problems.append(Problem("gtin_unknown", {"gtin": found.gtin}, f"lines-{number}-item"))
    if not found.batch:
        problems.append(Problem("batch_missing_in_code", {}, f"lines-{number}-batch"))
    title = " ".join(filter(None, [words.item_name(found.item) if found.item else "", f"batch {found.batch or '–'}"]))
    return Filled({**data, **filled}, f"Baris {number + 1}: {title}. Isi jumlahnya.", tuple(problems))


def _rows(data: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """What the lines of a form hold, by number; the hidden number of an announced line is no content."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in data.items():
        found = LINE.fullmatch(name)
        if found:
            row = rows.setdefault(int(found[1]), {})
            if value.strip() and found[2] != "line":
                row[found[2]] = value.strip()
    return dict(sorted(rows.items()))


def _is(row: Mapping[str, str], found: Scanned) -> bool:
    """Whether a line holds the batch already; an item or fund that is not known on both sides tells nothing."""
    own = (row.get("item"), row.get("fund"))
    same = all(a == b for a, b in zip(own, (found.item, found.fund), strict=True) if a and b)
    return row.get("batch") == found.batch and same


def _place(rows: Mapping[int, Mapping[str, str]], found: Scanned) -> int | None:
    awaiting = (n for n, row in rows.items() if found.item and row.get("item") == found.item and not row.get("batch"))
    fits = next((n for n in awaiting if rows[n].get("fund") in (None, "", found.fund) or not found.fund), None)
    if fits is not None:
        return fits
    return next((n for n in range(MOST_ROWS) if not rows.get(n)), None)
