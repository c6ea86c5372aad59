"""What went out beside alokon: to whom, which goods, and which cadres have their kit."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.recipients import CADRES, Recipient
from alokon.store import recipients
from inventory.core.places import GIVEN
from inventory.store import queries


class Handed(NamedTuple):
    """Base units of an item given to a recipient in a span of days, corrections taken off."""

    recipient: Recipient
    item: str
    quantity: int


def handed(db: sa.Connection, book: str, since: date, until: date) -> list[Handed]:
    """Everything given from one day to another, by kind and name of the recipient, then item."""
    known = recipients.entries(db, book)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for flow in queries.flows(db, book, since, until, [GIVEN], sites=known):
        taken = flow.direction == "out"
        sums[flow.site, flow.item] += -flow.quantity if taken else flow.quantity
    found = [Handed(known[site].recipient, item, n) for (site, item), n in sums.items() if n]
    return sorted(found, key=lambda one: (one.recipient.kind, one.recipient.name, one.item))


def cadres(db: sa.Connection, book: str, until: date) -> list[tuple[Recipient, Mapping[str, int]]]:
    """Every group of cadres that is active, by kecamatan and name, with what it was ever given by a day, by item."""
    given: dict[str, dict[str, int]] = defaultdict(dict)
    for one in handed(db, book, date.min, until):
        given[one.recipient.code][one.item] = one.quantity
    known = [entry.recipient for entry in recipients.entries(db, book).values()]
    groups = [one for one in known if one.kind == CADRES and one.active]
    groups.sort(key=lambda one: (one.kecamatan or "", one.name))
    return [(one, given.get(one.code, {})) for one in groups]
