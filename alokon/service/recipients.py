"""Entering a recipient in the book, and changing its entry."""

from dataclasses import replace

import sqlalchemy as sa

from alokon.recipients import Recipient, check
from alokon.service.desk import Desk, Done, digest_of, guard, writing
from alokon.service.setup import note
from alokon.store import faskes
from alokon.store import recipients as stored
from alokon.views.decrees import decrees
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store import masters, writer

PREFIX = "P"


def register(desk: Desk, entry: Recipient, key: str, decree_of: int | None = None) -> Done:
    """Enter a recipient, or with its code change its entry; a new one gets the next code, told in `facts`.

    `decree_of` is the file of the procedure whose decree appoints it: number and term are that decree's. Raises
    `Refused` with every problem of `recipients.check`; `recipient_unknown`; `recipient_kind_fixed` {name} when the
    kind of one that stands would change, since the ledger's rules hang on it; `decree_unknown` {case} where a file
    has none in force, `decree_elsewhere` {decree, name} where it names other places.
    """
    with writing(desk) as db:
        return register_in(db, desk, entry, key, decree_of)


def register_in(db: sa.Connection, desk: Desk, entry: Recipient, key: str, decree_of: int | None = None) -> Done:
    """`register` inside a transaction that is open already."""
    guard(db, desk, "recipients")
    if decree_of is not None:
        entry = _appointed(db, desk, entry, decree_of)
    facts = {name: value for name, value in vars(entry).items() if value not in (None, "")}
    request = digest_of(["recipient", facts])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return Done(known.seq, known.head, repeated=True)
    refuse_if(check(entry, faskes.kecamatan_list(db, desk.book)))
    old = stored.entry(db, desk.book, entry.code) if entry.code else None
    if entry.code and old is None:
        raise Refused(Problem("recipient_unknown", {"code": entry.code}, "code"))
    if old is not None and old.recipient.kind != entry.kind:
        raise Refused(Problem("recipient_kind_fixed", {"name": old.recipient.name}, "kind"))
    if old is None:
        entry = replace(entry, code=next_code(db, desk.book))
        stored.add(db, desk.book, entry)
    else:
        masters.rename_site(db, desk.book, old.site, entry.name)
        stored.change(db, desk.book, old.site, entry)
    done = note(db, desk, "recipient.change" if old else "recipient.add", {**facts, "code": entry.code}, key, request)
    return replace(done, facts={"code": entry.code})


def _appointed(db: sa.Connection, desk: Desk, entry: Recipient, case: int) -> Recipient:
    """The entry with the number and the term of the decree in a file."""
    decree = decrees(db, desk.book, desk.today).get(case)
    if decree is None:
        raise Refused(Problem("decree_unknown", {"case": case}, "decree_of"))
    area = faskes.kecamatan_list(db, desk.book).get(entry.kecamatan or "")
    if area is None or not decree.covers(area.name, entry.village):
        raise Refused(Problem("decree_elsewhere", {"decree": decree.number, "name": entry.name}, "decree_of"))
    return replace(entry, decree=decree.number, decree_until=decree.until or entry.decree_until)


def next_code(db: sa.Connection, book: str) -> str:
    """The code the next recipient will have: P001, P002, …"""
    numbers = [int(code[1:]) for code in stored.entries(db, book) if code[:1] == PREFIX and code[1:].isdigit()]
    return f"{PREFIX}{max(numbers, default=0) + 1:03d}"
