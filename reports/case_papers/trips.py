"""The paper of a trip: its stops in the order in which they are visited."""

from alokon.catalog import ITEMS
from alokon.store import faskes as registry
from alokon.text import number
from alokon.views.shipments import Parcel, parcels
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.papers.perjalanan import Stop, Trip, perjalanan


def trip(facts: CaseFacts) -> Workbook:
    """Every delivery on board."""
    rows = facts.issued.taken.answers["lines"]
    assert isinstance(rows, list)
    order = {row["case"]: row["stop"] for row in rows}
    loaded = sorted(parcels(facts.db, facts.book, order), key=lambda parcel: order[parcel.row.id])
    known = registry.entries(facts.db, facts.book, codes={parcel.row.site for parcel in loaded})
    areas = registry.kecamatan_list(facts.db, facts.book)

    def address(parcel: Parcel) -> str:
        entry = known[parcel.row.site].faskes
        return entry.address or f"Kecamatan {areas[entry.kecamatan].name}"

    return perjalanan(
        Trip(
            heading=facts.heading,
            origin=facts.site,
            vehicle=facts.answer("vehicle"),
            carrier=facts.answer("carrier"),
            stops=tuple(Stop(one.row.site_name, address(one), one.sbbk, one.packages, _goods(one)) for one in loaded),
            sender=facts.office.signer("store"),
        )
    )


def _goods(parcel: Parcel) -> str:
    return "; ".join(
        f"{ITEMS[item].name} {number(quantity)} {ITEMS[item].unit}" for item, quantity in parcel.goods.items()
    )
