"""The form of a pembinaan: beside it the deliveries it looks into, and the stock and use the faskes has reported."""

from alokon import text
from alokon.views.deliveries import Delivery, deliveries
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


COACH = StepPage(template="cases/coach.html", facts=facts)
