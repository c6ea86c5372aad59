"""The printed SOPs are data; these tests hold them against transcriptions of the scans, kept as the scans spell them.

A transcription names no official. "[…]" in it stands where the scan lost a text, or the beginning or end of one.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from alokon.sop.model import Sop
from alokon.sop.printed import CUT, Correction, PrintedSection, ServiceStandard, broken_into, broken_off
from alokon.sop.registry import SOPS
from tests.conftest import ROOT

FOLDER = Path(__file__).parent / "transcription"
SEEDS = ROOT.parent / "shared" / "seeds"
LOST = "[…]"
TEXTS: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
STANDARDS = [code for code in TEXTS if "standard" in TEXTS[code]]


def every_text(value: Any) -> Iterator[str]:
    """Every text in a transcription, or in a part of one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from every_text(part)


def mended(value: Any, corrections: tuple[Correction, ...]) -> Any:
    """The same with the misspellings corrected, and what was lost said as the declarations say it."""
    if isinstance(value, dict):
        return {key: mended(part, corrections) for key, part in value.items()}
    if isinstance(value, list):
        return [mended(part, corrections) for part in value]
    for correction in corrections:
        value = value.replace(correction.printed, correction.corrected)
    if value == LOST:
        return CUT
    if value.endswith(LOST):
        return broken_off(value.removesuffix(LOST).strip())
    return broken_into(value.removeprefix(LOST).strip()) if value.startswith(LOST) else value


def scan(sop: Sop) -> dict[str, Any]:
    """What the scan says of a SOP, mended; its standard is mended by corrections of its own."""
    text = {key: value for key, value in TEXTS[sop.code].items() if key != "standard"}
    return mended(text, sop.printed.corrections)  # type: ignore[no-any-return]


def printed_rows(section: PrintedSection) -> list[list[str]]:
    """The rows of a section; activities of one row are told one after the other, each with its letter."""
    rows = []
    for steps in section.rows:
        first = steps[0]
        letters = [step.number.removeprefix(str(first.row)) for step in steps]
        activity = " ".join(f"{letter} {step.activity}".strip() for letter, step in zip(letters, steps, strict=True))
        rows.append([str(first.row), activity, first.persyaratan, first.waktu, first.output])
    return rows


@pytest.fixture(params=list(SOPS))
def sop(request: pytest.FixtureRequest) -> Sop:
    return SOPS[request.param]


@pytest.fixture(params=STANDARDS)
def standard(request: pytest.FixtureRequest) -> tuple[ServiceStandard, dict[str, Any]]:
    """A service standard and what the scan says of it."""
    found = SOPS[request.param].standard
    assert found
    return found, TEXTS[request.param]["standard"]


def test_every_procedure_is_held_against_a_transcription() -> None:
    assert set(TEXTS) == set(SOPS)
    assert [code for code in sorted(SOPS) if SOPS[code].standard] == STANDARDS


def test_the_procedures_have_as_many_rows_as_were_printed() -> None:
    rows = {code: sum(len(section.rows) for section in sop.printed.sections) for code, sop in SOPS.items()}
    assert rows == {
        "alokon": 9, "imp": 15, "kie": 7, "data-lapangan": 3, "sik": 4, "ssk": 5, "rumah-data": 7, "data-eksternal": 5,
        "data-internal": 5, "posyandu": 7, "p2tp2a": 9,
    }  # fmt: skip


def test_every_row_stands_as_printed(sop: Sop) -> None:
    declared = [{"heading": section.heading, "rows": printed_rows(section)} for section in sop.printed.sections]
    assert declared == scan(sop)["sections"]


def test_activities_of_one_printed_row_share_its_cells(sop: Sop) -> None:
    for section in sop.printed.sections:
        for steps in section.rows:
            assert len({(step.persyaratan, step.waktu, step.output) for step in steps}) == 1
            assert not any(step.keterangan for step in steps)


def test_titles_and_columns_stand_as_printed(sop: Sop) -> None:
    said, declared = scan(sop), sop.printed
    assert declared.title == said["title"]
    assert declared.flow_title == said.get("flow_title", said["title"])
    assert list(declared.actor_columns) == said["columns"]
    assert declared.requirement_label == said["requirement"]


def test_the_header_stands_as_printed(sop: Sop) -> None:
    header, said = sop.printed.header, scan(sop).get("header")
    assert (header is None) == (said is None)
    if header and said:
        declared = {name: list(part) if isinstance(part, tuple) else part for name, part in asdict(header).items()}
        assert declared | {"instansi": " ".join(header.instansi)} == said


def test_who_acts_is_a_printed_column_read_from_an_arrow_or_marked_as_our_setting(sop: Sop) -> None:
    columns, arrows = sop.printed.actor_columns, TEXTS[sop.code].get("arrows", {})
    for step in sop.printed.steps:
        assert step.actors, step.number
        assert list(step.actors) == [column for column in columns if column in step.actors and column != CUT]
        assert step.actors_inferred == (step.number not in arrows)
        assert step.actors_inferred or step.actors == (arrows[step.number],)


def test_the_service_standard_stands_as_printed(standard: tuple[ServiceStandard, dict[str, Any]]) -> None:
    declared, text = standard
    said = mended(text, declared.corrections)
    assert declared.title == said["title"]
    parts = []
    for part in declared.parts:
        components = [
            [f"{one.number}.", one.name, " ".join(f"{line.marker} {line.text}".strip() for line in one.lines)]
            for one in part.components
        ]
        parts.append({"letter": part.letter, "heading": part.heading, "components": components})
    assert parts == said["parts"]


def test_each_correction_mends_one_place_of_the_scan(sop: Sop) -> None:
    text = {key: value for key, value in TEXTS[sop.code].items() if key != "standard"}
    declared = repr((sop.printed.header, sop.printed.sections, sop.printed.actor_columns))
    assert astray(sop.printed.corrections, text, declared) == []


def test_each_correction_of_a_standard_mends_one_place(standard: tuple[ServiceStandard, dict[str, Any]]) -> None:
    assert astray(standard[0].corrections, standard[1], repr(standard[0].parts)) == []


def test_a_correction_of_nothing_of_two_places_or_of_what_is_declared_so_is_astray() -> None:
    text = {"cells": ["Puskemas", "Puskemas", "Bidann", "Kader"]}
    gone, twice, kept, same = (
        Correction("1", wrong, right)
        for wrong, right in (("Dinass", "Dinas"), ("Puskemas", "Puskesmas"), ("Bidann", "Bidan"), ("Kader", "Kader"))
    )
    assert astray((gone, twice, kept, same), text, "('Bidann',)") == [gone, twice, kept, same]
    assert astray((kept,), text, "('Bidan',)") == []


def astray(corrections: tuple[Correction, ...], text: dict[str, Any], declared: str) -> list[Correction]:
    """The corrections whose misspelling does not stand just once in the scan, still stands in the declaration, or is
    no other word than what we put."""
    words = "\n".join(every_text(text))
    return [
        one
        for one in corrections
        if words.count(one.printed) != 1 or one.printed in declared or one.printed == one.corrected
    ]


def test_no_name_and_no_nip_is_kept() -> None:
    for text in (*(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")), repr(SOPS)):
        assert not re.search(r"\bNIP\. ?[0-9]|[0-9]{8} [0-9]{6}|[0-9]{16}|\bDr\.|M\.Si|S\.IP", text)


def seed_lines(document: str) -> list[list[str]]:
    """The lines of a scanned document, cell by cell, without its markup."""
    if not SEEDS.is_dir():
        pytest.skip("the offices' documents are not beside this checkout")
    text = next(SEEDS.glob(f"{document}_*.txt")).read_text(encoding="utf-8")
    return [[" ".join(cell.split()) for cell in re.sub(r"<[^>]+>|\*\*", " ", line).split("\t")]
            for line in text.splitlines()]  # fmt: skip


@pytest.mark.parametrize("code", TEXTS)
def test_every_transcribed_text_is_in_the_scan(code: str) -> None:
    text = TEXTS[code]
    words = " ".join(" ".join(cell for line in seed_lines(text["document"]) for cell in line).split())
    told = {key: value for key, value in text.items() if key not in ("document", "standard", "arrows")}
    standard = text.get("standard", {"title": "", "parts": []})
    parts = [[part["heading"], *map(" ".join, part["components"])] for part in standard["parts"]]
    for said in every_text([told, standard["title"], parts]):
        assert said.replace(LOST, "").strip() in words


@pytest.mark.parametrize("code", TEXTS)
def test_every_transcribed_row_is_a_line_of_the_scan(code: str) -> None:
    """A whole line, so that no cell is left out and none comes from another row; an arrow stands in its column."""
    text = TEXTS[code]
    lines = seed_lines(text["document"])
    for row in [row for section in text["sections"] for row in section["rows"]]:
        cells = [cell for part in row if (cell := part.replace(LOST, "").strip())]
        found = [line for line in lines if [cell for cell in line if cell and cell not in "←↓"] == cells]
        assert found, row
        arrows = [text["columns"][n - 2] for n, cell in enumerate(found[0]) if cell in ("←", "↓")]
        assert arrows == [actor for number, actor in text.get("arrows", {}).items() if number == row[0]]
