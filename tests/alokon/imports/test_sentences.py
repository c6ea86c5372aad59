"""Every reason to refuse a file has a sentence, and every sentence finds the facts it names."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from alokon.imports import columns, sheets
from alokon.imports.containers import Limits
from alokon.imports.formats import recognise
from alokon.imports.grids import read_grids
from alokon.imports.lmis_rows import COLUMNS
from alokon.imports.mapping import parse_mapping
from alokon.messages import sentence
from alokon.sentences.files import SENTENCES
from inventory.core.errors import Problem, Refused
from tests.alokon.imports import made
from tests.conftest import ROOT

KODE = columns.Column("code", "Kode", "Kode.")
SISA = columns.Column("left", "Sisa", "Sisa.")
FAULTY = 'a=1\nformat=""\nbook="b"\ntitle="t"\n[columns]\n[products]\n'


def take(data: bytes) -> object:
    return columns.take(sheets.read_sheet(data, {"KODE", "SISA"}), (KODE, SISA))


REFUSALS: list[Callable[[], object]] = [
    lambda: read_grids(b""),
    lambda: read_grids(b"a,b\n1,2", Limits(file_bytes=1)),
    lambda: read_grids(b"a,b\n1,2", Limits(rows=1)),
    lambda: read_grids(made.xlsx([["a"], ["b"]]), Limits(rows=1)),
    lambda: read_grids(made.xls([["a"], ["b"]]), Limits(rows=1)),
    lambda: read_grids(made.ods([["a"]], '<manifest:encryption-data manifest:checksum-type="SHA1"/>')),
    lambda: read_grids(b"<html></html>"),
    lambda: read_grids(b"%PDF-1.7"),
    lambda: read_grids(made.xlsx([["a"]])[:99]),
    lambda: read_grids(b'a\n"b'),
    lambda: read_grids(b"a\n" + b"1" * 16),
    lambda: sheets.read_sheet(b"a,b\n1,2\n", {"KODE", "SISA"}),
    lambda: take(made.xlsx([["Kode", "Kode", "Sisa", "Sisa"]])),
    lambda: columns.take(sheets.read_sheet(b"Kode\n1\n", {"KODE"}), (KODE, SISA)),
    lambda: recognise(read_grids(b"a,b\n1,2\n")),
    lambda: parse_mapping("=", COLUMNS),
    lambda: parse_mapping(FAULTY, COLUMNS),
]


def refused(attempt: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value.problems


def test_every_refusal_is_a_sentence_with_its_facts() -> None:
    problems = [problem for attempt in REFUSALS for problem in refused(attempt)]
    assert {problem.code for problem in problems} == set(SENTENCES)
    for problem in problems:
        assert re.fullmatch(r"[A-Z][^–]*[.]", sentence(problem))


def test_no_code_is_raised_that_has_no_sentence() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT, "alokon", "imports").glob("*.py"))
    raised = set(re.findall(r'(?:Problem|fault)\(\s*"(\w+)"', source))
    assert raised == set(SENTENCES)
