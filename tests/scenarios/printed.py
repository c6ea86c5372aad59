"""A paper of a story as it is read from its print."""

from datetime import datetime
from io import BytesIO

import pypdf

from inventory.store.engine import reading
from inventory.verify import verify
from reports.case_papers.catalogue import paper_named, paper_of
from reports.formats import render
from tests.books import BOOK, WIB, Book

PRINTED = datetime(2026, 6, 1, 9, tzinfo=WIB)


def print_of(book: Book, number: str | None) -> str:
    """The text of the paper of a number, page after page, blanks evened out."""
    assert number
    with reading(book.engine) as db:
        made = render(paper_of(db, BOOK, paper_named(db, BOOK, number), PRINTED), "pdf")
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(made)).pages)


def the_book_is_sound(book: Book) -> bool:
    """Whether the chain and every balance stand the check."""
    with reading(book.engine) as db:
        return verify(db, BOOK).sound
