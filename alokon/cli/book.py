"""`verify`, `backup`, `restore`: the books of the database proved, copied and put back, with the files beside it."""

from pathlib import Path

import click
import sqlalchemy as sa

from alokon.cli import office
from alokon.cli.failures import Failure
from alokon.cli.progress import progress
from alokon.messages import sentence
from alokon.proof import office as whole_proof
from alokon.store import attached, database, documents
from alokon.text import number
from alokon.vault import Vault
from inventory import verify as proof
from inventory.store import backup as backups
from inventory.store import manifest
from inventory.store.engine import reading

SHOWN = 20
"""How many findings of a book are told unless all are asked for."""


@click.command()
@click.option("--head", "code", metavar="KODE", help="Kode buku pada kertas, seperti 7K3QF-9M2XA: adakah di buku?")
@click.option("--book", help="Kunci satu buku; tanpa ini semua buku dibuktikan.")
@click.option("--all", "everything", is_flag=True, help="Tampilkan semua temuan.")
def verify(code: str | None, book: str | None, everything: bool) -> None:
    """Buktikan buku dari isinya sendiri; tidak ada yang diubah. Keluar dengan kode 1 bila ada temuan."""
    engine = office.database()
    with reading(engine) as db:
        books = office.books_of(db, book)
        reports = [_proved(db, one) for one in books]
        found = [_looked_up(db, one, code) for one in books] if code else []
    for report in reports:
        tell(report, everything)
    known = [line for line in found if line]
    if code:
        click.echo("\n".join(known) or f"Kode {code} tidak ada di buku mana pun di sini.")
    if not all(report.sound for report in reports) or (code and not known):
        raise SystemExit(1)


def _proved(db: sa.Connection, book: str) -> proof.Report:
    whole = next(head.seq for head in manifest.heads(db) if head.book == book)
    with progress(f"Membuktikan buku {book}") as told:
        return whole_proof.prove(db, book, office.home(), lambda event: told(event, whole))


def _looked_up(db: sa.Connection, book: str, code: str) -> str:
    """Where in a book a printed code is, in a sentence; empty when it is not there."""
    found = proof.head(db, book, code)
    if found is None:
        return ""
    if not found.seq:
        return f"Kode {code} adalah kode buku yang masih kosong."
    document = documents.names(db, book, [found.seq]).get(found.seq) or found.kind
    when = f"dicatat {found.recorded_at[:10]} oleh {found.actor}"
    return f"Kode {code} ada di buku {book}: peristiwa {number(found.seq)}, {document}, {when}."


def tell(report: proof.Report, everything: bool = False) -> None:
    """What was proved of a book, and what is wrong with it."""
    size = f"{number(report.events)} peristiwa, {number(report.moves)} gerakan"
    wrong = sum(report.counts.values())
    verdict = "utuh" if report.sound else f"{number(wrong)} temuan"
    click.echo(f"Buku {report.book}: {size}, kode {report.head}: {verdict}.")
    told = report.findings if everything else report.findings[:SHOWN]
    for finding in told:
        click.echo(f"  {sentence(finding)}")
    if len(told) < wrong:
        click.echo(f"  … dan {number(wrong - len(told))} temuan lain.")


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path | None) -> None:
    """Salin basis data dan lampirannya ke FOLDER, lalu buktikan salinannya; server boleh tetap jalan."""
    engine, into = office.database(), folder or office.home() / "cadangan"
    done = backups.backup(engine, into, office.now(), database.GUARDED, attached.beside(office.home()))
    click.echo(
        f"Cadangan: {done.path} ({number(done.path.stat().st_size)} byte), dengan keterangan .json di sampingnya."
    )
    tell_key(office.vault())
    if done.files:
        click.echo(f"Lampiran: {number(len(done.files))} berkas di {into / attached.FOLDER}; ikutkan bila dipindahkan.")
    for name in done.lost[:SHOWN]:
        click.echo(f"  Lampiran {name} tidak ada atau rusak; jalankan verify.")
    if done.proof is None:
        click.echo("Salinan terbaca, tetapi tidak dibuktikan: akun basis data ini tidak boleh membuat basis data uji.")
    for report in done.proof or ():
        tell(report)
    if done.lost or (done.proof is not None and not done.sound):
        raise Failure("Salinan sesuai aslinya, tetapi bukunya tidak lolos pembuktian; periksa dengan perintah verify.")


def tell_key(vault: Vault) -> None:
    """Say that the key of what is sealed is in no backup, and has to be kept somewhere else."""
    if vault.path.exists():
        click.echo(
            f"Kunci segel {vault.path} sengaja tidak ikut: simpan salinannya terpisah dari cadangan dan terkunci. "
            "Tanpa kunci itu isian tersegel tidak dapat dibuka."
        )


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--allow-older", is_flag=True, help="Ganti juga bila yang ada sekarang lebih baru atau riwayatnya lain.")
@click.option("--allow-lost", is_flag=True, help="Pulihkan juga bila ada lampiran yang sudah tidak ada di mana pun.")
def restore(file: Path, allow_older: bool, allow_lost: bool) -> None:
    """Pulihkan basis data dan lampirannya dari cadangan FILE setelah membuktikannya; hentikan server lebih dahulu."""
    database.refuse_unknown(manifest.read(file).revision)
    done = backups.restore(
        office.address(), file, allow_older=allow_older, prepare=database.upgrade, guarded=database.GUARDED,
        beside=attached.beside(office.home()), allow_lost=allow_lost,
    )  # fmt: skip
    with reading(office.database()) as db:
        reports = [whole_proof.with_files(report, db, office.home()) for report in done.proof]
    for report in reports:
        tell(report)
    if done.kept:
        click.echo(f"Basis data sebelumnya disimpan sebagai {done.kept}.")
    if not all(report.sound for report in reports):
        raise Failure("Basis data yang dipulihkan tidak lolos pembuktian.")
    click.echo("Basis data dipulihkan.")
