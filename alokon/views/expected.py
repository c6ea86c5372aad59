"""What posyandu and rumah data counted in each kecamatan, from the standing steps of their files."""

from collections import defaultdict
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from alokon.planning.expected import Assumption, Couples, Expected, Targets, latest_couples, latest_targets
from alokon.recipients import Recipient
from alokon.sop.tasks.posyandu import POSYANDU_FLOW
from alokon.sop.tasks.rumah_data import RUMAH_DATA_FLOW
from alokon.store import cases, recipients
from alokon.store.settings import settings
from inventory.core.months import Month

UPDATE = POSYANDU_FLOW.step("update").name
WORK = RUMAH_DATA_FLOW.step("work").name
CANCELLED = {flow.step("drop").after for flow in (POSYANDU_FLOW, RUMAH_DATA_FLOW)}


def assumption(db: sa.Connection, book: str) -> Assumption:
    """What the office supposes of women after a birth."""
    known = settings(db, book)
    return Assumption(int(str(known["expected.percent"])), int(str(known["expected.months"])))


def expected(db: sa.Connection, book: str, areas: Collection[str]) -> Mapping[str, Expected]:
    """Kecamatan → what its posyandu and kampung counted the last time; those without are left out. Three questions."""
    known = [entry.recipient for entry in recipients.entries(db, book).values()]
    named = {one.code: one for one in known if one.kecamatan in areas}
    listed = cases.listing(db, book, flows=[POSYANDU_FLOW.code, RUMAH_DATA_FLOW.code], sites=named)
    about = {row.id: named[row.site] for row in listed if row.state not in CANCELLED}
    taken = cases.steps_of(db, book, about)
    targets: dict[str, list[Targets]] = defaultdict(list)
    couples: dict[str, list[Couples]] = defaultdict(list)
    standing = [step for case in about for step in cases.standing(taken.get(case, ()))]
    for step in sorted(standing, key=lambda step: step.event):
        who = about[step.case_id]
        if step.step == UPDATE:
            targets[str(who.kecamatan)].append(_targets(who, step.answers))
        elif step.step == WORK:
            couples[str(who.kecamatan)].append(_couples(who, step.answers))
    return {
        area: Expected(latest_targets(targets[area]), latest_couples(couples[area]))
        for area in sorted({*targets, *couples})
    }


def _targets(who: Recipient, answers: Mapping[str, object]) -> Targets:
    month = Month.parse(str(answers["month"]))
    return Targets(who.code, _name(who), month, _count(answers, "pregnant"), _count(answers, "postpartum"))


def _couples(who: Recipient, answers: Mapping[str, object]) -> Couples:
    counts = (_count(answers, key) for key in ("year", "couples", "members", "unmet"))
    return Couples(who.code, _name(who), *counts)


def _name(who: Recipient) -> str:
    """With its desa, as two of them may be called the same."""
    return f"{who.name}, {who.village}" if who.village else who.name


def _count(answers: Mapping[str, object], name: str) -> int:
    return int(str(answers[name] or 0))
