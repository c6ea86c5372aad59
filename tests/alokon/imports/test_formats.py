"""Which format a file is, told by its columns."""

import pytest

from alokon.imports import register_columns
from alokon.imports.formats import FORMATS, recognise
from alokon.imports.grids import read_grids
from alokon.imports.template import template
from inventory.core.errors import Refused
from tests.alokon.imports import made


@pytest.mark.parametrize("name", FORMATS)
def test_a_template_is_recognised_as_what_it_is_for(name: str) -> None:
    assert recognise(read_grids(template(name))).name == name


def test_other_names_of_columns_are_known_too() -> None:
    assert recognise(read_grids(b"no_registrasi,nama_faskes,kecamatan\n1,2,3\n")).name == "faskes"
    assert recognise(read_grids(b"kode gudang;alokon;dana;stok\n1;2;3;4\n")).name == "saldo-awal"


@pytest.mark.parametrize("name", ["saldo-awal", "lmis"])
def test_a_file_that_lacks_a_column_is_still_what_it_nearly_is(name: str) -> None:
    titles = [column.title for column in FORMATS[name].columns if column.required][1:]
    assert recognise(read_grids(made.xlsx([["Laporan"], [], titles, [1] * len(titles)]))).name == name


def test_a_file_of_something_else_is_refused() -> None:
    titles = [column.title for column in register_columns.COLUMNS if not column.required][:4]
    for data in (b"a,b\n1,2\n", made.xlsx([titles, [1, 2, 3, 4]])):
        with pytest.raises(Refused) as caught:
            recognise(read_grids(data))
        assert [problem.code for problem in caught.value.problems] == ["file_format_unknown"]
