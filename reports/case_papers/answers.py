"""What the letters of the other procedures are filled in from: the answers given on the way, in words.

Whatever a person must add (a name, a signature, a passage) is left to be written, or changed in the document for a
word processor that every paper has beside its PDF. The wording of these letters is ours.
"""

from collections.abc import Mapping, Sequence

from reports.case_papers.facts import CaseFacts
from reports.dataset import Block, Cell, Column, Facts, Items, Workbook
from reports.paper import NO_TABLE, Signer, Table
from reports.papers.berita_acara import BeritaAcara, berita_acara

NO = Column("no", "No.", "int", align="center")


def told(facts: CaseFacts, name: str, missing: str = "…") -> str:
    """An answer of the case in words; what nobody answered is left open."""
    return facts.so_far(name) or missing


def parts(facts: CaseFacts, name: str) -> tuple[str, ...]:
    """An answer of several parts, told with a semicolon between them; none when nobody answered."""
    return tuple(part.strip() for part in facts.so_far(name).split(";") if part.strip())


def head(facts: CaseFacts) -> Signer:
    """Who signs for the office."""
    return facts.office.signer("head")


def person(role: str) -> Signer:
    """Somebody who signs and has no NIP."""
    return Signer(role, nip=None)


def basis(facts: CaseFacts) -> tuple[Block, ...]:
    """The dasar hukum as a list; nothing where the office set none and the procedure prints none."""
    return (Items(facts.rules, "1.", "Dasar"),) if facts.rules else ()


def cell(row: Mapping[str, object], name: str) -> Cell:
    """An answer of a row as a cell."""
    found = row.get(name)
    return found if isinstance(found, int) else str(found or "")


def table(facts: CaseFacts, step: str, columns: Sequence[Column], names: Sequence[str]) -> Table:
    """The rows answered to a step as a table, numbered; none when nobody answered any."""
    rows = facts.issued.rows(step)
    cells = [tuple(cell(row, name) for name in names) for row in rows]
    return Table((NO, *columns), tuple((n, *row) for n, row in enumerate(cells, 1))) if rows else NO_TABLE


def to_write(columns: Sequence[Column], lines: int) -> Table:
    """A table of numbered lines that are written by hand."""
    return Table((NO, *columns), tuple((n, *(None for _ in columns)) for n in range(1, lines + 1)), by_hand=True)


def answers(facts: CaseFacts, names: Sequence[tuple[str, str]]) -> Facts:
    """Answers of the case as a list, (label, field) by (label, field); what was not answered is a dash."""
    return Facts(tuple((label, told(facts, name, "-")) for label, name in names))


def record(
    facts: CaseFacts, about: str, done: str, names: Sequence[tuple[str, str]], taker: str = "Yang mengetahui"
) -> Workbook:
    """A record in words of some answers, signed by the office and one more."""
    return signed_record(facts, about, done, answers(facts, names), (Signer(taker), head(facts)))


def signed_record(facts: CaseFacts, about: str, done: str, content: Block, signers: Sequence[Signer]) -> Workbook:
    """A record of what was done and agreed on, by whoever signs it."""
    return berita_acara(
        BeritaAcara(
            heading=facts.heading,
            about=about,
            day=facts.paper.issued_on,
            where=facts.where,
            done=done,
            signatures=tuple(signer.sign() for signer in signers),
            body=(content,),
            prose=True,
        )
    )
