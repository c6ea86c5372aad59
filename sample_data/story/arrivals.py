"""The moment a delivery is counted at the faskes: whole, damaged, short, in two parts, returned, or miscounted."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from alokon.sop.case import Case, Line
from alokon.sop.distribution import DISTRIBUTION
from alokon.sop.effects import missing
from alokon.store import cases
from sample_data.story import people
from sample_data.story.days import later
from sample_data.story.telling import Story

FLOW = DISTRIBUTION.code

Row = dict[str, object]
Count = Callable[[Story, Sequence[Line]], list[Row]]


def arrive(story: Story, number: int, arrival: str) -> None:
    """Confirm a delivery the way it arrives; `arrival` is a key of `COUNTS`, "partly", "behalf" or "miscounted"."""
    case = cases.load(story.db, story.office.book, number)
    lines = _coming(case)
    if arrival == "partly" and len(lines) > 1:
        _confirm(story, case, _whole(story, lines[: len(lines) // 2]))
        story.on(later(story.today, 2), 14, partial(arrive, story, number, "whole"))
    elif arrival == "behalf":
        _confirm(story, case, _whole(story, lines), behalf=True)
    elif arrival == "miscounted":
        event = _confirm(story, case, _whole(story, lines))
        story.on(later(story.today, 2), 8, partial(_recount, story, case.site, event, lines, story.today))
    else:
        _confirm(story, case, COUNTS.get(arrival, _whole)(story, lines))
    if arrival != "whole":
        story.tell(arrival)
    if arrival == "short":
        story.on(later(story.today, 4), 10, partial(_settle, story, number))


def _settle(story: Story, number: int) -> None:
    """The storekeeper finds out what became of what came short: mostly it never left the shelf."""
    case = cases.load(story.db, story.office.book, number)
    at = next(line for line in case.leaves if missing(line))
    part = "lost" if story.rng.random() < 0.3 else "kept"
    note = "Tidak ditemukan, dibuatkan berita acara" if part == "lost" else "Tertinggal di meja pengepakan"
    rows = [{"line": at.number, part: missing(at), "note": note}]
    story.take(people.STOREKEEPER, FLOW, "resolve_short", {"lines": rows}, case=number)


def _coming(case: Case) -> list[Line]:
    """The lot lines of which something is still on the way."""
    done = ("accepted", "damaged", "short", "returned")
    return [line for line in case.leaves if line["issued"] > sum(line[name] for name in done)]


def _confirm(story: Story, case: Case, rows: Sequence[Row], *, behalf: bool = False) -> int:
    actor = people.STOREKEEPER if behalf else people.at(story.registry[case.site])
    answers = {"receiver": "Petugas gudang farmasi", "on_behalf": "ya" if behalf else None, "lines": rows}
    return story.take(actor, FLOW, "receive", answers, case=case.id).event


def _whole(_story: Story, lines: Sequence[Line]) -> list[Row]:
    return [{"line": line.number, "accepted": line["issued"]} for line in lines]


def _less(name: str, note: str, most: int) -> Count:
    """A count in which some units of the biggest line are not good, or not there."""

    def count(story: Story, lines: Sequence[Line]) -> list[Row]:
        rows = _whole(story, lines)
        at = max(range(len(lines)), key=lambda n: lines[n]["issued"])
        gone = min(story.rng.randint(1, most), lines[at]["issued"])
        rows[at] |= {"accepted": lines[at]["issued"] - gone, name: gone, "note": note}
        return rows

    return count


def _returned(story: Story, lines: Sequence[Line]) -> list[Row]:
    """The last line goes back with the driver."""
    rows = _whole(story, lines)
    rows[-1] = {
        "line": lines[-1].number,
        "returned": lines[-1]["issued"],
        "note": "Tidak ada petugas terlatih untuk jenis ini, dikembalikan bersama pengantar",
    }
    return rows


COUNTS: dict[str, Count] = {
    "whole": _whole,
    "damaged": _less("damaged", "Kemasan penyok dan sobek", 3),
    "short": _less("short", "Jumlah di dalam dus kurang", 4),
    "returned": _returned,
}
"""How a delivery can be counted in one go."""


def _recount(story: Story, site: str, event: int, lines: Sequence[Line], day: date) -> None:
    """The faskes finds that it confirmed too much, and mends its receipt."""
    rows = _less("short", "Salah hitung, dihitung ulang bersama pengantar", 1)(story, lines)
    answers = {"date": day, "receiver": "Petugas gudang farmasi", "lines": rows}
    story.correct(people.at(story.registry[site]), event, answers, "Salah hitung saat menerima")
    story.tell("receipt_at_faskes_corrected")
