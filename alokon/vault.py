"""Where the key of everything sealed lies: in a file outside the database, and so in no backup of it.

`ALOKON_SEALING_KEY` names the file; without it, it is `sealing_key` in the folder of the data. Who loses it loses what
is sealed for good.
"""

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path

from alokon.sealing import KEY_BYTES, new_key
from inventory.core.errors import Problem, Refused
from inventory.store.sqlite_files import make_durable

ENVIRONMENT = "ALOKON_SEALING_KEY"
FILE = "sealing_key"


@dataclass(frozen=True)
class Vault:
    """The file of the key; codes `sealing_key_missing` and `sealing_key_malformed`."""

    path: Path

    def key(self) -> bytes:
        """The key; refuses where there is none."""
        try:
            written = self.path.read_bytes()
        except FileNotFoundError:
            raise Refused(Problem("sealing_key_missing", {"file": str(self.path)})) from None
        try:
            found = base64.b64decode(written.strip(), validate=True)
        except binascii.Error:
            found = b""
        if len(found) != KEY_BYTES:
            raise Refused(Problem("sealing_key_malformed", {"file": str(self.path)}))
        return found

    def key_or_new(self) -> bytes:
        """The key, made where there is none yet and readable by its owner alone; refuses where its folder is gone.

        It is on the disk before anything is sealed with it.
        """
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self.key()
        except FileNotFoundError:
            raise Refused(Problem("sealing_key_missing", {"file": str(self.path)})) from None
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(new_key()) + b"\n")
        make_durable(self.path)
        make_durable(self.path.parent)
        return self.key()


def vault_in(home: Path) -> Vault:
    """The vault of an office whose data lie in a folder."""
    return Vault(Path(os.environ.get(ENVIRONMENT) or home / FILE))
