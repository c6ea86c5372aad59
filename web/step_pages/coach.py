"""The form of a pembinaan: beside it the deliveries it looks into, and the stock and use the faskes has reported."""

from alokon import text
from alokon.views.deliveries import deliveries
from alokon.views.stock import stock
from web import words
from web.step_pages.page import Facts, Sitting, StepPage

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
    numbers = list(dict.fromkeys(delivery.sent.number for delivery in sent if delivery.sent))
    return {"sent": sent, "figures": figures, "suggestions": {"sbbk": numbers}}


COACH = StepPage(template="cases/coach.html", facts=facts)
