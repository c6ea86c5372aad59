"""A book proved whole: the ledger's proof and the office's in one report, for the page and the command alike."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from alokon.proof.attachments import check_attachments
from alokon.proof.releases import check_releases
from alokon.proof.sealed import check_sealed
from alokon.store.database import GUARDED
from inventory.proof.findings import Findings
from inventory.verify import Report, verify


def prove(db: sa.Connection, book: str, home: Path, progress: Callable[[int], object] = lambda event: None) -> Report:
    """Prove a book inside a reading transaction, with the files in a home; refuses `book_unknown`."""
    return with_files(verify(db, book, GUARDED, progress), db, home)


def with_files(report: Report, db: sa.Connection, home: Path) -> Report:
    """A report of the ledger with what the office finds about what is sealed, the files attached in a home, and those
    that left."""
    found = Findings()
    check_sealed(db, report.book, found)
    check_attachments(db, report.book, home, found)
    check_releases(db, report.book, found)
    return report._replace(findings=(*report.findings, *found.told), counts={**report.counts, **found.counts})
