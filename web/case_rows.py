"""A row of a list of cases, in words."""

from datetime import date
from typing import NamedTuple

from alokon.sop.case import Line
from alokon.sop.model import Flow
from alokon.store.papers import Paper
from alokon.views.casebook import Listed
from alokon.views.running import FOLLOW_UP
from web import words
from web.count_results import UNMARKED, Mark
from web.desk import Reach
from web.lists import tint, told_of

FEW_ITEMS = 3


class Row(NamedTuple):
    """A case in a list: its site and kecamatan, goods, told answers, newest paper, state, days it waits.

    A told answer is (label, words, whether it is a day promised and gone by). `mark` is that of a count.
    """

    number: int
    site_name: str
    area: str
    opened_on: date
    changed_on: date
    goods: str
    told: tuple[tuple[str, str, bool], ...]
    paper: Paper | None
    tint: str
    state: str
    waiting_days: int | None
    mark: Mark


def row_of(flow: Flow, listed: Listed, seen: Reach, today: date, mark: Mark = UNMARKED) -> Row:
    """The row of a case as it stands today."""
    row = listed.row
    return Row(
        number=row.id,
        site_name=row.site_name + (f" → {row.partner_name}" if row.partner_name else ""),
        area=seen.area(row.site),
        opened_on=row.opened_on,
        changed_on=row.changed_on,
        goods=goods_of(listed.lines),
        told=_told(flow, listed, today),
        paper=listed.papers[-1] if listed.papers else None,
        tint=tint(flow, row.state),
        state=flow.states[row.state],
        waiting_days=(today - row.changed_on).days if flow.open_to(row.state) else None,
        mark=mark,
    )


def goods_of(lines: tuple[Line, ...]) -> str:
    """The first items of a case with the quantity asked for or brought, and how many more there are."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.item] = sums.get(line.item, 0) + _leading(line)
    first = [f"{words.item_name(item)} {words.amount(sums[item], item)}" for item in list(sums)[:FEW_ITEMS]]
    more = len(sums) - FEW_ITEMS
    return "; ".join(first) + (f"; dan {more} lainnya" if more > 0 else "")


def _leading(line: Line) -> int:
    return next((line[name] for name in words.QUANTITIES if line[name]), 0)


def _told(flow: Flow, listed: Listed, today: date) -> tuple[tuple[str, str, bool], ...]:
    opening, pending = listed.opening, bool(flow.open_to(listed.row.state))
    told = []
    for field in told_of(flow):
        answer = opening.get(field.name)
        gone_by = pending and field.name == FOLLOW_UP and answer is not None and str(answer) < today.isoformat()
        told.append((field.label, words.in_words(field, answer, opening) if answer else "", gone_by))
    return tuple(told)
