"""The form of an orientation's schedule: sent by the list of proposals, it begins with the faskes and their reasons."""

from flask import request

from alokon.text import parse_month
from alokon.views.invitations import invitations
from inventory.core.months import Month
from reports.undangan_orientasi import in_words
from web.answers import MOST_ROWS
from web.desk import reach
from web.step_pages.page import Facts, Sitting, StepPage, first_typed

FROM_MONTH, INVITE = "laporan", "undang"
"""What the address says when the list leads here: the month it was made of, and each faskes that was ticked."""


def first(sitting: Sitting, facts: Facts) -> dict[str, str]:
    """What a fresh form holds, with a line for each faskes that was ticked and still has a reason."""
    data, month = first_typed(sitting, facts), _month()
    if sitting.taken is not None or month is None:
        return data
    ticked = frozenset(request.args.getlist(INVITE)) & frozenset(reach(sitting.db).faskes)
    most = next(field.most for field in sitting.step.line_fields if field.name == "why")
    found = invitations(sitting.db, sitting.desk.book, month, sitting.desk.today, ticked)
    for n, one in enumerate(found[:MOST_ROWS]):
        data |= {f"lines-{n}-faskes": one.site, f"lines-{n}-why": in_words(one, month, most)}
    return data


def _month() -> Month | None:
    """The month of the list, None when no list led here."""
    try:
        return parse_month(request.args.get(FROM_MONTH, ""))
    except ValueError:
        return None


SCHEDULE = StepPage(first=first)
