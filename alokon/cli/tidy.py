"""`tidy`: takes away the files in the folder of attachments that no case asks for."""

import click

from alokon.cli import office
from alokon.service.attachments import tidy as take_away
from alokon.text import number
from inventory.store.engine import reading


@click.command()
@click.option("--book", help="Kunci satu buku; tanpa ini semua buku.")
@click.option("--withdrawn", is_flag=True, help="Buang juga isi lampiran yang sudah ditarik; catatannya tetap di buku.")
def tidy(book: str | None, withdrawn: bool) -> None:
    """Buang berkas di folder lampiran yang tidak dirujuk berkas mana pun; yang tercatat tidak disentuh."""
    engine = office.database()
    with reading(engine) as db:
        books = office.books_of(db, book)
    for one in books:
        gone = take_away(office.desk(engine, one), office.home(), withdrawn=withdrawn)
        click.echo(f"Buku {one}: {number(gone.files)} berkas dibuang ({number(gone.size)} byte).")
