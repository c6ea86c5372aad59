"""The short flows around a delivery: own purchases, monthly use, the unusable, and pembinaan.

Each is one step that opens and ends a case; seed steps 5, 7, 8 and 9 are among them.
"""

from dataclasses import replace

from alokon.sop.asked import DATE, FUND_CHOICES, LINE_NOTE, NOTE
from alokon.sop.fields import Field
from alokon.sop.model import OUTSIDE, SITE, Flow, Spot, Step
from alokon.sop.own_effects import Bring, SetAside, Use
from inventory.core import places

SHELF = Spot(SITE, places.SHELF)
DAMAGED = Spot(SITE, places.DAMAGED)
EXPIRED = Spot(SITE, places.EXPIRED)
SUPPLIER = Spot(OUTSIDE, places.SUPPLIER)
CLIENT = Spot(OUTSIDE, places.CLIENT)
NETWORK = Spot(OUTSIDE, places.NETWORK)
VARIANCE = Spot(OUTSIDE, places.VARIANCE)

RECORDED = "tercatat"
RECORDED_STATES = {RECORDED: "Tercatat", "dibatalkan": "Dibatalkan"}

LABEL_FIELDS = (
    Field("item", "Jenis alokon", "item"),
    Field("batch", "Nomor batch", most=64),
    Field("fund", "Sumber dana", "fund", choices=FUND_CHOICES),
    Field("expiry", "Kedaluwarsa", "expiry", help="15/08/2028, 08/2028 atau 2028"),
    Field("produced", "Tanggal produksi", "date", required=False),
    Field("unit_value_sen", "Harga satuan (Rp)", "money", required=False),
    Field("stated", "Jumlah menurut dokumen", "quantity"),
    Field("accepted", "Jumlah baik", "quantity"),
    Field("damaged", "Jumlah rusak", "quantity", required=False),
    LINE_NOTE,
)

OWN_FUNDS = tuple(choice for choice in FUND_CHOICES if choice[0] != "APBN")

PURCHASE = Flow(
    code="pembelian",
    title="Pengadaan sendiri faskes",
    subject=places.FACILITY,
    states=RECORDED_STATES,
    steps=(
        Step(
            name="purchase",
            label="Catat pengadaan sendiri",
            done="Pengadaan sendiri dicatat",
            permission="purchase",
            after=RECORDED,
            fields=(DATE, Field("sender", "Dibeli dari"), Field("document", "Nomor faktur"), NOTE),
            line_fields=tuple(
                Field("fund", "Sumber dana", "choice", choices=OWN_FUNDS) if field.name == "fund" else field
                for field in LABEL_FIELDS
            ),
            effects=(Bring(SUPPLIER, (("accepted", SHELF), ("damaged", DAMAGED))),),
            correctable=True,
        ),
    ),
)

OPENING_FIELDS = (
    *(replace(f, required=False) if f.name in ("batch", "expiry") else f for f in LABEL_FIELDS),
    Field("expired", "Jumlah kedaluwarsa", "quantity", required=False),
)
"""An old stock list often lacks batch or expiry, and names goods that are past use already."""

OPENING = Flow(
    code="saldo-awal",
    title="Saldo awal",
    subject="",
    states=RECORDED_STATES,
    steps=(
        Step(
            name="open",
            label="Catat saldo awal",
            done="Saldo awal dicatat",
            permission="import",
            after=RECORDED,
            fields=(DATE, Field("document", "Dasar pencatatan"), NOTE),
            line_fields=OPENING_FIELDS,
            effects=(Bring(VARIANCE, (("accepted", SHELF), ("damaged", DAMAGED), ("expired", EXPIRED))),),
            correctable=True,
        ),
    ),
)

USE = Flow(
    code="pemakaian",
    title="Pemakaian bulanan (R/II/KB)",
    subject=places.FACILITY,
    states=RECORDED_STATES,
    steps=(
        Step(
            name="report",
            label="Catat pemakaian",
            done="Pemakaian dicatat",
            permission="report_use",
            after=RECORDED,
            seed=("7", "9"),
            fields=(
                Field("month", "Bulan laporan", "month"),
                DATE,
                Field("occasion", "Kegiatan", required=False),
                NOTE,
            ),
            line_fields=(
                Field("item", "Jenis alokon", "item"),
                Field("fund", "Sumber dana", "fund", choices=FUND_CHOICES),
                Field("service", "2 Pelayanan KB", "quantity", required=False),
                Field("network", "3 Ke jaringan/jejaring", "quantity", required=False),
                Field("damaged", "4 Rusak", "quantity", required=False),
                Field("expired", "5 Kedaluwarsa", "quantity", required=False),
                Field("special", "Dari kode 2, untuk kegiatan", "quantity", required=False),
                Field("lot", "Batch", "lot", required=False),
            ),
            effects=(
                Use(
                    SHELF,
                    (("service", CLIENT), ("network", NETWORK), ("damaged", DAMAGED), ("expired", EXPIRED)),
                ),
            ),
            correctable=True,
            by_expiry=True,
        ),
    ),
)

UNUSABLE = Flow(
    code="rusak-ed",
    title="Pernyataan rusak / kedaluwarsa",
    subject="",
    states=RECORDED_STATES,
    steps=(
        Step(
            name="declare",
            label="Nyatakan rusak / kedaluwarsa",
            done="Dinyatakan rusak / kedaluwarsa",
            permission="declare_unusable",
            after=RECORDED,
            fields=(DATE, Field("reason", "Hasil pemeriksaan")),
            line_fields=(
                Field("lot", "Batch", "lot"),
                Field("cause", "Sebab", "choice", choices=(("damaged", "Rusak"), ("expired", "Kedaluwarsa"))),
                Field("quantity", "Jumlah", "quantity"),
                LINE_NOTE,
            ),
            effects=(SetAside(SHELF, (("damaged", DAMAGED), ("expired", EXPIRED))),),
            correctable=True,
        ),
    ),
)

COACHING = Flow(
    code="pembinaan",
    title="Pembinaan dan pemantauan",
    subject=places.FACILITY,
    states={"terbuka": "Menunggu tindak lanjut", "selesai": "Selesai", "dibatalkan": "Dibatalkan"},
    steps=(
        Step(
            name="coach",
            label="Catat pembinaan",
            done="Pembinaan dicatat",
            permission="coach",
            after="terbuka",
            seed=("5", "8"),
            fields=(
                DATE,
                Field("manner", "Cara", "choice", choices=(("kunjungan", "Kunjungan"), ("telepon", "Telepon"))),
                Field("sbbk", "Nomor SBBK yang diperiksa", required=False),
                Field("findings", "Temuan"),
                Field("follow_up", "Tindak lanjut"),
                Field("due", "Tenggat tindak lanjut", "date", required=False),
            ),
            paper="pembinaan",
        ),
        Step(
            name="settle",
            label="Selesaikan tindak lanjut",
            done="Tindak lanjut selesai",
            permission="coach",
            before=("terbuka",),
            after="selesai",
            seed=("8",),
            fields=(DATE, Field("result", "Hasil")),
        ),
    ),
)
