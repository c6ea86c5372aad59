"""Settings as people read and type them: grouped, each by the kind of its value; lists are lines of text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from alokon import calendar, climate, gtins, siga, text
from alokon.settings import LEVELS, SETTINGS, Setting
from alokon.sop import adopted
from alokon.sop.clocks import CALENDAR, WORKING
from inventory.core.errors import Problem
from web import levels_form
from web.forms import Form

UNVERIFIED = "belum diverifikasi"
"""What a source says when nobody has settled the value yet."""

MOST_LINES = 6
LONG_LINES = {"letter.rules": 300}
"""How long a line may be where it may be longer than a line of a letterhead."""

MOST_GTINS = 60
LATEST_DAY = 28
"""A day of the month every month has."""

YES, NO = "ya", "tidak"


class Section(NamedTuple):
    """Settings that belong together on a page, by their names."""

    title: str
    hint: str
    names: tuple[str, ...]


SECTIONS = (
    Section("Kop", "Berdiri di atas setiap surat dan laporan.", ("kop.lines", "kop.address", "place", "letter.rules")),
    Section(
        "Penomoran",
        "Nomor berurut tanpa lubang untuk setiap jenis surat dan tahun; surat yang sudah terbit tidak berubah.",
        ("number.pattern", "number.classification", "number.unit"),
    ),
    Section(
        "Penanda tangan",
        "Jabatan yang dicetak; nama dan NIP ditulis pada suratnya.",
        ("signatory.order", "signatory.store", "signatory.head"),
    ),
    Section(
        "Kebijakan",
        "Yang belum diputuskan sumber mana pun; ubah bila kabupaten sudah menetapkannya.",
        (
            "warehouse",
            "supplier",
            "agreement_is_gate",
            "report.deadline",
            "count.tolerance",
            "backdate.office",
            "backdate.site",
            "report.other.in",
            "report.other.out",
            "need.months",
            "need.months_mkjp",
            "expected.percent",
            "expected.months",
            "rensi.cycle",
            "rensi.day",
            "rensi.margin",
            "receipt.short_months",
            "coach.months",
        ),
    ),
    Section(
        "Waktu baku",
        "Hari libur nasional dan cuti bersama sudah diketahui; hanya yang lain yang ditulis di sini.",
        ("clock.days", "clock.exceptions"),
    ),
    Section(
        "Berkas tersegel P2TP2A",
        "Tanpa penyimpanan tersegel, yang tercatat hanya nomor register, tanggal dan langkah.",
        ("sealed.store", "sealed.retention"),
    ),
    Section(
        "Suhu gudang",
        "Pembacaan di luar batas ini memerlukan tindakan; label kemasan mendahului batas umum.",
        (climate.LOW, climate.HIGH, climate.HUMIDITY),
    ),
    Section(
        "Kode kemasan",
        "Barcode pabrik menyebut GTIN; buku perlu tahu jenis alokon mana yang dimaksud.",
        (gtins.SETTING,),
    ),
)

HINTS = {
    "kop.lines": "Satu baris per baris cetak.",
    "kop.address": "Satu baris per baris cetak.",
    "letter.rules": "Satu baris satu peraturan. Kosong: yang tercetak pada kepala SOP, bila ada.",
    "number.pattern": "Pakai {klasifikasi}, {urut:03d}, {jenis}, {unit}, {bulan} dan {tahun}.",
    "backdate.office": "Hanya sampai bulan yang belum ditutup. 0: tidak boleh mundur dari catatan yang sudah ada.",
    "backdate.site": "Berlaku untuk faskes; bulan yang sudah ditutup tetap tertutup.",
    "count.tolerance": "0: setiap selisih menunggu persetujuan.",
    "expected.percent": "Hanya perkiraan di samping kebutuhan; tidak pernah ditambahkan ke dalamnya.",
    "rensi.margin": "Batch yang tidak terpakai sejauh itu sebelum ED tidak diberikan.",
    "clock.exceptions": "Satu baris per hari: 2026-06-27 libur Pilkades, atau 2026-12-24 kerja Cuti bersama batal.",
    gtins.SETTING: "Satu baris per kemasan, misalnya PILK lalu spasi dan angka GTIN. Kosong bila belum diketahui.",
    "coach.months": "Faskes yang lebih lama tidak dibina masuk rencana pembinaan.",
    "sealed.store": "Yang sudah tersegel tetap tersimpan dan dapat dibuka.",
    "sealed.retention": "Kunci berkas baru dapat dihapus setelah itu.",
    "report.deadline": f"Tanggal 1 sampai {LATEST_DAY} bulan berikutnya.",
}

LIMITS = {
    "report.deadline": (1, LATEST_DAY),
    "count.tolerance": (0, 100),
    "backdate.office": (0, 366),
    "backdate.site": (0, 366),
    "need.months": (1, 12),
    "need.months_mkjp": (1, 24),
    "expected.percent": (0, 100),
    "expected.months": (1, 9),
    "rensi.cycle": (1, 3),
    "rensi.day": (1, LATEST_DAY),
    "rensi.margin": (0, 366),
    "receipt.short_months": (1, 60),
    "coach.months": (1, 24),
    "sealed.retention": (1, 50),
    climate.LOW: (0, 30),
    climate.HIGH: (10, 50),
    climate.HUMIDITY: (10, 100),
}
"""The least and the most of each setting that is a number."""

SIGA_CODES = {
    "report.other.in": (siga.RECEIPT,),
    "report.other.out": (siga.SERVICE, siga.NETWORK, siga.DAMAGED, siga.EXPIRED),
}
"""Where the columns without a code may go when a report is copied into SIGA."""


def options_of(name: str, warehouses: Mapping[str, str]) -> list[tuple[str, str]] | None:
    """(value, label) of the values a setting may have; None when any text or number will do."""
    if isinstance(SETTINGS[name].default, bool):
        return [(YES, "Ya"), (NO, "Tidak")]
    if name == "clock.days":
        return [(CALENDAR, "Hari kalender"), (WORKING, "Hari kerja")]
    if name in SIGA_CODES:
        return [(code, f"{code} {siga.NAMES[code]}") for code in SIGA_CODES[name]]
    return list(warehouses.items()) if name == "warehouse" else None


OWN_PAGES = frozenset({*LEVELS.values(), adopted.SETTING})
"""Settings that have pages of their own."""


def typed(values: Mapping[str, object]) -> dict[str, str]:
    """The values of settings as a person would have typed them, but for those that have pages of their own."""
    return {name: _typed(value) for name, value in values.items() if name not in OWN_PAGES}


def told(name: str, value: object, warehouses: Mapping[str, str]) -> list[str]:
    """A value in words, line by line."""
    if isinstance(value, dict):
        return [f"{row.title}: {' / '.join(row.told)}" for row in levels_form.rows(value) if row.told]
    if isinstance(value, list | tuple):
        return [str(line) for line in value] or ["–"]
    options = dict(options_of(name, warehouses) or ())
    return [options.get(_typed(value), _typed(value))]


def is_unverified(setting: Setting) -> bool:
    """Whether the source of a setting says that it is not settled."""
    return UNVERIFIED in setting.source


def read(form: Form, warehouses: Mapping[str, str]) -> dict[str, object]:
    """Every setting of `SECTIONS` as typed, with what cannot be read noted in the form."""
    names = [name for section in SECTIONS for name in section.names]
    return {name: _read(form, SETTINGS[name], options_of(name, warehouses)) for name in names}


def optional(form: Form, setting: Setting) -> object:
    """A setting as typed where it may be left empty: text, or lines of text."""
    if isinstance(setting.default, list):
        return _lines(form, setting.name, setting.label, required=False)
    return form.text(setting.name, setting.label, most=100, required=False)


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return text.number(value)
    return "\n".join(value) if isinstance(value, list | tuple) else str(value)


def _read(form: Form, setting: Setting, options: Sequence[tuple[str, str]] | None) -> object:
    name, label = setting.name, setting.label
    if options is not None:
        chosen = form.choice(name, label, [key for key, _ in options])
        return chosen == YES if isinstance(setting.default, bool) else chosen
    if name in LIMITS:
        return _number(form, name, label)
    if name in READERS:
        return _checked(form, name, label)
    if isinstance(setting.default, list):
        return _lines(form, name, label, required=bool(setting.default))
    return form.text(name, label, most=100)


def _number(form: Form, name: str, label: str) -> int:
    least, most = LIMITS[name]
    found = form.quantity(name, label, least=least)
    if found > most:
        form.problems.append(Problem("too_large", {"label": label, "most": most}, name))
    return found


READERS = {gtins.SETTING: gtins.read, calendar.SETTING: calendar.read}
"""Settings whose lines mean something: each reader gives what they say and every line that says no such thing."""


def _checked(form: Form, name: str, label: str) -> list[str]:
    """Lines that mean something, each noted in the form where it says no such thing."""
    typed = form.text(name, label, most=40 * MOST_GTINS, required=False)
    lines = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    form.problems += READERS[name](lines)[1]
    return lines


def _lines(form: Form, name: str, label: str, *, required: bool = True) -> list[str]:
    """Lines of text without the empty ones."""
    longest = LONG_LINES.get(name, 100)
    typed = form.text(name, label, most=MOST_LINES * longest, required=required)
    lines = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        form.problems.append(Problem("lines_many", {"label": label, "most": MOST_LINES}, name))
    for line in lines:
        if len(line) > longest:
            form.problems.append(Problem("text_too_long", {"label": label, "most": longest}, name))
    return lines
