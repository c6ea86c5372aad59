"""What went out beside alokon: to whom, which goods, and which cadres have their kit."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.recipients import CADRES, Recipient
from alokon.store import recipients
from alokon.supplies import SUPPLIES
from inventory.core.places import GIVEN
from inventory.store import queries


class Handed(NamedTuple):
    """Base units of an item given to a recipient in a span of days, corrections taken off."""

    recipient: Recipient
    item: str
    quantity: int


def handed(db: sa.Connection, book: str, since: date, until: date) -> list[Handed]:
    """Everything given from one day to another, by kind and name of the recipient, then item."""
    known = {code: entry.recipient for code, entry in recipients.entries(db, book).items()}
    given = _given(db, book, since, until, known)
    found = [Handed(known[code], item, n) for code, goods in given.items() for item, n in goods.items()]
    return sorted(found, key=lambda one: (one.recipient.kind, one.recipient.name, one.item))


def cadres(db: sa.Connection, book: str, until: date) -> list[tuple[Recipient, Mapping[str, int]]]:
    """Every group of cadres that is active, by kecamatan and name, with what it was ever given by a day, by item."""
    known = [entry.recipient for entry in recipients.entries(db, book).values()]
    groups = {one.code: one for one in known if one.kind == CADRES and one.active}
    given = _given(db, book, date.min, until, groups)
    return [(one, given.get(one.code, {})) for one in sorted(groups.values(), key=_place)]


def _place(one: Recipient) -> tuple[str, str]:
    return one.kecamatan or "", one.name


def _given(db: sa.Connection, book: str, since: date, until: date, codes: Collection[str]) -> dict[str, dict[str, int]]:
    """Recipient → base units of every item it was given, what it gave back taken off."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for flow in queries.flows(db, book, since, until, [GIVEN], sites=codes, items=SUPPLIES):
        sums[flow.site][flow.item] += flow.quantity if flow.direction == "in" else -flow.quantity
    return {code: {item: n for item, n in goods.items() if n} for code, goods in sums.items()}
