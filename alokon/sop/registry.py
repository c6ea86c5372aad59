"""Every procedure the office follows, by code; a new one is one declaration and one line here."""

from alokon.sop.counting import COUNTING
from alokon.sop.destruction import DESTRUCTION
from alokon.sop.distribution import DISTRIBUTION
from alokon.sop.model import Flow, Sop
from alokon.sop.notice import NOTICE
from alokon.sop.recall import APART, RECALLS
from alokon.sop.receiving import RECEIVING
from alokon.sop.rensi import RENSI
from alokon.sop.returns import NETWORK, RETURN, TRANSFER
from alokon.sop.seed_alokon import ALOKON_PRINTED
from alokon.sop.seed_alokon_standard import ALOKON_STANDARD
from alokon.sop.stockkeeping import COACHING, OPENING, PURCHASE, UNUSABLE, USE
from alokon.sop.storage import INSPECTION
from alokon.sop.supplies import SUPPLY_RECEIVING
from alokon.sop.trips import TRIPS

ALOKON = Sop(
    code="alokon",
    name="Pelayanan Penyaluran Alat dan Obat Kontrasepsi (ALOKON) Keluarga Berencana",
    printed=ALOKON_PRINTED,
    flows=(
        DISTRIBUTION,
        RENSI,
        TRIPS,
        RETURN,
        TRANSFER,
        NETWORK,
        RECEIVING,
        SUPPLY_RECEIVING,
        PURCHASE,
        OPENING,
        USE,
        NOTICE,
        UNUSABLE,
        DESTRUCTION,
        RECALLS,
        APART,
        INSPECTION,
        COUNTING,
        COACHING,
    ),
    standard=ALOKON_STANDARD,
)

SOPS: dict[str, Sop] = {sop.code: sop for sop in (ALOKON,)}

FLOWS: dict[str, Flow] = {flow.code: flow for sop in SOPS.values() for flow in sop.flows}
"""Every flow of every procedure, by its code."""
