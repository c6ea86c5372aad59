"""What a SOP says on paper: header, rows and service standard as the seed prints them.

The engine works from its own steps; these records are for printing and for showing the rule beside the practice.
Field names are the printed labels. A cell is text; an empty one is "", and one the scan lost is `CUT`. A text that
breaks off amid a phrase is `broken_off`: what it said is never guessed.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

CUT = "terpotong"
"""Stands in a cell whose content the scan lost: it is not known to be empty."""

BROKEN_OFF = "… (terpotong)"
BROKEN_INTO = "(terpotong) …"


def broken_off(text: str) -> str:
    """A text whose end the scan lost.

    >>> broken_off("Rekap Data PPKBD dan Sub")
    'Rekap Data PPKBD dan Sub … (terpotong)'
    """
    return f"{text} {BROKEN_OFF}"


def broken_into(text: str) -> str:
    """A text whose beginning the scan lost.

    >>> broken_into("2020 tentang Perubahan")
    '(terpotong) … 2020 tentang Perubahan'
    """
    return f"{BROKEN_INTO} {text}"


class Line(NamedTuple):
    """One line of a printed list: its marker ("a.", "-", or none), its text, and how deep it is indented."""

    marker: str
    text: str
    level: int = 0


class Correction(NamedTuple):
    """A misspelling of the printed or scanned text and what we put instead; `where` names the row or component."""

    where: str
    printed: str
    corrected: str


@dataclass(frozen=True)
class PrintedHeader:
    """The title block of a SOP, without the name and NIP of the official who signed it.

    `tanggal_revisi` and `disahkan_tanggal` are empty where the block prints none.
    """

    instansi: tuple[str, ...]
    nomor: str
    tanggal_pembuatan: str
    tanggal_efektif: str
    disahkan_tanggal: str
    disahkan_oleh: str
    nama_sop: str
    dasar_hukum: tuple[str, ...]
    kualifikasi_pelaksana: tuple[str, ...]
    keterkaitan: tuple[str, ...]
    peralatan: tuple[str, ...]
    peringatan: tuple[str, ...]
    pencatatan_pendataan: tuple[str, ...]
    tanggal_revisi: str = ""


@dataclass(frozen=True)
class PrintedStep:
    """One activity of the flow table. Activities of one printed row ("1a", "1b") share its quality cells.

    `actors` are printed columns; `actors_inferred` says that the tick marks are lost and the columns are our setting.
    """

    number: str
    activity: str
    actors: tuple[str, ...]
    persyaratan: str = ""
    waktu: str = ""
    output: str = ""
    keterangan: str = ""
    actors_inferred: bool = False

    @property
    def row(self) -> int:
        """The number of the printed row, without the letter."""
        return int("".join(sign for sign in self.number if sign.isdigit()))


def unticked(
    number: str, activity: str, actors: tuple[str, ...], persyaratan: str = "", waktu: str = "", output: str = ""
) -> PrintedStep:
    """A step of a row whose tick marks the scan lost; who acts is our setting."""
    return PrintedStep(number, activity, actors, persyaratan, waktu, output, actors_inferred=True)


@dataclass(frozen=True)
class PrintedSection:
    """A headed part of the flow table; a table without headings is one section with an empty heading."""

    heading: str
    steps: tuple[PrintedStep, ...]

    @property
    def rows(self) -> tuple[tuple[PrintedStep, ...], ...]:
        """The steps by printed row, in order."""
        return tuple(tuple(steps) for _, steps in groupby(self.steps, key=lambda step: step.row))


@dataclass(frozen=True)
class PrintedSop:
    """A SOP as printed: header, flow table with its actor columns, and the misspellings we corrected.

    `header` is None where only the table was printed; `flow_title` is then the SOP's title. An actor column whose
    heading the scan lost is `CUT`. `requirement_label` is the table's word for what must be present: "Persyaratan"
    or "Kelengkapan". `notes` say how a damaged place was read.
    """

    title: str
    flow_title: str
    header: PrintedHeader | None
    actor_columns: tuple[str, ...]
    requirement_label: str
    sections: tuple[PrintedSection, ...]
    corrections: tuple[Correction, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[PrintedStep, ...]:
        """Every activity in order, across sections."""
        return tuple(step for section in self.sections for step in section.steps)


class Component(NamedTuple):
    """One numbered component (komponen) of a service standard and its lines; a number may be printed twice."""

    number: int
    name: str
    lines: tuple[Line, ...]


class StandardPart(NamedTuple):
    """Part A (service delivery) or B (manufacturing) of a service standard."""

    letter: str
    heading: str
    components: tuple[Component, ...]


@dataclass(frozen=True)
class ServiceStandard:
    """A Standar Pelayanan as printed, with the misspellings we corrected and how damaged places were read."""

    title: str
    parts: tuple[StandardPart, ...]
    corrections: tuple[Correction, ...] = ()
    notes: tuple[str, ...] = ()


def lettered(*texts: str, level: int = 0) -> tuple[Line, ...]:
    """Lines of a list "a.", "b.", in their order."""
    return tuple(Line(f"{chr(ord('a') + index)}.", text, level) for index, text in enumerate(texts))


def dashed(*texts: str) -> tuple[Line, ...]:
    """Lines of a list with a dash before each."""
    return tuple(Line("-", text) for text in texts)


def plain(*texts: str) -> tuple[Line, ...]:
    """Lines without a marker."""
    return tuple(Line("", text) for text in texts)
