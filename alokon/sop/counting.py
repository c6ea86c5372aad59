"""Opname: counting what lies at a site while receipts and issues go on."""

from dataclasses import replace

from alokon.sop.asked import DATE, FUND_CHOICES, LINE_NOTE, NOTE
from alokon.sop.count_effects import OpenCount, Stand, Tally
from alokon.sop.fields import Field
from alokon.sop.model import Flow, Step

OPENED, NOTED, STANDS, DROPPED = "dibuka", "dihitung", "disahkan", "dibatalkan"

REASONS = (Field("line", "Baris", "line"), Field("note", "Sebab selisih"))

CONFIRM = Step(
    name="confirm_count",
    label="Sahkan hasil opname",
    done="Hasil opname disahkan",
    permission="count",
    before=(NOTED,),
    after=STANDS,
    fields=(DATE,),
    line_fields=REASONS,
    counts=True,
    paper="ba-opname",
    effects=(Stand(within=True),),
    correctable=True,
)

COUNTING = Flow(
    code="opname",
    title="Stok opname",
    subject="",
    states={OPENED: "Dibuka", NOTED: "Dihitung", STANDS: "Disahkan", DROPPED: "Dibatalkan"},
    steps=(
        Step(
            name="open_count",
            label="Buka opname",
            done="Opname dibuka",
            permission="count",
            after=OPENED,
            fields=(DATE, NOTE),
            effects=(OpenCount(),),
        ),
        Step(
            name="tally",
            label="Catat hasil hitung",
            done="Hasil hitung dicatat",
            permission="count",
            before=(OPENED, NOTED),
            after=NOTED,
            fields=(DATE,),
            line_fields=(
                Field("lot", "Batch", "lot", required=False),
                Field("item", "Jenis alokon", "item", required=False),
                Field("batch", "Nomor batch", required=False, most=64),
                Field("fund", "Sumber dana", "fund", required=False, choices=FUND_CHOICES),
                Field("expiry", "Kedaluwarsa", "expiry", required=False),
                Field("counted", "Terhitung", "quantity"),
                LINE_NOTE,
            ),
            counts=True,
            effects=(Tally(),),
        ),
        CONFIRM,
        replace(
            CONFIRM,
            name="approve_count",
            label="Setujui selisih opname",
            done="Selisih opname disetujui",
            permission="approve_count",
            effects=(Stand(within=False),),
        ),
        Step(
            name="drop_count",
            label="Batalkan opname",
            done="Opname dibatalkan",
            permission="count",
            before=(OPENED, NOTED),
            after=DROPPED,
            fields=(DATE, Field("reason", "Alasan")),
            alarming=True,
        ),
    ),
)
