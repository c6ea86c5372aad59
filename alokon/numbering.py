"""Numbers of papers: one pattern per office, a list of blanks that is filled in for each paper and never run."""

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter

from alokon import text
from alokon.settings import PAPER_CODES

BLANKS = ("klasifikasi", "urut", "jenis", "unit", "bulan", "tahun")
REQUIRED = ("urut", "jenis", "tahun")
"""Without these a number would come twice: in the next year, or for another kind of paper."""
PADDED = re.compile(r"0[2-6]d")
"""`{urut:03d}` writes at least three digits; no other format is understood."""
LONGEST = 100
"""The most letters of a number."""


def written(pattern: str, *, classification: str, unit: str, paper: str, sequence: int, day: date) -> str:
    """The number of a kind of paper, by the office's pattern.

    >>> usual = "{klasifikasi}/{urut:03d}/{jenis}/{unit}/{bulan}/{tahun}"
    >>> written(usual, classification="400.13.16", unit="DPPKB", paper="spmb", sequence=7, day=date(2026, 8, 17))
    '400.13.16/007/SPMB/DPPKB/VIII/2026'
    """
    return pattern.format(
        klasifikasi=classification,
        urut=sequence,
        jenis=PAPER_CODES[paper],
        unit=unit,
        bulan=text.roman_month(day),
        tahun=day.year,
    )


def is_sound(pattern: str) -> bool:
    """Whether a pattern has only known blanks, plainly filled in, and every one that keeps numbers apart.

    >>> is_sound("{urut:03d}/{jenis}/{tahun}"), is_sound("{urut}/{tahun}"), is_sound("{urut:09999d}{jenis}{tahun}")
    (True, False, False)
    """
    try:
        blanks = list(_blanks(pattern))
    except ValueError:
        return False
    plain = all(name in BLANKS and (not how or (name == "urut" and PADDED.fullmatch(how))) for name, how in blanks)
    return plain and set(REQUIRED) <= {name for name, _ in blanks}


def _blanks(pattern: str) -> Iterator[tuple[str, str]]:
    """(name, format) of every blank; a conversion such as `!r` is no plain blank."""
    for _, name, how, conversion in Formatter().parse(pattern):
        if name is not None:
            yield (name if conversion is None else "", how or "")


def longest(pattern: str, *, classification: str, unit: str) -> int:
    """How many letters the longest number of a sound pattern may have."""
    day = date(2026, 8, 1)
    made = (
        written(pattern, classification=classification, unit=unit, paper=paper, sequence=999_999, day=day)
        for paper in PAPER_CODES
    )
    return max(map(len, made))
