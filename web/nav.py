"""The menu: which pages a role sees, in the order of the day's work."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import request

from alokon.people import Actor, may
from web.auth import rights

DELIVERY = "Penyaluran"
UNFIT = "Rusak / ED"
PROGRAMMES = "Program"
RECEIPTS = "Penerimaan"
OFFICE = "Kantor"
"""The group of pages about the office itself, in a menu of its own."""


class Link(NamedTuple):
    """A page in the menu; shown to whoever holds one of the view's permissions, inside its group if it has one."""

    label: str
    endpoint: str
    group: str = ""


class Group(NamedTuple):
    """Pages that share one entry of the menu."""

    label: str
    links: tuple[Link, ...]


LINKS = (
    Link("Beranda", "beranda.index"),
    Link("Stok", "stock.index"),
    Link("Kartu stok", "cards.show"),
    Link("Pemakaian", "use.index"),
    Link("Tutup bulan", "months.index"),
    Link("Penerimaan alokon", "receipts.index", RECEIPTS),
    Link("Penerimaan penunjang", "supplies.index", RECEIPTS),
    Link("Kebutuhan", "needs.index", DELIVERY),
    Link("Kebutuhan gudang", "store_needs.index", DELIVERY),
    Link("Rensi", "rensi.index", DELIVERY),
    Link("Uji balik", "backtest.index", DELIVERY),
    Link("Permintaan", "requests.index", DELIVERY),
    Link("SPMB", "orders.index", DELIVERY),
    Link("SBBK & kirim", "vouchers.index", DELIVERY),
    Link("Perjalanan", "trips.index", DELIVERY),
    Link("Kiriman", "shipments.index", DELIVERY),
    Link("Alokasi", "allocation.index", DELIVERY),
    Link("Mutasi faskes", "transfers.index", DELIVERY),
    Link("Retur", "returns.index", DELIVERY),
    Link("Ke jaringan", "networks.index", DELIVERY),
    Link("Penyerahan penunjang", "hand_outs.index", DELIVERY),
    Link("Pengadaan sendiri", "purchases.index", DELIVERY),
    Link("Pembinaan", "coaching.index", PROGRAMMES),
    Link("Rencana pembinaan", "visits.index", PROGRAMMES),
    Link("Undangan orientasi", "orientation.index", PROGRAMMES),
    Link("SOP dan berkasnya", "sop.index", PROGRAMMES),
    Link("Terlambat dan jatuh tempo", "deadlines.index", PROGRAMMES),
    Link("Daftar penerima", "recipients.index", PROGRAMMES),
    Link("Opname", "counting.index"),
    Link("Kedaluwarsa", "expiring.index", UNFIT),
    Link("Rusak / ED", "unusable.index", UNFIT),
    Link("Pemusnahan", "destruction.index", UNFIT),
    Link("Penarikan batch", "recalls.index", UNFIT),
    Link("Pemeriksaan gudang", "inspection.index", UNFIT),
    Link("Berkas P2TP2A", "shelter_cases.index"),
    Link("Pengaduan layanan", "shelter_complaints.index"),
    Link("Petugas P2TP2A", "admission.index"),
    Link("Suhu gudang", "climate.index", UNFIT),
    Link("Laporan", "reports.index"),
    Link("Registri faskes", "registry.index", OFFICE),
    Link("Impor", "imports.index", OFFICE),
    Link("Buku peristiwa", "events.index", OFFICE),
    Link("Bukti buku", "verify.index", OFFICE),
    Link("Pengaturan", "settings.index", OFFICE),
    Link("Pengguna", "users.index", OFFICE),
)


def links_for(actor: Actor) -> list[Link]:
    """The menu of a person: only pages that will open."""
    return [link for link in LINKS if any(may(actor, permission) for permission in rights(link.endpoint) or ())]


def grouped(links: Iterable[Link]) -> list[Link | Group]:
    """The entries of the menu: links, and each group of several where its first page stands."""
    links = tuple(links)
    entries: dict[str, Link | Group] = {}
    for link in links:
        same = tuple(other for other in links if other.group == link.group)
        entries.setdefault(link.group or link.endpoint, Group(link.group, same) if link.group and same[1:] else link)
    return list(entries.values())


def is_here(link: Link) -> bool:
    """Whether the page shown belongs to this entry: same blueprint."""
    return link.endpoint.partition(".")[0] == (request.blueprint or "").partition(".")[0]
