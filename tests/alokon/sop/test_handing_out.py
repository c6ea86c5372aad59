"""Goods beside alokon are given to institutions by an SBBK, and only what each may have."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from alokon.people import Forbidden
from alokon.recipients import CADRES, KAMPUNG, POSYANDU, SCHOOL, Recipient
from alokon.service.recipients import register
from tests.alokon.sop.test_distribution import refused
from tests.alokon.sop.test_supplies import bring
from tests.books import STOREROOM, Book

LEAFLET = {"item": "LEAFLET", "batch": "2025", "fund": "APBN", "stated": 500, "accepted": 500}
KITS = {"item": "KIT_KADER", "fund": "APBN", "stated": 20, "accepted": 20}
OFFICE = "DINAS"


def enter(book: Book, kind: str, who: str = "gudang", **more: object) -> str:
    """A recipient in Kecamatan Ciamis; returns its code."""
    entry = replace(Recipient("", f"{kind} satu", kind, "32.07.01"), **more)
    return str(register(book.desk(who, "2026-01-05"), entry, book.key()).facts["code"])


def give(book: Book, to: str, *rows: dict[str, object], day: str = "2026-01-10", who: str = "gudang") -> int:
    """Goods go to a recipient; returns the case."""
    told = {"purpose": "Penyuluhan", "receiver": "Ketua", "lines": list(rows)}
    return book.take(who, day, "penyerahan-penunjang", "hand_out", site=to, **told).case or 0


def test_leaflets_go_to_a_school_by_sbbk_and_leave_the_storeroom(engine: Engine) -> None:
    book = Book(engine)
    bring(book, LEAFLET, {**LEAFLET, "batch": "2026", "stated": 100, "accepted": 100})
    school = enter(book, SCHOOL)
    case = give(book, school, {"item": "LEAFLET", "quantity": 520})
    assert book.held() == {(STOREROOM, "shelf", "LEAFLET"): 80}
    assert [(line.item, line["issued"]) for line in book.leaves(case)] == [("LEAFLET", 500), ("LEAFLET", 20)]


def test_an_edition_that_is_named_is_the_one_that_goes(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, LEAFLET, {**LEAFLET, "batch": "2026", "stated": 100, "accepted": 100})
    told = refused(lambda: give(book, OFFICE, {"item": "LEAFLET", "edition": "2026", "quantity": 101}))
    assert told == {"supplies_short": "lines-0-quantity"}
    give(book, OFFICE, {"item": "LEAFLET", "edition": "2026", "quantity": 100})
    assert book.held() == {(STOREROOM, "shelf", "LEAFLET"): 500}


def test_a_school_is_never_given_alokon_nor_a_posyandu_a_kit(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, KITS)
    book.receive("2026-01-05", "PILK", "A1", 100)
    school, posyandu = enter(book, SCHOOL), enter(book, POSYANDU)
    assert refused(lambda: give(book, school, {"item": "PILK", "quantity": 1})) == {
        "supplies_short": "lines-0-quantity"
    }
    assert refused(lambda: give(book, posyandu, {"item": "KIT_KADER", "quantity": 1})) == {"goods_not_accepted": "item"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "decree_missing"),
        ({"decree": "SK 12", "decree_until": "2026-01-09"}, "decree_lapsed"),
        ({"decree": "SK 12", "active": False}, "recipient_inactive"),
    ],
)
def test_cadres_get_nothing_without_a_decree(sqlite_engine: Engine, more: dict[str, object], code: str) -> None:
    book = Book(sqlite_engine)
    bring(book, KITS)
    if "decree_until" in more:
        more = {**more, "decree_until": date.fromisoformat(str(more["decree_until"]))}
    cadres = enter(book, CADRES, **more)
    assert list(refused(lambda: give(book, cadres, {"item": "KIT_KADER", "quantity": 1}))) == [code]


def test_cadres_with_a_decree_get_their_kits(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, KITS)
    cadres = enter(book, CADRES, decree="SK 12/2026")
    give(book, cadres, {"item": "KIT_KADER", "quantity": 3})
    assert book.held() == {(STOREROOM, "shelf", "KIT_KADER"): 17}
    assert book.went(STOREROOM, "given") == -3


def test_who_keeps_no_store_enters_and_gives_nothing(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, LEAFLET)
    with pytest.raises(Forbidden):
        enter(book, KAMPUNG, who="bidan")
    with pytest.raises(Forbidden):
        give(book, OFFICE, {"item": "LEAFLET", "quantity": 1}, who="auditor")


def test_an_entry_names_everything_wrong_with_it_and_its_kind_stays(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    wrong = Recipient("", " ", SCHOOL, None)
    told = refused(lambda: register(book.desk("gudang", "2026-01-05"), wrong, book.key()))
    assert told == {"recipient_name_missing": "name", "recipient_area_missing": "kecamatan"}
    code = enter(book, SCHOOL)
    other = Recipient(code, "Sekolah satu", KAMPUNG, "32.07.01")
    assert refused(lambda: register(book.desk("gudang", "2026-01-06"), other, book.key())) == {
        "recipient_kind_fixed": "kind"
    }
