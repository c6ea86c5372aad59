"""Empty templates: every column explained, and what is filled into one comes back."""

import io

import openpyxl
import pytest

from alokon.imports.columns import take, wanted_names
from alokon.imports.formats import FORMATS
from alokon.imports.sheets import read_sheet
from alokon.imports.template import EXPLAINED, FILL_IN, template
from inventory.core.errors import Refused


@pytest.mark.parametrize("name", FORMATS)
def test_a_template_has_every_column_and_explains_each(name: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(name)))
    titles = [column.title for column in FORMATS[name].columns]
    assert workbook.sheetnames == [FILL_IN, EXPLAINED]
    assert [cell.value for cell in workbook[FILL_IN][1]] == titles
    explained = list(workbook[EXPLAINED].iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in explained] == titles
    assert all(row[1] in ("ya", "tidak") and row[2] for row in explained)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_template_is_refused_for_having_no_rows(name: str) -> None:
    columns = FORMATS[name].columns
    with pytest.raises(Refused) as caught:
        take(read_sheet(template(name), wanted_names(columns)), columns)
    assert [problem.code for problem in caught.value.problems] == ["rows_missing"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_examples_typed_into_a_template_come_back_as_typed(name: str) -> None:
    columns = FORMATS[name].columns
    workbook = openpyxl.load_workbook(io.BytesIO(template(name)))
    assert workbook[FILL_IN].column_dimensions["A"].number_format == "@"
    workbook[FILL_IN].append([column.example for column in columns])
    target = io.BytesIO()
    workbook.save(target)
    table = take(read_sheet(target.getvalue(), wanted_names(columns)), columns)
    assert table.records[0].cells == {column.key: column.example or None for column in columns}
    assert table.findings == ()


@pytest.mark.parametrize("name", FORMATS)
def test_no_name_of_a_column_means_two_columns(name: str) -> None:
    columns = FORMATS[name].columns
    assert len(wanted_names(columns)) == sum(len(column.known_as) for column in columns)
