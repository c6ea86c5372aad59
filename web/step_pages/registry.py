"""Which steps have a form of their own, by the step's name."""

from web.step_pages.page import StepPage

STEP_PAGES: dict[str, StepPage] = {}

PLAIN = StepPage()


def page_of(step: str) -> StepPage:
    """The form of a step."""
    return STEP_PAGES.get(step, PLAIN)
