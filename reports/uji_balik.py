"""Uji balik kebijakan: what other rounds and levels would have made of the book's own past, as datasets."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from alokon.catalog import ITEMS
from alokon.planning.need import FORCED, STANDARD
from alokon.planning.outcome import Outcome, whole
from alokon.planning.policies import AGAIN, HELPED, OTHER, REAL, SET, Policy, Tried
from alokon.text import month_year, number
from alokon.views.trial import Trial
from reports.dataset import Cell, Column, Dataset, Line, Row, Section, Stamp, Workbook
from reports.letterhead import Letterhead

NAME = "uji-balik"

WAYS = {REAL: "Yang terjadi (buku)", AGAIN: "Kiriman nyata, diputar ulang", SET: "Tingkat stok yang ditetapkan"}
WAYS[HELPED] = f"{WAYS[SET]}, dengan pesanan darurat"
"""What the rows that are no policies of the grid are called."""

ORDERS = {FORCED: "semua sampai maksimum", STANDARD: "hanya yang sampai minimum"}
"""Who orders in a round, by the rules of `alokon.planning.need`."""

MONTHS, OUT, EXPIRED, SENT = ("Bulan",), ("Tanpa stok",), ("Kedaluwarsa tak terpakai",), ("Kiriman ke faskes",)

COLUMNS = (
    Column("policy", "Kebijakan"),
    Column("cycle", "Putaran", "int", MONTHS),
    Column("minimum", "Min.", "quantity", MONTHS),
    Column("maximum", "Maks.", "quantity", MONTHS),
    Column("emergency", "Darurat", "quantity", MONTHS),
    Column("days_out", "Faskes-jenis-hari", "int", OUT),
    Column("share", "Dari semua hari", "percent", OUT),
    Column("months_out", "Faskes-jenis-bulan", "int", OUT),
    Column("expired", "Di faskes", "money", EXPIRED, "Rp"),
    Column("stale", "Di gudang", "money", EXPIRED, "Rp"),
    Column("trips", "Putaran", "int", SENT),
    Column("lines", "Baris putaran", "int", SENT),
    Column("urgent", "Darurat", "int", SENT),
    Column("months", "Bulan stok rata-rata", "months", blank="–"),
)

ITEM_COLUMNS = (
    Column("policy", "Kebijakan"),
    Column("unit", "Satuan"),
    Column("used", "Terpakai", "quantity"),
    Column("unmet", "Tak terlayani", "quantity"),
    *(Column(c.key, c.title, "quantity" if c.key in ("expired", "stale") else c.kind, c.group) for c in COLUMNS[5:10]),
    Column("trips", "Putaran", "int", SENT),
    Column("units", "Jumlahnya", "quantity", SENT),
    Column("urgent", "Darurat", "int", SENT),
    Column("urgent_units", "Jumlahnya", "quantity", SENT),
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
    policy = tried.policy
    if tried.way != OTHER or policy is None:
        cycle = f", tiap {trial.cycle} bulan" if tried.way in (SET, HELPED) else ""
        return f"{WAYS[tried.way]}{cycle}"
    levels = f"minimum {number(policy.minimum)}, maksimum {number(policy.maximum)}"
    urgent = f", darurat {number(policy.emergency)}" if policy.emergency else ""
    return f"Tiap {policy.cycle} bulan {ORDERS[policy.order]}, {levels}{urgent}"


def short(policy: Policy) -> str:
    """A policy in a few characters: the rounds, a star where only those at the minimum order, and the levels.

    >>> short(Policy(2, Fraction(1), Fraction(3), STANDARD, Fraction(1, 2)))
    '2 bln* · 1–3 · D 0,5'
    """
    star = "*" if policy.order == STANDARD else ""
    urgent = f" · D {number(policy.emergency)}" if policy.emergency else ""
    return f"{policy.cycle} bln{star} · {number(policy.minimum)}–{number(policy.maximum)}{urgent}"


def share_out(trial: Trial, tried: Tried) -> Fraction:
    """The part of all faskes, items and days that ended without stock."""
    days = sum(month.days for month in trial.past.months)
    found = whole(tried.outcomes)
    return Fraction(found.days_out, found.places * days) if found.places else Fraction(0)


def row(trial: Trial, tried: Tried) -> Row:
    """A row over all items, in the order of `COLUMNS`."""
    found = whole(tried.outcomes)
    out = found.days_out, share_out(trial, tried), found.months_out
    lost = [sum(trial.past.value_sen(lots) for lots in each) for each in _lost(tried)]
    sent = found.trips, found.lines, found.urgent
    return (*_policy(trial, tried), *out, *lost, *sent, found.stock_months)


def _policy(trial: Trial, tried: Tried) -> Row:
    """What a policy is called, its rounds and its levels; of the levels as set only the rounds are the same for all."""
    policy = tried.policy
    if policy is None:
        return (WAYS[tried.way], trial.cycle if tried.way in (SET, HELPED) else None, None, None, None)
    return (ORDERS[policy.order].capitalize(), policy.cycle, policy.minimum, policy.maximum, policy.emergency or None)


def notes(trial: Trial) -> Iterator[str]:
    """What the figures rest on and cannot know."""
    past, asked = trial.past, trial.asked
    yield (
        "Pemakaian dan penerimaan gudang sama dengan kenyataan; yang berbeda hanya putaran, tingkat stok dan cara "
        f"memesan. Setiap putaran, tanggal {trial.day}, faskes dibawa sampai maksimum: semuanya, atau hanya yang "
        f"stoknya tinggal minimum atau kurang. Barang tiba {asked.lead} hari kemudian."
    )
    yield (
        "Pesanan darurat: faskes yang stoknya, dengan yang di jalan, turun di bawah tingkat darurat di antara dua "
        f"putaran memesan sampai maksimum; barang tiba {asked.urgent} hari kemudian dan boleh dari lantai gudang. "
        "Yang tidak terlayani memesan lagi begitu gudang menerima barang, pada putaran berikut dan pada akhir bulan."
    )
    yield (
        "Bila gudang tidak cukup, yang di bawah minimum didahulukan. Lantai gudang dan sisa masa simpan seperti pada "
        f"pengaturan. Putaran pertama pada {month_year(past.months[0])}."
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
        "Rusak, opname dan mutasi antarfaskes tidak diputar ulang. Dalam buku, kiriman darurat adalah kiriman atas "
        "permintaan darurat. Nilai kedaluwarsa hanya dari batch yang berharga; barang yang masih ada bukan kerugian."
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
    sent = len(one.trips), one.units, len(one.urgent), one.urgent_units
    return (name, ITEMS[one.item].unit, one.used, one.unmet, *out, *lost, *sent, one.stock_months)
