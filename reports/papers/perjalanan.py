"""Surat jalan gabungan: one vehicle's stops in the order in which they are visited, with room for hour and signature.

No printed form of an office was found; the layout is ours.
"""

from dataclasses import dataclass

from reports.around import BLANK
from reports.dataset import Column, Dataset, Facts, Workbook
from reports.paper import Heading, Signer, or_blank, paper
from reports.papers.surat_jalan import DRIVER, LOADED, SENDER

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("site", "Tujuan"),
    Column("address", "Alamat"),
    Column("sbbk", "Nomor SBBK"),
    Column("cartons", "Koli", "int", blank="–"),
    Column("goods", "Barang", width=34),
    Column("arrived", "Tiba (jam)", width=10),
    Column("signed", "Nama dan paraf penerima", width=20),
)


@dataclass(frozen=True)
class Stop:
    """A faskes on the way and what it is brought, in words."""

    site: str
    address: str
    sbbk: str
    cartons: int | None
    goods: str


@dataclass(frozen=True)
class Trip:
    """The way of one vehicle; what is not known when printed is written on the way."""

    heading: Heading
    origin: str
    vehicle: str
    carrier: str
    stops: tuple[Stop, ...]
    sender: Signer = SENDER


def perjalanan(trip: Trip) -> Workbook:
    """The stops on paper, in order."""
    road = Facts(
        (
            ("Dari", trip.origin),
            ("Kendaraan", or_blank(trip.vehicle)),
            ("Pengantar", or_blank(trip.carrier)),
            ("Berangkat (jam / km)", BLANK),
            ("Kembali (jam / km)", BLANK),
        ),
        columns=2,
    )
    page = Dataset(
        name="perjalanan",
        title="SURAT JALAN GABUNGAN",
        columns=COLUMNS,
        rows=tuple((n, x.site, x.address, x.sbbk, x.cartons, x.goods, "", "") for n, x in enumerate(trip.stops, 1)),
        before=(road,),
        after=(LOADED,),
        signatures=(DRIVER.sign(), trip.sender.sign(place_date=trip.heading.place_date)),
        landscape=True,
        by_hand=True,
        sheet="Perjalanan",
    )
    return paper("Surat Jalan Gabungan", trip.heading, page)
