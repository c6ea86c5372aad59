"""A faskes register through the registry's own door: every entry, or none."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from alokon.imports.register_columns import COLUMNS
from alokon.people import Forbidden
from alokon.service.importing import Upload, examine, write
from alokon.service.setup import start_book
from alokon.store import faskes as registry
from inventory.core.errors import Refused
from inventory.store.engine import reading
from tests.alokon.imports import made
from tests.alokon.service.importing import assert_sound, counts, desk, payloads, seen, table
from tests.books import ACTORS, BOOK, PUSKESMAS, Book

TITLE = {column.key: column.title for column in COLUMNS}
NEW: dict[str, made.Value] = {
    "code": "320700300",
    "name": "Puskesmas Kawali",
    "kecamatan": "Kawali",
    "registered_on": "07/02/2020",
}
PUSTU: dict[str, made.Value] = {"code": "320700301", "name": "Pustu Kawalimukti", "kecamatan": "Kawali"}


def upload(*rows: Mapping[str, made.Value]) -> Upload:
    return Upload(table(TITLE, *rows), "faskes.xlsx")


def names(engine: sa.Engine) -> dict[str, str]:
    with reading(engine) as db:
        return {code: entry.faskes.name for code, entry in registry.entries(db, BOOK).items()}


def test_new_entries_join_the_registry_satellites_after_their_faskes(engine: sa.Engine) -> None:
    Book(engine)
    examined = examine(desk(engine), upload(PUSTU, NEW))
    assert list(examined.amounts) == [("faskes", 1), ("jaringan/jejaring", 1)]
    done = write(desk(engine), examined)
    assert names(engine)["320700300"] == "Puskesmas Kawali"
    with reading(engine) as db:
        entry = registry.entry(db, BOOK, "320700301")
    assert entry is not None
    assert (entry.faskes.parent, entry.faskes.type) == ("320700300", "pustu")
    again = examine(desk(engine), examined.upload)
    assert again.done is not None
    assert (again.done.event, write(desk(engine), again).repeated) == (done.event, True)
    assert_sound(engine, BOOK)


def test_a_register_that_was_saved_again_brings_nothing_new(sqlite_engine: sa.Engine) -> None:
    Book(sqlite_engine)
    write(desk(sqlite_engine), examine(desk(sqlite_engine), upload(NEW)))
    again = examine(desk(sqlite_engine), upload(NEW, PUSTU))
    assert ("register_unchanged", 2, "Kode faskes") in seen(again)
    assert [entry.faskes.code for entry in again.checked.rows] == ["320700301"]


def test_the_files_event_says_what_came_in(sqlite_engine: sa.Engine) -> None:
    Book(sqlite_engine)
    write(desk(sqlite_engine), examine(desk(sqlite_engine), upload(NEW)))
    (payload,) = payloads(sqlite_engine, BOOK, "import.file")
    assert '"format":"faskes"' in payload
    assert '"name":"faskes.xlsx"' in payload
    assert '"amounts":[["faskes",1],["jaringan/jejaring",0]]' in payload


def test_one_faulty_row_keeps_every_row_out(sqlite_engine: sa.Engine) -> None:
    Book(sqlite_engine)
    before = counts(sqlite_engine)
    examined = examine(desk(sqlite_engine), upload(NEW, {**NEW, "code": "320600100", "name": "Puskesmas Lain"}))
    assert [f.problem.code for f in examined.checked.blocking if f.problem] == ["faskes_code_other_book"]
    assert examined.amounts == ()
    with pytest.raises(Refused):
        write(desk(sqlite_engine), examined)
    assert counts(sqlite_engine) == before


def test_another_spelling_of_a_registered_name_must_be_accepted(sqlite_engine: sa.Engine) -> None:
    Book(sqlite_engine)
    twin = {**NEW, "name": "PKM Ciamis", "kecamatan": "Ciamis"}
    examined = examine(desk(sqlite_engine), upload(twin))
    assert ("register_name_alike", 2, "Nama faskes") in seen(examined)
    write(desk(sqlite_engine), examined, {2})
    assert {"320700300", PUSKESMAS} <= names(sqlite_engine).keys()


def test_a_faskes_registered_since_the_file_was_looked_at_is_not_written_over(sqlite_engine: sa.Engine) -> None:
    Book(sqlite_engine)
    examined = examine(desk(sqlite_engine), upload(NEW))
    write(desk(sqlite_engine), examine(desk(sqlite_engine), upload({**NEW, "name": "Puskesmas Lumbung"})))
    with pytest.raises(Refused):
        write(desk(sqlite_engine), examined)
    assert names(sqlite_engine)["320700300"] == "Puskesmas Lumbung"


def test_the_right_to_import_is_not_the_right_to_the_registry(sqlite_engine: sa.Engine) -> None:
    Book(sqlite_engine)
    with pytest.raises(Forbidden):
        examine(desk(sqlite_engine, ACTORS["data"]), upload(NEW))


def test_the_sample_register_comes_in_as_a_file_as_it_does_by_hand(sqlite_engine: sa.Engine) -> None:
    from sample_data import masters

    start_book(sqlite_engine, BOOK, "Kabupaten Ciamis", masters.kecamatan())
    wanted = {entry.code: entry for entry in masters.faskes()}
    rows = [
        {
            **{key: getattr(entry, key) for key in TITLE if hasattr(entry, key)},
            **(
                {
                    "agreement_kind": entry.agreement.kind,
                    "agreement_number": entry.agreement.number,
                    "agreement_until": entry.agreement.until,
                }
                if entry.agreement
                else {}
            ),
            **{f"equipment.{count.code}": count.quantity for count in entry.equipment},
            **{f"staff.{count.code}": count.quantity for count in entry.staff},
        }
        for entry in wanted.values()
    ]
    examined = examine(desk(sqlite_engine), upload(*rows))
    write(desk(sqlite_engine), examined, examined.checked.flagged_rows)
    with reading(sqlite_engine) as db:
        held = {code: found.faskes for code, found in registry.entries(db, BOOK).items()}
    assert held.keys() == wanted.keys()
    different = [
        code for code, entry in wanted.items() if held[code].name != entry.name or held[code].type != entry.type
    ]
    assert different == []


def test_a_real_public_register_is_read_row_by_row(sqlite_engine: sa.Engine, shared_data: Path) -> None:
    from alokon.faskes import Kecamatan

    path = shared_data / "faskes_kb_publik_sulbar.csv"
    with path.open(encoding="utf-8", newline="") as file:
        areas = sorted({(row["kabupaten"], row["kecamatan"]) for row in csv.DictReader(file)})
    majene = [name for kabupaten, name in areas if kabupaten == "MAJENE"]
    kecamatan = tuple(Kecamatan(f"76.05.{n:02}", name.title()) for n, name in enumerate(majene, 1))
    start_book(sqlite_engine, "7605", "Kabupaten Majene", kecamatan)
    examined = examine(desk(sqlite_engine, book="7605"), Upload(path.read_bytes(), path.name))
    assert examined.format.name == "faskes"
    assert examined.checked.blocking  # rows of other kabupaten, and facilities whose owner nobody told
    assert {f.column for f in examined.checked.blocking} <= {
        "no_registrasi",
        "kecamatan",
        "nama_faskes",
        "Jenis",
        "Kepemilikan",
    }
