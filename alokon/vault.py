"""Where the keys of everything sealed come from: a file outside the database, and so in no backup of it.

`ALOKON_SEALING_KEY` names the file; without it, it is `sealing_key` in the folder of the data. Who loses it loses what
is sealed for good.

An erased key must not come back with an older backup, in which it still stands wrapped. So what wraps the keys of
cases is a tree (`alokon.key_tree`), a leaf for each case, and erasing a case cuts its leaf here: any older backup
still opens all other files with the vault as it is now, and this one no more. The other ways were weighed. One key for
all, changed at each erasure, would open no older backup at all. A secret of its own for each case, kept here, would
change the file with each new case, and a copy in a safe would be behind by the next day. The tree changes only when
something is erased. What it cannot do: a copy of the vault from before an erasure still opens that file from a backup
of that time, so the copy is to be replaced after each erasure, as the page says.
"""

import base64
import json
import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from alokon.key_tree import KEY_BYTES, KeyTree, new_tree
from inventory.core.errors import Problem, Refused
from inventory.store.sqlite_files import make_durable

ENVIRONMENT = "ALOKON_SEALING_KEY"
FILE = "sealing_key"
NEXT = ".baru"
"""What the name of the file ends in while it is written anew; one at a time does so."""


@dataclass(frozen=True)
class Vault:
    """The file of the keys; codes `sealing_key_missing`, `sealing_key_malformed` and `sealing_key_kept` {said}."""

    path: Path

    def tree(self) -> KeyTree:
        """The keys; refuses where there are none."""
        try:
            written = self.path.read_bytes()
        except FileNotFoundError:
            raise Refused(Problem("sealing_key_missing", {"file": str(self.path)})) from None
        try:
            return _read(written)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refused(Problem("sealing_key_malformed", {"file": str(self.path)})) from None

    def tree_or_new(self) -> KeyTree:
        """The keys, made where there are none yet and readable by their owner alone; refuses where the folder is gone.

        They are on the disk before anything is sealed with them.
        """
        try:
            _write(self.path, new_tree())
        except FileExistsError:
            return self.tree()
        except FileNotFoundError:
            raise Refused(Problem("sealing_key_missing", {"file": str(self.path)})) from None
        return self.tree()

    def cut(self, place: bytes) -> None:
        """Cut a leaf for good; what the file held is overwritten, as far as the disk lets a program do that."""
        left, path = self.tree().without(place), self.path.resolve()
        fresh = path.with_name(f"{path.name}{NEXT}")
        try:
            with _held(path) as old:
                _write(fresh, left)
                fresh.replace(path)
                make_durable(path.parent)
                if old:
                    old.write(bytes(os.fstat(old.fileno()).st_size))
                    old.flush()
                    os.fsync(old.fileno())
        except OSError as error:
            about = {"file": str(self.path), "said": error.strerror or str(error)}
            raise Refused(Problem("sealing_key_kept", about)) from error


def vault_in(home: Path) -> Vault:
    """The vault of an office whose data lie in a folder."""
    return Vault(Path(os.environ.get(ENVIRONMENT) or home / FILE))


def _held(path: Path) -> AbstractContextManager[IO[bytes] | None]:
    """The file as it is, to be written over after another took its name; on Windows no open file can be replaced."""
    return nullcontext() if os.name == "nt" else path.open("r+b")


def _read(written: bytes) -> KeyTree:
    """The tree as it was written; `ValueError`, `KeyError` or the like for anything else."""
    held = json.loads(written)
    branches = {way: base64.b64decode(key, validate=True) for way, key in held["branches"].items()}
    if any(len(key) != KEY_BYTES for key in branches.values()):
        raise ValueError("a key is too short")
    return KeyTree(str(held["name"]), branches)


def _write(path: Path, tree: KeyTree) -> None:
    """Write a tree where nothing is yet, durably; `FileExistsError` where something is."""
    branches = {way: base64.b64encode(key).decode() for way, key in sorted(tree.branches.items())}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        json.dump({"name": tree.name, "branches": branches}, file)
        file.write("\n")
    make_durable(path)
    make_durable(path.parent)
