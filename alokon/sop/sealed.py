"""Flows whose cases only their keepers know of, and whose free texts are kept enciphered.

A free text can always hold a name; so in such a flow every text is sealed, whatever it asks, and nothing of it is ever
among the answers that are planned with, digested or stored in clear. Dates, counts and choices stay.
"""

from collections.abc import Mapping
from dataclasses import replace

from alokon.sop.fields import Field
from alokon.sop.model import Flow, Step
from alokon.sop.plan import Answers

TEXT = "text"


def sealed(flow: Flow, keepers: str) -> Flow:
    """The same flow kept by one permission: who holds it reads its cases and takes its steps, and nobody else.

    A step is not corrected but sent back and taken again: the reason of a correction would stand in clear.
    `ValueError` when a step has lines, whose texts nothing would seal.
    """
    if any(step.line_fields for step in flow.steps):
        raise ValueError(f"{flow.code}: a sealed flow has no lines")
    steps = tuple(_kept(step, keepers) for step in flow.steps)
    return replace(flow, readers=keepers, steps=steps)


def _kept(step: Step, keepers: str) -> Step:
    fields = tuple(replace(field, sealed=True) if field.kind == TEXT else field for field in step.fields)
    return replace(step, permission=keepers, correctable=False, fields=fields)


def bare(step: Step) -> Step:
    """The step as it is where nothing is sealed because the office keeps these texts on paper: it asks for none."""
    return replace(step, fields=tuple(field for field in step.fields if not field.sealed))


def has_sealed(step: Step) -> bool:
    """Whether the step asks for anything that is sealed."""
    return any(field.sealed for field in step.fields)


def sealed_fields(step: Step) -> tuple[Field, ...]:
    """The fields whose answers are sealed."""
    return tuple(field for field in step.fields if field.sealed)


def parted(step: Step, answers: Answers) -> tuple[Answers, Mapping[str, str]]:
    """The answers without those to be sealed, and those that were given of them."""
    names = {field.name for field in sealed_fields(step)}
    clear = {name: value for name, value in answers.values.items() if name not in names}
    kept = {name: str(value) for name, value in answers.values.items() if name in names and value is not None}
    return replace(answers, values=clear), kept
