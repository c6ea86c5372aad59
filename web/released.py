"""The section of the page of a request for data: the files made under it, and whether the person may make more."""

from typing import NamedTuple

import sqlalchemy as sa

from alokon.data_requests import LABELS
from alokon.people import Forbidden
from alokon.service.releasing import granted
from alokon.store import releases
from alokon.store.releases import Release
from alokon.views.dossier import Dossier
from inventory.core.errors import Refused
from web.config import here
from web.desk import desk


class Section(NamedTuple):
    """The files of a request, oldest first; `open`: more may be made now, by this person."""

    number: int
    files: list[Release]
    open: bool
    labels: dict[str, str]


def section(db: sa.Connection, found: Dossier) -> Section | None:
    """The section of a case; None where it is no request for data."""
    if not found.flow.releases:
        return None
    files = releases.of_case(db, here().book, found.case.id)
    return Section(found.case.id, files, found.case.state == found.flow.releases and _may(db, found), LABELS)


def _may(db: sa.Connection, found: Dossier) -> bool:
    """Whether the person may make files of the case; the service asks the same again."""
    try:
        granted(db, desk(), found.case.id, [])
    except (Forbidden, Refused):
        return False
    return True
