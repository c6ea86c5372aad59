"""Surat jalan: what a vehicle carries, for the road and for the guard at the gate."""

from dataclasses import dataclass

from reports.around import BLANK
from reports.dataset import Column, Dataset, Facts, Workbook
from reports.paper import RECEIVER, Heading, Signer, or_blank, paper
from reports.papers.goods import GoodsLine

SENDER = Signer("Pengirim")
DRIVER = Signer("Pengemudi", nip=None)
LOADED = "Barang telah diperiksa dan dimuat dalam keadaan baik dan tersegel."

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Nama Barang"),
    Column("batch", "Nomor Batch"),
    Column("quantity", "Jumlah", "quantity"),
    Column("unit", "Satuan"),
    Column("packs", "Isi kemasan"),
    Column("cartons", "Koli", "int"),
    Column("note", "Ket."),
)


@dataclass(frozen=True)
class SuratJalan:
    """One journey with the goods of one SBBK; what is not known when printed is written on the way."""

    heading: Heading
    sbbk: str
    origin: str
    recipient: str
    address: str
    lines: tuple[GoodsLine, ...]
    vehicle: str = ""
    plate: str = ""
    driver: str = ""
    sender: Signer = SENDER
    receiver: Signer = RECEIVER


def surat_jalan(journey: SuratJalan) -> Workbook:
    """The delivery note on paper, with room for the hours and the kilometres."""
    goods = Facts(
        (
            ("Nomor SBBK", journey.sbbk),
            ("Dari", journey.origin),
            ("Kepada", journey.recipient),
            ("Alamat", or_blank(journey.address)),
        )
    )
    road = Facts(
        (
            ("Kendaraan", or_blank(" / ".join(filter(None, [journey.vehicle, journey.plate])))),
            ("Pengemudi", or_blank(journey.driver)),
            ("Berangkat (jam / km)", BLANK),
            ("Tiba (jam / km)", BLANK),
        ),
        columns=2,
    )
    page = Dataset(
        name="surat-jalan",
        title="SURAT JALAN",
        columns=COLUMNS,
        rows=tuple(
            (i, x.name, x.batch, x.quantity, x.unit, x.packs, x.cartons, x.note) for i, x in enumerate(journey.lines, 1)
        ),
        before=(goods, road),
        after=(LOADED,),
        signatures=(
            journey.receiver.sign("Diterima tanggal ....................,"),
            Signer(DRIVER.role, journey.driver, None).sign(),
            journey.sender.sign(place_date=journey.heading.place_date),
        ),
        sheet="Surat jalan",
    )
    return paper("Surat Jalan", journey.heading, page)
