"""Who acts in the story, and who may sign in to the sample book: roles, never persons."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.faskes import Faskes, Kecamatan
from alokon.people import Actor
from alokon.service.desk import Desk, Office, digest_of
from alokon.service.setup import note
from alokon.store.people import create_user
from inventory.store.engine import writing

PUSKESMAS, PMB, KECAMATAN = "320701800", "320710100", "32.07.01"
"""The puskesmas, the midwife's practice and the kecamatan whose sign-ins the sample book has."""

PASSWORD = "ciamis-2026"
"""The password of every sample sign-in; it is printed, and opens nothing but sample data."""


class SignIn(NamedTuple):
    """A sample sign-in: what a visitor types, and what may be tried with it."""

    username: str
    name: str
    role: str
    purpose: str
    site: str | None = None
    kecamatan: str | None = None

    @property
    def actor(self) -> Actor:
        """The person as events name them."""
        return Actor(self.username, self.name, self.role, self.site, self.kecamatan)


SIGN_INS = (
    SignIn("admin", "Admin", "admin", "pengguna, registry, pengaturan"),
    SignIn("gudang", "Pengelola Barang", "pengelola", "penerimaan, Rensi, SBBK, kirim, tutup bulan"),
    SignIn("sekretaris", "Sekretaris", "approver", "menyetujui permintaan (SPMB)"),
    SignIn("puskesmas", "Petugas Puskesmas Ciamis", "faskes", "terima, pemakaian, tutup bulan", site=PUSKESMAS),
    SignIn("pmb", "Bidan PMB 001", "faskes", "layar ponsel: minta, terima, lapor", site=PMB),
    SignIn("uptd", "UPTD P5A Ciamis", "uptd", "pembinaan di kecamatannya", kecamatan=KECAMATAN),
    SignIn("data", "Petugas Data", "data", "laporan bulanan ke BKKBN"),
    SignIn("program", "Petugas Program", "program", "berkas SOP lain: kader, KIE, sekolah, rumah data"),
    SignIn("auditor", "Inspektorat", "auditor", "membaca semuanya, memeriksa buku"),
)
"""One sign-in per role, and a second faskes."""

_BY_SITE = {person.site: person.actor for person in SIGN_INS if person.site}

_BY_NAME = {person.username: person.actor for person in SIGN_INS}

ADMIN, STOREKEEPER, APPROVER = _BY_NAME["admin"], _BY_NAME["gudang"], _BY_NAME["sekretaris"]
OFFICER, PROGRAM, DATA = _BY_NAME["uptd"], _BY_NAME["program"], _BY_NAME["data"]


def at(faskes: Faskes) -> Actor:
    """Whoever does the books of a faskes."""
    if faskes.code in _BY_SITE:
        return _BY_SITE[faskes.code]
    return Actor(f"faskes.{faskes.code}", f"Petugas {faskes.name}", "faskes", site=faskes.code)


def uptd(kecamatan: Kecamatan) -> Actor:
    """The UPTD P5A of a kecamatan."""
    if kecamatan.code == KECAMATAN:
        return OFFICER
    return Actor(f"uptd.{kecamatan.code}", f"UPTD P5A {kecamatan.name}", "uptd", kecamatan=kecamatan.code)


def enrol(office: Office, now: datetime) -> None:
    """Make the sample sign-ins in a filled book; each stands in the chain, as any other."""
    with writing(office.engine, office.book) as db:
        for person in SIGN_INS:
            enrol_one(db, office, person, now)


def enrol_one(db: sa.Connection, office: Office, person: SignIn, now: datetime) -> None:
    """Make a sample sign-in in an open transaction."""
    create_user(
        db, office.book, now, username=person.username, name=person.name, role=person.role, site=person.site,
        kecamatan=person.kecamatan, password=PASSWORD,
    )  # fmt: skip
    facts = {name: value for name, value in person._asdict().items() if value and name != "purpose"}
    key = f"cerita-user-{person.username}"
    note(db, Desk(office, ADMIN, now), "user.add", facts, key, digest_of(["user.add", facts]))
