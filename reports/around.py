"""The words around a table, laid out once for all renderers: signatures, number line, stamp."""

from collections.abc import Sequence

from alokon.text import moment
from reports.dataset import Dataset, Signature, Stamp

BLANK = "." * 30


def number_line(dataset: Dataset) -> str:
    """The line below the title that carries the document's number, or room to write it; empty without one."""
    return "" if dataset.number is None else f"Nomor : {dataset.number or BLANK}"


def signature_rows(signatures: Sequence[Signature]) -> list[tuple[Signature, ...]]:
    """Signatures as they stand side by side: up to three in a row, four as two rows of two."""
    side = 2 if len(signatures) == 4 else 3
    return [tuple(signatures[i : i + side]) for i in range(0, len(signatures), side)]


def signature_head(signature: Signature, lines: int) -> list[str]:
    """What stands above the room to sign, filled from the top with blank lines so that neighbours end level."""
    head = [*filter(None, [signature.place_date]), *signature.above, *signature.role.split("\n")]
    return [""] * (lines - len(head)) + head


def head_height(row: Sequence[Signature]) -> int:
    """Lines the tallest head of a row of signatures has."""
    return max(len(signature_head(signature, 0)) for signature in row)


def signature_foot(signature: Signature) -> list[str]:
    """Name, rank and NIP, each as a line to write on when it is not known."""
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
