"""Undangan: a letter that asks people to come, and says on which day, when, where and for what."""

from dataclasses import dataclass
from datetime import date

from alokon.text import long_date, weekday
from reports.dataset import Block, Dataset, Facts, Workbook
from reports.paper import Heading, Signer
from reports.papers.letter import IMPORTANT, Letter, letter

CLOSING = "Demikian undangan ini disampaikan, atas perhatian dan kehadirannya diucapkan terima kasih."


@dataclass(frozen=True)
class Undangan:
    """An invitation; `reason` completes "Dalam rangka …", `time` is in words ("09.00 WIB s.d. selesai")."""

    heading: Heading
    to: tuple[str, ...]
    reason: str
    day: date
    time: str
    where: str
    agenda: str
    signer: Signer
    to_place: str = "Tempat"
    nature: str = IMPORTANT
    attachment: str = "-"
    after: tuple[Block, ...] = ()
    copied_to: tuple[str, ...] = ()
    enclosed: tuple[Dataset, ...] = ()


def undangan(asked: Undangan) -> Workbook:
    """The invitation on paper."""
    meeting = Facts(
        (
            ("Hari", weekday(asked.day)),
            ("Tanggal", long_date(asked.day)),
            ("Waktu", asked.time),
            ("Tempat", asked.where),
            ("Acara", asked.agenda),
        )
    )
    opening = f"Dalam rangka {asked.reason}, dengan hormat kami mengundang Saudara untuk hadir pada:"
    return letter(
        Letter(
            heading=asked.heading,
            to=asked.to,
            about="Undangan",
            body=(opening, meeting),
            signer=asked.signer,
            to_place=asked.to_place,
            nature=asked.nature,
            attachment=asked.attachment,
            after=asked.after,
            closing=CLOSING,
            copied_to=asked.copied_to,
            enclosed=asked.enclosed,
            kind="Undangan",
            name="undangan",
        )
    )
