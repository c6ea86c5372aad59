"""Koreksi lot: what the label really says, with the history kept; no voucher has to be reversed for a typing error."""

from alokon.people import require_scope
from alokon.service.desk import Desk, Done, digest_of, guard, writing
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.goods import LotFacts
from inventory.store import chain, lots, writer
from inventory.store.lots import Revision
from inventory.store.rules import Entry


def correct_lot(desk: Desk, lot: int, facts: LotFacts, reason: str, key: str) -> Done:
    """Give a lot new facts (expiry, production date, unit value); every card and report shows them from now on.

    A lot lies at many sites: only who answers for the whole kabupaten may say what it is (`out_of_scope`).
    Codes `lot_not_in_book`, `field_missing` for the reason, `nothing_corrected` when the facts are what they were.
    """
    with writing(desk) as db:
        guard(db, desk, "correct")
        require_scope(desk.actor, None, None)
        request = digest_of(["lot", lot, facts, reason])
        known = writer.repeated(db, desk.book, key, request)
        if known:
            return Done(known.seq, known.head, repeated=True)
        found = lots.lots_by_id(db, desk.book, [lot]).get(lot)
        if found is None:
            raise Refused(Problem("lot_not_in_book", {"lot": lot}, "lot"))
        problems = [] if reason.strip() else [Problem("field_missing", {"label": "Alasan koreksi"}, "reason")]
        if found.facts == facts:
            problems.append(Problem("nothing_corrected", {"batch": found.key.batch}))
        refuse_if(problems)
        payload = {"lot": found.key, "before": found.facts, "after": facts, "reason": reason}
        entry = Entry(
            kind="lot.correct",
            occurred_on=desk.today,
            recorded_at=desk.now,
            actor=desk.actor.user_id,
            key=key,
            request=request,
            payload=chain.canonical(payload),
            revisions=(Revision(lot, facts, reason),),
        )
        posted = writer.post(db, desk.book, entry)
        return Done(posted.seq, posted.head)
