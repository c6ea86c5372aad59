"""A procedure as this office adopted it: whose letterhead its papers carry, and who stands for the printed actors.

The procedures come from three offices. What is printed never changes; the setting `procedures` says, for each of them,
what differs here: settings of its own above the office's, the role of ours that stands for a printed actor, and the
actor of a row whose tick marks the scan lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, cast

from alokon.people import APPROVER, DATA, PENGELOLA, PROGRAM, ROLES, UPTD, Actor, Forbidden, may
from alokon.sop.model import Flow, Sop, Step
from alokon.sop.office import DECIDE, WORK
from alokon.sop.printed import CUT, PrintedStep
from alokon.sop.registry import PROCEDURES, SOPS
from inventory.core.errors import Problem

SETTING = "procedures"

OWN = ("kop.lines", "kop.address", "place", "number.classification", "number.unit", "signatory.head", "letter.rules")
"""The settings a procedure may have of its own."""

STANDING_IN = (PENGELOLA, APPROVER, UPTD, DATA, PROGRAM)
"""The roles that may stand for a printed actor: who works for the office or a kecamatan, not who keeps watch."""

OUTSIDE = "-"
"""Stands for an actor who does not use the book, such as the Bupati: what he does is noted by who waits for it."""

Values = Mapping[str, object]


class Adopted(NamedTuple):
    """How a procedure differs here: `own` settings by name, `actors` (printed actor → role, or `OUTSIDE`), and `rows`
    (number → actors) where the tick marks are lost.
    """

    own: Mapping[str, object]
    actors: Mapping[str, str]
    rows: Mapping[str, tuple[str, ...]]

    @property
    def kept(self) -> dict[str, object]:
        """The same as it is stored, without what differs in nothing."""
        parts = {"own": self.own, "actors": self.actors, "rows": {n: list(a) for n, a in self.rows.items()}}
        return {name: dict(part) for name, part in parts.items() if part}


def adopted(values: Values, code: str) -> Adopted:
    """What an office set for a procedure; nothing where it follows the office's settings and the print."""
    found = cast(Mapping[str, Mapping[str, object]], all_kept(values).get(code, {}))
    rows = cast(Mapping[str, list[str]], found.get("rows", {}))
    return Adopted(
        own=found.get("own", {}),
        actors=cast(Mapping[str, str], found.get("actors", {})),
        rows={number: tuple(actors) for number, actors in rows.items()},
    )


def all_kept(values: Values) -> dict[str, object]:
    """What is stored of every procedure that differs."""
    return dict(cast(Mapping[str, object], values[SETTING]))


def settings_for(values: Values, flow: str) -> Values:
    """The settings as the papers of a flow take them: those of its procedure above the office's."""
    return {**values, **adopted(values, PROCEDURES[flow].code).own}


def own_settings(values: Values) -> list[Values]:
    """The settings of every procedure that has any of its own."""
    return [{**values, **adopted(values, code).own} for code in all_kept(values)]


def columns(sop: Sop) -> tuple[str, ...]:
    """The actors a procedure prints, without a heading that the scan lost."""
    return tuple(column for column in sop.printed.actor_columns if column != CUT)


def as_set(sop: Sop, here: Adopted) -> Sop:
    """The procedure with the actors this office set where the tick marks are lost."""
    sections = tuple(
        replace(section, steps=tuple(_as_set(step, here) for step in section.steps)) for section in sop.printed.sections
    )
    return replace(sop, printed=replace(sop.printed, sections=sections))


def _as_set(step: PrintedStep, here: Adopted) -> PrintedStep:
    return replace(step, actors=here.rows.get(step.number, step.actors)) if step.actors_inferred else step


class Duties(NamedTuple):
    """Who takes which step: by its permission, or by `given`, (flow, step) → the roles the office put in its place."""

    given: Mapping[tuple[str, str], frozenset[str]]

    def roles(self, flow: Flow, step: Step) -> tuple[str, ...]:
        """The roles that may take a step.

        >>> from alokon.sop.registry import FLOWS
        >>> BY_PERMISSION.roles(FLOWS["distribusi"], FLOWS["distribusi"].step("order"))
        ('approver',)
        """
        given = self.given.get((flow.code, step.name))
        return tuple(
            code for code, role in ROLES.items() if (code in given if given else step.permission in role.permissions)
        )

    def may(self, actor: Actor, flow: Flow, step: Step) -> bool:
        """Whether a person may take a step of a flow at some site."""
        given = self.given.get((flow.code, step.name))
        return actor.role in given if given else may(actor, step.permission)

    def require(self, actor: Actor, flow: Flow, step: Step) -> None:
        """Raise `Forbidden` with `not_permitted` unless the person may."""
        if not self.may(actor, flow, step):
            raise Forbidden(Problem("not_permitted", {"permission": step.permission, "role": ROLES[actor.role].label}))


BY_PERMISSION = Duties({})
"""Who takes which step where the office put no role in the place of an actor."""


def duties(values: Values) -> Duties:
    """Who takes which step in an office, by its settings."""
    return Duties({pair: roles for code in all_kept(values) for pair, roles in _given(values, code)})


def is_assignable(sop: Sop) -> bool:
    """Whether roles may be put in the place of a procedure's actors: its steps ask for no right of the store."""
    return any(step.permission in (WORK, DECIDE) for flow in sop.flows for step in flow.steps)


def _given(values: Values, code: str) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """The roles of every step of a procedure that has some actor assigned.

    A row takes the roles of its actors; an actor without one leaves it to the permission. A way beside the rows takes
    the roles of all rows with its permission.
    """
    here = adopted(values, code)
    if not here.actors or not is_assignable(SOPS[code]):
        return
    sop = as_set(SOPS[code], here)
    actors = {step.number: step.actors for step in sop.printed.steps}
    for flow in sop.flows:
        rows = {step.name: _standing_in(step, actors, here) for step in flow.steps if step.seed}
        for step in flow.steps:
            like = [rows[one.name] for one in flow.steps if one.seed and one.permission == step.permission]
            roles = rows[step.name] if step.seed else frozenset().union(*like)
            if roles:
                yield (flow.code, step.name), roles


def _standing_in(step: Step, actors: Mapping[str, tuple[str, ...]], here: Adopted) -> frozenset[str]:
    usual = {code for code, role in ROLES.items() if step.permission in role.permissions}
    told = {here.actors.get(actor, "") for number in step.seed for actor in actors[number]}
    return frozenset((told - {"", OUTSIDE}) | (usual if "" in told else set())) or frozenset(usual)


def check(values: Values) -> list[Problem]:
    """What is wrong with the setting: `procedure_unknown`, `procedure_own` {name}, `actor_unknown` {actor},
    `standing_in_unknown` {role}, `row_not_lost` {number}."""
    return [problem for code in all_kept(values) for problem in _check(values, code)]


def _check(values: Values, code: str) -> Iterator[Problem]:
    if code not in SOPS:
        yield Problem("procedure_unknown", {"sop": code})
        return
    here, known = adopted(values, code), columns(SOPS[code])
    lost = {step.number for step in SOPS[code].printed.steps if step.actors_inferred}
    yield from (Problem("procedure_own", {"name": name}) for name in here.own if name not in OWN)
    named = [*here.actors, *(actor for row in here.rows.values() for actor in row)]
    yield from (Problem("actor_unknown", {"actor": actor}) for actor in named if actor not in known)
    chosen = here.actors.values()
    yield from (Problem("standing_in_unknown", {"role": one}) for one in chosen if one not in (*STANDING_IN, OUTSIDE))
    yield from (Problem("row_not_lost", {"number": number}) for number in here.rows if number not in lost)
