"""The form of handing data over: filled with the file that was made for the request, where one was."""

from alokon.data_requests import LABELS
from alokon.store import releases
from alokon.text import number
from web.step_pages.page import Facts, Sitting, StepPage, first_typed


def first(sitting: Sitting, _facts: Facts) -> dict[str, str]:
    """What the newest file of the case holds; or what was answered when it is corrected."""
    data = first_typed(sitting)
    made = releases.of_case(sitting.db, sitting.desk.book, sitting.case.id) if sitting.case else []
    if sitting.taken is not None or not made:
        return data
    what = "; ".join(dict.fromkeys(LABELS.get(one.dataset, one.dataset) for one in made))
    return {**data, "given_variables": what, "rows": number(sum(one.rows for one in made)), "digest": made[-1].digest}


PROVIDE = StepPage(first=first)
