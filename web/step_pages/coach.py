"""The form of a pembinaan: beside it the deliveries it looks into, and the stock and use the faskes has reported."""

from flask import request

from alokon import text
from alokon.views.deliveries import Delivery, deliveries
from alokon.views.stock import stock
from alokon.views.visits import visits
from web import words
from web.step_pages.page import Facts, Sitting, StepPage, first_typed
from web.visit_words import findings

FROM_PLAN = "rencana"
"""What the address says (`dari`) when the plan of visits leads to the form."""

LATEST = 12
"""How many delivered items are shown."""


def facts(sitting: Sitting) -> Facts:
    """The newest items sent, the numbers of their SBBK to choose from, and the stock with its months."""
    found = deliveries(sitting.db, sitting.desk.book, sites=[sitting.site], limit=LATEST)
    sent = [delivery for delivery in found if delivery.sent is not None]
    held = stock(sitting.db, sitting.desk.book, sitting.desk.today, sites=[sitting.site])
    figures = [
        (
            words.item_name(row.item),
            words.amount(row.usable, row.item),
            text.number(row.use.monthly, 1) if row.use.monthly is not None else "belum lapor",
            text.number(row.months, 1) if row.months is not None else "–",
        )
        for row in held
    ]
    vouchers: dict[str, list[str]] = {}
    for delivery in sent:
        assert delivery.sent is not None
        vouchers.setdefault(delivery.sent.number, []).append(_told(delivery))
    return {"vouchers": vouchers, "figures": figures, "suggestions": {"sbbk": list(vouchers)}}


def _told(delivery: Delivery) -> str:
    """An item that was sent, and what of it has arrived well."""
    sent = delivery.sent.quantity if delivery.sent else 0
    arrived = text.number(delivery.received.quantity) if delivery.received else "belum"
    return f"{words.item_name(delivery.item)}: dikirim {text.number(sent)}, diterima baik {arrived}"


def first(sitting: Sitting, facts: Facts) -> dict[str, str]:
    """What a fresh form holds; asked for from the plan, it begins with the reasons of the plan as findings."""
    data = first_typed(sitting, facts)
    if sitting.taken is None and request.args.get("dari") == FROM_PLAN:
        most = next(field.most for field in sitting.step.fields if field.name == "findings")
        planned = visits(sitting.db, sitting.desk.book, sitting.desk.today, [sitting.site]).candidates
        data["findings"] = findings((reason for one in planned for reason in one.reasons), most)
    return data


COACH = StepPage(template="cases/coach.html", facts=facts, first=first)
