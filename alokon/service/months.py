"""Closing a site's month, and opening the latest one again: acts of their own in the book."""

import sqlalchemy as sa

from alokon.service.desk import Desk, Done, digest_of, guard, writing
from alokon.store import publications
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from inventory.store import chain, masters, queries, writer
from inventory.store.closing import CLOSE, REOPEN, Closing
from inventory.store.rules import Entry


def close_month(desk: Desk, site_code: str, month: Month, key: str) -> Done:
    """Close a site's month: nothing can be dated into it any more. The balances closed on stand in the event.

    Codes `site_unknown` and those of `inventory.store.closing.check_closing`.
    """
    with writing(desk) as db:
        return close_month_in(db, desk, site_code, month, key)


def close_month_in(db: sa.Connection, desk: Desk, site_code: str, month: Month, key: str) -> Done:
    """`close_month` inside a transaction that is open already."""
    return _act(db, desk, site_code, month, CLOSE, "", key)


def reopen_month(desk: Desk, site_code: str, month: Month, reason: str, key: str) -> Done:
    """Open a site's latest closed month again, with a reason; reports published since are marked stale."""
    with writing(desk) as db:
        return reopen_month_in(db, desk, site_code, month, reason, key)


def reopen_month_in(db: sa.Connection, desk: Desk, site_code: str, month: Month, reason: str, key: str) -> Done:
    """`reopen_month` inside a transaction that is open already."""
    if not reason.strip():
        raise Refused(Problem("field_missing", {"label": "Alasan membuka kembali"}, "reason"))
    return _act(db, desk, site_code, month, REOPEN, reason, key)


def _act(db: sa.Connection, desk: Desk, site_code: str, month: Month, action: str, reason: str, key: str) -> Done:
    guard(db, desk, "close_month" if action == CLOSE else "reopen_month", site_code)
    request = digest_of([action, site_code, str(month), reason])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return Done(known.seq, known.head, repeated=True)
    found = masters.sites(db, desk.book, {site_code}).get(site_code)
    if found is None:
        raise Refused(Problem("site_unknown", {"site": site_code}, "site"))
    held = queries.holdings(db, desk.book, month.last, sites=[site_code])
    balances = [[h.kind, h.item, h.lot, h.quantity] for h in held]
    payload = {"site": site_code, "month": str(month), "action": action, "reason": reason, "balances": balances}
    entry = Entry(
        kind=f"month.{action}",
        occurred_on=desk.today,
        recorded_at=desk.now,
        actor=desk.actor.user_id,
        key=key,
        request=request,
        payload=chain.canonical(payload),
        closings=(Closing(found.id, month, action),),
    )
    posted = writer.post(db, desk.book, entry)
    if action == REOPEN:
        publications.mark_stale(db, desk.book, month)
    return Done(posted.seq, posted.head)
