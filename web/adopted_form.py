"""What differs in a procedure here, as people read and type it: own settings, roles behind actors, lost ticks."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from alokon.people import ROLES
from alokon.settings import SETTINGS
from alokon.sop import adopted
from alokon.sop.adopted import OUTSIDE, OWN, STANDING_IN, Adopted
from alokon.sop.model import Sop
from alokon.sop.printed import PrintedStep
from alokon.sop.registry import SOPS
from web import settings_form
from web.forms import Form

ROLE_OPTIONS = [(code, ROLES[code].label) for code in STANDING_IN] + [(OUTSIDE, "Di luar aplikasi")]
USUAL = "Semua yang berwenang"
"""Stands for an actor no role was put in the place of."""


class Row(NamedTuple):
    """A printed row whose tick marks are lost, and the field of each actor's tick."""

    step: PrintedStep
    ticks: tuple[tuple[str, str], ...]


def actor_fields(sop: Sop) -> list[tuple[str, str]]:
    """(field, actor) of every printed actor roles may be put in the place of; none where rights decide."""
    return [(f"actor-{n}", actor) for n, actor in enumerate(adopted.columns(sop))] if adopted.is_assignable(sop) else []


def lost_rows(sop: Sop) -> list[Row]:
    """Every row whose ticks are lost."""
    columns = adopted.columns(sop)
    return [
        Row(step, tuple((f"row-{step.number}-{n}", actor) for n, actor in enumerate(columns)))
        for step in sop.printed.steps
        if step.actors_inferred
    ]


def typed(sop: Sop, here: Adopted) -> dict[str, str]:
    """What is set, as a person would have typed it; what follows the office or the print is empty or as printed."""
    own = settings_form.typed(here.own)
    actors = {field: here.actors.get(actor, "") for field, actor in actor_fields(sop)}
    ticks = {
        field: "1"
        for row in lost_rows(adopted.as_set(sop, here))
        for field, actor in row.ticks
        if actor in row.step.actors
    }
    return {**own, **actors, **ticks}


def read(form: Form, sop: Sop) -> dict[str, object]:
    """What is set for a procedure, with what cannot be read noted in the form; what differs in nothing is left out."""
    own = {name: value for name in OWN if (value := settings_form.optional(form, SETTINGS[name]))}
    options = [code for code, _ in ROLE_OPTIONS]
    actors = {
        actor: chosen
        for field, actor in actor_fields(sop)
        if (chosen := form.choice(field, actor, options, required=False))
    }
    rows = {row.step.number: tuple(a for field, a in row.ticks if form.ticked(field)) for row in lost_rows(sop)}
    printed = {step.number: step.actors for step in sop.printed.steps}
    changed = {number: ticked for number, ticked in rows.items() if ticked and set(ticked) != set(printed[number])}
    return Adopted(own, actors, changed).kept


def told(value: object) -> list[str]:
    """The whole setting in words, a line for each procedure that differs."""
    values = {adopted.SETTING: value}
    return [
        f"{SOPS[code].name}: {'; '.join(f'{what}: {how}' for what, how in pairs(adopted.adopted(values, code)))}"
        for code in cast(Mapping[str, object], value)
        if code in SOPS
    ]


def pairs(here: Adopted) -> Iterator[tuple[str, str]]:
    """(what, how) of everything that differs, in words."""
    for name, value in here.own.items():
        yield SETTINGS[name].label, " / ".join(settings_form.told(name, value, {}))
    for actor, role in here.actors.items():
        yield actor, dict(ROLE_OPTIONS).get(role, role)
    for number, actors in here.rows.items():
        yield f"Pelaksana baris {number}", ", ".join(actors)
