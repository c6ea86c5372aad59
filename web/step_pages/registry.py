"""Which steps have a form of their own, by the step's name."""

from web.step_pages.ask import ASK
from web.step_pages.coach import COACH
from web.step_pages.count import STAND, TALLY
from web.step_pages.data_use import ASK_DATA, GRANT, PROVIDE
from web.step_pages.disposal import ACKNOWLEDGE, PROPOSE
from web.step_pages.inspect import INSPECT
from web.step_pages.issue import ISSUE
from web.step_pages.order import ORDER
from web.step_pages.page import StepPage
from web.step_pages.receive import RECEIVE
from web.step_pages.resolve import RESOLVE
from web.step_pages.schedule import SCHEDULE
from web.step_pages.shelter import UNDECIDED
from web.step_pages.take_in import ANNOUNCE_SHIPMENT, TAKE_IN, TAKE_IN_ANNOUNCED

STEP_PAGES: dict[str, StepPage] = {
    "request": ASK,
    "propose": ASK,
    "order": ORDER,
    "issue": ISSUE,
    "coach": COACH,
    "tally": TALLY,
    "confirm_count": STAND,
    "approve_count": STAND,
    "receive": RECEIVE,
    "resolve_short": RESOLVE,
    "acknowledge": ACKNOWLEDGE,
    "propose_destruction": PROPOSE,
    "ask_data": ASK_DATA,
    "grant": GRANT,
    "provide": PROVIDE,
    "inspect": INSPECT,
    "take_in": TAKE_IN,
    "announce": ANNOUNCE_SHIPMENT,
    "take_in_announced": TAKE_IN_ANNOUNCED,
    "schedule": SCHEDULE,
    "intake": UNDECIDED,
    "accept_file": UNDECIDED,
    "police": UNDECIDED,
}

PLAIN = StepPage()


def page_of(step: str) -> StepPage:
    """The form of a step."""
    return STEP_PAGES.get(step, PLAIN)
