"""Surat Bukti Barang Keluar, which is the handover note (BASTB) too: goods leave the warehouse for one recipient."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.dataset import Column, Dataset, Facts, Row, Workbook
from reports.paper import RECEIVER, Heading, Signer, or_blank, paper, written_day
from reports.papers.goods import COLUMNS, GoodsLine, goods_rows, goods_total, in_words

PACKING = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Nama Barang"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Expired", "expiry"),
    Column("quantity", "Jumlah", "quantity"),
    Column("unit", "Satuan"),
    Column("packs", "Isi kemasan"),
    Column("cartons", "Koli", "int"),
    Column("packed", "Dikemas", width=9),
    Column("received", "Diterima", width=9),
)

ISSUER = Signer("Yang Mengeluarkan")


@dataclass(frozen=True)
class Sbbk:
    """An issue voucher: one recipient, one SPMB, one line per lot; `basis` is "SPMB", "BON" or "Permintaan"."""

    heading: Heading
    recipient: str
    address: str
    lines: tuple[GoodsLine, ...]
    basis_number: str
    basis: str = "SPMB"
    purpose: str = ""
    receiver: Signer = RECEIVER
    issuer: Signer = ISSUER


def sbbk(voucher: Sbbk) -> Workbook:
    """The voucher and, on a page of its own, the packing list."""
    heading = voucher.heading
    pairs = [("Kepada", voucher.recipient), ("Alamat", or_blank(voucher.address))]
    if voucher.purpose:
        pairs.append(("Untuk", voucher.purpose))
    pairs.append((f"Berdasarkan {voucher.basis}", f"Nomor {or_blank(voucher.basis_number)}"))
    proof = f"Kode buku {heading.head_code}: sidik buku stok saat surat ini terbit, dapat diuji kapan pun."
    page = Dataset(
        name="sbbk",
        title="BERITA ACARA SERAH TERIMA BARANG (BASTB)\nSURAT BUKTI BARANG KELUAR",
        columns=COLUMNS,
        rows=goods_rows(voucher.lines),
        totals=goods_total(voucher.lines),
        before=(Facts(tuple(pairs), numbered=True),),
        after=in_words(voucher.lines),
        notes=(proof,) if heading.head_code else (),
        signatures=(voucher.receiver.sign(), voucher.issuer.sign(place_date=heading.place_date)),
        sheet="SBBK",
    )
    return paper("SBBK", heading, page, packing_list(voucher))


def packing_list(voucher: Sbbk) -> Dataset:
    """What lies in which carton, to be ticked off when packed and when unpacked."""
    number = or_blank(voucher.heading.number)
    return Dataset(
        name="daftar-pengepakan",
        title="DAFTAR PENGEPAKAN",
        columns=PACKING,
        rows=_packing_rows(voucher.lines),
        subtitle=(f"Lampiran SBBK Nomor {number} tanggal {written_day(voucher.heading.day)}",),
        before=(Facts((("Kepada", voucher.recipient), ("Alamat", or_blank(voucher.address)))),),
        signatures=(Signer("Dibongkar dan dicocokkan oleh").sign(), Signer("Dikemas oleh").sign()),
        sheet="Daftar pengepakan",
    )


def _packing_rows(lines: Sequence[GoodsLine]) -> tuple[Row, ...]:
    return tuple(
        (i, x.name, x.batch, x.expiry, x.quantity, x.unit, x.packs, x.cartons, "", "") for i, x in enumerate(lines, 1)
    )
