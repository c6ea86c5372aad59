"""`import`: look at a file of faskes, opening balances, SIGA counts or monthly history; write it only when told to."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from alokon import catalog
from alokon.cli import findings, office
from alokon.cli.progress import progress
from alokon.cli.tables import screen_width
from alokon.imports.formats import FORMATS
from alokon.imports.lmis_rows import COLUMNS
from alokon.imports.mapping import FileMapping, read_mapping
from alokon.imports.mapping_template import mapping_template
from alokon.imports.telling import as_csv
from alokon.imports.template import template
from alokon.messages import sentence
from alokon.service.backdating import Unseen
from alokon.service.desk import Desk
from alokon.service.importing import Examined, Upload, examine, write
from alokon.text import long_date, month_year, number, parse_date
from alokon.views.impact import tell
from inventory.store.engine import reading

ALL_FLAGGED = "all-flagged"


def _day(_context: click.Context, _option: click.Parameter, typed: str | None) -> date | None:
    """A date as people write it; a value that is none is a usage error."""
    try:
        return None if typed is None else parse_date(typed)
    except ValueError:
        raise click.BadParameter(f"'{typed}' bukan tanggal; tulis seperti 31/12/2025.") from None


@click.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="BERKAS")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), help="Tanpa ini dikenali dari judul kolom.")
@click.option("--mapping", type=click.Path(path_type=Path), help="Berkas pemetaan TOML; wajib untuk lmis.")
@click.option("--date", "on", callback=_day, help="Hari saldo; wajib untuk saldo-awal: hari terakhir bulan sebelumnya.")
@click.option("--accept", help=f"Baris bertanda yang diterima: {ALL_FLAGGED}, atau nomornya seperti 12,15-20.")
@click.option("--seen", default="", metavar="KODE", help="Kode dampak yang sudah diperiksa, bila saldo mundur tanggal.")
@click.option("--write", "writing", is_flag=True, help="Tulis ke buku; tanpa ini hanya diperiksa.")
@click.option("--all", "everything", is_flag=True, help="Tampilkan semua temuan.")
@click.option("--findings", "keep", type=click.Path(path_type=Path), help="Simpan semua temuan sebagai csv.")
@click.option("--template", "empty", type=click.Path(path_type=Path), help="Tulis contoh berkas kosong (.xlsx, .toml).")
@click.option("--book", help="Kunci buku dinas, bila basis data memuat beberapa.")
def import_file(
    file: Path | None,
    kind: str | None,
    mapping: Path | None,
    on: date | None,
    accept: str | None,
    seen: str,
    writing: bool,
    everything: bool,
    keep: Path | None,
    empty: Path | None,
    book: str | None,
) -> None:
    """Periksa sebuah berkas xlsx, xls, ods atau csv; dengan --write tulis seluruhnya, atau tidak sama sekali."""
    if empty is not None:
        _write_template(empty, kind)
        return
    if file is None:
        raise click.UsageError("sebutkan berkas yang diimpor, atau --template untuk contoh berkas kosong.")
    desk = office.desk(office.database(), book)
    upload = Upload(file.read_bytes(), file.name, kind, on, _mapping(mapping))
    examined = examine(desk, upload)
    if keep is not None:
        keep.write_bytes(as_csv(examined.checked))
    for line in _told(examined, everything):
        click.echo(line)
    accepted = _accepted(accept, examined)
    if examined.done is None and writing and examined.checked.passes(accepted):
        try:
            with progress("Menulis") as told:
                done = write(desk, examined, accepted, told, seen)
        except Unseen as unseen:
            raise click.ClickException("\n".join(_impact(desk, unseen))) from unseen
        click.echo(f"\nSudah ditulis: peristiwa {done.event}, kode kepala buku {done.facts['head']}.")
        return
    verdict, ready = _verdict(examined, accepted)
    click.echo(f"\n{verdict}")
    raise SystemExit(0 if ready else 1)


def _told(examined: Examined, everything: bool) -> list[str]:
    upload = examined.upload
    rows = number(len(examined.checked.rows))
    day = f", saldo {long_date(upload.on)}" if upload.on else ""
    amounts = ", ".join(f"{number(amount.quantity)} {amount.label}" for amount in examined.amounts)
    return [
        f"{upload.name}: {examined.format.title}{day}, {rows} baris terbaca, sidik {upload.digest[:16]}",
        f"Buku {examined.book}: {f'akan memuat {amounts}' if amounts else 'tidak dapat memuatnya'}",
        *findings.told(examined.checked, screen_width(), everything),
    ]


def _impact(desk: Desk, unseen: Unseen) -> Iterator[str]:
    """What writing the file would change, card by card, and how to go on."""
    with reading(desk.office.engine) as db:
        told = tell(db, desk.book, unseen.effect)
    yield f"{sentence(unseen.problems[0])} Belum ada yang ditulis."
    for one in told.balances:
        goods = f"{one.site_name}, {catalog.ITEMS[one.names.key.item].name} batch {one.names.key.batch or '–'}"
        change = f"saldo sekarang {number(one.before)} menjadi {number(one.after)}"
        yield f"  {goods}: {change}; {number(len(one.later))} saldo sesudahnya berubah, terendah {number(one.lowest)}"
        for count in one.recounted:
            change = f"selisih {number(count.before)} menjadi {number(count.after)}"
            yield f"    opname {long_date(count.day)} dihitung ulang: {change}"
    for missed in told.missed:
        batch = f"batch {missed.names.key.batch or '–'} tidak ada pada lembarnya"
        yield f"  Opname {missed.site_name} {long_date(missed.day)}: {batch}"
    for given in told.given_up:
        yield f"  Pesanan dilepas: {number(given.quantity)} untuk {given.site_name}, berkas {given.case}"
    yield from (f"  Laporan {month_year(one.month)} versi {one.version} akan berbeda" for one in told.reports)
    yield f"Bila memang demikian, ulangi dengan --write --seen {told.code}."


def _verdict(examined: Examined, accepted: frozenset[int]) -> tuple[str, bool]:
    """What to do now, and whether nothing stands in the way."""
    checked, done = examined.checked, examined.done
    if done is not None:
        said = f"Berkas ini sudah diimpor: peristiwa {done.event}, kode kepala {done.head}."
        return f"{said} Tidak ada yang ditulis lagi.", True
    if checked.blocking:
        return f"{number(len(checked.blocking))} kesalahan harus diperbaiki di berkas. Tidak ada yang ditulis.", False
    if not checked.passes(accepted):
        rows = number(len({finding.row for finding in checked.standing(accepted)}))
        ways = f"perbaiki, atau terima dengan --accept {ALL_FLAGGED} (atau nomor barisnya)"
        return f"{rows} baris bertanda: {ways}. Tidak ada yang ditulis.", False
    return "Berkas ini dapat ditulis seluruhnya: ulangi dengan --write. Belum ada yang ditulis.", True


def _accepted(asked: str | None, examined: Examined) -> frozenset[int]:
    """The rows a person takes as they stand; refused when one of them is not flagged."""
    flagged = examined.checked.flagged_rows
    if asked is None:
        return frozenset()
    rows = flagged if asked == ALL_FLAGGED else frozenset(_rows(asked))
    strange = sorted(rows - flagged)
    if strange:
        told = ", ".join(map(str, strange[:10]))
        raise click.ClickException(f"baris {told} tidak bertanda, jadi tidak dapat diterima; periksa nomornya.")
    return rows


def _rows(asked: str) -> Iterator[int]:
    for part in asked.split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdecimal() or not (last or first).isdecimal() or len(first + last) > 14:
            raise click.UsageError(f"--accept {asked}: tulis {ALL_FLAGGED}, atau nomor baris seperti 12,15-20.")
        yield from range(int(first), int(last or first) + 1)


def _mapping(path: Path | None) -> FileMapping | None:
    return None if path is None else read_mapping(path.read_bytes(), COLUMNS)


def _write_template(path: Path, kind: str | None) -> None:
    if kind is None:
        raise click.UsageError("--template memerlukan --format.")
    if path.suffix == ".toml" and FORMATS[kind].mapped:
        path.write_text(mapping_template(), encoding="utf-8")
    else:
        path.write_bytes(template(kind))
    click.echo(f"Contoh {FORMATS[kind].title} ditulis ke {path}.")
