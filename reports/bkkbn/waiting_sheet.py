"""Who has not reported: the faskes whose figures are missing from the month."""

from alokon.text import month_year
from reports.bkkbn.figures import Figures
from reports.dataset import Column, Dataset
from reports.letterhead import Letterhead

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("code", "Kode faskes", align="center"),
    Column("name", "Nama faskes"),
    Column("area", "Kecamatan"),
    Column("last", "Terakhir tutup bulan", align="center"),
    Column("late", "Bulan tertunggak", "int"),
    Column("note", "Ket."),
)


def waiting_sheet(figures: Figures, around: Letterhead) -> Dataset:
    """The list, by kecamatan as the codes run."""
    waiting = sorted(figures.waiting, key=lambda m: (m.faskes.kecamatan, m.faskes.code))
    rows = tuple(
        (
            n,
            m.faskes.code,
            m.faskes.name,
            figures.areas.get(m.faskes.kecamatan, ""),
            month_year(m.last) if m.last else "belum pernah",
            m.late,
            "" if m.due else "tidak aktif, masih ada stok",
        )
        for n, m in enumerate(waiting, 1)
    )
    due = sum(m.due for m in figures.members)
    told = f"{len(waiting)} faskes belum menutup {month_year(figures.month)}" if waiting else "Semua faskes sudah lapor"
    return Dataset(
        name="belum-lapor",
        title="FASKES YANG BELUM LAPOR",
        columns=COLUMNS,
        rows=rows,
        subtitle=(f"{around.kabupaten}, {month_year(figures.month)}", f"{told}; wajib lapor {due} faskes"),
        sheet="Belum lapor",
    )
