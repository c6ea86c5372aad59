"""What a correction changed in the answers of a step, field by field and row by row."""

from collections import Counter
from typing import NamedTuple

from alokon.sop.case import Case
from alokon.sop.model import Step
from alokon.views.answered import Known
from alokon.views.story import Chapter
from web import words


class Difference(NamedTuple):
    """What was answered before and since, in words; empty where nothing was."""

    label: str
    before: str
    after: str


def differences(step: Step, chapter: Chapter, case: Case, known: Known) -> list[Difference]:
    """The answers that are not what they were; a withdrawal leaves none."""
    if chapter.taken.withdraws:
        return []
    before, after = (dict(words.told(step.fields, one.answers, known)) for one in (chapter.before, chapter.taken))
    labels = dict.fromkeys((*before, *after))
    fields = [Difference(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return [one for one in fields if one.before != one.after] + _rows(step, chapter, case, known)


def _rows(step: Step, chapter: Chapter, case: Case, known: Known) -> list[Difference]:
    """Rows that say something else: old and new ones about the same goods stand beside each other."""
    old, new = (
        Counter((title, "; ".join(f"{label} {said}" for label, said in cells)) for title, cells in told)
        for told in (words.rows_told(step, one.answers, case, known) for one in (chapter.before, chapter.taken))
    )
    gone, came = list((old - new).elements()), list((new - old).elements())
    found = []
    for title, said in gone:
        beside = next((row for row in came if row[0] == title), None)
        if beside:
            came.remove(beside)
        found.append(Difference(title, said, beside[1] if beside else ""))
    return found + [Difference(title, "", said) for title, said in came]
