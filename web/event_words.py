"""What an event of the book says, in words: its title, what it is about, what was answered, and where goods went."""

from collections.abc import Mapping

from alokon.messages import PLACES
from alokon.sop.registry import FLOWS, KEPT_APART
from alokon.store.documents import KINDS, kind_label
from alokon.views.answered import Known
from alokon.views.events import Event
from inventory.core.places import OUTSIDE, ROAD, SITE_PLACES
from web import words
from web.payload_words import FACTS, LONG, SHORT, Pairs, as_it_stands, plain

FAMILIES: dict[str, str] = {
    **{code: flow.title for code, flow in FLOWS.items() if code not in KEPT_APART},
    "sealed": "Berkas tersegel",
    "case": "Lampiran berkas",
    "month": "Tutup bulan",
    "registry": "Registri faskes",
    "recipient": "Daftar penerima",
    "lot": "Koreksi lot",
    "climate": "Suhu gudang",
    "report": "Laporan terbit",
    "data": "Data keluar",
    "settings": "Pengaturan",
    "user": "Pengguna",
    "import": "Impor",
    "siga": "Angka SIGA",
}
"""The families of kinds of events, by what stands before the dot."""

ELSEWHERE = {*SITE_PLACES[ROAD], *SITE_PLACES[OUTSIDE]}


def is_step(event: Event) -> bool:
    """Whether an event is a step of a flow this program has."""
    flow, _, step = event.kind.partition(".")
    return flow in FLOWS and step in {one.name for one in FLOWS[flow].steps}


def opens_case(event: Event) -> bool:
    """Whether an event leads to the page of a case: its steps, the files attached to it, and those made under it."""
    return event.case is not None and (is_step(event) or event.kind.startswith(("case.", "data.")))


def title(event: Event) -> str:
    """What was done: the title of its step, or its own; a kind this program does not know is shown as it is."""
    return kind_label(event.kind) if is_step(event) else KINDS.get(event.kind, event.kind)


def about(event: Event, names: Mapping[str, str]) -> str:
    """What an event is about, in a few words; `names` are those of sites and kecamatan by their codes."""
    teller = SHORT.get(event.kind.partition(".")[0])
    return teller(event.payload, names) if teller else names.get(event.site or "", event.site or "")


def facts(event: Event, names: Mapping[str, str]) -> Pairs:
    """The payload of an event that belongs to no case, as (label, words)."""
    teller = LONG.get(event.kind.partition(".")[0], plain)
    return [(label, said) for label, said in teller(event.payload, names) if said]


def answers(event: Event, known: Known) -> Pairs:
    """What was answered at a step of a case, and why it was corrected."""
    flow, _, name = event.kind.partition(".")
    step = FLOWS[flow].step(name)
    given = event.payload.get("answers") or {}
    told = words.told(step.fields, given, known)
    fields = {field.name for field in step.fields}
    others = [(FACTS.get(key, key), as_it_stands(given[key])) for key in given if key not in fields | {"reason"}]
    reason = event.payload.get("reason")
    return [*told, *others, *([("Alasan koreksi", str(reason))] if reason else [])]


def spot(kind: str, site: str) -> str:
    """A place of a site in words; what lies at no site of the office is told by its kind alone.

    >>> spot("shelf", "Gudang Alokon"), spot("transit", "Dalam perjalanan")
    ('Gudang Alokon, rak', 'barang dalam perjalanan')
    """
    return PLACES[kind] if kind in ELSEWHERE else f"{site}, {PLACES.get(kind, kind)}"
