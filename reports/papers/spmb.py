"""Surat Perintah Mengeluarkan Barang: the approver orders the storekeeper to issue goods to one recipient."""

from dataclasses import dataclass

from reports.dataset import Dataset, Facts, Workbook
from reports.paper import RECEIVER, Heading, Signer, or_blank, paper
from reports.papers.goods import COLUMNS, GoodsLine, goods_rows, goods_total, in_words

KEEPER = Signer("Pengurus Barang /\nBendahara Materiil")
HEAD = Signer("Kepala Dinas")


@dataclass(frozen=True)
class Spmb:
    """An order to issue; `basis` names the request or plan it answers. Who signs is the office's setting."""

    heading: Heading
    office: str
    recipient: str
    address: str
    lines: tuple[GoodsLine, ...]
    basis: str = ""
    receiver: Signer = RECEIVER
    keeper: Signer = KEEPER
    head: Signer = HEAD


def spmb(order: Spmb) -> Workbook:
    """The order on paper, columns and signatures as a Dinas PPKB prints them."""
    heading = order.heading
    opening = (
        f"Diperintahkan kepada Penyimpan / Bendahara Barang {order.office} untuk mengeluarkan barang sebagaimana "
        "tersebut dalam daftar di bawah ini dan menyerahkannya kepada:"
    )
    pairs = [("Kepada", order.recipient), ("Alamat", or_blank(order.address))]
    if order.basis:
        pairs.append(("Berdasarkan", order.basis))
    page = Dataset(
        name="spmb",
        title="SURAT PERINTAH MENGELUARKAN BARANG",
        columns=COLUMNS,
        rows=goods_rows(order.lines),
        totals=goods_total(order.lines),
        before=(opening, Facts(tuple(pairs), numbered=True)),
        after=in_words(order.lines),
        signatures=(
            order.receiver.sign(),
            order.keeper.sign(),
            order.head.sign(place_date=heading.place_date),
        ),
        sheet="SPMB",
    )
    return paper("SPMB", heading, page)
