"""What the database itself must keep: guards on append-only tables, whole references, complete sites, linked reversals.

Codes: `guard_missing`, `guard_changed`, `reference_broken`, `site_places_differ`, `lot_without_facts`,
`reversal_unsound`, `file_damaged`.
"""

import re
from collections.abc import Sequence

import sqlalchemy as sa

from inventory.core.errors import Problem
from inventory.core.places import SITE_PLACES
from inventory.proof.findings import Findings, Known
from inventory.store import schema
from inventory.store.schema import lot, lot_revision, metadata, move


def check_file(db: sa.Connection, found: Findings) -> None:
    """Let SQLite read its own file through; a PostgreSQL server looks after its files itself."""
    if db.dialect.name == "sqlite":
        for (said,) in db.exec_driver_sql("PRAGMA quick_check"):
            if said != "ok":
                found.add(Problem("file_damaged", {"said": said}))


def check_guards(db: sa.Connection, tables: Sequence[str], found: Findings) -> None:
    """Every trigger that makes a table append-only stands, is switched on and says what it should."""
    standing = _sqlite_guards(db) if db.dialect.name == "sqlite" else _postgresql_guards(db)
    for table in tables:
        wanted = schema.append_only(table, db.dialect.name)
        for name, statement in zip(schema.trigger_names(table, db.dialect.name), wanted, strict=True):
            if name not in standing:
                found.add(Problem("guard_missing", {"table": table, "trigger": name}))
            elif _plain(standing[name]) != _plain(statement):
                found.add(Problem("guard_changed", {"table": table, "trigger": name}))
    if db.dialect.name == "postgresql":
        _check_refusal(db, found)


def _sqlite_guards(db: sa.Connection) -> dict[str, str]:
    rows = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row.name: row.sql for row in rows}


def _postgresql_guards(db: sa.Connection) -> dict[str, str]:
    """Trigger → its definition, of those that are switched on."""
    rows = db.exec_driver_sql(
        "SELECT t.tgname, pg_get_triggerdef(t.oid) "
        "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
    )
    return {name: re.sub(r" ON \w+\.", " ON ", definition) for name, definition in rows}


def _check_refusal(db: sa.Connection, found: Findings) -> None:
    body = schema.REFUSE_CHANGE.split("$$")[1]
    said = db.scalars(
        sa.text("SELECT prosrc FROM pg_proc WHERE proname = 'refuse_change' AND pg_function_is_visible(oid)")
    ).all()
    if [_plain(one) for one in said] != [_plain(body)]:
        found.add(Problem("guard_changed", {"table": "", "trigger": "refuse_change"}))


def _plain(statement: str) -> str:
    return " ".join(statement.split())


def check_references(db: sa.Connection, book: str, found: Findings) -> None:
    """Every row points at rows that exist."""
    here = set(sa.inspect(db).get_table_names())
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints if table.name in here else ():
            parent = key.referred_table.alias("parent")
            columns = [table.c[name] for name in key.column_keys]
            targets = [parent.c[element.column.name] for element in key.elements]
            meets = sa.and_(*(own == far for own, far in zip(columns, targets, strict=True)))
            missing = sa.select(*table.primary_key).where(table.c.book == book, *(one.is_not(None) for one in columns))
            for row in db.execute(missing.where(~sa.exists().where(meets))):
                told = ", ".join(str(value) for value in row)
                found.add(
                    Problem("reference_broken", {"table": table.name, "row": told, "parent": key.referred_table.name})
                )


def check_sites(known: Known, found: Findings) -> None:
    """Every site has exactly the places of its kind."""
    kinds: dict[int, list[str]] = {number: [] for number in known.sites}
    for at in known.places.values():
        kinds[at.site].append(at.kind)
    for number, (code, kind) in known.sites.items():
        if sorted(kinds[number]) != sorted(SITE_PLACES.get(kind, ())):
            facts = {"site": code, "kind": kind, "places": sorted(kinds[number])}
            found.add(Problem("site_places_differ", facts))


def check_lots(db: sa.Connection, book: str, found: Findings) -> None:
    """Every lot was born with an event."""
    born = sa.exists().where(lot_revision.c.book == lot.c.book, lot_revision.c.lot == lot.c.id)
    for number, batch in db.execute(sa.select(lot.c.id, lot.c.batch).where(lot.c.book == book, ~born)):
        found.add(Problem("lot_without_facts", {"lot": number, "batch": batch}))


def check_reversals(db: sa.Connection, book: str, found: Findings) -> None:
    """A reversal takes back, whole and once, a line of an earlier event that is no reversal itself."""
    one, of = move.alias("one"), move.alias("of")
    linked = (of.c.book == one.c.book) & (of.c.event == one.c.reverses_event) & (of.c.line == one.c.reverses_line)
    same = [one.c[name] == of.c[name] for name in ("item", "lot", "quantity", "consignment")]
    turned = [one.c.source == of.c.destination, one.c.destination == of.c.source]
    sound = sa.and_(*same, *turned, of.c.event < one.c.event, of.c.reverses_event.is_(None))
    query = (
        sa.select(one.c.event, one.c.line, one.c.reverses_event, one.c.reverses_line)
        .outerjoin_from(one, of, linked)
        .where(one.c.book == book, sa.or_(one.c.reverses_event.is_not(None), one.c.reverses_line.is_not(None)))
        .where(sa.or_(of.c.event.is_(None), ~sound))
    )
    for event, line, undone, undone_line in db.execute(query):
        facts = {"event": event, "line": line, "undone": undone, "undone_line": undone_line}
        found.add(Problem("reversal_unsound", facts))
