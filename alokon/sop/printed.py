"""What a SOP says on paper: header, rows and service standard as the seed prints them.

The engine works from its own steps; these records are for printing and for showing the rule beside the practice.
Field names are the printed labels. A cell is text; an empty one is "", and one the scan lost is `CUT`.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

CUT = "terpotong"
"""Stands in a cell whose content the scan lost: it is not known to be empty."""


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
    """The title block of a SOP, without the name and NIP of the official who signed it."""

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

    `requirement_label` is the table's word for what must be present: "Persyaratan" or "Kelengkapan".
    """

    title: str
    flow_title: str
    header: PrintedHeader
    actor_columns: tuple[str, ...]
    requirement_label: str
    sections: tuple[PrintedSection, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def steps(self) -> tuple[PrintedStep, ...]:
        """Every activity in order, across sections."""
        return tuple(step for section in self.sections for step in section.steps)


class Component(NamedTuple):
    """One numbered component (komponen) of a service standard and its lines."""

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
    """A Standar Pelayanan as printed, with the misspellings we corrected."""

    title: str
    parts: tuple[StandardPart, ...]
    corrections: tuple[Correction, ...] = ()
