"""The menu: which pages a role sees, in the order of the day's work."""

from typing import NamedTuple

from flask import request

from alokon.people import Actor, may
from web.auth import rights


class Link(NamedTuple):
    """A page in the menu; shown to whoever holds one of the view's permissions."""

    label: str
    endpoint: str


LINKS = (
    Link("Beranda", "beranda.index"),
    Link("Pengguna", "users.index"),
)


def links_for(actor: Actor) -> list[Link]:
    """The menu of a person: only pages that will open."""
    return [link for link in LINKS if any(may(actor, permission) for permission in rights(link.endpoint) or ())]


def is_here(link: Link) -> bool:
    """Whether the page shown belongs to this entry: same blueprint."""
    return link.endpoint.partition(".")[0] == (request.blueprint or "")
