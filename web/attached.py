"""The section of a case's page that lists its attached files: what the person may do with them and may send."""

from typing import NamedTuple

import sqlalchemy as sa

from alokon.attaching.checks import MEGABYTE, MOST_BYTES
from alokon.attaching.kinds import ENDINGS
from alokon.service.attachments import may_withdraw
from alokon.service.sealed import Keeping
from alokon.sop.registry import KEPT_APART
from alokon.store import attached, settings
from alokon.store.attached import Attachment
from alokon.views.dossier import Dossier
from web.auth import actor
from web.case_page import may_attach
from web.config import here
from web.forms import Form

ACCEPTED = ",".join(f".{ending}" for ending in ENDINGS)
"""What a browser offers to choose; with photos among them a phone offers its camera, too."""

MOST = MOST_BYTES // MEGABYTE
"""The largest file in megabytes."""


class Section(NamedTuple):
    """The files of a case; `own` are the numbers of those the person may withdraw, `form` is empty where they may not
    attach; of `sealed` ones nothing is told."""

    number: int
    files: list[Attachment]
    own: frozenset[int]
    form: Form | None
    accepted: str = ACCEPTED
    most: int = MOST
    sealed: bool = False


def section(db: sa.Connection, found: Dossier, kept: Keeping | None = None) -> Section:
    """The files of a case, for the signed-in person, in one question; `kept` is how a sealed case is kept."""
    files, sealed = attached.of_case(db, here().book, found.case.id), found.flow.code in KEPT_APART
    if not may_attach(found) or (kept is not None and not _takes_sealed(db, kept)):
        return Section(found.case.id, files, frozenset(), None, sealed=sealed)
    own = frozenset(one.number for one in files if one.stands and may_withdraw(actor(), one))
    return Section(found.case.id, files, own, Form(), sealed=sealed)


def _takes_sealed(db: sa.Connection, kept: Keeping) -> bool:
    """Whether a sealed case takes files: its key is there, or may be made."""
    return kept.erased_by is None and bool(settings.settings(db, here().book)["sealed.store"])
