"""A frozen workbook comes back equal, and renders to the same bytes in every format."""

import json

import pytest

from reports.dataset import Dataset, Workbook
from reports.formats import FORMATS, render
from reports.frozen import freeze, thaw
from tests.reports.samples import book, every_kind, long_card


def through_json(workbook: Workbook) -> Workbook:
    return thaw(json.loads(json.dumps(freeze(workbook))))


@pytest.mark.parametrize("data", [every_kind(), long_card(40)], ids=lambda data: data.name)
def test_a_workbook_comes_back_from_json_equal(data: Dataset) -> None:
    assert through_json(book(data)) == book(data)


@pytest.mark.parametrize("ending", FORMATS)
def test_what_comes_back_renders_to_the_same_bytes(ending: str) -> None:
    assert render(through_json(book(every_kind())), ending) == render(book(every_kind()), ending)


def test_only_what_a_workbook_is_made_of_can_be_frozen() -> None:
    with pytest.raises(TypeError, match="cannot be frozen"):
        freeze(Workbook("x", ({1, 2},)))  # type: ignore[arg-type]
