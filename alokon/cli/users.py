"""`user`: who may sign in, from the machine the book is on; a new password is shown once and kept nowhere."""

from collections.abc import Callable
from uuid import uuid4

import click

from alokon.cli import office
from alokon.people import ROLES, Actor
from alokon.service import admission, second_step, users
from alokon.service.desk import Desk, Done
from alokon.store import people
from inventory.store.engine import reading

BOOK = click.option("--book", help="Kunci buku dinas, bila basis data memuat beberapa.")
USERNAME = click.argument("username", metavar="PENGGUNA")


@click.group()
def user() -> None:
    """Pengguna: tambah, daftar, setel ulang kata sandi, nonaktifkan."""


@user.command()
@USERNAME
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="Peran.")
@click.option("--name", required=True, help='Jabatan, bukan nama orang: "Pengelola Barang".')
@click.option("--site", help="Kode faskes, untuk peran faskes.")
@click.option("--kecamatan", help="Kode kecamatan, untuk peran uptd.")
@BOOK
def add(username: str, role: str, name: str, site: str | None, kecamatan: str | None, book: str | None) -> None:
    """Tambah pengguna; kata sandi sekali pakainya ditampilkan sekali."""
    desk = _desk(book)
    done = users.add_user(desk, Actor(username, name, role, site, kecamatan), uuid4().hex)
    click.echo(f"Pengguna {username} ditambahkan. Kata sandi sekali pakai: {done.facts[users.RESULT]}")


@user.command()
@USERNAME
@BOOK
def reset(username: str, book: str | None) -> None:
    """Beri kata sandi sekali pakai yang baru dan akhiri semua sesinya."""
    done = _act(users.reset_password, username, book)
    click.echo(f"Kata sandi sekali pakai {username}: {done.facts[users.RESULT]}")


@user.command("reset-code")
@USERNAME
@BOOK
def reset_code(username: str, book: str | None) -> None:
    """Lepas kode masuk ponsel pengguna yang hilang dan akhiri semua sesinya; ia memasang yang baru saat masuk."""
    second_step.reset(_desk(book), username.strip().lower(), uuid4().hex)
    click.echo(f"Kode masuk {username} dilepas.")


@user.command()
@USERNAME
@click.option("--reason", required=True, help="Dasar penugasannya, misalnya nomor SK.")
@BOOK
def admit(username: str, reason: str, book: str | None) -> None:
    """Terima petugas P2TP2A pertama di tempatnya; bila sudah ada, petugas itulah yang menerima, di halamannya."""
    name = username.strip().lower()
    admission.admit_first(_desk(book), name, reason, uuid4().hex)
    click.echo(f"Petugas {name} diterima dan dapat membuka berkas tersegel tempatnya.")


@user.command()
@USERNAME
@BOOK
def deactivate(username: str, book: str | None) -> None:
    """Nonaktifkan pengguna dan akhiri semua sesinya."""
    _act(users.deactivate_user, username, book)
    click.echo(f"Pengguna {username} dinonaktifkan.")


@user.command()
@USERNAME
@BOOK
def activate(username: str, book: str | None) -> None:
    """Aktifkan kembali pengguna dengan kata sandinya yang lama."""
    _act(users.activate_user, username, book)
    click.echo(f"Pengguna {username} aktif kembali.")


@user.command("list")
@BOOK
def list_(book: str | None) -> None:
    """Daftar pengguna."""
    desk = _desk(book)
    with reading(desk.office.engine) as db:
        found = people.list_users(db, desk.book)
    click.echo(f"{'pengguna':<22}{'peran':<28}{'nama':<30}{'wilayah':<12}keadaan")
    for one in found:
        area = one.site or one.kecamatan or "-"
        click.echo(f"{one.username:<22}{ROLES[one.role].label:<28}{one.name:<30}{area:<12}{_state(one)}")


def _state(one: people.User) -> str:
    return "aktif" if one.active else "nonaktif"


def _desk(book: str | None) -> Desk:
    return office.desk_of_book(office.database(), book)


def _act(deed: Callable[[Desk, str, str], Done], username: str, book: str | None) -> Done:
    return deed(_desk(book), username.strip().lower(), uuid4().hex)
