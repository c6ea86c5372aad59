"""The other procedures through the pages: the same stories, every step a form that is opened, filled in and sent."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from alokon.sop.registry import FLOWS
from tests.scenarios.procedures import HEAD, STAFF, STORIES
from tests.scenarios.test_procedures import as_told
from tests.web.office import seen
from tests.web.paged import PagedBook


@pytest.mark.parametrize("flow", STORIES)
def test_a_procedure_is_carried_out_on_the_pages(sqlite_engine: Engine, tmp_path: Path, flow: str) -> None:
    office = PagedBook(sqlite_engine, tmp_path)
    end = STORIES[flow](office)
    assert as_told(office, flow, end)
    said = seen(office.browser(HEAD, "2026-02-02").get(f"/berkas/{end.case}"))
    assert [step.done for step in FLOWS[flow].steps if step.seed and step.done not in said] == []


def test_who_may_not_take_a_step_is_not_offered_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    office = PagedBook(sqlite_engine, tmp_path)
    case = office.take(STAFF, "2026-01-05", "imp", "regulate", site="DINAS", subject="Penunjukan").case
    assert "/take_proposals" in office.browser(STAFF, "2026-01-06").get(f"/berkas/{case}").text
    assert "/take_proposals" not in office.browser("auditor", "2026-01-06").get(f"/berkas/{case}").text
    assert office.browser("auditor", "2026-01-06").get(f"/berkas/{case}/take_proposals").status_code == 403
