"""`init`: an empty book for an office, with its kecamatan and its first admin."""

import re
from pathlib import Path
from uuid import uuid4

import click

from alokon.cli import office
from alokon.cli.failures import Failure
from alokon.faskes import Kecamatan
from alokon.imports.columns import Column, take, wanted_names
from alokon.imports.sheets import read_sheet
from alokon.people import ADMIN, Actor
from alokon.service.desk import Desk, Office
from alokon.service.setup import start_book
from alokon.service.users import RESULT, add_user

KECAMATAN = re.compile(r"(\d\d)\.(\d\d)\.\d\d")
COLUMNS = (
    Column("code", "kode", "Kode Kemendagri, seperti 32.07.01", names=("code", "kode kecamatan")),
    Column("name", "nama", "Nama kecamatan", names=("name", "kecamatan", "nama kecamatan")),
)


@click.command()
@click.option("--book", prompt="Kunci buku (empat angka kode kabupaten)", help="Misalnya 3207.")
@click.option("--name", prompt="Nama kabupaten", help='Misalnya "Kabupaten Ciamis".')
@click.option(
    "--kecamatan", prompt="Berkas kecamatan", type=click.Path(dir_okay=False, path_type=Path),
    help="Daftar kecamatan (xlsx, ods, csv) dengan kolom kode dan nama; baris selain kecamatan kabupaten ini dilewati.",
)  # fmt: skip
@click.option("--admin", default="admin", show_default=True, help="Nama pengguna admin pertama.")
def init(book: str, name: str, kecamatan: Path, admin: str) -> None:
    """Mulai buku kosong sebuah kabupaten, dengan satu admin dan kata sandi sekali pakainya."""
    if not re.fullmatch(r"\d{4}", book):
        raise Failure(f"Kunci buku {book} bukan empat angka; pakai kode kabupaten seperti 3207.")
    areas = read_kecamatan(kecamatan.read_bytes(), book)
    if not areas:
        raise Failure(f"Berkas {kecamatan} tidak memuat kecamatan {book[:2]}.{book[2:]}; periksa kolom kode.")
    engine = office.database()
    start_book(engine, book, name, areas)
    desk = Desk(Office(engine, book, office.vault()), office.WHO, office.now())
    done = add_user(desk, Actor(admin, "Admin", ADMIN), uuid4().hex)
    click.echo(f"Buku {book} {name} dimulai dengan {len(areas)} kecamatan.")
    click.echo(f"Pengguna {admin}, kata sandi sekali pakai: {done.facts[RESULT]}")
    click.echo("Lanjutkan: daftarkan faskes dengan perintah import, lalu sajikan dengan perintah serve.")


def read_kecamatan(data: bytes, book: str) -> tuple[Kecamatan, ...]:
    """The kecamatan of a kabupaten in a list, which may hold other levels and other kabupaten too."""
    table = take(read_sheet(data, wanted_names(COLUMNS)), COLUMNS)
    rows = ((str(record.cells["code"]).strip(), str(record.cells["name"]).strip()) for record in table.records)
    found = {code: name for code, name in rows if (m := KECAMATAN.fullmatch(code)) and m[1] + m[2] == book}
    return tuple(Kecamatan(code, name) for code, name in sorted(found.items()))
