"""Pengolahan dan pelaporan data Dallap dan Yan KB: counts of services per faskes and method, and of Poktan.

Only counts are kept; who was served, by name and address, stays in SIGA.
"""

from alokon.catalog import METHODS
from alokon.recipients import AREA
from alokon.sop.fields import Field
from alokon.sop.office import Stage, procedure
from alokon.sop.seeds.data_lapangan import DATA_LAPANGAN_PRINTED

METHOD_CHOICES = tuple((method.code, method.name) for method in METHODS.values())

COUNTED = (
    ("new", "Baru"),
    ("again", "Ulangan"),
    ("changed", "Ganti cara"),
)

SERVICE_FIELDS = (
    Field("faskes", "Faskes", "site"),
    Field("method", "Cara KB", "choice", choices=METHOD_CHOICES),
    *(Field(f"{name}_pbi", f"{label}, PBI", "quantity", required=False) for name, label in COUNTED),
    *(Field(f"{name}_other", f"{label}, non-PBI", "quantity", required=False) for name, label in COUNTED),
)
"""A row of R1 KB: one faskes and method."""

GROUPS = (
    ("bkb", "BKB: keluarga hadir"),
    ("bkr", "BKR: keluarga hadir"),
    ("bkl", "BKL: keluarga hadir"),
    ("uppka", "UPPKA: anggota hadir"),
    ("pik_r", "PIK-R: remaja hadir"),
)

FIELD_DATA_FLOW = procedure(
    "data-lapangan",
    "Data lapangan dan pelayanan KB",
    DATA_LAPANGAN_PRINTED,
    (
        Stage(
            "1", "collect", "Kumpulkan R1 KB dan R1 Poktan", "R1 KB dan R1 Poktan dikumpulkan", "Menunggu entri SIGA",
            fields=(
                Field("month", "Bulan laporan", "month"),
                *(Field(code, label, "quantity", required=False) for code, label in GROUPS),
            ),
            line_fields=SERVICE_FIELDS,
        ),
        Stage(
            "2", "enter", "Catat entri SIGA", "Data dientri ke SIGA", "Sudah dientri",
            fields=(Field("entered", "Faskes yang dientri", "quantity"),),
        ),
        Stage(
            "3", "output", "Catat hasil SIGA", "Hasil SIGA diperiksa", "Selesai",
            fields=(Field("differences", "Beda dengan R1", required=False),),
        ),
    ),
    about=(AREA,),
)  # fmt: skip
