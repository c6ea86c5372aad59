"""From a proposal to its case: the forms that carry goods from where they will expire, filled in as proposed.

Between faskes that is a mutasi, or a retur to the warehouse, from where the next round takes first what expires first;
from the warehouse it is a request of the taker.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask import url_for

from alokon.catalog import ITEMS
from alokon.sop.distribution import DISTRIBUTION, REQUEST
from alokon.sop.model import Flow, Step
from alokon.sop.returns import RETURN, TRANSFER
from alokon.text import expiry, number
from alokon.views.rescues import Proposal
from alokon.views.sites import Titled
from inventory.core.places import FACILITY
from reports.labels import expiry_of
from web.desk import Reach, may_take
from web.links import with_query

OFFER, SEND_BACK = TRANSFER.steps[0], RETURN.steps[0]


class Way(NamedTuple):
    """What a button says, and the address of the form it opens."""

    label: str
    url: str


def ways(one: Proposal, sites: Mapping[str, Titled], seen: Reach) -> list[Way]:
    """The forms this person may open for a proposal, the usual one first."""
    return [
        Way(label, with_query(url_for("steps.new", flow=flow.code, step=step.name), {"site": site, **filled}))
        for label, flow, step, site, filled in _forms(one, sites)
        if may_take(flow, step, site, seen.faskes[site].kecamatan if site in seen.faskes else None)
    ]


def _forms(one: Proposal, sites: Mapping[str, Titled]) -> Iterator[tuple[str, Flow, Step, str, dict[str, str]]]:
    """Label, flow, step and site of each form, with what it holds."""
    batch, taker = one.risk.asking.batch, sites[one.taker]
    ends = expiry_of(batch.facts)
    assert ends is not None
    about = f"Batch {batch.key.batch or 'tanpa nomor'} (ED {expiry(ends)})"
    quantity = number(one.quantity)
    row = {"lines-0-lot": str(batch.lot), "lines-0-quantity": quantity}
    if sites[batch.site].kind != FACILITY:
        line = f"lines-{list(ITEMS).index(batch.item)}-"
        asked = {"urgency": "rutin", "reason": f"{about} akan kedaluwarsa di gudang", f"{line}requested": quantity}
        yield "Ajukan permintaan", DISTRIBUTION, REQUEST, one.taker, {**asked, f"{line}note": about}
        return
    reason = f"{about} akan kedaluwarsa; masih terpakai di {taker.name}"
    yield OFFER.label, TRANSFER, OFFER, batch.site, {"partner": one.taker, "reason": reason, **row}
    back = {"reason": f"{about} tidak akan terpakai di sini", "lines-0-condition": "good", **row}
    yield "Retur ke gudang", RETURN, SEND_BACK, batch.site, back
