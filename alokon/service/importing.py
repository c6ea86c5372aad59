"""Taking a file into a book: looked at first, then written as a whole or not at all, and never twice.

`examine` reads the file and tells everything found; `write` reads the book again inside its one transaction, so that
what was accepted is what is written. The file's digest is the key of its event: the same file is one import.

Codes: those of `alokon.imports` for files that cannot be read at all; `import_format_unknown` {format, known},
`mapping_needed`, `mapping_unneeded`, `import_day_needed`, `import_day_unneeded` (all {format}),
`import_into_office` {book}, `import_standing` {count}, `accepted_not_flagged` {rows}.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.imports.checks import Checked, Finding
from alokon.imports.formats import FORMATS, Format, recognise
from alokon.imports.grids import Grid, read_grids
from alokon.imports.mapping import FileMapping
from alokon.imports.personal import is_identity_number
from alokon.imports.siga_counts import FORMAT as SIGA
from alokon.people import require
from alokon.service import backdating
from alokon.service.desk import Desk, Done, digest_of
from alokon.service.importing_file import Amount, ImportFile, Progress, silent
from alokon.service.importing_history import HistoryFile
from alokon.service.importing_opening import OpeningFile
from alokon.service.importing_register import RegisterFile
from alokon.service.importing_siga import SigaFile
from alokon.service.setup import note
from alokon.store import books
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store import writer
from inventory.store.engine import reading

KIND = "import.file"
"""The event that says which file came in and what was accepted; its rows follow as events of their own."""


@dataclass(frozen=True)
class Upload:
    """A file to import. `format` is a key of `FORMATS`, told by the columns when not given.

    `on` is the day of an opening balance, `mapping` how to read a history; a file of another format takes neither.
    """

    data: bytes
    name: str = ""
    format: str | None = None
    on: date | None = None
    mapping: FileMapping | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the file, as 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def told_name(self) -> str:
        """The file's name as the book may keep it: not when it holds an identity number."""
        return "" if is_identity_number(self.name) else self.name[:200]

    @property
    def key(self) -> str:
        """What makes a second import of the same file harmless."""
        return f"import:{self.digest}"


class Examined(NamedTuple):
    """What a file holds and would do to its book; `done` is its import when it was imported before."""

    upload: Upload
    format: Format
    file: ImportFile
    book: str
    checked: Checked[Any]
    amounts: tuple[Amount, ...]
    done: Done | None


def examine(desk: Desk, upload: Upload, *, trial: bool = True) -> Examined:
    """Look at a file without writing anything; raises `Refused` when it is no such file at all.

    With `trial`, what only writing shows is found by writing and taking back, which keeps other writers waiting.
    """
    require(desk.actor, "import")
    grids = read_grids(upload.data)
    kind = _format_of(upload, grids)
    file = _open(kind, upload, grids)
    at = file.at(desk)
    with reading(desk.office.engine) as db:
        file.refuse_book(db, at)
        done = _done_before(db, at.book, upload)
        checked = file.check(db, at)
    if trial and not done and file.tried and checked.passes(checked.flagged_rows):
        checked = checked.with_findings(_tried(at, file, upload))
    amounts = () if checked.blocking else tuple(file.amounts(checked))
    return Examined(upload, kind, file, at.book, checked, amounts, done)


def write(
    desk: Desk, examined: Examined, accepted: Collection[int] = (), told: Progress = silent, seen: str = ""
) -> Done:
    """Write a file whose standing errors are all in `accepted` rows; raises `Refused` and keeps nothing otherwise.

    What it changes of what stands already must have been `seen`: `backdating.Unseen` shows it. `Done.facts` has the
    book and its `head` once everything is in.
    """
    require(desk.actor, "import")
    file, upload = examined.file, examined.upload
    at = file.at(desk)
    with file.transaction(at) as db:
        known = _done_before(db, at.book, upload)
        if known:
            return known
        checked = file.check(db, at)
        refuse_if(_in_the_way(checked, frozenset(accepted)))
        payload = _payload(examined, checked, frozenset(accepted))
        done = note(db, at, KIND, payload, upload.key, _request(upload))
        refuse_if(f.problem for f in file.write(db, at, checked, upload.key, told) if f.problem)
        if file.beside_others:
            backdating.check(db, at, done, seen)
        facts = {"book": at.book, "head": books.head(db, at.book)}
    return replace(done, facts=facts)


def _format_of(upload: Upload, grids: tuple[Grid, ...]) -> Format:
    stated = upload.format or (upload.mapping.format if upload.mapping else None)
    if stated is None:
        return recognise(grids)
    if stated not in FORMATS:
        raise Refused(Problem("import_format_unknown", {"format": stated, "known": tuple(FORMATS)}, "format"))
    return FORMATS[stated]


def _open(kind: Format, upload: Upload, grids: tuple[Grid, ...]) -> ImportFile:
    """The file in its format; refuses a day or a mapping that is missing, or that the format has no use for."""
    refuse_if(_ill_asked(kind, upload))
    if upload.mapping is not None:
        return HistoryFile.read(grids, upload.mapping)
    if upload.on is not None:
        return OpeningFile.read(grids, upload.on, upload.told_name)
    return SigaFile.read(grids) if kind.name == SIGA else RegisterFile.read(grids)


def _ill_asked(kind: Format, upload: Upload) -> Iterator[Problem]:
    told = {"format": kind.title}
    if (upload.mapping is not None) != kind.mapped:
        yield Problem("mapping_needed" if kind.mapped else "mapping_unneeded", told, "mapping")
    if (upload.on is not None) != kind.dated:
        yield Problem("import_day_needed" if kind.dated else "import_day_unneeded", told, "on")


class _Undo(Exception):
    """Ends a trial: everything it wrote is rolled back."""


def _tried(desk: Desk, file: ImportFile, upload: Upload) -> tuple[Finding, ...]:
    """What the office refuses of a file, found by writing it and taking all of it back."""
    found: tuple[Finding, ...] = ()
    try:
        with file.transaction(desk) as db:
            found = file.write(db, desk, file.check(db, desk), upload.key, silent)
            raise _Undo
    except _Undo:
        return found


def _done_before(db: sa.Connection, book: str, upload: Upload) -> Done | None:
    known = writer.repeated(db, book, upload.key, _request(upload))
    return Done(known.seq, known.head, repeated=True) if known else None


def _request(upload: Upload) -> str:
    return digest_of(["import", upload.digest])


def _in_the_way(checked: Checked[Any], accepted: frozenset[int]) -> list[Problem]:
    problems = []
    strange = sorted(accepted - checked.flagged_rows)
    if strange:
        problems.append(Problem("accepted_not_flagged", {"rows": strange[:20]}, "accept"))
    standing = checked.standing(accepted)
    if standing:
        problems.append(Problem("import_standing", {"count": len(standing)}, "accept"))
    return problems


def _payload(examined: Examined, checked: Checked[Any], accepted: frozenset[int]) -> dict[str, object]:
    """What the file's event says: which file, what it held, and which findings a person took as they stand."""
    upload = examined.upload
    return {
        "format": examined.format.name,
        "name": upload.told_name,
        "digest": upload.digest,
        "on": upload.on,
        "rows": len(checked.rows),
        "findings": checked.tally(),
        "accepted": [f.facts for f in checked.accepted(accepted)],
        "amounts": [list(amount) for amount in examined.file.amounts(checked)],
    }
