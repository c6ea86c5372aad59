"""How lists of cases are cut into tabs and what their rows tell beyond the common: declared per flow, never coded."""

from typing import NamedTuple

from alokon.service.correct import CANCELLED
from alokon.sop.counting import COUNTING
from alokon.sop.destruction import DESTRUCTION
from alokon.sop.distribution import ASKED, DISTRIBUTION, ORDERED, PACKED, PARTLY, REJECTED, SENT
from alokon.sop.fields import Field
from alokon.sop.handing_out import HANDING_OUT
from alokon.sop.model import Flow, Step
from alokon.sop.notice import NOTICE
from alokon.sop.office import HELD
from alokon.sop.recall import RECALLS
from alokon.sop.receiving import ANNOUNCED, RECEIVING
from alokon.sop.rensi import RENSI
from alokon.sop.returns import NETWORK, RETURN, TRANSFER
from alokon.sop.shortfall import DISPUTED, RECEIVED
from alokon.sop.stockkeeping import COACHING, PURCHASE, RECORDED, UNUSABLE, USE
from alokon.sop.storage import INSPECTION
from alokon.sop.supplies import SUPPLY_RECEIVING
from alokon.sop.tasks.p2tp2a import CASES, COMPLAINTS, KEEPERS
from alokon.sop.trips import TRIPS


class Tab(NamedTuple):
    """A part of a list: the states it holds; `slug` names it in the address."""

    slug: str
    label: str
    states: tuple[str, ...]


REQUESTED = Tab("permintaan", "Permintaan", (ASKED,))
ORDERS = Tab("spmb", "SPMB", (ORDERED,))
VOUCHERS = Tab("sbbk", "SBBK & kirim", (PACKED, SENT, PARTLY))

TABS: dict[str, tuple[Tab, ...]] = {
    DISTRIBUTION.code: (
        REQUESTED,
        ORDERS,
        VOUCHERS,
        Tab("selisih", "Selisih kirim", (DISPUTED,)),
        Tab("diterima", "Diterima", (RECEIVED,)),
        Tab("batal", "Ditolak & dibatalkan", (REJECTED, CANCELLED)),
    ),
    RECEIVING.code: (
        Tab("akan-datang", "Akan datang", (ANNOUNCED,)),
        Tab("tercatat", "Tercatat", (RECORDED,)),
        Tab("dibatalkan", "Dibatalkan", (CANCELLED,)),
    ),
}
"""Tabs of flows whose states are not simply shown one by one."""

TOLD: dict[str, tuple[str, ...]] = {
    RECEIVING.code: ("sender", "document", "expected"),
    SUPPLY_RECEIVING.code: ("sender", "document"),
    HANDING_OUT.code: ("purpose", "receiver"),
    PURCHASE.code: ("sender", "document"),
    USE.code: ("month",),
    UNUSABLE.code: ("reason",),
    DESTRUCTION.code: ("reason",),
    NOTICE.code: ("follow_up",),
    RECALLS.code: ("reason", "document"),
    COACHING.code: ("findings", "follow_up", "due"),
    DISTRIBUTION.code: ("urgency",),
    RENSI.code: ("month", "cycle", "rule"),
    TRIPS.code: ("vehicle", "carrier"),
    INSPECTION.code: ("findings", "follow_up", "due"),
    "imp": ("subject",),
    "kie": ("theme", "media"),
    "data-lapangan": ("month",),
    "sik": ("held_on", "theme"),
    "ssk": ("partners",),
    "rumah-data": ("agreement",),
    "data-eksternal": ("letter", "purpose"),
    "data-internal": ("letter", "purpose"),
    "posyandu": ("basis",),
    CASES.code: ("channel",),
}
"""The answers to a flow's opening step that its list shows, by the names of the fields."""


class Named(NamedTuple):
    """A list with an address and a place in the menu of its own: a flow, or one tab of it (None: all of it).

    `name` is the blueprint, `path` the address; shown to whoever holds the permission.
    """

    name: str
    path: str
    label: str
    flow: str
    tab: Tab | None = None
    permission: str = "read_own"


NAMED = (
    Named("receipts", "penerimaan", "Penerimaan", RECEIVING.code, permission="read_all"),
    Named("requests", "permintaan", REQUESTED.label, DISTRIBUTION.code, REQUESTED),
    Named("orders", "spmb", ORDERS.label, DISTRIBUTION.code, ORDERS),
    Named("transfers", "mutasi", "Mutasi faskes", TRANSFER.code),
    Named("returns", "retur", "Retur", RETURN.code),
    Named("networks", "jaringan", "Ke jaringan", NETWORK.code),
    Named("vouchers", "sbbk", VOUCHERS.label, DISTRIBUTION.code, VOUCHERS),
    Named("purchases", "pengadaan", "Pengadaan sendiri", PURCHASE.code),
    Named("coaching", "pembinaan", "Pembinaan", COACHING.code),
    Named("counting", "opname", "Opname", COUNTING.code),
    Named("unusable", "rusak-ed", "Rusak / ED", UNUSABLE.code),
    Named("supplies", "barang-penunjang", "Penerimaan penunjang", SUPPLY_RECEIVING.code, permission="read_all"),
    Named("hand_outs", "penyerahan-penunjang", "Penyerahan penunjang", HANDING_OUT.code, permission="recipients"),
    Named("inspection", "periksa-gudang", "Pemeriksaan gudang", INSPECTION.code, permission="read_all"),
    Named("shelter_cases", "p2tp2a", "Berkas P2TP2A", CASES.code, permission=KEEPERS),
    Named("shelter_complaints", "pengaduan-p2tp2a", "Pengaduan layanan", COMPLAINTS.code, permission=KEEPERS),
    Named("destruction", "pemusnahan", "Pemusnahan", DESTRUCTION.code),
)
"""The lists people open every day."""


def tabs_of(flow: Flow) -> tuple[Tab, ...]:
    """The tabs of a flow's list, without the one for everything."""
    if flow.holds[0]:
        return _tabs_with_holds(flow)
    return TABS.get(flow.code) or tuple(Tab(state, label, (state,)) for state, label in flow.states.items())


def _tabs_with_holds(flow: Flow) -> tuple[Tab, ...]:
    """The tabs of a flow of many stages: under way, on hold, done, given up."""
    held = tuple(state for state in flow.states if state.endswith(HELD))
    running = tuple(state for state in flow.states if flow.open_to(state) and state not in held)
    given_up = {step.after for step in flow.steps if step.alarming and step.after}
    over = [state for state in flow.states if not flow.open_to(state)]
    return (
        Tab("berjalan", "Berjalan", running),
        Tab("ditunda", "Ditunda", held),
        Tab("selesai", "Selesai", tuple(state for state in over if state not in given_up)),
        Tab("batal", "Ditolak & dibatalkan", tuple(state for state in over if state in given_up)),
    )


def told_of(flow: Flow) -> list[Field]:
    """The fields of the opening steps that a list of the flow shows."""
    fields = {field.name: field for step in reversed(flow.open_to(None)) for field in step.fields}
    return [fields[name] for name in TOLD.get(flow.code, ()) if name in fields]


def tint(flow: Flow, state: str) -> str:
    """The kind of a state: waiting for its first answer or incomplete (warn), on its way (info), done well or not."""
    if state == CANCELLED:
        return "calm"
    if not flow.open_to(state):
        return "bad" if any(step.alarming and step.after == state for step in flow.steps) else "ok"
    pending = {waiting for step in flow.steps for _, waiting in step.pending}
    if state in pending or any(step.after == state and not step.before for step in flow.steps):
        return "warn"
    return "info"


def leading(flow: Flow, state: str) -> list[Step]:
    """The steps that carry a case on from a state: not those that stop it or take it back."""
    return [step for step in flow.open_to(state) if not step.alarming]


REPORT_OF = {RECEIVING.code: "masa-simpan"}
"""The report that a flow's list leads to, by the code of the flow."""
