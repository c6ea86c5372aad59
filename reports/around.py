"""The words around a table, laid out once for all renderers: signatures, number line, stamp."""

from collections.abc import Sequence
from string import ascii_lowercase

from alokon.text import moment
from reports.dataset import Dataset, Facts, Items, Marks, Signature, Stamp

BLANK = "." * 30


def number_line(dataset: Dataset) -> str:
    """The line below the title that carries the document's number, or room to write it; empty without one."""
    return "" if dataset.number is None or not dataset.title else f"Nomor : {dataset.number or BLANK}"


def labelled(facts: Facts) -> list[tuple[str, str]]:
    """Label and value of every fact, numbered when asked.

    >>> labelled(Facts((("Kepada", "Puskesmas"),), numbered=True))
    [('1. Kepada', 'Puskesmas')]
    """
    return [(f"{n}. {label}" if facts.numbered else label, value) for n, (label, value) in enumerate(facts.pairs, 1)]


def marked(items: Items) -> list[tuple[str, str]]:
    """Mark and text of every item; letters go on as aa, ab after z.

    >>> marked(Items(("Satu", "Dua"), "a."))
    [('a.', 'Satu'), ('b.', 'Dua')]
    """
    return [(_mark(items.marks, n), text) for n, text in enumerate(items.texts)]


def _mark(marks: Marks, n: int) -> str:
    if marks == "a.":
        return f"{'' if n < 26 else ascii_lowercase[n // 26 - 1]}{ascii_lowercase[n % 26]}."
    return f"{n + 1}." if marks == "1." else marks


def signature_rows(signatures: Sequence[Signature]) -> list[tuple[Signature | None, ...]]:
    """Signatures as they stand side by side: up to three in a row, four as two rows of two, one alone at the right."""
    if len(signatures) == 1:
        return [(None, signatures[0])]
    side = 2 if len(signatures) == 4 else 3
    return [tuple(signatures[i : i + side]) for i in range(0, len(signatures), side)]


def signature_head(signature: Signature | None, lines: int) -> list[str]:
    """What stands above the room to sign, filled from the top with blank lines so that neighbours end level."""
    if signature is None:
        return [""] * lines
    head = [*filter(None, [signature.place_date]), *signature.above, *signature.role.split("\n")]
    return [""] * (lines - len(head)) + head


def head_height(row: Sequence[Signature | None]) -> int:
    """Lines the tallest head of a row of signatures has."""
    return max(len(signature_head(signature, 0)) for signature in row)


def signature_foot(signature: Signature | None) -> list[str]:
    """Name, rank and NIP, each as a line to write on when it is not known."""
    if signature is None:
        return []
    foot = [signature.name or f"( {BLANK} )", *filter(None, [signature.rank])]
    return foot if signature.nip is None else [*foot, f"NIP. {signature.nip or BLANK}"]


def stamp_lines(stamp: Stamp) -> list[str]:
    """What the foot of every page says of the book and of the print; empty for an empty stamp."""
    code = f"Kode buku {stamp.head_code}" if stamp.head_code else ""
    printed = f"dicetak {moment(stamp.printed_at)}" if stamp.printed_at else ""
    return [*filter(None, [code, " · ".join(filter(None, [stamp.reference, printed]))])]


def qr_text(stamp: Stamp) -> str:
    """What the square code of a print holds: the head code and the document, as typed into a verification."""
    return f"{stamp.head_code} {stamp.reference}".strip()
