"""What the page of a case tells beside its quantities: what it is called, what may be done next, and its history."""

from typing import NamedTuple

from alokon.people import may_correct
from alokon.service.correct import TAKE_BACK
from alokon.sop.carried import labels
from alokon.sop.case import Case
from alokon.sop.model import PARTNER, Step
from alokon.views.dossier import Deed, Dossier
from web import words
from web.auth import actor
from web.desk import asked_of, may_take
from web.lists import leading


class Ways(NamedTuple):
    """What the person may do now: the one clear step, others, those that stop it; and who is awaited (step, roles)."""

    first: Step | None
    others: list[Step]
    alarming: list[Step]
    waits_for: list[tuple[str, str]]


class Told(NamedTuple):
    """A deed in words: the answers, and the lines with theirs; `changeable` when the person may correct it."""

    deed: Deed
    answers: list[tuple[str, str]]
    rows: list[tuple[str, list[tuple[str, str]]]]
    changeable: bool


def headline(found: Dossier) -> str:
    """What a case is called: its newest paper, or its flow and number."""
    if not found.papers:
        return f"{found.flow.title}, berkas {found.case.id}"
    newest = found.papers[-1]
    return f"{words.paper_name(newest.kind)} {newest.number}"


def ways_of(found: Dossier) -> Ways:
    """What may be done with a case now, by the signed-in person and by others."""
    case, flow = found.case, found.flow
    mine = [step for step in flow.open_to(case.state) if _may(found, step)]
    onward = [step for step in mine if not step.alarming]
    first = next((step for step in onward if not for_another(step, case)), None)
    waits = [(step.label, " / ".join(labels(asked_of(), flow, step))) for step in leading(flow, case.state)]
    return Ways(first, [s for s in onward if s is not first], [s for s in mine if s.alarming], waits)


def told_deeds(found: Dossier) -> list[Told]:
    """The history, newest first."""
    here = _may(found, TAKE_BACK)
    return [
        _told(found, deed, here and may_correct(actor(), deed.step.permission) and changeable(found, deed))
        for deed in reversed(found.deeds)
    ]


def may_attach(found: Dossier) -> bool:
    """Whether the person may attach files: who may take any step of the flow; the service asks the same again."""
    return any(_may(found, step) for step in found.flow.steps if not step.automatic)


def for_another(step: Step, case: Case) -> bool:
    """Whether the person would take the step in the place of the site itself."""
    return actor().site != case.at(step.by) and any(field.name == "on_behalf" for field in step.fields)


def changeable(found: Dossier, deed: Deed) -> bool:
    """Whether a deed can still be corrected: it stands, its step allows it, and nothing came after it."""
    ready = found.case.state in deed.step.leads_to
    return deed.stands and deed.step.correctable and ready


def _may(found: Dossier, step: Step) -> bool:
    other = found.partner if step.by == PARTNER else None
    return may_take(found.flow, step, found.case.at(step.by), other.kecamatan if other else found.area)


def _told(found: Dossier, deed: Deed, offered: bool) -> Told:
    answers = deed.taken.answers
    fields = deed.step.fields if deed.kind != "withdrawal" else TAKE_BACK.fields
    return Told(
        deed,
        words.told([f for f in fields if f.name != "date"], answers, found.known),
        words.rows_told(deed.step, answers, found.case, found.known),
        offered,
    )
