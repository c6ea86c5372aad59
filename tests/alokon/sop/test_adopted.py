"""A procedure as an office adopted it: its own letterhead and numbers, roles in the place of actors, lost ticks."""

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from alokon.people import Forbidden
from alokon.service.setup import change_settings
from alokon.settings import SETTINGS
from alokon.sop.adopted import BY_PERMISSION, SETTING, adopted, as_set, check, duties, settings_for
from alokon.sop.registry import FLOWS, SOPS
from inventory.core.errors import Refused
from tests.books import Book
from tests.reports.test_task_papers import papers_of

IMP = FLOWS["imp"]
DEFAULTS = {name: known.default for name, known in SETTINGS.items()}


def office(**imp: Mapping[str, object]) -> dict[str, object]:
    """The settings of an office that adopted the procedure of the cadres in its own way."""
    return {**DEFAULTS, SETTING: {"imp": imp}}


def roles(values: Mapping[str, object], step: str) -> set[str]:
    return set(duties(values).roles(IMP, IMP.step(step)))


def test_a_row_is_taken_by_the_roles_that_stand_for_its_actors() -> None:
    here = office(actors={"Staf": "data", "Analis Kebijakan Muda": "-"})
    assert roles(here, "take_proposals") == {"data"}
    assert roles(here, "regulate") == {"data"}, "the other actor of the row is outside the book"
    assert roles(here, "examine") == set(BY_PERMISSION.roles(IMP, IMP.step("examine"))), "nobody else could take it"
    assert roles(here, "await_decree") == {"approver", "uptd", "data", "program"}, "an actor nobody stands for"
    assert roles(here, "print_draft") == {"approver", "uptd", "data", "program"}


def test_a_way_beside_the_rows_is_open_to_whoever_takes_some_row_like_it() -> None:
    actors = {"Staf": "data", "Analis Kebijakan Muda": "data", "Kepala Bidang PPDI": "pengelola", "BUPATI/ DPR": "-"}
    here = office(actors={**actors, "Kepala Dinas": "approver"})
    assert roles(here, "print_draft") == {"pengelola", "data"}
    assert roles(here, "recommend") == {"approver", "data"}
    assert roles(here, "drop") == {"approver", "data"}
    assert "pengelola" in roles(here, "hold")


def test_lost_ticks_are_set_here_and_change_who_takes_the_row() -> None:
    here = office(actors={"Staf": "data"}, rows={"4": ["Staf"]})
    assert roles(here, "examine") == {"data"}
    changed = {step.number: step.actors for step in as_set(SOPS["imp"], adopted(here, "imp")).printed.steps}
    assert (changed["4"], changed["6"]) == (("Staf",), ("Analis Kebijakan Muda",))


def test_nobody_is_put_in_the_place_of_who_holds_a_right_of_the_store() -> None:
    here = {**DEFAULTS, SETTING: {"alokon": {"actors": {"Sekretaris": "data"}}}}
    assert duties(here) == BY_PERMISSION


def test_a_procedure_takes_settings_of_its_own_and_every_other_the_office_s() -> None:
    here = office(own={"number.unit": "BALAI"})
    assert [settings_for(here, flow)["number.unit"] for flow in ("imp", "kie")] == ["BALAI", "DPPKBPPPA"]
    assert settings_for(here, "imp")["place"] == "Ciamis"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"own": {"warehouse": "X"}}, "procedure_own"),
        ({"actors": {"Camat": "data"}}, "actor_unknown"),
        ({"actors": {"Staf": "auditor"}}, "standing_in_unknown"),
        ({"rows": {"99": ["Staf"]}}, "row_not_lost"),
    ],
)
def test_what_the_procedure_does_not_know_is_refused(part: Mapping[str, Mapping[str, object]], code: str) -> None:
    assert [problem.code for problem in check(office(**part))] == [code]


def test_a_procedure_there_is_none_of_is_refused() -> None:
    assert [problem.code for problem in check({**DEFAULTS, SETTING: {"kedua-belas": {}}})] == ["procedure_unknown"]


def test_the_office_s_choice_decides_who_may_and_what_stands_on_the_paper(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    own = {
        "kop.lines": ["BALAI PENYULUHAN KB CIAMIS"], "number.unit": "BALAI", "signatory.head": "Kepala Balai",
        "letter.rules": ["Undang-Undang Nomor 52 Tahun 2009"],
    }  # fmt: skip
    staff = {"Staf": "pengelola", "Analis Kebijakan Muda": "pengelola"}
    change_settings(book.desk("admin", "2026-01-02"), {SETTING: {"imp": {"own": own, "actors": staff}}}, book.key())
    with pytest.raises(Forbidden):
        book.take("program", "2026-01-05", "imp", "regulate", site="DINAS", subject="Penunjukan")
    done = book.take("gudang", "2026-01-05", "imp", "regulate", site="DINAS", subject="Penunjukan")
    planned = {"held_on": "2026-01-20", "time": "09.00 WIB", "place": "Aula", "theme": "R1"}
    other = book.take("program", "2026-01-05", "sik", "schedule", site="DINAS", **planned)
    assert (done.paper or "").split("/")[3] == "BALAI"
    assert (other.paper or "").split("/")[3] == "DPPKBPPPA"
    printed = papers_of(sqlite_engine, done.case or 0)["imp-regulasi"]
    assert "BALAI PENYULUHAN KB CIAMIS" in printed
    assert "Kepala Balai" in printed
    assert "Undang-Undang Nomor 52 Tahun 2009" in printed
    assert "Kepala Dinas" in papers_of(sqlite_engine, other.case or 0)["sik-undangan"]


def test_a_unit_that_makes_numbers_too_long_is_refused(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    with pytest.raises(Refused) as refused:
        change_settings(book.desk("admin", "2026-01-02"), {SETTING: {"imp": {"own": {"number.unit": "X" * 90}}}}, "k")
    assert [problem.code for problem in refused.value.problems] == ["number_too_long"]
