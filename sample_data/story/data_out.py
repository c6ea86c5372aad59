"""Data asked of the office in the year: services made into a file and handed over, family data recorded alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from alokon.data_requests import Wanted
from alokon.people import Actor
from alokon.sop.tasks.data_use import EXTERNAL_FLOW, INTERNAL_FLOW
from alokon.store import recipients
from reports.releasing import release_in
from sample_data.story.days import later, months_of, the_day
from sample_data.story.people import APPROVER, DATA, PROGRAM
from sample_data.story.telling import Story

Answers = Mapping[str, object]

RELEASE = "release"
"""Stands for making the file, which is no step."""


class Asked(NamedTuple):
    """A request: its flow, who asks (by name), in which month of the story and from which day, and its steps as (who,
    step, answers), one a working day.
    """

    flow: str
    asker: str
    month: int
    day: int
    steps: tuple[tuple[Actor, str, Answers], ...]


SERVICES = Wanted("layanan-kb", date(2026, 7, 1), date(2026, 8, 31))

REQUESTS = (
    Asked(EXTERNAL_FLOW.code, "Badan perencanaan daerah", 10, 14, (
        (PROGRAM, "ask_data", {
            "letter": "050/141", "rank": "Kepala Badan", "purpose": "Evaluasi RKPD triwulan III",
            "variables": "Pelayanan KB per faskes dan cara", "since": SERVICES.since, "until": SERVICES.until,
            "lines": [{"dataset": SERVICES.dataset}],
        }),
        (PROGRAM, "review", {"review": "Agregat per faskes, tanpa data perorangan", "advice": "setuju"}),
        (APPROVER, "grant", {"conditions": "Hanya untuk evaluasi RKPD", "valid_until": "2026-12-31"}),
        (DATA, RELEASE, {}),
        (DATA, "provide", {"given_variables": "Pelayanan KB per faskes dan cara, Juli dan Agustus 2026"}),
        (DATA, "deliver", {
            "contract": "050/141-SP", "cooperation": "050/141-PKS", "receiver": "Kepala Bidang Perencanaan",
        }),
    )),
    Asked(INTERNAL_FLOW.code, "Balai Penyuluhan KB Ciamis", 10, 6, (
        (PROGRAM, "ask_data", {
            "letter": "476/19", "rank": "Kepala Balai Penyuluhan", "purpose": "Kunjungan keluarga berisiko stunting",
            "variables": "Keluarga berisiko per RT, dengan alamat", "since": "2026-01-01", "until": "2026-06-30",
            "lines": [{"dataset": "siga"}],
        }),
        (PROGRAM, "review", {"review": "Diperlukan untuk pendampingan; disimpan di balai", "advice": "setuju"}),
        (APPROVER, "grant", {"conditions": "Dihapus setelah kunjungan selesai", "valid_until": "2026-12-31"}),
        (DATA, "provide", {"given_variables": "Keluarga berisiko per RT", "rows": 212, "digest": "5d" * 32}),
        (DATA, "deliver", {"receiver": "Kepala Balai Penyuluhan"}),
    )),
)  # fmt: skip


def plan(story: Story) -> None:
    """Put every request on the agenda."""
    months = months_of(12)
    for one in REQUESTS:
        story.on(the_day(months[one.month], one.day), 14, partial(_go_on, story, one, one.steps, None, {}))


def _go_on(
    story: Story, asked: Asked, steps: Sequence[tuple[Actor, str, Answers]], case: int | None, made: Answers
) -> None:
    """Take the next step of a request, and put the one after it on the agenda; `made` is what a file was."""
    (who, step, answers), *rest = steps
    if step == RELEASE:
        assert case is not None
        file = release_in(story.db, story.desk(who), case, SERVICES, "xlsx", None, story.key())
        made = {"rows": file.rows, "digest": file.digest}
    else:
        site = None if case else _code(story, asked.asker)
        case = story.take(who, asked.flow, step, {**made, **answers}, case=case, site=site).case
    if rest:
        day = story.today if step == RELEASE else later(story.today, 1)
        story.on(day, 14, partial(_go_on, story, asked, rest, case, made))


def _code(story: Story, name: str) -> str:
    """The code of a recipient of a name."""
    entries = recipients.entries(story.db, story.office.book)
    return next(code for code, entry in entries.items() if entry.recipient.name == name)
