"""The other procedures through the pages: the same stories, every step a form that is opened, filled in and sent."""

from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import Engine

from alokon.sop.registry import FLOWS
from tests.books import PUSKESMAS
from tests.scenarios.procedures import HEAD, STAFF, STORIES
from tests.scenarios.test_procedures import as_told
from tests.shelter import PLANTED
from tests.web.keeper import Keeper
from tests.web.office import seen
from tests.web.paged import PagedBook, typed
from tests.web.test_steps import fields_of


@pytest.mark.parametrize("flow", STORIES)
def test_a_procedure_is_carried_out_on_the_pages(sqlite_engine: Engine, tmp_path: Path, flow: str) -> None:
    office = PagedBook(sqlite_engine, tmp_path)
    end = STORIES[flow](office)
    assert as_told(office, flow, end)
    said = seen(office.browser(HEAD, "2026-02-02").get(f"/berkas/{end.case}"))
    assert [step.done for step in FLOWS[flow].steps if step.seed and step.done not in said] == []


def test_the_history_tells_faskes_by_their_names(sqlite_engine: Engine, tmp_path: Path) -> None:
    office = PagedBook(sqlite_engine, tmp_path)
    case = STORIES["sik"](office).case
    said = seen(office.browser(HEAD, "2026-02-02").get(f"/berkas/{case}"))
    assert "Faskes diundang Puskesmas Ciamis" in said
    assert PUSKESMAS not in said


def test_who_may_not_take_a_step_is_not_offered_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    office = PagedBook(sqlite_engine, tmp_path)
    case = office.take(STAFF, "2026-01-05", "imp", "regulate", site="DINAS", subject="Penunjukan").case
    assert "/take_proposals" in office.browser(STAFF, "2026-01-06").get(f"/berkas/{case}").text
    assert "/take_proposals" not in office.browser("auditor", "2026-01-06").get(f"/berkas/{case}").text
    assert office.browser("auditor", "2026-01-06").get(f"/berkas/{case}/take_proposals").status_code == 403


def test_a_file_of_p2tp2a_goes_from_its_first_row_to_its_last_on_the_pages_of_its_keeper(keeper: Keeper) -> None:
    """The keeper signs in anew each day, with password and code; the legal row is not needed."""
    keeper.pages.on(date(2026, 1, 5))
    keeper.set_up()

    def take(day: str, step: str, case: int | None, flow: str = "p2tp2a", **answers: object) -> int:
        if (on := date.fromisoformat(day)) != keeper.pages.clock().date():
            keeper.pages.on(on)
        browser = keeper.sign_in()
        path = f"/berkas/{case}/{step}" if case else f"/berkas/{flow}/baru/{step}?site={keeper.shelter.site}"
        sent = browser.client.post(path, data=fields_of(browser.get(path)) | typed({"date": day, **answers}))
        assert sent.status_code == 302, seen(sent)
        return int(str(sent.location).rpartition("/")[2])

    with mock.patch.object(keeper.shelter, "take", take):
        case = keeper.shelter.closed()
    said = seen(keeper.sign_in().get(f"/berkas/{case}"))
    carried = [one.done for one in FLOWS["p2tp2a"].steps if one.seed and one.name != "legal"]
    assert [
        done for done in (*carried, "Langkah ditandai tidak perlu", "Laporan polisi dicatat") if done not in said
    ] == []
    assert not [word for word in PLANTED if word in said]
