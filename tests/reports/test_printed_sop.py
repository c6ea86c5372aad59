"""A SOP on paper: every printed text, ticks under the printed columns, and what was mended."""

from datetime import datetime
from io import BytesIO
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from alokon.sop.registry import SOPS
from reports.dataset import Dataset, Section
from reports.papers.sop import SET_BY_US, TICK, sop
from reports.pdf import render_pdf

PRINTED = datetime(2026, 3, 2, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def pages(code: str) -> dict[str, Dataset]:
    return {data.name: data for data in sop(SOPS[code], PRINTED).datasets}


@pytest.mark.parametrize("code", SOPS)
def test_each_row_has_its_ticks_under_the_printed_columns(code: str) -> None:
    printed, flow = SOPS[code].printed, pages(code)["alur"]
    titles = [column.title for column in flow.columns if column.group == ("Pelaksana",)]
    assert titles == list(printed.actor_columns)
    rows = [row for row in flow.rows if isinstance(row, tuple)]
    for row, step in zip(rows, printed.steps, strict=True):
        end = 2 + len(titles)
        assert row[:2] == (step.number, step.activity)
        assert row[end:] == (step.persyaratan, step.waktu, step.output, step.keterangan)
        ticks = {title: tick for title, tick in zip(titles, row[2:end], strict=True) if tick}
        assert ticks == dict.fromkeys(step.actors, SET_BY_US if step.actors_inferred else TICK)


def test_only_the_arrows_of_one_procedure_are_ticks_without_brackets() -> None:
    told = {code: [note[:3] for note in pages(code)["alur"].notes] for code in SOPS}
    assert told.pop("ssk") == ["(√)", "√ P"]
    assert set(map(tuple, told.values())) == {("(√)",)}


def test_a_procedure_printed_without_a_title_block_begins_with_its_table() -> None:
    for code, procedure in SOPS.items():
        first = next(iter(pages(code)))
        assert first == ("kepala" if procedure.printed.header else "alur")


def test_the_headings_within_a_table_stay() -> None:
    flow = pages("alokon")["alur"]
    headings = [line.label for line in flow.rows if isinstance(line, Section)]
    assert headings == [section.heading for section in SOPS["alokon"].printed.sections]


@pytest.mark.parametrize("code", SOPS)
def test_every_word_of_the_print_is_on_its_pages(code: str) -> None:
    """Also the lists of the title block, the service standard, the corrections and the notes."""
    procedure = SOPS[code]
    printed, standard = procedure.printed, procedure.standard
    texts = [*chain.from_iterable(printed.corrections), *printed.notes]
    if printed.header:
        parts = vars(printed.header).values()
        texts += chain.from_iterable([part] if isinstance(part, str) else part for part in parts)
    if standard:
        texts += [line.text for part in standard.parts for one in part.components for line in one.lines]
        texts += [*chain.from_iterable(standard.corrections), *standard.notes]
    paper = PdfReader(BytesIO(render_pdf(sop(procedure, PRINTED))))
    said = {word for page in paper.pages for word in page.extract_text().split()}
    missing = {word for text in texts for word in text.split()} - said
    assert missing == set()
