"""How a procedure that moves no alokon becomes a flow: one stage for each printed row, one after another.

A declaration says what each row is called here, what it asks and which paper it makes; the ways every such case has
beside its rows are added to all of them alike: put on hold and taken up again, sent back a stage, a stage marked as not
needed, cancelled. The standard times are read from the printed rows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from alokon.sop.asked import DATE, NOTE, REASON
from alokon.sop.clocks import AGREED, DAYS, MONTHS, WEEKS, WORKING_DAYS
from alokon.sop.fields import Field
from alokon.sop.model import Clock, Effect, Flow, Spot, Step
from alokon.sop.printed import PrintedSop
from alokon.sop.work import Work
from inventory.core.places import RECIPIENT

WORK, DECIDE = "task", "task_decide"
"""The permissions of the people who do the work, and of those who decide on it."""

HELD = "~"
"""Ends the state of a case on hold; the state it will take up again stands before it."""

AGREED_DAY = Field(
    "agreed", "Tenggat menurut kesepakatan", "date", required=False, help="Waktu langkah berikut disepakati, bukan baku"
)


@dataclass(frozen=True)
class Stage:
    """One printed row as a step here: its `number`, what the button, the history and the state reached are called.

    The number is empty where none is printed. `optional`: it may be marked as not needed, with a reason. `decided`: it
    is taken by who decides. `times`: how often it is done, once more for each printed "Kali".
    """

    number: str
    name: str
    label: str
    done: str
    state: str
    fields: tuple[Field, ...] = ()
    line_fields: tuple[Field, ...] = ()
    effects: tuple[Effect, ...] = ()
    paper: str = ""
    optional: bool = False
    decided: bool = False
    times: int = 1


@dataclass(frozen=True)
class Refusal:
    """How a matter is refused by who decides, once the row `after` is done: the case ends there, with the reason."""

    after: str
    name: str
    label: str
    done: str
    state: str
    paper: str = ""


@dataclass(frozen=True)
class Moving:
    """Bring a case to a state that depends on the one it is in; `leads` is (from, to) for every state it knows."""

    leads: tuple[tuple[str, str], ...]
    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Say where the case comes to."""
        work.comes_to = dict(self.leads)[work.case.state]


def procedure(
    code: str,
    title: str,
    printed: PrintedSop,
    stages: Sequence[Stage],
    *,
    about: tuple[str, ...] = (),
    closed: str = "Selesai",
    refusal: Refusal | None = None,
) -> Flow:
    """The flow of a procedure about recipients of some kinds; `closed` is what its last state is called.

    `ValueError` when a stage names no printed row, or when a row has no stage.
    """
    _check(printed, stages)
    times = {step.number: step.waktu for step in printed.steps}
    return course(code, title, stages, times, about=about, closed=closed, refusal=refusal)


def course(
    code: str,
    title: str,
    stages: Sequence[Stage],
    times: Mapping[str, str] = MappingProxyType({}),
    *,
    about: tuple[str, ...] = (),
    closed: str = "Selesai",
    refusal: Refusal | None = None,
) -> Flow:
    """The flow of stages one after another, with the ways beside them; `times` are those printed, by stage number."""
    acts = [act for stage in stages for act in _repeated(stage)]
    states = [f"{code}.{n}" for n in range(1, len(acts) + 1)]
    labels = {state: act.state for state, act in zip(states, acts, strict=True)} | {states[-1]: closed}
    steps = [_step(act, before, after) for act, before, after in zip(acts, ["", *states], states, strict=False)]
    _with_agreed_days(times, acts, steps)
    open_states = states[:-1]
    held = {f"{state}{HELD}": f"{labels[state]} (ditunda)" for state in open_states}
    cancelled, refused = f"{code}.batal", f"{code}.tolak"
    ways = _ways(acts, states, tuple(held), cancelled)
    endings = {cancelled: "Dibatalkan"}
    if refusal:
        here = next(state for state, act in zip(states, acts, strict=True) if act.number == refusal.after)
        refuse = _ending(refusal.name, refusal.label, refusal.done, (here,), refused)
        ways = [replace(refuse, paper=refusal.paper), *ways]
        endings[refused] = refusal.state
    return Flow(
        code=code,
        title=title,
        subject=RECIPIENT,
        about=about,
        states={**labels, **held, **endings},
        steps=(*steps, *ways),
        holds=("hold", "resume"),
        clocks=_clocks(times, acts),
    )


def _check(printed: PrintedSop, stages: Sequence[Stage]) -> None:
    rows, told = [step.number for step in printed.steps], [stage.number for stage in stages]
    if rows != told:
        raise ValueError(f"rows {rows} are printed, stages tell {told}")


def _repeated(stage: Stage) -> list[Stage]:
    """A stage as often as it is done, each time with a name of its own."""
    if stage.times == 1:
        return [stage]
    return [
        replace(
            stage,
            name=f"{stage.name}_{n}",
            label=f"{stage.label} ({n} dari {stage.times})",
            done=f"{stage.done} ({n} dari {stage.times})",
            state=f"{stage.state} ({n} dari {stage.times})",
        )
        for n in range(1, stage.times + 1)
    ]


def _step(stage: Stage, before: str, after: str) -> Step:
    return Step(
        name=stage.name,
        label=stage.label,
        done=stage.done,
        permission=DECIDE if stage.decided else WORK,
        before=(before,) if before else (),
        after=after,
        seed=(stage.number,) if stage.number else (),
        fields=(DATE, *stage.fields, NOTE),
        line_fields=stage.line_fields,
        effects=stage.effects,
        paper=stage.paper,
        correctable=True,
    )


def _ways(acts: Sequence[Stage], states: Sequence[str], held: tuple[str, ...], cancelled: str) -> list[Step]:
    """The ways beside the rows; each is the same step whatever state it is taken from."""
    current, open_states = list(pairwise(states)), tuple(states[:-1])
    skips = [(here, there) for (here, there), act in zip(current, acts[1:], strict=True) if act.optional]
    back = [(there, here) for here, there in current[:-1]]
    ways = [
        _way("hold", "Tunda", "Ditunda", open_states, [(state, f"{state}{HELD}") for state in open_states]),
        _way("resume", "Lanjutkan", "Dilanjutkan", held, [(state, state.removesuffix(HELD)) for state in held], False),
        _way("step_back", "Kembalikan ke langkah sebelumnya", "Dikembalikan", tuple(here for here, _ in back), back),
        _way("skip", "Tandai langkah berikutnya tidak perlu", "Langkah ditandai tidak perlu", _firsts(skips), skips),
        _ending("drop", "Batalkan", "Dibatalkan", (*open_states, *held), cancelled),
    ]
    return [way for way in ways if way.before]


def _ending(name: str, label: str, done: str, before: tuple[str, ...], after: str) -> Step:
    """A step by which who decides ends a case, with a reason."""
    return Step(
        name=name,
        label=label,
        done=done,
        permission=DECIDE,
        before=before,
        after=after,
        fields=(DATE, REASON),
        alarming=True,
    )


def _firsts(leads: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(here for here, _ in leads)


def _way(
    name: str, label: str, done: str, before: tuple[str, ...], leads: Sequence[tuple[str, str]], alarming: bool = True
) -> Step:
    return Step(
        name=name,
        label=label,
        done=done,
        permission=WORK,
        before=before,
        fields=(DATE, REASON),
        effects=(Moving(tuple(leads)),),
        alarming=alarming,
    )


UNITS = {"hari": DAYS, "hari kerja": WORKING_DAYS, "minggu": WEEKS, "bulan": MONTHS, "menit": "menit"}


def standard_time(waktu: str) -> tuple[int, str] | None:
    """What a printed time allows, (limit, unit of a clock); None where it is empty, cut or not a time.

    >>> standard_time("1 Minggu"), standard_time("Sesuai Kesepakatan"), standard_time("Real Time")
    ((1, 'minggu'), (0, 'sesuai kesepakatan'), (0, 'hari'))
    >>> standard_time("2 Kali"), standard_time("")
    (None, None)
    """
    said = waktu.strip().casefold()
    if said == AGREED:
        return 0, AGREED
    if said == "real time":
        return 0, DAYS
    found = re.fullmatch(r"(\d+) (hari kerja|hari|minggu|bulan|menit)", said)
    return (int(found[1]), UNITS[found[2]]) if found else None


def _clocks(times: Mapping[str, str], acts: Sequence[Stage]) -> tuple[Clock, ...]:
    """A clock for each row with a time: from the act before it to its own; the first has nothing to run from."""
    clocks = []
    for before, act in zip([acts[0], *acts], acts, strict=False):
        time = standard_time(times.get(act.number, ""))
        if time:
            agreed = AGREED_DAY.name if time[1] == AGREED else ""
            clocks.append(Clock(act.name, f"{act.number}. {act.label}", *time, before.name, act.name, agreed))
    return tuple(clocks)


def _with_agreed_days(times: Mapping[str, str], acts: Sequence[Stage], steps: list[Step]) -> None:
    """Ask for the day that is agreed on in the act before the one it is agreed for."""
    for n, act in enumerate(acts[1:]):
        time = standard_time(times.get(act.number, ""))
        if time and time[1] == AGREED:
            *fields, note = steps[n].fields
            steps[n] = replace(steps[n], fields=(*fields, AGREED_DAY, note))
