"""Uji balik kebijakan: what other rounds and levels would have made of the book's own past, as datasets."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from alokon.catalog import ITEMS
from alokon.planning.outcome import Outcome, whole
from alokon.planning.policies import AGAIN, OTHER, REAL, SET, Tried
from alokon.text import month_year, number
from alokon.views.trial import Trial
from reports.dataset import Cell, Column, Dataset, Line, Row, Section, Stamp, Workbook
from reports.letterhead import Letterhead

NAME = "uji-balik"

WAYS = {REAL: "Yang terjadi (buku)", AGAIN: "Kiriman nyata, diputar ulang", SET: "Tingkat stok yang ditetapkan"}
"""What the rows that are no policies of the grid are called."""

OUT, EXPIRED, SENT = ("Tanpa stok",), ("Kedaluwarsa tak terpakai",), ("Kiriman",)

COLUMNS = (
    Column("policy", "Kebijakan"),
    Column("days_out", "Faskes-jenis-hari", "int", OUT),
    Column("share", "Dari semua hari", "percent", OUT),
    Column("months_out", "Faskes-jenis-bulan", "int", OUT),
    Column("expired", "Di faskes", "money", EXPIRED, "Rp"),
    Column("stale", "Di gudang", "money", EXPIRED, "Rp"),
    Column("trips", "Faskes didatangi", "int", SENT),
    Column("lines", "Baris", "int", SENT),
    Column("months", "Bulan stok rata-rata", "months", blank="–"),
)

ITEM_COLUMNS = (
    Column("policy", "Kebijakan"),
    Column("unit", "Satuan"),
    Column("used", "Terpakai", "quantity"),
    Column("unmet", "Tak terlayani", "quantity"),
    *(Column(c.key, c.title, "quantity" if c.key in ("expired", "stale") else c.kind, c.group) for c in COLUMNS[1:8]),
    Column("units", "Jumlah", "quantity", SENT),
    COLUMNS[-1],
)


def workbook(trial: Trial, letterhead: Letterhead, printed_at: datetime) -> Workbook:
    """The policies side by side, and the same item by item."""
    first, last = trial.past.months[0], trial.past.months[-1]
    title = f"Uji balik kebijakan {month_year(first)} – {month_year(last)}"
    span = (letterhead.kabupaten, f"{month_year(first)} sampai {month_year(last)}")
    data = Dataset(
        name=NAME,
        title="UJI BALIK KEBIJAKAN PENYALURAN",
        columns=COLUMNS,
        rows=tuple(row(trial, tried) for tried in trial.rows),
        subtitle=span,
        notes=tuple(notes(trial)),
        kop=letterhead.kop,
        landscape=True,
        sheet="Uji balik",
        frozen_columns=1,
    )
    each = Dataset(
        name=f"{NAME}-jenis",
        title="UJI BALIK MENURUT JENIS ALOKON",
        columns=ITEM_COLUMNS,
        rows=tuple(_by_item(trial)),
        subtitle=span,
        notes=("Jumlah dalam satuan dasar setiap jenis.",),
        kop=letterhead.kop,
        landscape=True,
        sheet="Per jenis",
        frozen_columns=1,
    )
    return Workbook(title, (data, each), Stamp(letterhead.head_code, title, printed_at))


def title(tried: Tried, trial: Trial) -> str:
    """What a row is called."""
    if tried.way != OTHER or tried.policy is None:
        cycle = f", tiap {trial.cycle} bulan" if tried.way == SET else ""
        return f"{WAYS[tried.way]}{cycle}"
    policy = tried.policy
    return f"Tiap {policy.cycle} bulan, minimum {number(policy.minimum)}, maksimum {number(policy.maximum)}"


def share_out(trial: Trial, tried: Tried) -> Fraction:
    """The part of all faskes, items and days that ended without stock."""
    days = sum(month.days for month in trial.past.months)
    found = whole(tried.outcomes)
    return Fraction(found.days_out, found.places * days) if found.places else Fraction(0)


def row(trial: Trial, tried: Tried) -> Row:
    """A row over all items."""
    found = whole(tried.outcomes)
    out = found.days_out, share_out(trial, tried), found.months_out
    lost = [sum(trial.past.value_sen(lots) for lots in each) for each in _lost(tried)]
    return (title(tried, trial), *out, *lost, found.trips, found.lines, found.stock_months)


def notes(trial: Trial) -> Iterator[str]:
    """What the figures rest on and cannot know."""
    past, asked = trial.past, trial.asked
    yield (
        "Pemakaian dan penerimaan gudang sama dengan kenyataan; yang berbeda hanya putaran dan tingkat stok. Setiap "
        f"putaran, tanggal {trial.day}, semua faskes dibawa sampai maksimum dan barang tiba {asked.lead} hari kemudian."
    )
    yield (
        "Minimum hanya menentukan siapa yang didahulukan bila gudang tidak cukup. Lantai gudang dan sisa masa simpan "
        f"seperti pada pengaturan. Putaran pertama pada {month_year(past.months[0])}."
    )
    yield (
        "Permintaan yang tidak tercatat tidak diketahui. Bulan tanpa laporan, atau lebih dari setengahnya tanpa stok, "
        f"diisi rata-rata faskes itu sendiri: {number(past.assumed)} dari {number(past.told)} faskes-jenis-bulan."
    )
    yield (
        f"Baris “{WAYS[AGAIN]}” menunjukkan ketepatan putar ulang: kirimannya sama dengan kenyataan, tetapi pemakaian "
        "dibagi rata setiap hari, sedangkan buku mencatatnya pada akhir bulan. Bandingkan kebijakan dengan baris itu."
    )
    yield (
        "Permintaan darurat, rusak, opname dan mutasi antarfaskes tidak diputar ulang. Nilai kedaluwarsa hanya dari "
        "batch yang berharga; barang yang masih ada tidak dihitung rugi."
    )
    yield (
        "Bulan stok: stok layak pakai pada akhir setiap bulan dibagi pemakaian sebulan, rata-rata jenis menurut "
        "banyaknya faskes. Cara hitung ini belum diverifikasi."
    )
    if past.guessed or past.left_out:
        yield (
            f"{number(past.guessed)} rata-rata belum dapat diketahui pada bulannya dan memakai rata-rata seluruh masa. "
            f"{number(past.left_out)} pasangan faskes dan jenis yang baru datang di tengah masa tidak ikut."
        )


def _lost(tried: Tried) -> tuple[list[dict[int, int]], list[dict[int, int]]]:
    return [dict(one.expired) for one in tried.outcomes], [dict(one.stale) for one in tried.outcomes]


def _by_item(trial: Trial) -> Iterator[Line]:
    days = sum(month.days for month in trial.past.months)
    for n, world in enumerate(trial.past.worlds):
        yield Section(f"{ITEMS[world.item].name} · {number(len(world.wanted))} faskes")
        for tried in trial.rows:
            yield _item_row(title(tried, trial), tried.outcomes[n], days)


def _item_row(name: str, one: Outcome, days: int) -> Row:
    lost: tuple[Cell, ...] = (sum(one.expired.values()), sum(one.stale.values()))
    out = one.days_out, Fraction(one.days_out, one.places * days), one.months_out
    sent = len(one.trips), one.lines, one.units
    return (name, ITEMS[one.item].unit, one.used, one.unmet, *out, *lost, *sent, one.stock_months)
