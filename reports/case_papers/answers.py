"""What the letters of the other procedures are filled in from: the answers given on the way, in words.

Whatever a person must add (a name, a signature, a passage) is left to be written, or changed in the document for a
word processor that every paper has beside its PDF. The wording of these letters is ours.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from alokon.text import long_date, number
from reports.case_papers.facts import CaseFacts
from reports.dataset import Block, Cell, Column, Facts, Workbook
from reports.paper import NO_TABLE, Signer, Table
from reports.papers.berita_acara import BeritaAcara, berita_acara

NO = Column("no", "No.", "int", align="center")


def told(facts: CaseFacts, name: str, missing: str = "…") -> str:
    """An answer of the case in words; what nobody answered is left open."""
    found = facts.issued.told(name)
    if found is None:
        return missing
    try:
        return long_date(date.fromisoformat(str(found)))
    except ValueError:
        return number(found) if isinstance(found, int) else str(found)


def day_of(facts: CaseFacts, name: str) -> date:
    """A day that was answered, else that of the paper."""
    found = facts.issued.told(name)
    return date.fromisoformat(str(found)) if found else facts.paper.issued_on


def head(facts: CaseFacts) -> Signer:
    """Who signs for the office."""
    return facts.office.signer("head")


def cell(row: Mapping[str, object], name: str) -> Cell:
    """An answer of a row as a cell."""
    found = row.get(name)
    return found if isinstance(found, int) else str(found or "")


def table(facts: CaseFacts, step: str, columns: Sequence[Column], names: Sequence[str]) -> Table:
    """The rows answered to a step as a table, numbered; none when nobody answered any."""
    rows = facts.issued.rows(step)
    cells = [tuple(cell(row, name) for name in names) for row in rows]
    return Table((NO, *columns), tuple((n, *row) for n, row in enumerate(cells, 1))) if rows else NO_TABLE


def answers(facts: CaseFacts, names: Sequence[tuple[str, str]]) -> Facts:
    """Answers of the case as a list, (label, field) by (label, field); what was not answered is a dash."""
    return Facts(tuple((label, told(facts, name, "-")) for label, name in names))


def record(
    facts: CaseFacts, about: str, done: str, names: Sequence[tuple[str, str]], taker: str = "Yang mengetahui"
) -> Workbook:
    """A record in words of some answers, signed by the office and one more."""
    body: tuple[Block, ...] = (answers(facts, names),)
    return berita_acara(
        BeritaAcara(
            heading=facts.heading,
            about=about,
            day=facts.paper.issued_on,
            where=facts.site,
            done=done,
            signatures=(Signer(taker).sign(), head(facts).sign()),
            body=body,
            prose=True,
        )
    )
