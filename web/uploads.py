"""Files between being looked at and being written: in a folder of the server, for one session, for a short time.

Only a file that was read without refusal is kept, so that nothing with identity numbers stays on the disk.
"""

import json
import os
import re
import secrets
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from alokon.imports.lmis_rows import COLUMNS
from alokon.imports.mapping import parse_mapping
from alokon.service.importing import Upload

KEPT = timedelta(hours=2)
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


class Parcel(NamedTuple):
    """An upload as it is kept: `mapping` is the text of the mapping file."""

    upload: Upload
    mapping: str


def keep(home: Path, session: str, parcel: Parcel, now: datetime) -> str:
    """Keep an upload for a session; returns the token that finds it again. What is older than `KEPT` goes."""
    folder = _folder(home)
    _sweep(folder, now)
    token, upload = secrets.token_urlsafe(24), parcel.upload
    head = {
        "session": session,
        "at": now.timestamp(),
        "name": upload.name,
        "format": upload.format,
        "on": upload.on.isoformat() if upload.on else None,
        "mapping": parcel.mapping,
    }
    handle = os.open(folder / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(json.dumps(head).encode() + b"\n" + upload.data)
    return token


def fetch(home: Path, session: str, token: str, now: datetime) -> Upload | None:
    """The upload of a token; None when it is gone, too old, or of another session."""
    path = _folder(home) / token
    if not TOKEN.fullmatch(token) or not path.is_file():
        return None
    line, _, data = path.read_bytes().partition(b"\n")
    head = json.loads(line)
    if head["session"] != session or now.timestamp() - head["at"] > KEPT.total_seconds():
        return None
    on = date.fromisoformat(head["on"]) if head["on"] else None
    mapping = parse_mapping(head["mapping"], COLUMNS) if head["mapping"] else None
    return Upload(data, head["name"], head["format"], on, mapping)


def drop(home: Path, token: str) -> None:
    """Keep an upload no longer."""
    if TOKEN.fullmatch(token):
        (_folder(home) / token).unlink(missing_ok=True)


def _folder(home: Path) -> Path:
    folder = home / "tmp" / "impor"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sweep(folder: Path, now: datetime) -> None:
    """Remove what nobody came back for."""
    for path in folder.iterdir():
        line = path.read_bytes().partition(b"\n")[0]
        if now.timestamp() - json.loads(line)["at"] > KEPT.total_seconds():
            path.unlink(missing_ok=True)
