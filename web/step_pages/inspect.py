"""The form of an inspection: no question is answered before somebody looked."""

from alokon.sop.storage import QUESTIONS
from web.step_pages.page import Facts, Sitting, StepPage, first_typed


def first(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """Today, and every question open; an inspection being corrected as it was sent."""
    data = first_typed(sitting)
    asked = set() if sitting.taken else {name for name, _, _ in QUESTIONS}
    return {name: answer for name, answer in data.items() if name not in asked}


INSPECT = StepPage(first=first)
