"""A SOP on paper as its office printed it: title block, flow table, service standard, what we mended or could not read.

The actors of a row are ticked in their columns as on the original; a tick that is our setting stands in brackets.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from alokon.sop.model import Sop
from alokon.sop.printed import Component, Correction, PrintedHeader, PrintedSop, PrintedStep, ServiceStandard
from reports.dataset import Column, Dataset, Facts, Kop, Row, Section, Stamp, Workbook

TICK, SET_BY_US = "√", "(√)"
KIND = "STANDAR OPERASIONAL PROSEDUR"
INDENT = "\u00a0" * 5
"""Before a line of an inner list; an ordinary space would be lost at the beginning of a line."""


def sop(procedure: Sop, printed_at: datetime) -> Workbook:
    """The whole SOP with its service standard, if it came with one."""
    printed, standard = procedure.printed, procedure.standard
    pages = [*_head(printed), _flow(printed), *_reading(printed.corrections, printed.notes, "sop")]
    if standard:
        pages += [_standard(standard), *_reading(standard.corrections, standard.notes, "standar")]
    return Workbook(
        f"SOP {procedure.name}", tuple(pages), Stamp(reference=f"SOP {procedure.code}", printed_at=printed_at)
    )


def _head(printed: PrintedSop) -> Iterator[Dataset]:
    """The title block and its six lists, two and two; nothing where no block was printed."""
    header = printed.header
    if header is None:
        return
    yield Dataset(
        name="kepala",
        title=f"{KIND} (SOP)\n{printed.title.upper()}",
        before=(Facts(tuple(_facts(header))),),
        kop=Kop(header.instansi),
        sheet="Kepala",
    )
    yield _two("Dasar Hukum", header.dasar_hukum, "Kualifikasi Pelaksana", header.kualifikasi_pelaksana)
    yield _two("Keterkaitan", header.keterkaitan, "Peralatan/Perlengkapan", header.peralatan)
    yield _two("Peringatan", header.peringatan, "Pencatatan dan Pendataan", header.pencatatan_pendataan)


def _facts(header: PrintedHeader) -> Iterator[tuple[str, str]]:
    yield "Nama SOP", header.nama_sop
    yield "Nomor", header.nomor
    yield "Tanggal pembuatan", header.tanggal_pembuatan
    if header.tanggal_revisi:
        yield "Tanggal revisi", header.tanggal_revisi
    yield "Tanggal efektif", header.tanggal_efektif
    yield "Disahkan oleh", f"{header.disahkan_tanggal} {header.disahkan_oleh}".strip()


def _two(left: str, lefts: tuple[str, ...], right: str, rights: tuple[str, ...]) -> Dataset:
    """Two lists side by side, as the block prints them."""
    columns = (Column("no", "No.", "int", align="center"), Column("left", left), Column("right", right))
    return Dataset(
        name=left.lower(),
        title=f"{left} – {right}",
        columns=columns,
        rows=[(n, *pair) for n, pair in enumerate(zip_longest(lefts, rights, fillvalue=""), 1)],
        sheet=left,
        continues=True,
    )


def _flow(printed: PrintedSop) -> Dataset:
    """The flow table: the actors' columns, then what is asked of the row."""
    actors = (
        Column(f"actor-{n}", name, group=("Pelaksana",), align="center") for n, name in enumerate(printed.actor_columns)
    )
    quality = ((printed.requirement_label, "must"), ("Waktu", "time"), ("Output", "output"))
    columns = (
        Column("no", "No.", align="center"),
        Column("activity", "Kegiatan"),
        *actors,
        *(Column(key, title, group=("Mutu Baku",)) for title, key in quality),
        Column("note", "Ket."),
    )
    rows: list[Row | Section] = []
    for section in printed.sections:
        rows += [Section(section.heading)] if section.heading else []
        rows += [_row(printed, step) for step in section.steps]
    return Dataset(
        name="alur",
        title=f"{KIND}\n{printed.flow_title.upper()}",
        columns=columns,
        rows=rows,
        notes=tuple(_legend(printed)),
        landscape=True,
        sheet="Alur",
    )


def _row(printed: PrintedSop, step: PrintedStep) -> Row:
    tick = SET_BY_US if step.actors_inferred else TICK
    ticks = (tick if column in step.actors else "" for column in printed.actor_columns)
    return (step.number, step.activity, *ticks, step.persyaratan, step.waktu, step.output, step.keterangan)


def _legend(printed: PrintedSop) -> Iterator[str]:
    if any(step.actors_inferred for step in printed.steps):
        yield f"{SET_BY_US} Tanda centang pelaksana hilang pada pindaian; kolomnya menurut tafsiran."
    if not all(step.actors_inferred for step in printed.steps):
        yield f"{TICK} Pelaksana terbaca pada pindaian."


def _reading(corrections: tuple[Correction, ...], notes: tuple[str, ...], of: str) -> Iterator[Dataset]:
    """What was mended and how damaged places were read; nothing when the print was whole."""
    if corrections:
        yield Dataset(
            name=f"ejaan-{of}",
            title="Ejaan yang dibetulkan",
            columns=(
                Column("where", "Tempat"),
                Column("printed", "Tercetak"),
                Column("corrected", "Dibetulkan menjadi"),
            ),
            rows=[tuple(correction) for correction in corrections],
            landscape=of == "sop",
            sheet=f"Ejaan {of}",
            continues=True,
        )
    if notes:
        yield Dataset(
            name=f"pembacaan-{of}",
            title="Catatan pembacaan",
            before=tuple(f"{n}. {note}" for n, note in enumerate(notes, 1)),
            landscape=of == "sop",
            sheet=f"Catatan {of}",
            continues=True,
        )


def _standard(standard: ServiceStandard) -> Dataset:
    """The service standard, its components under its two parts."""
    rows: list[Row | Section] = []
    for part in standard.parts:
        rows.append(Section(f"{part.letter}. {part.heading}"))
        rows += [(f"{one.number}.", one.name, _lines(one)) for one in part.components]
    return Dataset(
        name="standar",
        title=standard.title,
        columns=(Column("no", "No.", align="center"), Column("name", "Komponen", width=24), Column("text", "Uraian")),
        rows=rows,
        sheet="Standar pelayanan",
    )


def _lines(component: Component) -> str:
    return "\n".join(INDENT * line.level + f"{line.marker} {line.text}".strip() for line in component.lines)
