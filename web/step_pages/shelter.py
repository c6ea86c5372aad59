"""Steps of sealed files whose choices say something grave: none of them is made for the person beforehand."""

from web.step_pages.page import Facts, Sitting, StepPage, first_typed


def _nothing_chosen(sitting: Sitting, facts: Facts) -> dict[str, str]:
    """What a fresh form holds usually, without its choices."""
    chosen = {field.name for field in sitting.step.fields if field.choices}
    return {name: value for name, value in first_typed(sitting, facts).items() if name not in chosen}


UNDECIDED = StepPage(first=_nothing_chosen)
