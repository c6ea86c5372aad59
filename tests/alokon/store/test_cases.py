"""What is written of a case is in the form its columns have."""

from datetime import date

import sqlalchemy as sa

from alokon.store.cases import CHANGE, CHANGING


def test_what_a_step_changes_is_bound_as_the_columns_keep_it(sqlite_engine: sa.Engine) -> None:
    changed = {f"new_{name}": None for name in CHANGING} | {"new_changed_on": date(2026, 3, 1)}
    with sqlite_engine.connect() as db:
        bound = CHANGE.form(db).bound({"of_book": "3207", "of_case": 1, **changed})
    assert "2026-03-01" in bound
