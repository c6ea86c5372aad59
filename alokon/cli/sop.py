"""`sop`: what the office's procedures print, and the step of this program that carries each activity out."""

import shutil
from collections.abc import Sequence
from textwrap import wrap

import click

from alokon.sop.carried import Activity, Carrier, activities, additions, unknown_rows
from alokon.sop.model import Sop
from alokon.sop.registry import SOPS

HEADINGS = ("No", "Kegiatan (SOP)", "Waktu", "Langkah di sini", "Peran", "Surat")
FIXED = {0: 4, 2: 9, 5: 5}
SHARES = {1: 44, 3: 30, 4: 26}
"""How wide each column is: in letters, or in hundredths of what these leave of the screen."""
GAP = 2
NARROWEST, WIDEST = 80, 160


@click.command()
@click.argument("code", required=False, type=click.Choice(list(SOPS)), metavar="[KODE]")
def sop(code: str | None) -> None:
    """Tampilkan tabel SOP dan langkah yang melaksanakannya."""
    for one in [SOPS[code]] if code else SOPS.values():
        click.echo("\n".join(told(one, shutil.get_terminal_size((120, 40)).columns)))


def told(procedure: Sop, columns: int) -> list[str]:
    """The lines of a procedure on a screen of so many columns."""
    width = min(max(columns, NARROWEST), WIDEST)
    header = procedure.printed.header
    lines = [*wrap(procedure.name, width), f"Nomor {header.nomor}, {header.tanggal_efektif}", ""]
    lines += _table([HEADINGS, *map(_row, activities(procedure))], width)
    extra = additions(procedure)
    if extra:
        lines += ["", "Langkah tambahan, di luar tabel SOP:"]
        lines += _table([("", "Alur", "", "Langkah di sini", "Peran", "Surat"), *map(_extra, extra)], width)
    wrong = unknown_rows(procedure)
    lines += [f"Langkah {step} menyebut nomor {number} yang tidak ada di SOP." for step, number in wrong]
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


def _table(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Rows of cells, wrapped to their columns, with a rule under the first row."""
    rest = width - sum(FIXED.values()) - GAP * (len(HEADINGS) - 1)
    widths = [FIXED.get(n) or SHARES[n] * rest // 100 for n in range(len(HEADINGS))]
    told = [_wrapped(row, widths) for row in rows]
    rule = (" " * GAP).join("-" * wide for wide in widths)
    return [*told[0], rule, *(line for lines in told[1:] for line in lines)]


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
