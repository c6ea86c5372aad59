"""The columns of a faskes register, those of the K/0/KB card, and the words a cell may hold.

A list of words maps every way of writing a value (its code, its printed name, its number in New SIGA) to its code.
"""

from collections.abc import Iterable

from alokon import k0kb
from alokon.imports.columns import Column

TYPES = {word: code for code, kind in k0kb.TYPES.items() for word in (kind.name, code, kind.siga)}
OWNERSHIPS = {word: code for code, name in k0kb.OWNERSHIPS.items() for word in (name, code)}
BPJS = {word: code for code, name in k0kb.BPJS.items() for word in (name, code)}
STATUSES = {word: code for code, name in k0kb.STATUSES.items() for word in (name, code)}
AGREEMENTS = {kind: kind for kind in k0kb.AGREEMENTS}


def _choices(names: Iterable[str], note: str = "") -> str:
    return f"{' / '.join(names)}. {note}".strip()


def _optional(key: str, title: str, meaning: str, example: str = "", *names: str) -> Column:
    return Column(key, title, meaning, example, False, names)


CODE = Column(
    "code",
    "Kode faskes",
    "Kode register SIGA, sembilan angka; tujuh angka untuk faskes induk juga dibaca.",
    "320700100",
    names=("no registrasi", "nomor registrasi", "kode register", "kode"),
)
NAME = Column("name", "Nama faskes", "Nama seperti dipakai dinas.", "Puskesmas Banjarsari", names=("nama", "faskes"))
AREA = Column("kecamatan", "Kecamatan", "Nama atau kode Kemendagri kecamatan.", "Banjarsari", names=("kode kecamatan",))
TYPE = _optional(
    "type",
    "Jenis",
    _choices((kind.name for kind in k0kb.TYPES.values()), "Boleh kosong bila nama menyebutnya."),
    "Puskesmas",
    "jenis faskes",
    "tipe",
)
OWNERSHIP = _optional(
    "ownership",
    "Kepemilikan",
    _choices(k0kb.OWNERSHIPS.values(), "Boleh kosong untuk puskesmas dan jaringannya."),
    "Pemerintah Kabupaten/Kota",
    "pemilik",
)
CARD = (
    _optional("parent", "Kode induk", "Kode faskes induk jaringan atau jejaring; kosong berarti sama dengan kodenya."),
    _optional("address", "Alamat", "Alamat fasilitas (bukan orang).", "Jl. Raya Banjarsari"),
    _optional("kemenkes_code", "Kode Kemenkes", "Kode Kementerian Kesehatan.", "P3207100101"),
    _optional("bpjs", "BPJS", _choices(k0kb.BPJS.values(), "Kosong berarti tidak."), "Ya, langsung"),
    _optional("status", "Status", _choices(k0kb.STATUSES.values(), "Kosong berarti aktif."), "Aktif"),
    _optional("registered_on", "Tanggal K/0/KB", "Hari pendaftaran; kosong berarti belum terdaftar.", "07/02/2020"),
    _optional("valid_until", "Berlaku sampai", "Hari terakhir K/0/KB berlaku.", "31/12/2029"),
    _optional("agreement_kind", "Perjanjian", _choices(k0kb.AGREEMENTS), "MoU"),
    _optional("agreement_number", "Nomor perjanjian", "Nomor MoU atau kontrak.", "400.13/001/MoU/2024"),
    _optional("agreement_until", "Perjanjian sampai", "Hari terakhir perjanjian berlaku.", "31/12/2028"),
)
EQUIPMENT = tuple(
    _optional(f"equipment.{line.code}", f"Sarana: {line.name}", f"Jumlah ({line.unit}).", "1", line.name)
    for line in k0kb.EQUIPMENT.values()
)
STAFF = tuple(
    _optional(f"staff.{code}", f"Tenaga: {name}", "Jumlah orang, tanpa nama.", "1", name)
    for code, name in k0kb.PROFESSIONS.items()
)
COLUMNS = (CODE, NAME, AREA, TYPE, OWNERSHIP, *CARD, *EQUIPMENT, *STAFF)
