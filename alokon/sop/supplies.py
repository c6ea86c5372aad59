"""Goods beside alokon come to the storeroom with an SBBM of their own."""

from dataclasses import replace

from alokon.sop.fields import Field
from alokon.sop.model import Flow
from alokon.sop.receiving import TAKE_IN
from alokon.sop.stockkeeping import LABEL_FIELDS, RECORDED_STATES
from alokon.supplies import SUPPLY_CHOICES
from inventory.core import places

EDITION = Field("batch", "Edisi / seri", required=False, most=64, help="Membedakan cetakan satu barang yang sama")


def _label_field(field: Field) -> Field:
    """A field of a label, as goods without batch number and expiry have it."""
    if field.name == "batch":
        return EDITION
    return replace(field, label="Jenis barang", choices=SUPPLY_CHOICES) if field.name == "item" else field


SUPPLY_FIELDS = tuple(_label_field(field) for field in LABEL_FIELDS if field.name not in ("expiry", "produced"))

SUPPLY_RECEIVING = Flow(
    code="penerimaan-penunjang",
    title="Penerimaan barang penunjang",
    subject=places.STOREROOM,
    states=RECORDED_STATES,
    steps=(
        replace(
            TAKE_IN,
            name="take_in_supplies",
            label="Catat penerimaan barang penunjang",
            done="Penerimaan barang penunjang dicatat",
            line_fields=SUPPLY_FIELDS,
        ),
    ),
)
