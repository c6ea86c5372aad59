"""`sop`: what the office's procedures print, and the step of this program that carries each activity out.

A procedure that nothing here carries out yet is told as it was printed.
"""

import shutil
from collections.abc import Iterable, Sequence
from fractions import Fraction
from textwrap import wrap
from typing import NamedTuple

import click

from alokon.sop.carried import Activity, Carrier, activities, additions, unknown_rows
from alokon.sop.model import Sop
from alokon.sop.printed import PrintedStep
from alokon.sop.registry import SOPS


class Layout(NamedTuple):
    """The columns of a table: headings, and how wide each is: in letters, or by its share of what these leave."""

    headings: tuple[str, ...]
    widths: tuple[int | Fraction, ...]


CARRIED = Layout(
    ("No", "Kegiatan (SOP)", "Waktu", "Langkah di sini", "Peran", "Surat"),
    (4, Fraction(44, 100), 9, Fraction(30, 100), Fraction(26, 100), 5),
)
PRINTED = Layout(
    ("No", "Kegiatan (SOP)", "Pelaksana", "Kelengkapan", "Waktu", "Output"),
    (4, Fraction(33, 100), Fraction(21, 100), Fraction(21, 100), 11, Fraction(25, 100)),
)
GAP = 2
NARROWEST, WIDEST = 80, 160


@click.command()
@click.argument("code", required=False, type=click.Choice(list(SOPS)), metavar="[KODE]")
def sop(code: str | None) -> None:
    """Tampilkan tabel SOP dan langkah yang melaksanakannya; tanpa KODE, semua SOP."""
    columns = shutil.get_terminal_size((120, 40)).columns
    chosen = [SOPS[code]] if code else SOPS.values()
    click.echo("\n\n\n".join("\n".join(told(one, columns)) for one in chosen))


def told(procedure: Sop, columns: int) -> list[str]:
    """The lines of a procedure on a screen of so many columns."""
    width = min(max(columns, NARROWEST), WIDEST)
    return [*_head(procedure, width), "", *(_carried if procedure.flows else _printed)(procedure, width)]


def _head(procedure: Sop, width: int) -> list[str]:
    """The code and name of a procedure, and its number and day where they were printed."""
    header = procedure.printed.header
    lines = wrap(f"{procedure.code}: {procedure.name}", width)
    return [*lines, f"Nomor {header.nomor}, {header.tanggal_efektif}"] if header else lines


def _carried(procedure: Sop, width: int) -> list[str]:
    """The printed activities beside the steps that carry them out, and the steps beyond them."""
    lines = _table(CARRIED, map(_row, activities(procedure)), width)
    extra = additions(procedure)
    if extra:
        around = Layout(("", "Alur", "", *CARRIED.headings[3:]), CARRIED.widths)
        lines += ["", "Langkah tambahan, di luar tabel SOP:", *_table(around, map(_extra, extra), width)]
    wrong = unknown_rows(procedure)
    return lines + [f"Langkah {step} menyebut nomor {number} yang tidak ada di SOP." for step, number in wrong]


def _printed(procedure: Sop, width: int) -> list[str]:
    """The printed table alone."""
    lines = _table(PRINTED, map(_cells, procedure.printed.steps), width)
    if any(step.actors_inferred for step in procedure.printed.steps):
        lines += ["", "* tanda centang pelaksana hilang pada pindaian; pelaksana menurut tafsiran"]
    return lines


def _row(activity: Activity) -> tuple[str, ...]:
    printed = activity.printed
    time = printed.waktu or "–"
    steps = "\n".join(dict.fromkeys(c.step.label for c in activity.carriers)) or "BELUM ADA"
    roles = "\n".join(dict.fromkeys(role for c in activity.carriers for role in c.roles))
    papers = ", ".join(dict.fromkeys(c.paper for c in activity.carriers if c.paper))
    return printed.number, printed.activity, time, steps, roles, papers


def _extra(carrier: Carrier) -> tuple[str, ...]:
    return "", carrier.flow.title, "", carrier.step.label, "\n".join(carrier.roles), carrier.paper


def _cells(step: PrintedStep) -> tuple[str, ...]:
    actors = f"{', '.join(step.actors)}{' *' * step.actors_inferred}"
    return step.number, step.activity, actors, step.persyaratan or "–", step.waktu or "–", step.output or "–"


def _table(layout: Layout, rows: Iterable[Sequence[str]], width: int) -> list[str]:
    """Rows of cells, wrapped to their columns, under their headings and a rule."""
    rest = width - sum(n for n in layout.widths if isinstance(n, int)) - GAP * (len(layout.widths) - 1)
    widths = [n if isinstance(n, int) else int(n * rest) for n in layout.widths]
    rule = (" " * GAP).join("-" * wide for wide in widths)
    return [*_wrapped(layout.headings, widths), rule, *(line for row in rows for line in _wrapped(row, widths))]


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [
        [part for line in cell.split("\n") for part in wrap(line, wide)] for cell, wide in zip(row, widths, strict=True)
    ]
    height = max(map(len, cells), default=0)
    lines = []
    for n in range(height):
        parts = (cell[n] if n < len(cell) else "" for cell in cells)
        lines.append((" " * GAP).join(part.ljust(wide) for part, wide in zip(parts, widths, strict=True)).rstrip())
    return lines
