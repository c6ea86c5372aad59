"""The payloads of events that belong to no case, in words: briefly for a list, and pair by pair for their own page.

A payload is read as it was written, however long ago: what is not known by name is shown as it stands. `names` are
the names of sites and kecamatan by their codes.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from alokon import climate, k0kb, text
from alokon.data_requests import LABELS as DATASETS
from alokon.people import ROLES
from alokon.service.sealed import REASONS
from alokon.settings import SETTINGS
from alokon.sop import adopted
from inventory.core.months import Month
from web import adopted_form, settings_form, words
from web.faskes_form import LABELS

Pairs = list[tuple[str, str]]
Payload = Mapping[str, Any]
Names = Mapping[str, str]

FACTS = {
    "action": "Tindakan",
    "accepted": "Temuan yang diterima",
    "amounts": "Jumlah",
    "digest": "Sidik isi",
    "file": "Berkas",
    "findings": "Temuan",
    "format": "Jenis berkas",
    "kecamatan": "Kecamatan",
    "lines": "Angka",
    "month": "Bulan",
    "months": "Bulan",
    "name": "Nama",
    "on": "Per tanggal",
    "reason": "Alasan",
    "report": "Laporan",
    "role": "Peran",
    "rows": "Baris",
    "site": "Tempat",
    "username": "Nama pengguna",
    "variances": "Selisih",
    "version": "Versi",
}
"""What the facts of a payload are called where its family has no words of its own."""

AREAS = ("site", "kecamatan", "parent")
"""Facts that are codes with a name."""

LOT_FACTS = ("expiry", "precision", "produced", "unit_value_sen", "edition")


def plain(payload: Payload, names: Names) -> Pairs:
    """Every fact under its label, as it stands."""
    return [(FACTS.get(name, name), as_it_stands(value)) for name, value in _named(payload, names).items()]


def as_it_stands(value: object) -> str:
    """A value nobody has words for: long lists by their length, structures as their text."""
    if isinstance(value, list) and (len(value) > 5 or not value):
        return f"{text.number(len(value))} baris"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)[:500]
    return "" if value is None else str(value)


def _named(payload: Payload, names: Names) -> dict[str, Any]:
    return {name: names.get(str(value), value) if name in AREAS else value for name, value in payload.items()}


def _month(payload: Payload, names: Names) -> Pairs:
    held = payload.get("balances") or []
    return [
        ("Tempat", names.get(payload["site"], payload["site"])),
        ("Bulan", text.month_year(Month.parse(payload["month"]))),
        ("Alasan", str(payload.get("reason") or "")),
        ("Saldo yang dicatat", f"{text.number(len(held))} baris" if held else "tidak ada"),
    ]


def _registry(payload: Payload, names: Names) -> Pairs:
    said = _named(payload, names)
    order = [name for name in LABELS if name in said] + [name for name in said if name not in LABELS]
    return [(LABELS.get(name, name), _entry(name, said[name])) for name in order]


def _entry(name: str, value: Any) -> str:
    """A fact of a registry entry in the words of its card."""
    known = {"ownership": k0kb.OWNERSHIPS, "bpjs": k0kb.BPJS, "status": k0kb.STATUSES}.get(name, {})
    if name == "type":
        return k0kb.TYPES[value].name if value in k0kb.TYPES else str(value)
    if name in ("registered_on", "valid_until"):
        return _day(value)
    if name == "agreement":
        return f"{value[0]} {value[1]}, sampai {_day(value[2])}"
    if name in ("equipment", "staff"):
        return ", ".join(f"{_counted(code)} {quantity}" for code, quantity in value)
    return known.get(value, str(value))


def _counted(code: str) -> str:
    return k0kb.EQUIPMENT[code].name if code in k0kb.EQUIPMENT else k0kb.PROFESSIONS.get(code, code)


def _day(value: str) -> str:
    return text.long_date(date.fromisoformat(value))


def _settings(payload: Payload, _names: Names) -> Pairs:
    return [(_setting(name), " / ".join(_value(name, value))) for name, value in payload.items()]


def _value(name: str, value: object) -> list[str]:
    if name == adopted.SETTING:
        return adopted_form.told(value)
    return settings_form.told(name, value, {}) if name in SETTINGS else [as_it_stands(value)]


def _setting(name: str) -> str:
    return SETTINGS[name].label if name in SETTINGS else name


def _user(payload: Payload, names: Names) -> Pairs:
    role = payload.get("role")
    labelled = {**payload, **({"role": ROLES[role].label} if role in ROLES else {})}
    return [("Jabatan" if label == FACTS["name"] else label, said) for label, said in plain(labelled, names)]


def _sealed(payload: Payload, _names: Names) -> Pairs:
    """An opening or an erasure: which file, and why. Of a step of a sealed file there is nothing to tell."""
    number, reason = payload.get("case"), dict(REASONS).get(str(payload.get("why")), "")
    return [("Berkas", f"nomor {number}" if number else ""), ("Alasan", reason)]


def _lot(payload: Payload, _names: Names) -> Pairs:
    item, batch, fund, _ = payload["lot"]
    pairs = [("Barang", words.item_name(item)), ("Batch", batch), ("Sumber dana", words.fund_name(fund))]
    pairs += [("Sebelum", _lot_facts(payload["before"])), ("Sesudah", _lot_facts(payload["after"]))]
    return [*pairs, ("Alasan", str(payload.get("reason") or ""))]


def _lot_facts(given: list[Any]) -> str:
    held = dict(zip(LOT_FACTS, given, strict=False))
    expiry = held.get("expiry")
    told = [f"ED {text.expiry(text.Expiry(date.fromisoformat(expiry), held['precision']))}" if expiry else "tanpa ED"]
    if held.get("produced"):
        told.append(f"diproduksi {_day(held['produced'])}")
    if held.get("unit_value_sen") is not None:
        told.append(f"harga {text.rupiah(held['unit_value_sen'])}")
    return ", ".join([*told, *([str(held["edition"])] if held.get("edition") else [])])


def _climate(payload: Payload, names: Names) -> Pairs:
    before, after = (_reading(payload.get(name)) for name in ("before", "reading"))
    said = [("Sebelum", before), ("Sesudah", after or "dibatalkan")] if before else [("Pembacaan", after)]
    limits = climate.Limits(**payload["limits"])
    place = ("Tempat", names.get(payload["site"], payload["site"]))
    return [place, *said, ("Batas", limits.words), ("Alasan", str(payload.get("reason") or ""))]


def _reading(given: Payload | None) -> str:
    """A reading with its day, time and what was done about it."""
    if given is None:
        return ""
    one = climate.Reading(**{**given, "day": date.fromisoformat(given["day"])})
    action = f"; tindakan: {one.action}" if one.action else ""
    return f"{text.long_date(one.day)} {one.time}: {climate.told(one)}{action}"


def _climate_briefly(payload: Payload, names: Names) -> str:
    place, told = names.get(payload["site"], payload["site"]), payload.get("reading") or payload["before"]
    return f"{place}, {_day(told['day'])} {told['time']}"


def _attached(payload: Payload, _names: Names) -> Pairs:
    told = [("Nama berkas", str(payload.get("name", ""))), ("Nomor lampiran", str(payload.get("number", "")))]
    if "size" in payload:
        told += [("Jenis isi", str(payload.get("media", ""))), ("Besar", f"{text.number(payload['size'])} byte")]
    said = (("Sidik isi (SHA-256)", "digest"), ("Keterangan", "note"), ("Alasan", "reason"))
    return [*told, *((label, str(payload.get(name) or "")) for label, name in said)]


def _released(payload: Payload, _names: Names) -> Pairs:
    """A file made under a request for data: what it was, never what it held."""
    return [
        ("Kumpulan data", DATASETS.get(payload["dataset"], payload["dataset"])),
        ("Masa data", f"{_day(payload['since'])} sampai {_day(payload['until'])}"),
        ("Nama berkas", payload["name"]),
        ("Baris", text.number(payload["rows"])),
        ("Sidik isi (SHA-256)", payload["digest"]),
        ("Persetujuan sampai", _day(payload["valid_until"])),
        ("Peran", payload["role"]),
    ]


def _month_briefly(payload: Payload, names: Names) -> str:
    return f"{names.get(payload['site'], payload['site'])}, {text.month_year(Month.parse(payload['month']))}"


def _settings_briefly(payload: Payload, _names: Names) -> str:
    labels = [_setting(name) for name in payload]
    return labels[0] + (f" dan {len(labels) - 1} lainnya" if len(labels) > 1 else "") if labels else ""


def _lot_briefly(payload: Payload, _names: Names) -> str:
    return f"{words.item_name(payload['lot'][0])} batch {payload['lot'][1]}"


def _report_briefly(payload: Payload, _names: Names) -> str:
    return f"{payload.get('report', '')} {payload.get('month', '')} versi {payload.get('version', '')}"


SHORT: dict[str, Callable[[Payload, Names], str]] = {
    "case": lambda payload, _: f"{payload.get('name', '')} (berkas {payload.get('case', '')})",
    "month": _month_briefly,
    "registry": lambda payload, _: str(payload.get("name", "")),
    "settings": _settings_briefly,
    "user": lambda payload, _: str(payload.get("username", "")),
    "lot": _lot_briefly,
    "climate": _climate_briefly,
    "report": _report_briefly,
    "siga": lambda payload, _: ", ".join(text.month_year(Month.parse(month)) for month in payload["months"]),
    "data": lambda payload, _: f"{payload.get('name', '')} (berkas {payload.get('case', '')})",
    "import": lambda payload, _: str(payload.get("name") or payload.get("month") or ""),
}
"""Family of kinds → its payload in a few words."""

LONG: dict[str, Callable[[Payload, Names], Pairs]] = {
    "case": _attached,
    "month": _month,
    "registry": _registry,
    "settings": _settings,
    "user": _user,
    "lot": _lot,
    "sealed": _sealed,
    "climate": _climate,
    "data": _released,
}
"""Family of kinds → its payload as (label, words); of the others every fact is shown as it stands."""
