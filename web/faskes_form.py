"""The K/0/KB form: a registry entry as it is typed, and what is typed as an entry.

Fields carry the names of `Faskes`; the agreement's are `agreement_kind`, `agreement_number`, `agreement_until`, the
counts of sections II and III `equipment-CODE` and `staff-CODE`. The form holds no personal data.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from alokon import k0kb, text
from alokon.faskes import Agreement, Count, Faskes
from alokon.service.desk import digest_of
from inventory.core.errors import Problem
from web.forms import Form

LABELS = {
    "code": "Kode register",
    "name": "Nama tempat pelayanan KB",
    "type": "Jenis",
    "ownership": "Kepemilikan",
    "kecamatan": "Kecamatan",
    "status": "Status",
    "registered_on": "Tanggal pendaftaran K/0/KB",
    "valid_until": "Berlaku sampai",
    "parent": "Faskes induk",
    "address": "Alamat",
    "kemenkes_code": "Kode Kemenkes",
    "bpjs": "Kerja sama BPJS",
    "agreement": "MoU / kontrak",
    "agreement_kind": "Jenis perjanjian",
    "agreement_number": "Nomor perjanjian",
    "agreement_until": "Berlaku sampai",
    "equipment": "Sarana dan perlengkapan",
    "staff": "Tenaga",
}
"""What each field of the card is called."""

TEXTS = ("code", "name", "type", "ownership", "kecamatan", "status", "parent", "address", "kemenkes_code", "bpjs")
DAYS = ("registered_on", "valid_until")
MOST_COUNT = 999


def typed(entry: Faskes) -> dict[str, str]:
    """An entry as a person would have typed it."""
    data = {name: getattr(entry, name) or "" for name in TEXTS}
    data |= {name: _day(getattr(entry, name)) for name in DAYS}
    if entry.agreement:
        data |= {"agreement_kind": entry.agreement.kind, "agreement_number": entry.agreement.number}
        data["agreement_until"] = _day(entry.agreement.until)
    for part, counts in (("equipment", entry.equipment), ("staff", entry.staff)):
        data |= {f"{part}-{count.code}": text.number(count.quantity) for count in counts}
    return data


def mark(entry: Faskes) -> str:
    """What tells an entry from what it was before: a form that began with another one must not overwrite it."""
    return digest_of(list(vars(entry).items()))[:16]


def read(form: Form, code: str | None = None) -> Faskes:
    """The entry a form describes; an existing one keeps its `code`. What cannot be read is noted in the form."""
    return Faskes(
        code=code or form.text("code", LABELS["code"], most=9),
        name=form.text("name", LABELS["name"], required=False),
        type=form.choice("type", LABELS["type"], k0kb.TYPES),
        ownership=form.choice("ownership", LABELS["ownership"], k0kb.OWNERSHIPS),
        kecamatan=form.text("kecamatan", LABELS["kecamatan"], most=16),
        status=form.choice("status", LABELS["status"], k0kb.STATUSES),
        registered_on=form.optional_day("registered_on", LABELS["registered_on"]),
        valid_until=form.optional_day("valid_until", LABELS["valid_until"]),
        parent=form.text("parent", LABELS["parent"], required=False) or None,
        address=form.text("address", LABELS["address"], most=300, required=False),
        kemenkes_code=form.text("kemenkes_code", LABELS["kemenkes_code"], most=16, required=False) or None,
        bpjs=form.choice("bpjs", LABELS["bpjs"], k0kb.BPJS),
        agreement=_agreement(form),
        equipment=_counts(form, "equipment", {code: line.name for code, line in k0kb.EQUIPMENT.items()}),
        staff=_counts(form, "staff", k0kb.PROFESSIONS),
    )


def placed(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of `alokon.faskes.check` with their fields named as the form names them."""
    return [problem._replace(field=_field(problem)) for problem in problems]


def merged(noted: Iterable[Problem], found: Iterable[Problem]) -> list[Problem]:
    """What could not be read, and what is wrong with the rest: a field that was not read is told once."""
    first = list(noted)
    unread = {problem.field for problem in first}
    return [*first, *(problem for problem in placed(found) if problem.field not in unread)]


def _field(problem: Problem) -> str | None:
    if problem.field == "agreement":
        return "agreement_number" if problem.code == "agreement_number_missing" else "agreement_kind"
    if problem.field in ("equipment", "staff") and "code" in problem.facts:
        return f"{problem.field}-{problem.facts['code']}"
    return problem.field


def _agreement(form: Form) -> Agreement | None:
    """The MoU or contract: all of it, or none."""
    names = ("agreement_kind", "agreement_number", "agreement_until")
    if not any(form.value(name).strip() for name in names):
        return None
    kind = form.choice(names[0], LABELS[names[0]], k0kb.AGREEMENTS)
    return Agreement(
        kind, form.text(names[1], LABELS[names[1]], most=100), form.day(names[2], "Perjanjian berlaku sampai")
    )


def _counts(form: Form, part: str, names: Mapping[str, str]) -> tuple[Count, ...]:
    """The counts of a section that were filled in; a zero is a fact too."""
    found = []
    for code, name in names.items():
        quantity = form.optional_quantity(f"{part}-{code}", name)
        if quantity is not None:
            if quantity > MOST_COUNT:
                form.problems.append(Problem("too_large", {"label": name, "most": MOST_COUNT}, f"{part}-{code}"))
            found.append(Count(code, quantity))
    return tuple(found)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
