"""A walk over all pages with everything a nosy person may know of a sealed file."""

import re
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from alokon.service.attachments import Offer, attach
from alokon.store import papers
from inventory.store.engine import reading
from inventory.store.schema import event
from reports.catalogue import REPORTS
from tests.alokon.attaching.papers import pdf
from tests.books import BOOK
from tests.shelter import PLANTED
from tests.web.keeper import Keeper
from tests.web.office import Browser

SPAN = "month=2026-01&day=2026-03-12&since=2026-01-01&until=2026-03-12"
"""What reports ask for, so that each of them is made."""

ANYWHERE: dict[str, list[object]] = {"code": ["p2tp2a"], "name": list(REPORTS), "month": ["2026-01"], "item": ["PILK"]}
"""What addresses may hold without a sealed file."""


VISUM = Offer(f"Visum {PLANTED[1]}.pdf", pdf(f"Visum {PLANTED[4]}"), f"Dari {PLANTED[0]}")
"""A file that is attached to each sealed one."""


class Known:
    """What a nosy person could put into addresses: everything about one sealed file."""

    def __init__(self, keeper: Keeper) -> None:
        self.case = keeper.shelter.closed()
        self.open_case = keeper.shelter.intake("2026-03-02")
        for case in (self.case, self.open_case):
            attach(keeper.shelter.desk("2026-03-02"), keeper.pages.home, case, VISUM, keeper.shelter.book.key())
        with reading(keeper.pages.engine) as db:
            self.number = papers.of_cases(db, BOOK, [self.case])[self.case][0].number
            kinds = sa.select(event.c.seq).where(event.c.book == BOOK, event.c.kind.startswith("p2tp2a."))
            self.events = list(db.scalars(kinds))
        self.site = keeper.shelter.site

    def values(self) -> dict[str, list[object]]:
        """What addresses can be made of."""
        return {
            "number": [self.case, self.open_case],
            "paper": [self.number],
            "flow": ["p2tp2a", "p2tp2a-aduan"],
            "step": ["intake", "medical", "police", "hold", "complain"],
            "event": [self.events[0], self.events[-1]],
            "seq": list(self.events),
            "site": [self.site],
            "username": ["keeper"],
            "ending": ["pdf"],
        }

    def marks(self) -> list[str]:
        """What tells that there is such a file."""
        return [*PLANTED, self.number, f'/berkas/{self.case}"', f'/berkas/{self.open_case}"', "SPT-9"]


def addresses(rule: Rule, known: Mapping[str, list[object]]) -> list[str]:
    """The addresses a rule can have, with what is known and what anybody knows."""
    values = {**ANYWHERE, **known}
    values["form"] = ["json"] if rule.endpoint.startswith("reports.") else ["pdf", "docx", "xlsx"]
    if "int" not in str(rule):
        values["number"] = values.pop("paper", ["1"])
    found = [rule.rule]
    for name in rule.arguments:
        pattern = re.compile(rf"<(?:[^<>]*:)?{name}>")
        found = [pattern.sub(str(value), path) for path in found for value in values.get(name, ["1"])]
    if rule.endpoint == "deadlines.index":
        found += [f"{path}?sop=p2tp2a" for path in found]
    return [f"{path}?{SPAN}" for path in found] if rule.endpoint.startswith("reports.") else found


def walk(app: Flask, browser: Browser, known: Mapping[str, list[object]]) -> Iterator[tuple[Rule, str, TestResponse]]:
    """Every page there is, with what answers."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            for path in addresses(rule, known):
                answer = browser.get(path)
                assert answer.status_code < 500, path
                yield rule, path, answer
