"""Starting a book, and its registers: the office's warehouses, items, kecamatan and faskes."""

from collections.abc import Mapping
from typing import cast

import sqlalchemy as sa

from alokon import climate, numbering
from alokon.catalog import GOODS_CLASS
from alokon.faskes import Faskes, Kecamatan, check
from alokon.planning.levels import Table, levels_of
from alokon.recipients import OFFICE, Recipient
from alokon.service.desk import Desk, Done, digest_of, guard, writing
from alokon.settings import LEVELS, SETTINGS
from alokon.sop import adopted
from alokon.store import faskes as registry
from alokon.store import recipients
from alokon.store import settings as stored
from alokon.supplies import CLASSES, GOODS
from inventory.core.errors import Problem, refuse_if
from inventory.core.places import FACILITY, STOREROOM, WAREHOUSE
from inventory.store import chain, masters, writer
from inventory.store.engine import starting
from inventory.store.rules import Entry

OWN_EVENTS = Recipient("DINAS", "Kegiatan dinas sendiri", OFFICE)
"""The recipient every book begins with: what the office hands out itself."""

STOREROOM_SITE = ("PENUNJANG", "Gudang Barang Penunjang")
"""Code and name of the storeroom of a new book."""


def start_book(
    engine: sa.Engine,
    book: str,
    name: str,
    kecamatan: tuple[Kecamatan, ...],
    warehouses: tuple[tuple[str, str], ...] = (("GUDANG", "Gudang Alokon Kabupaten"),),
) -> None:
    """A new book with its warehouses (code, name), storeroom, goods and kecamatan; refuses `book_exists`."""
    with starting(engine) as db:
        masters.open_book(db, book, name)
        for code, title in warehouses:
            masters.add_site(db, book, code, title, WAREHOUSE, accepts=GOODS_CLASS)
        recipients.add(db, book, OWN_EVENTS)
        masters.add_site(db, book, *STOREROOM_SITE, STOREROOM, accepts=",".join(CLASSES))
        for item in GOODS.values():
            masters.add_item(db, book, item.code, item.name, item.unit, item.goods_class)
        if kecamatan:
            registry.add_kecamatan(db, book, kecamatan)


def register(desk: Desk, entry: Faskes, key: str, *, new: bool = False) -> Done:
    """Enter a faskes in the registry, or change its entry; raises `Refused` with every problem of `faskes.check`.

    A `new` one changes no other: a code that is there already is refused (`faskes_code_taken`).
    """
    with writing(desk) as db:
        return register_in(db, desk, entry, key, new=new)


def register_in(
    db: sa.Connection,
    desk: Desk,
    entry: Faskes,
    key: str,
    *,
    new: bool = False,
    held: dict[str, registry.Entry] | None = None,
) -> Done:
    """`register` inside a transaction that is open already.

    `held` is the registry as it stands, so that many entries need not read it each time; the entry joins it.
    """
    guard(db, desk, "registry")
    facts = {name: value for name, value in vars(entry).items() if value not in (None, "", ())}
    request = digest_of(["register", facts])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return Done(known.seq, known.head, repeated=True)
    entries = registry.entries(db, desk.book) if held is None else held
    old = None if new else entries.get(entry.code)
    others = {code: found.faskes for code, found in entries.items() if new or code != entry.code}
    refuse_if(check(entry, others, book=desk.book, kecamatan=registry.kecamatan_list(db, desk.book)))
    if old is None:
        site = masters.add_site(db, desk.book, entry.code, entry.name, FACILITY, accepts=GOODS_CLASS)
        registry.add(db, desk.book, site, entry)
    else:
        site = old.site
        masters.rename_site(db, desk.book, site, entry.name)
        registry.change(db, desk.book, site, entry)
    entries[entry.code] = registry.Entry(site, entry)
    return note(db, desk, "registry.change" if old else "registry.add", facts, key, request)


def change_settings(desk: Desk, values: dict[str, object], key: str) -> Done:
    """Change settings of the office; refuses `setting_unknown`, `pattern_malformed`, `number_too_long` {most},
    `levels_out_of_order` {item}, `climate_out_of_order` and what `adopted.check` finds."""
    with writing(desk) as db:
        return change_settings_in(db, desk, values, key)


def change_settings_in(db: sa.Connection, desk: Desk, values: dict[str, object], key: str) -> Done:
    """`change_settings` inside a transaction that is open already."""
    guard(db, desk, "settings")
    request = digest_of(["settings", values])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return Done(known.seq, known.head, repeated=True)
    problems = [Problem("setting_unknown", {"name": name}, name) for name in values if name not in SETTINGS]
    problems += _level_problems(values)
    after = {**stored.settings(db, desk.book), **values}
    refuse_if([*problems, *_number_problems(after), *_climate_problems(after), *adopted.check(after)])
    stored.store(db, desk.book, values)
    return note(db, desk, "settings.change", values, key, request)


def _level_problems(values: Mapping[str, object]) -> list[Problem]:
    """Levels that contradict each other: emergency ≤ minimum ≤ maximum, and rounds of some length."""
    return [
        Problem("levels_out_of_order", {"item": item or "semua jenis"}, f"{item or 'semua'}-minimum")
        for tier, name in LEVELS.items()
        for item in cast(Table, values.get(name, {}))
        if not levels_of({tier: cast(Table, values[name])}, tier, item).in_order
    ]


def _climate_problems(values: Mapping[str, object]) -> list[Problem]:
    """Limits of temperature with nothing between them."""
    limits = climate.limits_of(values)
    return [] if limits.low < limits.high else [Problem("climate_out_of_order", {}, climate.LOW)]


def _number_problems(values: Mapping[str, object]) -> list[Problem]:
    """What is wrong with the numbers that papers would get."""
    pattern = str(values["number.pattern"])
    if not numbering.is_sound(pattern):
        return [Problem("pattern_malformed", {"pattern": pattern}, "number.pattern")]
    for each in (values, *adopted.own_settings(values)):
        classification, unit = (str(each[f"number.{name}"]) for name in ("classification", "unit"))
        if numbering.longest(pattern, classification=classification, unit=unit) > numbering.LONGEST:
            return [Problem("number_too_long", {"most": numbering.LONGEST}, "number.pattern")]
    return []


def note(db: sa.Connection, desk: Desk, kind: str, payload: object, key: str, request: str) -> Done:
    """Write an event that moves nothing, so that what the office changed stands in the chain."""
    entry = Entry(
        kind=kind,
        occurred_on=desk.today,
        recorded_at=desk.now,
        actor=desk.actor.user_id,
        key=key,
        request=request,
        payload=chain.canonical(payload),
    )
    posted = writer.post(db, desk.book, entry)
    return Done(posted.seq, posted.head)
