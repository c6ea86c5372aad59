"""Formulir: a sheet whose table is filled in as far as the book knows it; the rest is ticked, written and signed."""

from dataclasses import dataclass

from reports.dataset import Block, Dataset, Facts, Signature, Workbook
from reports.paper import Heading, Table, paper


@dataclass(frozen=True)
class Formulir:
    """A form: what it is called, what it is about, its table, and who signs; `after` stands below the table."""

    heading: Heading
    title: str
    facts: tuple[tuple[str, str], ...]
    table: Table
    signatures: tuple[Signature, ...]
    after: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    name: str = "formulir"


def formulir(form: Formulir) -> Workbook:
    """The form on paper."""
    page = Dataset(
        name=form.name,
        title=form.title.upper(),
        before=(Facts(form.facts),),
        after=form.after,
        notes=form.notes,
        signatures=form.signatures,
        sheet="Formulir",
    )
    return paper(form.title.replace("\n", " "), form.heading, form.table.on(page))
