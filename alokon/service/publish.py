"""Publishing a month: the report is frozen with its digest; it comes again only as a version that says what changed.

What a report contains is decided where reports are made; here it is only kept, numbered and chained.
"""

from collections.abc import Mapping

from alokon.service.desk import Desk, Done, digest_of, guard, writing
from alokon.store import publications
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from inventory.store import chain, writer
from inventory.store.rules import Entry


def publish(desk: Desk, report: str, month: Month, content: Mapping[str, object], key: str) -> Done:
    """Freeze a month's report as its next version; `content` is plain JSON-like data, digested canonically.

    Code `nothing_changed` when the newest version says the same. `Done.facts` tells the version.
    """
    with writing(desk) as db:
        guard(db, desk, "publish")
        text = chain.canonical(content)
        request = digest_of(["publish", report, str(month), chain.sha256(text)])
        known = writer.repeated(db, desk.book, key, request)
        if known:
            return Done(known.seq, known.head, repeated=True)
        before = publications.versions(db, desk.book, report, month)
        if before and before[0].digest == chain.sha256(text):
            raise Refused(Problem("nothing_changed", {"month": month, "version": before[0].version}))
        version = before[0].version + 1 if before else 1
        facts = {"report": report, "month": str(month), "version": version, "digest": chain.sha256(text)}
        entry = Entry(
            kind="report.publish",
            occurred_on=desk.today,
            recorded_at=desk.now,
            actor=desk.actor.user_id,
            key=key,
            request=request,
            payload=chain.canonical(facts),
        )
        posted = writer.post(db, desk.book, entry)
        told = {"event": posted.seq, "published_at": desk.now.isoformat(), "actor": desk.actor.name}
        publications.add(db, desk.book, {**facts, **told, "stale": False, "content": text})
        return Done(posted.seq, posted.head, facts=facts)
