"""Perjalanan: one vehicle sets out with what is packed for several faskes, in the order in which they are visited.

Setting out sends every delivery on board; each keeps its own surat jalan, the trip has one for the whole way.
"""

from dataclasses import dataclass

from alokon.sop.asked import DATE, NOTE
from alokon.sop.distribution import DISTRIBUTION, SHIP
from alokon.sop.fields import Field
from alokon.sop.model import Flow, Spot, Step
from alokon.sop.work import Following, Work, duplicates, whole
from inventory.core import places

UNDERWAY, BACK = "berangkat", "selesai"


@dataclass(frozen=True)
class SetOut:
    """Send every delivery on board, first stop first. Codes `no_lines`, `case_twice`, `stop_twice`."""

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One delivery per row."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        for name, code in (("case", "case_twice"), ("stop", "stop_twice")):
            twice = duplicates(row.get(name) for row in work.rows)
            for n, row in enumerate(work.rows):
                if row.get(name) in twice:
                    work.refuse(code, name, n, value=row.get(name))
        values = {name: work.data.get(name) for name in ("vehicle", "carrier")}
        for row in sorted(work.rows, key=lambda row: whole(row, "stop")):
            work.followings.append(Following(DISTRIBUTION.code, SHIP.name, "", values, case=whole(row, "case")))


SET_OUT = Step(
    name="set_out",
    label="Berangkatkan perjalanan",
    done="Perjalanan berangkat",
    permission="ship",
    after=UNDERWAY,
    seed=("4",),
    fields=(DATE, Field("vehicle", "Kendaraan"), Field("carrier", "Jabatan pengantar", required=False), NOTE),
    line_fields=(Field("case", "Kiriman", "number"), Field("stop", "Urutan", "number")),
    effects=(SetOut(),),
    paper="perjalanan",
)

TRIPS = Flow(
    code="perjalanan",
    title="Perjalanan pengiriman",
    subject=places.WAREHOUSE,
    states={UNDERWAY: "Di jalan", BACK: "Kembali"},
    steps=(
        SET_OUT,
        Step(
            name="come_back",
            label="Catat kembali",
            done="Perjalanan kembali",
            permission="ship",
            before=(UNDERWAY,),
            after=BACK,
            seed=("4",),
            fields=(DATE, Field("distance_km", "Jarak tempuh (km)", "number", required=False), NOTE),
        ),
    ),
)
