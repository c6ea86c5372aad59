"""The printed vocabulary of the registration card K/0/KB: types, owners, BPJS, equipment and professions.

Values are those of New SIGA's K/0/KB screen (2020). Which owners a type may have is not verified, so it is no rule.
"""

from typing import NamedTuple

FASKES = "faskes"
JARINGAN = "jaringan"
JEJARING = "jejaring"

FKTP = "FKTP"
FKRTL = "FKRTL"


class FaskesType(NamedTuple):
    """A type of service point: `siga` is its value in New SIGA; satellites have no `level`."""

    code: str
    name: str
    siga: str
    group: str
    level: str | None


TYPES: dict[str, FaskesType] = {
    kind.code: kind
    for kind in (
        FaskesType("rs_umum", "RS Umum", "22", FASKES, FKRTL),
        FaskesType("rs_khusus", "RS Khusus", "23", FASKES, FKRTL),
        FaskesType("klinik_utama", "Klinik Utama", "21", FASKES, FKRTL),
        FaskesType("puskesmas", "Puskesmas", "24", FASKES, FKTP),
        FaskesType("praktik_dokter", "Praktik Dokter", "25", FASKES, FKTP),
        FaskesType("klinik_pratama", "Klinik Pratama", "26", FASKES, FKTP),
        FaskesType("rs_d_pratama", "RS Tipe D Pratama", "27", FASKES, FKTP),
        FaskesType("pmb", "Praktik Mandiri Bidan", "31", FASKES, FKTP),
        FaskesType("pustu", "Pustu", "28", JARINGAN, None),
        FaskesType("pusling", "Pusling", "29", JARINGAN, None),
        FaskesType("poskesdes", "Poskesdes/Polindes", "30", JARINGAN, None),
        FaskesType("pmb_jejaring", "Praktik Mandiri Bidan Jejaring", "32", JEJARING, None),
    )
}

OWNERSHIPS: dict[str, str] = {
    "1": "Pemerintah Pusat",
    "2": "Pemerintah Provinsi",
    "3": "Pemerintah Kabupaten/Kota",
    "5": "Perorangan",
    "6": "TNI",
    "7": "POLRI",
    "8": "BUMN/BUMD",
    "9": "Swasta",
    "10": "LSOM",
}

BPJS: dict[str, str] = {
    "langsung": "Ya, langsung",
    "tidak_langsung": "Ya, tidak langsung",
    "tidak": "Tidak",
}

AGREEMENTS = ("MoU", "Kontrak")

ACTIVE = "active"
INACTIVE = "inactive"
STATUSES: dict[str, str] = {ACTIVE: "Aktif", INACTIVE: "Tidak aktif"}


class Equipment(NamedTuple):
    """A line of the card's section II and the unit it is counted in."""

    code: str
    name: str
    unit: str


EQUIPMENT: dict[str, Equipment] = {
    line.code: line
    for line in (
        Equipment("tensimeter", "Tensimeter dan stetoskop", "set"),
        Equipment("timbangan", "Timbangan", "unit"),
        Equipment("meja_ginekologi", "Meja/kursi ginekologi", "unit"),
        Equipment("sterilisator", "Sterilisator", "unit"),
        Equipment("iud_kit", "IUD Kit", "set"),
        Equipment("implan_removal_kit", "Implan Removal Kit", "set"),
        Equipment("vasektomi_kit", "Vasektomi Kit", "set"),
        Equipment("minilaparotomi_kit", "Minilaparotomi Kit", "set"),
        Equipment("laparoskopi", "Laparoskopi", "set"),
        Equipment("ruang_konseling", "Ruang konseling", "ruang"),
        Equipment("konseling_kit", "Konseling Kit/ABPK", "set"),
        Equipment("materi_kespro", "Materi kesehatan reproduksi", "buah"),
        Equipment("bp3k", "BP3K", "set"),
        Equipment("komputer", "Komputer/laptop", "unit"),
    )
}

PROFESSIONS: dict[str, str] = {
    "spog": "Dokter spesialis obstetri dan ginekologi",
    "bedah_urologi": "Dokter spesialis bedah/urologi",
    "dokter_umum": "Dokter umum",
    "bidan": "Bidan",
    "perawat": "Perawat",
    "administrasi": "Administrasi",
}
"""Section III as head counts: the card's personal rows stay in SIGA."""
