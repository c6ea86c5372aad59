"""Sealed files: what is told stays in the vault's reach alone, opening is written down, and keys go when time is up."""

import base64
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from alokon.people import Forbidden
from alokon.proof.office import prove
from alokon.service import sealed
from alokon.service.setup import change_settings
from alokon.sop.registry import FLOWS, KEPT_APART
from alokon.store import cases, database, papers
from alokon.store import sealed as store
from alokon.store.kept_schema import sealed as sealed_table
from alokon.store.kept_schema import sealed_key
from alokon.store.schema import case_step
from alokon.vault import Vault
from alokon.views.casebook import count_states
from alokon.views.deadlines import deadlines
from alokon.views.performance import kept
from inventory.core.errors import Refused
from inventory.store import backup as backups
from inventory.store.engine import connect, reading, writing
from inventory.store.schema import event
from inventory.verify import verify
from tests.alokon.sop.test_distribution import refused
from tests.books import BOOK, Book
from tests.shelter import PLANTED, TOLD, Shelter

TODAY = date(2026, 6, 1)
WHY = ("layanan", f"Menghubungi {PLANTED[1]}")


@pytest.fixture
def shelter(engine: Engine, tmp_path: Path) -> Shelter:
    """A secretariat, on every database."""
    return Shelter(Book(engine), Vault(tmp_path / "vault"))


@pytest.fixture
def at_hand(sqlite_engine: Engine, tmp_path: Path) -> Shelter:
    """A secretariat on a file that can be looked into."""
    (tmp_path / "apart").mkdir()
    return Shelter(Book(sqlite_engine), Vault(tmp_path / "apart" / "vault"))


def test_every_text_of_a_sealed_flow_is_sealed_and_only_its_keepers_take_its_steps() -> None:
    assert sorted(KEPT_APART) == ["p2tp2a", "p2tp2a-aduan"]
    for code in KEPT_APART:
        for step in FLOWS[code].steps:
            assert step.permission == FLOWS[code].readers == "p2tp2a"
            assert not step.correctable
            assert not step.effects or not step.effects[0].sources
            for field in step.fields:
                assert field.sealed == (field.kind == "text"), (step.name, field.name)
                assert field.sealed or field.kind in ("date", "choice", "time")


def test_what_was_told_is_in_no_other_table_and_opens_for_the_keeper(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-06")
    with reading(shelter.book.engine) as db:
        payload, request = db.execute(
            sa.select(event.c.payload, event.c.request).where(event.c.kind == "p2tp2a.intake")
        ).one()
        answers = json.loads(db.scalar(sa.select(case_step.c.answers).where(case_step.c.case_id == case)) or "")
        digest = next(iter(store.of_case(db, BOOK, case).values())).digest
    assert answers == {"channel": "sendiri", "date": "2026-01-06", "lines": [], "sealed": True}
    assert json.loads(payload)["sealed"] == digest
    assert not any(word in payload + request for word in PLANTED)
    opened = sealed.open_case(shelter.desk("2026-01-07"), case, *WHY, key="one")
    assert list(opened.answers.values()) == [{name: said for name, said in TOLD.items() if name != "channel"}]


def test_opening_is_written_down_with_its_reason_and_each_needs_its_own(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-06")
    opened = sealed.open_case(shelter.desk("2026-01-07"), case, *WHY, key="one")
    with reading(shelter.book.engine) as db:
        written = db.execute(sa.select(event).where(event.c.seq == opened.event)).one()
    assert (written.kind, written.actor) == ("sealed.open", "keeper")
    assert {name: value for name, value in json.loads(written.payload).items() if name != "sealed"} == {
        "case": case,
        "why": "layanan",
    }
    again = sealed.open_case(shelter.desk("2026-01-08"), case, "hukum", "Surat penyidik", key="two")
    assert again.answers[opened.event] == {"words": WHY[1]}
    repeated = refused(lambda: sealed.open_case(shelter.desk("2026-01-08"), case, *WHY, key="one"))
    assert list(repeated) == ["opened_already"]
    assert refused(lambda: sealed.open_case(shelter.desk("2026-01-08"), case, "", "", key="x")) == {
        "reason_unknown": "reason"
    }


@pytest.mark.parametrize("who", ["admin", "gudang", "sekretaris", "bidan", "uptd", "auditor", "data", "program"])
def test_nobody_else_opens_carries_on_or_erases_a_file(at_hand: Shelter, who: str) -> None:
    case = at_hand.closed()
    desk = at_hand.book.desk(who, "2037-01-01")
    unknown = {"case_unknown": None}
    assert refused(lambda: sealed.open_case(desk, case, *WHY, key="one")) == unknown
    assert refused(lambda: sealed.erase(desk, case, "two")) == unknown
    assert refused(lambda: at_hand.book.take(who, "2026-03-01", "p2tp2a", "hold", case=case, reason="x")) == unknown
    with pytest.raises(Forbidden):
        at_hand.book.take(who, "2026-03-01", "p2tp2a", "intake", site=at_hand.site, **TOLD)
    with reading(at_hand.book.engine) as db:
        last = db.scalar(sa.select(sa.func.max(case_step.c.event)).where(case_step.c.case_id == case)) or 0
    assert list(refused(lambda: at_hand.book.take_back(who, "2026-03-01", last, "x"))) == ["case_unknown"]


def test_who_does_not_ask_for_sealed_flows_finds_none_of_their_cases(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-06")
    with reading(shelter.book.engine) as db:
        [register] = papers.of_cases(db, BOOK, [case])[case]
        assert papers.by_number(db, BOOK, register.number) is None
        assert cases.load_some(db, BOOK, [case]) == {}
        assert count_states(db, BOOK) == {}
        assert deadlines(db, BOOK, TODAY, None) == []
        assert kept(db, BOOK, date(2026, 1, 1), TODAY, TODAY) == []
        assert cases.listing(db, BOOK) == []
        assert [row.id for row in cases.listing(db, BOOK, flows=["p2tp2a"])] == [case]
        with pytest.raises(Refused):
            cases.load(db, BOOK, case)


def test_a_repeated_submission_is_recognised_by_what_was_sealed_and_by_no_digest_of_it(shelter: Shelter) -> None:
    at = {"site": shelter.site, "key": "same"}
    first = shelter.book.take("keeper", "2026-01-06", "p2tp2a", "intake", **at, **TOLD)
    again = shelter.book.take("keeper", "2026-01-06", "p2tp2a", "intake", **at, **TOLD)
    assert (again.repeated, again.event) == (True, first.event)
    other = {**TOLD, "victim": "Orang lain"}
    said = refused(lambda: shelter.book.take("keeper", "2026-01-06", "p2tp2a", "intake", **at, **other))
    assert list(said) == ["key_reused"]
    with reading(shelter.book.engine) as db:
        request = db.scalar(sa.select(event.c.request).where(event.c.seq == first.event))
    differently = shelter.book.take("keeper", "2026-01-06", "p2tp2a", "intake", site=shelter.site, **other)
    with reading(shelter.book.engine) as db:
        assert db.scalar(sa.select(event.c.request).where(event.c.seq == differently.event)) == request


def test_a_row_moved_to_another_case_or_event_does_not_open(at_hand: Shelter, tmp_path: Path) -> None:
    first, second = at_hand.intake("2026-01-06"), at_hand.intake("2026-01-06", victim="Lain")
    with writing(at_hand.book.engine, BOOK) as db:
        [(mine, kept)] = store.of_case(db, BOOK, first).items()
        [other] = store.of_case(db, BOOK, second)
        for (name,) in db.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sealed'"
        ).fetchall():
            db.exec_driver_sql(f'DROP TRIGGER "{name}"')
        db.execute(sealed_table.update().where(sealed_table.c.event == other).values(nonce=kept.nonce, text=kept.text))
        assert dict(prove(db, BOOK, tmp_path).counts)["sealed_differs"] == 1
    assert mine != other
    said = refused(lambda: sealed.open_case(at_hand.desk("2026-01-07"), second, *WHY, key="one"))
    assert list(said) == ["sealed_broken"]


def test_sealed_rows_are_append_only_and_their_guards_are_proved(shelter: Shelter) -> None:
    shelter.intake("2026-01-06")
    for spoil in (sealed_table.update().values(text=b"x"), sealed_table.delete()):
        with pytest.raises(sa.exc.DBAPIError), writing(shelter.book.engine, BOOK) as db:
            db.execute(spoil)
    with reading(shelter.book.engine) as db:
        assert verify(db, BOOK, database.GUARDED).sound


def test_planted_words_stand_in_no_file_of_the_book_and_in_no_backup(at_hand: Shelter, tmp_path: Path) -> None:
    case = at_hand.closed()
    complaint = at_hand.take(
        "2026-01-06", "complain", None, "p2tp2a-aduan", complainant=PLANTED[0], complaint=PLANTED[4]
    )
    at_hand.take("2026-01-07", "hold", complaint, "p2tp2a-aduan", reason=f"Menunggu {PLANTED[1]}")
    sealed.open_case(at_hand.desk("2026-02-11"), case, *WHY, key="one")
    made = backups.backup(at_hand.book.engine, tmp_path / "cadangan", at_hand.desk("2026-02-12").now, database.GUARDED)
    assert made.sound
    root = at_hand.vault.tree().branches[""]
    keys = (root, base64.b64encode(root))
    found = [path for path in tmp_path.rglob("*") if path.is_file() and path != at_hand.vault.path]
    assert {path.name for path in found} >= {"book.db", "book.db-wal", made.path.name}
    for path in found:
        held = path.read_bytes()
        assert [word for word in PLANTED if word.encode() in held or word.encode("utf-16-le") in held] == [], path
        assert not any(key in held for key in keys), path


def test_a_key_is_erased_only_after_the_end_and_the_retention_and_then_nobody_opens_it(
    shelter: Shelter, tmp_path: Path
) -> None:
    case = shelter.intake("2026-01-06")
    assert list(refused(lambda: sealed.erase(shelter.desk("2036-01-06"), case, "k1"))) == ["case_not_ended"]
    ended = shelter.closed("2026-02-10")
    assert list(refused(lambda: sealed.erase(shelter.desk("2036-02-09"), ended, "k2"))) == ["retention_runs"]
    done = sealed.erase(shelter.desk("2036-02-10"), ended, "k3")
    assert sealed.erase(shelter.desk("2036-02-10"), ended, "k3").event == done.event
    said = refused(lambda: sealed.open_case(shelter.desk("2036-02-11"), ended, *WHY, key="one"))
    assert list(said) == ["sealed_erased"]
    assert list(refused(lambda: sealed.erase(shelter.desk("2036-02-11"), ended, "k4"))) == ["sealed_erased"]
    assert sealed.open_case(shelter.desk("2036-02-11"), case, *WHY, key="two").answers
    with reading(shelter.book.engine) as db:
        assert prove(db, BOOK, tmp_path).sound
        assert cases.load(db, BOOK, ended, ["p2tp2a"]).state == "p2tp2a.9"


def test_a_ruling_after_the_closing_keeps_the_key_longer(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-06")
    shelter.through(
        case,
        ("2026-01-06", "accept_file", {"letter": "ada", "identity": "ada"}),
        ("2026-01-07", "outreach", {"order": "1", "findings": "x"}),
        ("2026-01-07", "assess", {"assessment": "x"}),
        *[("2026-01-08", "skip", {"reason": "x"})] * 4,
        ("2026-01-09", "close_case", {"report": "x", "ruling": "2026-06-30"}),
    )
    with reading(shelter.book.engine) as db:
        kept = sealed.keeping(db, BOOK, cases.load(db, BOOK, case, ["p2tp2a"]))
    assert str(kept.erasable_on) == "2036-06-30"


def test_an_erased_key_leaves_no_trace_in_the_file(at_hand: Shelter) -> None:
    case = at_hand.closed()
    with reading(at_hand.book.engine) as db:
        wrapped = bytes(db.scalar(sa.select(sealed_key.c.wrapped).where(sealed_key.c.case_id == case)) or b"")
    path = Path(str(at_hand.book.engine.url.database))
    files = [path, path.with_name(f"{path.name}-wal")]
    assert any(wrapped in one.read_bytes() for one in files)
    sealed.erase(at_hand.desk("2036-02-10"), case, "k")
    assert not any(wrapped in one.read_bytes() for one in files if one.exists())


def test_an_erased_key_opens_from_no_older_backup_and_the_others_do(at_hand: Shelter, tmp_path: Path) -> None:
    erased, other = at_hand.closed(), at_hand.closed()
    now, before = at_hand.desk("2036-02-10").now, at_hand.vault.path.read_bytes()
    made = backups.backup(at_hand.book.engine, tmp_path / "cadangan", now, database.GUARDED)
    sealed.erase(at_hand.desk("2036-02-10"), erased, "k")
    assert sealed.open_case(at_hand.desk("2036-02-11"), other, *WHY, key="one").answers
    assert at_hand.intake("2036-02-11"), "new files are sealed as before"
    engine = connect(f"sqlite:///{shutil.copyfile(made.path, tmp_path / 'older.db')}")
    older = at_hand.desk("2036-02-12")
    older = older._replace(office=older.office._replace(engine=engine))
    said = refused(lambda: sealed.open_case(older, erased, *WHY, key="two"))
    assert list(said) == ["sealed_erased"]
    assert sealed.open_case(older, other, *WHY, key="three").answers
    sealed.erase(older, erased, "four")
    at_hand.vault.path.write_bytes(before)
    engine.dispose()
    engine = connect(f"sqlite:///{shutil.copyfile(made.path, tmp_path / 'oldest.db')}")
    older = older._replace(office=older.office._replace(engine=engine))
    assert sealed.open_case(older, erased, *WHY, key="five").answers, "which is why old copies of the vault must go"
    engine.dispose()


def test_a_key_is_not_erased_where_the_vault_cannot_forget_it(at_hand: Shelter) -> None:
    case, kept = at_hand.closed(), at_hand.vault.path.read_bytes()
    at_hand.vault.path.unlink()
    assert list(refused(lambda: sealed.erase(at_hand.desk("2036-02-10"), case, "a"))) == ["sealing_key_missing"]
    at_hand.vault.tree_or_new()
    assert list(refused(lambda: sealed.erase(at_hand.desk("2036-02-10"), case, "a"))) == ["sealing_key_wrong"]
    at_hand.vault.path.write_bytes(kept)
    assert sealed.open_case(at_hand.desk("2036-02-11"), case, *WHY, key="b").answers


def test_switched_off_only_dates_choices_and_steps_are_kept(shelter: Shelter) -> None:
    change_settings(shelter.book.desk("admin", "2026-01-05"), {"sealed.store": False}, shelter.book.key())
    case = shelter.take("2026-01-06", "intake", None, channel="medis", victim=PLANTED[1])
    with reading(shelter.book.engine) as db:
        assert not store.anything(db)
        [step] = cases.steps_of(db, BOOK, [case])[case]
    assert step.answers == {"channel": "medis", "date": "2026-01-06", "lines": []}
    assert not shelter.vault.path.exists()
    assert list(refused(lambda: sealed.open_case(shelter.desk("2026-01-07"), case, *WHY, key="a"))) == ["sealed_empty"]


def test_a_lost_or_wrong_key_is_told_and_never_quietly_replaced(at_hand: Shelter) -> None:
    case = at_hand.intake("2026-01-06")
    kept = at_hand.vault.path.read_bytes()
    at_hand.vault.path.unlink()
    for act in (
        lambda: at_hand.intake("2026-01-07"),
        lambda: sealed.open_case(at_hand.desk("2026-01-07"), case, *WHY, key="a"),
    ):
        assert list(refused(act)) == ["sealing_key_missing"]
    assert not at_hand.vault.path.exists()
    at_hand.vault.tree_or_new()
    assert list(refused(lambda: sealed.open_case(at_hand.desk("2026-01-07"), case, *WHY, key="b"))) == [
        "sealing_key_wrong"
    ]
    at_hand.vault.path.write_bytes(kept)
    assert sealed.open_case(at_hand.desk("2026-01-07"), case, *WHY, key="c").answers


def test_what_is_wrong_with_a_sealed_answer_is_told_without_it(at_hand: Shelter) -> None:
    with pytest.raises(Refused) as told:
        at_hand.intake("2026-01-06", account="NARASI" * 1000, victim="3207011234567890")
    assert {problem.code for problem in told.value.problems} == {"text_too_long", "personal_number"}
    assert "NARASI" not in str([dict(problem.facts) for problem in told.value.problems])
    assert "3207011234567890" not in str([dict(problem.facts) for problem in told.value.problems])
