"""Who may do what, and to which sites: roles, permissions and scope, without a database.

A *permission* is what a person may do; the *scope* says to whose stock: the whole kabupaten, one kecamatan
(UPTD) or one faskes. Both are asked for every act: `may` first, `in_scope` for each site the act touches.

Raises `not_permitted` {permission, role} and `out_of_scope` {site}, both as `Forbidden`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from inventory.core.errors import Problem, Refused

KABUPATEN = "kabupaten"
KECAMATAN = "kecamatan"
SITE = "site"

ADMIN = "admin"
PENGELOLA = "pengelola"
APPROVER = "approver"
FASKES = "faskes"
UPTD = "uptd"
DATA = "data"
PROGRAM = "program"
AUDITOR = "auditor"
SHELTER = "p2tp2a"

USERNAME = re.compile(r"(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,39}")
"""3 to 40 of a-z, 0-9, dot, dash, underscore, with a letter: a NIP or NIK is never a username."""

PERMISSIONS: dict[str, str] = {
    "account": "own password and own sessions",
    "read_own": "stock, cases, papers and reports of the sites in scope",
    "read_all": "the same for the whole kabupaten",
    "verify": "run the proof of the book and read its result",
    "receive": "penerimaan at the warehouse (SBBM)",
    "purchase": "own purchases of a faskes (APBD, Mandiri)",
    "request": "permintaan of a faskes, with its Surat Permohonan",
    "plan": "draft the Rensi",
    "approve": "SPMB: approve, change or reject lines",
    "issue": "check stock, make the SBBK, pack",
    "ship": "send a packed consignment",
    "confirm_receipt": "confirm what arrived, line by line",
    "hand_over": "give goods of a faskes back, to another faskes or to its network",
    "report_use": "monthly pemakaian by the R/II/KB codes",
    "declare_unusable": "pernyataan rusak / kedaluwarsa",
    "inspect": "the monthly inspection of the warehouse by its keeper, and its temperature and humidity",
    "recall": "recall a batch from every place, release or condemn what was set apart",
    "count": "stok opname: open, note what was seen, let it stand within the tolerance",
    "approve_count": "let an opname stand whose variance is beyond the tolerance",
    "cancel": "withdraw a case that is not yet shipped",
    "correct": "correct a document, or the data of a lot",
    "backdate": "date what moves goods before what stands already on a card, as far as the settings allow",
    "close_month": "close the month of a site",
    "reopen_month": "reopen the latest closed month of a site",
    "publish": "publish the monthly workbook to BKKBN",
    "coach": "pembinaan dan pemantauan",
    "task": "the steps of the office's other procedures",
    "task_decide": "the decisions in them: to sign, to appoint, to refuse, to cancel",
    "p2tp2a": "the sealed files of women and children who suffered violence: read, carry on, open, erase",
    "registry": "the K/0/KB register of faskes",
    "recipients": "the list of recipients of goods beside alokon, and giving those out",
    "import": "histories and registers from files",
    "settings": "kop, numbering, signatories, policies",
    "users": "people, their roles, passwords and sessions",
}
"""Every permission there is, and what it covers."""


UNADMITTED = frozenset({"account"})
"""What may be done before an admission that a role asks for."""


class Role(NamedTuple):
    """A role: its Indonesian `label`, the `scope` of its acts, its permissions; `two_steps`: it signs in with a code
    of its phone beside the password; `by_admission`: it may nothing but mind its account until it was admitted.
    """

    label: str
    scope: str
    permissions: frozenset[str]
    two_steps: bool = False
    by_admission: bool = False


def _role(label: str, scope: str, *permissions: str) -> Role:
    return Role(label, scope, frozenset({"account", "read_own", *permissions}))


ROLES: dict[str, Role] = {
    ADMIN: _role(
        "Admin", KABUPATEN, "read_all", "verify", "backdate", "registry", "recipients", "import", "settings", "users",
    ),
    PENGELOLA: _role(
        "Pengelola Barang", KABUPATEN, "read_all", "verify", "receive", "request", "plan", "issue",
        "ship", "confirm_receipt", "hand_over", "report_use", "declare_unusable", "recall", "inspect", "count",
        "cancel", "correct", "backdate", "close_month", "reopen_month", "publish", "registry", "recipients", "import",
    ),
    APPROVER: _role(
        "Sekretaris / Kepala Dinas", KABUPATEN, "read_all", "verify", "approve", "approve_count", "backdate", "cancel",
        "task", "task_decide",
    ),
    FASKES: _role(
        "Petugas Faskes", SITE, "purchase", "request", "confirm_receipt", "hand_over", "report_use", "declare_unusable",
        "count", "cancel", "correct", "backdate", "close_month",
    ),
    UPTD: _role("UPTD P5A", KECAMATAN, "request", "coach", "task"),
    DATA: _role("Petugas Data", KABUPATEN, "read_all", "verify", "backdate", "publish", "import", "task"),
    PROGRAM: _role("Petugas Program", KABUPATEN, "read_all", "recipients", "correct", "task"),
    AUDITOR: _role("Auditor", KABUPATEN, "read_all", "verify"),
    SHELTER: Role("Petugas P2TP2A", SITE, frozenset({"account", "p2tp2a"}), True, True),
}  # fmt: skip
"""Role → label, scope, permissions: the one place that says who may do what. Who keeps the sealed files acts for their
own secretariat alone and reads nothing of the stock; nobody else reads the files.
"""


class Actor(NamedTuple):
    """A signed-in person as rules and events see one; `name` is a role title, never a person's name.

    `admitted` is told of roles that are admitted by one who holds them.

    `site` is the code of the faskes (or secretariat) a person of scope `SITE` acts for, `kecamatan` the code of the
    kecamatan of a `uptd`.
    """

    user_id: str
    name: str
    role: str
    site: str | None = None
    kecamatan: str | None = None
    admitted: bool = False


class Forbidden(Refused):
    """The person has no right to this act, or not at this site."""


def may(actor: Actor, permission: str) -> bool:
    """Whether the actor's role carries the permission, and they were admitted where it asks for that; an unknown
    permission is a `KeyError`.

    >>> auditor = Actor("auditor", "Auditor", "auditor")
    >>> may(auditor, "read_all"), may(auditor, "correct")
    (True, False)
    """
    PERMISSIONS[permission]
    role = ROLES[actor.role]
    held = role.permissions if actor.admitted or not role.by_admission else UNADMITTED
    return permission in held


def may_correct(actor: Actor, permission: str) -> bool:
    """Whether the actor may correct what somebody with a permission did: the office any of it, others only their own.

    >>> midwife = Actor("bidan", "Bidan", "faskes", site="F1")
    >>> may_correct(midwife, "request"), may_correct(midwife, "plan")
    (True, False)
    """
    whole = ROLES[actor.role].scope == KABUPATEN
    return may(actor, "correct") and (whole or may(actor, permission))


def in_scope(actor: Actor, site_code: str | None, kecamatan: str | None) -> bool:
    """Whether a site, by its code and the code of the kecamatan it lies in, is the actor's business.

    >>> in_scope(Actor("uptd", "UPTD P5A", "uptd", kecamatan="320701"), "K1", "320702")
    False
    """
    scope = ROLES[actor.role].scope
    if scope == KABUPATEN:
        return True
    if scope == KECAMATAN:
        return actor.kecamatan is not None and actor.kecamatan == kecamatan
    return actor.site is not None and actor.site == site_code


def require(actor: Actor, permission: str) -> None:
    """Raise `Forbidden` with `not_permitted` unless the actor may."""
    if not may(actor, permission):
        raise Forbidden(Problem("not_permitted", {"permission": permission, "role": ROLES[actor.role].label}))


def require_scope(actor: Actor, site_code: str | None, kecamatan: str | None) -> None:
    """Raise `Forbidden` with `out_of_scope` unless the site is the actor's business."""
    if not in_scope(actor, site_code, kecamatan):
        raise Forbidden(Problem("out_of_scope", {"site": site_code}))


def person_problems(username: str, name: str, role: str, site: str | None, kecamatan: str | None) -> Iterator[Problem]:
    """What is wrong with a new sign-in: `username_form`, `name_missing`, `role_unknown`, `site_missing`,
    `kecamatan_missing`, `site_unneeded`, `kecamatan_unneeded`, each with its field.
    """
    if not USERNAME.fullmatch(username):
        yield Problem("username_form", {"username": username}, "username")
    if not name.strip() or len(name) > 100:
        yield Problem("name_missing", {"most": 100}, "name")
    if role not in ROLES:
        yield Problem("role_unknown", {"role": role}, "role")
        return
    scope = ROLES[role].scope
    for field, needed, given in (("site", scope == SITE, site), ("kecamatan", scope == KECAMATAN, kecamatan)):
        if needed and not given:
            yield Problem(f"{field}_missing", {"role": ROLES[role].label}, field)
        if given and not needed:
            yield Problem(f"{field}_unneeded", {"role": ROLES[role].label}, field)
