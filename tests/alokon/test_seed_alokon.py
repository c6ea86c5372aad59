"""The printed SOP is data; this holds it against a transcription of the scan (kept without the official's name)."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from alokon.sop.printed import CUT, Correction
from alokon.sop.seed_alokon import ALOKON_PRINTED
from alokon.sop.seed_alokon_standard import ALOKON_STANDARD

HERE = Path(__file__).parent
TRANSCRIPTION = (HERE / "seed_003_alokon.txt").read_text(encoding="utf-8")
STANDARD_TEXT, SOP_TEXT = TRANSCRIPTION.split("STANDAR OPERASIONAL PROSEDUR (SOP)\n")
HEADER_TEXT, FLOW_TEXT = SOP_TEXT.split("STANDAR OPERASIONAL PROSEDUR\n")
SEEDS = HERE.parents[2] / "shared" / "seeds"

HEADER = ALOKON_PRINTED.header


def corrected(text: str, corrections: tuple[Correction, ...]) -> str:
    for correction in corrections:
        text = text.replace(correction.printed, correction.corrected)
    return text


def rows(text: str, corrections: tuple[Correction, ...]) -> list[list[str]]:
    """The cells that hold something, of every printed row."""
    lines = corrected(text, corrections).splitlines()
    return [cells for line in lines if (cells := [cell for cell in line.split("\t") if cell])]


def test_every_row_of_the_flow_stands_as_printed():
    printed = [cells for cells in rows(FLOW_TEXT, ALOKON_PRINTED.corrections) if cells[0].isdigit()]
    declared = []
    for section in ALOKON_PRINTED.sections:
        for steps in section.rows:
            first = steps[0]
            letters = [step.number.removeprefix(str(first.row)) for step in steps]
            activity = " ".join(
                f"{letter} {step.activity}".strip() for letter, step in zip(letters, steps, strict=True)
            )
            cells = (first.persyaratan, first.waktu, first.output, first.keterangan)
            declared.append([str(first.row), activity, *(cell for cell in cells if cell not in ("", CUT))])
    assert declared == printed


def test_the_nine_rows_are_ten_activities_under_two_headings():
    assert [step.number for step in ALOKON_PRINTED.steps] == ["1a", "1b", *"23456789"]
    headings = [cells[0] for cells in rows(FLOW_TEXT, ()) if re.match(r"I+\. ", cells[0])]
    assert [section.heading for section in ALOKON_PRINTED.sections] == headings


def test_activities_of_one_printed_row_share_its_cells():
    first, second = ALOKON_PRINTED.sections[0].rows[0]
    assert (first.persyaratan, first.waktu, first.output) == (second.persyaratan, second.waktu, second.output)
    assert first.waktu == "30 Menit"


def test_only_the_times_of_rows_two_and_three_were_lost_by_the_scan():
    cut = [(step.number, field) for step in ALOKON_PRINTED.steps for field, text in asdict(step).items() if text == CUT]
    assert cut == [("2", "waktu"), ("3", "waktu")]


def test_actors_are_printed_columns_and_marked_as_our_setting():
    assert list(ALOKON_PRINTED.actor_columns) == rows(FLOW_TEXT, ())[2][:4]
    for step in ALOKON_PRINTED.steps:
        assert step.actors, step.number
        assert set(step.actors) <= set(ALOKON_PRINTED.actor_columns)
        assert step.actors_inferred


def test_the_header_stands_as_printed():
    printed = {
        cells[-2]: cells[-1].removeprefix(":").strip()
        for cells in rows(HEADER_TEXT, ALOKON_PRINTED.corrections)
        if len(cells) in (2, 3)
    }
    assert printed["Nomor"] == HEADER.nomor
    assert printed["Tanggal Pembuatan"] == HEADER.tanggal_pembuatan
    assert printed["Tanggal efektif"] == HEADER.tanggal_efektif
    assert printed["Disahkan oleh"] == f"{HEADER.disahkan_tanggal} {HEADER.disahkan_oleh}"
    assert printed["Nama SOP"] == HEADER.nama_sop
    office = next(cells[0] for cells in rows(HEADER_TEXT, ()) if cells[0].startswith("PEMERINTAH"))
    assert " ".join(HEADER.instansi) == office
    assert ALOKON_PRINTED.title == HEADER_TEXT.splitlines()[0]
    assert ALOKON_PRINTED.flow_title == FLOW_TEXT.splitlines()[0]


@pytest.mark.parametrize(
    ("block", "left", "right"),
    [
        ("Dasar Hukum", HEADER.dasar_hukum, HEADER.kualifikasi_pelaksana),
        ("Keterkaitan", HEADER.keterkaitan, HEADER.peralatan),
        ("Peringatan :", HEADER.peringatan, HEADER.pencatatan_pendataan),
    ],
)
def test_the_lists_of_the_header_stand_as_printed(block, left, right):
    """Two lists stand side by side: row n of the scan holds entry n of each, numbered."""
    lines = corrected(HEADER_TEXT, ALOKON_PRINTED.corrections).splitlines()
    start = next(i for i, line in enumerate(lines) if block in line.split("\t"))
    printed = []
    for line in lines[start + 1 :]:
        if not re.search(r"(^|\t)[0-9]+\t", line):
            break
        printed.append([cell for cell in line.split("\t") if cell])
    declared = []
    for number in range(1, max(len(left), len(right)) + 1):
        pair = [entries[number - 1] for entries in (left, right) if number <= len(entries)]
        declared.append([part for text in pair for part in (str(number), text)])
    assert printed == declared


def test_the_service_standard_stands_as_printed():
    printed = rows(STANDARD_TEXT, ALOKON_STANDARD.corrections)[2:]
    declared = []
    for part in ALOKON_STANDARD.parts:
        declared.append([part.letter, part.heading])
        for component in part.components:
            text = " ".join(f"{line.marker} {line.text}".strip() for line in component.lines)
            declared.append([f"{component.number}.", component.name, text])
    assert [[cells[0].rstrip("."), *cells[1:]] for cells in printed] == [
        [cells[0].rstrip("."), *cells[1:]] for cells in declared
    ]
    assert STANDARD_TEXT.splitlines()[0] == ALOKON_STANDARD.title


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        *((SOP_TEXT, correction) for correction in ALOKON_PRINTED.corrections),
        *((STANDARD_TEXT, correction) for correction in ALOKON_STANDARD.corrections),
    ],
)
def test_each_correction_mends_one_place_of_the_scan(text, correction):
    assert text.count(correction.printed) == 1
    assert correction.printed not in repr((ALOKON_PRINTED.header, ALOKON_PRINTED.sections, ALOKON_STANDARD.parts))


def test_no_name_and_no_nip_is_kept():
    for text in (TRANSCRIPTION, repr(ALOKON_PRINTED), repr(ALOKON_STANDARD)):
        assert not re.search(r"\bNIP\b|[0-9]{8} [0-9]{6}|[0-9]{16}|\bDr\.|M\.Si", text)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the customer's documents are not beside this checkout")
def test_the_transcription_is_the_seed_text():
    seed = next(SEEDS.glob("003_*.txt")).read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]+>|\*\*", " ", seed).split())
    for line in TRANSCRIPTION.splitlines():
        assert " ".join(line.split()) in words
