"""What SIGA tells of services comes in from a file, and stands beside the services and the use of the book."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from alokon.imports.checks import Checked
from alokon.imports.siga_counts import COLUMNS, Figure
from alokon.planning.inviting import COUNTED, SERVED, SIGA, Figures, mismatches
from alokon.service.importing import Examined, Upload, examine, write
from alokon.siga import ServiceKey
from alokon.store import siga
from inventory.core.errors import Refused
from inventory.store.engine import reading
from reports.catalogue import build
from reports.report import Parameters
from tests.alokon.imports import made
from tests.alokon.service.importing import assert_sound
from tests.books import BOOK, PUSKESMAS, WIB, Book
from tests.reports.test_layanan import JANUARY, lived

TITLES = [column.title for column in COLUMNS]


def looked_at(book: Book, *rows: made.Rows, who: str = "data", day: str = "2026-02-20") -> Examined:
    """A file of rows, examined."""
    return examine(book.desk(who, day), Upload(made.xlsx([TITLES, *rows]), "siga.xlsx"))


def codes(checked: Checked[Figure]) -> dict[int, str]:
    """Row → the rule that is broken there."""
    return {finding.row: finding.rule.code for finding in checked.findings}


def test_figures_are_looked_at_written_and_replaced(sqlite_engine: Engine) -> None:
    book, _ = lived(sqlite_engine)
    book.close("bidan", "2026-02-03", PUSKESMAS, "2026-01")
    first = looked_at(book, ["3207001", "Januari 2026", "pil kombinasi", "12"], [PUSKESMAS, "2026-01", "MOW", 1])
    assert (first.format.name, [str(a.quantity) for a in first.amounts]) == ("siga", ["2", "1", "1"])
    write(book.desk("data", "2026-02-20"), first)
    again = looked_at(book, [PUSKESMAS, "2026-01", "PILK", 15], [PUSKESMAS, "01/2026", "MOW", 1])
    assert codes(again.checked) == {2: "siga_replaced", 3: "siga_unchanged"}
    assert write(book.desk("data", "2026-02-20"), again).repeated is False
    assert write(book.desk("data", "2026-02-21"), again).repeated is True
    with reading(sqlite_engine) as db:
        found = siga.counts(db, BOOK, [JANUARY])
        printed = datetime(2026, 3, 2, 9, tzinfo=WIB)
        [data] = build(db, BOOK, "layanan", Parameters(month=JANUARY), printed_at=printed).datasets
    assert found == {ServiceKey(PUSKESMAS, JANUARY, "PILK"): 15, ServiceKey(PUSKESMAS, JANUARY, "MOW"): 1}
    said = {row[2]: row[6:] for row in data.rows if isinstance(row, tuple) and row[0] == PUSKESMAS}
    told = "pelayanan kurang dari pemakaian; opname menemukan selisih; SIGA lebih dari R1 KB"
    assert said["Pil Kombinasi"] == (12, 3, 15, "cycle", 14, 16, told)
    assert said["Tubektomi (MOW)"] == (None, None, 1, None, None, None, "R1 KB belum dikumpulkan")
    assert_sound(sqlite_engine, BOOK)


def test_every_row_that_cannot_be_read_is_named(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    rows: list[made.Rows] = [
        [PUSKESMAS, "2026-01", "PILK", 4],
        [PUSKESMAS, "2026-01", "Pil Kombinasi", 5],
        ["320799900", "2026-01", "PILK", 1],
        [PUSKESMAS, "entah", "PILK", 1],
        [PUSKESMAS, "2026-03", "PILK", 1],
        [PUSKESMAS, "2026-01", "Jamu", 1],
        [PUSKESMAS, "2026-01", "IUD", -1],
    ]  # type: ignore[list-item]
    found = looked_at(book, *rows)
    assert codes(found.checked) == {
        3: "siga_row_twice",
        4: "siga_faskes_unknown",
        5: "siga_not_month",
        6: "siga_month_in_future",
        7: "cell_unknown",
        8: "cell_too_small",
    }
    with pytest.raises(Refused):
        write(book.desk("data", "2026-02-20"), found)
    with reading(sqlite_engine) as db:
        assert siga.counts(db, BOOK, [JANUARY]) == {}


def test_a_file_that_names_people_by_their_numbers_is_refused_before_it_is_read(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    data = made.xlsx([[*TITLES, "NIK"], [PUSKESMAS, "2026-01", "PILK", 4, "3207" + "0" * 11 + "7"]])
    with pytest.raises(Refused) as refused:
        examine(book.desk("data", "2026-02-20"), Upload(data, "siga.xlsx"))
    assert [problem.code for problem in refused.value.problems] == ["personal_data"]


def test_where_nobody_collected_r1_kb_siga_is_held_against_the_use() -> None:
    [reason] = mismatches([Figures("PILK", None, 13, 14, 14, True)])
    assert (reason.kind, reason.unequal[0].one, reason.unequal[0].other) == ("siga-pemakaian", 13, 14)
    kinds = [one.kind for one in mismatches([Figures("PILK", 12, 13, 14, 16, True)])]
    assert kinds == [SERVED, COUNTED, SIGA]
