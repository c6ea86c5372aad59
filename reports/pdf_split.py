"""A table too wide for a page as several that are read one after the other, each with the columns that name its rows.

A spreadsheet scrolls; paper does not. A group of columns is never torn apart, and columns keep their numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.dataset import Column, Dataset, Line, Section, Total

MOST = 30
"""The most columns that are readable across one page."""


def split_wide(data: Dataset, most: int = MOST) -> Iterator[Dataset]:
    """The dataset itself, or its parts: the first with everything above the table, the last with everything below."""
    if len(data.columns) <= most:
        yield data
        return
    fixed = list(range(data.frozen_columns))
    parts = list(_parts(data.columns, data.frozen_columns, most - data.frozen_columns))
    for n, part in enumerate(parts):
        chosen = [*fixed, *part]
        first, last = n == 0, n == len(parts) - 1
        names = list(dict.fromkeys(data.columns[i].group[0] for i in part if data.columns[i].group))
        yield replace(
            data,
            columns=tuple(_numbered(data.columns[i], i) for i in chosen),
            rows=[_narrowed(data, line, chosen) for line in data.rows],
            totals=[_total(data, total, chosen) for total in data.totals],
            subtitle=(*data.subtitle, f"Bagian {n + 1} dari {len(parts)}: {', '.join(names)}"),
            kop=data.kop if first else None,
            before=data.before if first else (),
            after=data.after if last else (),
            notes=data.notes if last else (),
            signatures=data.signatures if last else (),
        )


def _parts(columns: Sequence[Column], start: int, most: int) -> Iterator[list[int]]:
    """Columns from `start` on in runs of at most `most`, groups kept together."""
    part: list[int] = []
    for group in _groups(columns, start):
        if part and len(part) + len(group) > most:
            yield part
            part = []
        part += group
    if part:
        yield part


def _groups(columns: Sequence[Column], start: int) -> Iterator[list[int]]:
    group: list[int] = []
    for index in range(start, len(columns)):
        above = columns[index].group[:1]
        if group and (not above or above != columns[group[-1]].group[:1]):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _numbered(column: Column, index: int) -> Column:
    return replace(column, number=column.number or str(index + 1))


def _narrowed(data: Dataset, line: Line, chosen: Sequence[int]) -> Line:
    """A line with the chosen columns only."""
    if isinstance(line, Section):
        return line
    if isinstance(line, Total):
        return _total(data, line, chosen)
    return tuple(line[i] for i in chosen)


def _total(data: Dataset, total: Total, chosen: Sequence[int]) -> Total:
    keys = {data.columns[i].key for i in chosen}
    return replace(total, values={key: value for key, value in total.values.items() if key in keys})
