"""Names of service points as people type them, reduced until two spellings of one faskes are equal.

PKM, UPT Puskesmas and Pukesmas are all Puskesmas; BANGGAE I is BANGGAE 1. The reduced name is only ever compared:
what is written into the registry is the name as the office spells it.
"""

import re

SPELLINGS = (
    ("puskesmas", r"(UPTD?|BLUD)?(KLINIKKB)?(PUSKESMAS|PUKESMAS|PUSKEMAS|PUSKESMASS|PKM)"),
    ("pustu", r"PUSTU|(PUSKESMAS|PKM)PEMBANTU"),
    ("pusling", r"PUSLING|(PUSKESMAS|PKM)KELILING"),
    ("poskesdes", r"POSKESDESA?|PUSKESDESA?|POLINDES|PKD|PONDOKBERSALINDESA|POSKESEHATANDESA"),
    ("pmb", r"PMB|BPM|BPS|PRAKTI?[KE]K?MANDIRIBIDAN|BIDANPRAKTI?[KE]K?MANDIRI"),
    ("rs_umum", r"RSUD?|RUMAHSAKITUMUM(DAERAH)?"),
    ("klinik_pratama", r"KLINIKPRATAMA"),
    ("klinik_utama", r"KLINIKUTAMA"),
)
"""The type a name begins with, and its spellings (letters only, longest reading wins)."""

ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "X": "10"}

GOVERNMENT = frozenset({"puskesmas", "pustu", "pusling", "poskesdes"})
"""Types that belong to the kabupaten unless a register says otherwise."""


def spelled_type(name: str) -> str | None:
    """The type a name says, None when it says none.

    >>> spelled_type("UPTD PKM Mambi"), spelled_type("Puskesmas Pembantu Lombong"), spelled_type("Melati")
    ('puskesmas', 'pustu', None)
    """
    return _parts(name)[0]


def reduced(name: str) -> str:
    """A name without its spelling: type, then letters and figures alone, Roman numbers as figures.

    >>> reduced("UPT. PUSKESMAS BANGGAE  I") == reduced("pkm Banggae 1")
    True
    >>> reduced("PUSTU LUSUAN ADA'")
    'pustu LUSUANADA'
    """
    kind, words = _parts(name)
    rest = "".join(ROMAN.get(word, word) for word in words)
    return f"{kind or ''} {rest}".strip()


def _parts(name: str) -> tuple[str | None, list[str]]:
    """The type and the words after it; the type takes as many leading words as any of its spellings can."""
    words = re.sub(r"[^A-Z0-9 ]", "", re.sub(r"[./,()-]", " ", name.upper())).split()
    for count in range(min(4, len(words)), 0, -1):
        head = "".join(words[:count])
        for kind, spelling in SPELLINGS:
            if re.fullmatch(spelling, head):
                return kind, words[count:]
    return None, words
