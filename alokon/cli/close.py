"""`close`: a month closed at one site, or at every site that has come to it."""

import uuid
from collections import Counter

import click

from alokon.cli import office
from alokon.cli.months import typed_month
from alokon.cli.progress import progress
from alokon.messages import sentence
from alokon.people import PENGELOLA
from alokon.service.desk import Desk
from alokon.service.months import close_month
from alokon.text import month_year, number
from alokon.views.sites import home_sites
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store.engine import reading

DONE_BEFORE = "month_already_closed"
SHOWN = 10
"""How many sites that cannot close are told with their reason."""


@click.command()
@click.argument("month", type=typed_month, metavar="BULAN")
@click.option("--site", help="Kode satu tempat; tanpa ini semua tempat yang sudah dapat menutup bulan itu.")
@click.option("--book", help="Kunci buku dinas, bila basis data memuat beberapa.")
def close(month: Month, site: str | None, book: str | None) -> None:
    """Tutup bulan, seperti close 2026-01: sesudah itu tidak ada yang dapat dicatat ke dalamnya."""
    desk = _keeper(office.desk_of_book(office.database(), book))
    if site is not None:
        close_month(desk, site, month, str(uuid.uuid4()))
        click.echo(f"{month_year(month)} ditutup di {site}.")
        return
    with reading(desk.office.engine) as db:
        sites = list(home_sites(db, desk.book))
    with progress(f"Menutup {month_year(month)}") as told:
        answers: dict[str, Refused | None] = {}
        for code in sites:
            answers[code] = _try(desk, code, month)
            told(len(answers), len(sites))
    _tell(month, answers)


def _keeper(desk: Desk) -> Desk:
    """The command line with the rights of the storekeeper, who may close every site's month."""
    return desk._replace(actor=desk.actor._replace(role=PENGELOLA))


def _try(desk: Desk, code: str, month: Month) -> Refused | None:
    """Close one site's month; why it cannot be closed, or nothing."""
    try:
        close_month(desk, code, month, str(uuid.uuid4()))
    except Refused as refused:
        return refused
    return None


def _tell(month: Month, answers: dict[str, Refused | None]) -> None:
    """How many sites closed, had closed before, and cannot close yet."""
    kinds = Counter(_kind(answer) for answer in answers.values())
    click.echo(
        f"{month_year(month)}: {number(kinds['closed'])} tempat ditutup, "
        f"{number(kinds['before'])} sudah ditutup sebelumnya, {number(kinds['refused'])} belum dapat ditutup."
    )
    refused = [(code, answer) for code, answer in answers.items() if answer and _kind(answer) == "refused"]
    for code, answer in refused[:SHOWN]:
        click.echo(f"  {code}: {' '.join(sentence(problem) for problem in answer.problems)}")
    if len(refused) > SHOWN:
        click.echo(f"  … dan {number(len(refused) - SHOWN)} tempat lain.")
    if not kinds["closed"] and not kinds["before"]:
        raise SystemExit(1)


def _kind(answer: Refused | None) -> str:
    if answer is None:
        return "closed"
    return "before" if all(problem.code == DONE_BEFORE for problem in answer.problems) else "refused"
