"""Sealing: AES-256-GCM, a key of its own for each case, and that key wrapped by one that never enters the database
(`alokon.vault`).

What is sealed is bound to its row: moved to another row, or another book, it no longer opens. Texts are filled up to
whole blocks, and files to steps that grow with them, so that a length tells little. Pure but for the randomness of
keys and nonces.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from alokon.key_tree import KEY_BYTES

NONCE_BYTES = 12
BLOCK = 256
"""Texts are filled up to a multiple of so many bytes."""

LENGTH_BYTES = 8
SMALLEST_STEP = 1 << 16
"""Files are filled up to a multiple of a step of at least so many bytes."""

VERSION = 1


class Sealed(NamedTuple):
    """An enciphered text with its nonce, which is never used again with its key."""

    nonce: bytes
    text: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of both: it holds the row to its event and says nothing of what is in it."""
        return hashlib.sha256(self.nonce + self.text).hexdigest()


class Broken(Exception):
    """It does not open: another key, another row, or changed since."""


def new_key() -> bytes:
    """A key nobody has."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, plain: bytes, *row: object) -> Sealed:
    """Encipher bytes for one row.

    >>> key = new_key()
    >>> unseal(key, seal(key, b"x", "3207", 1, 2), "3207", 1, 2)
    b'x'
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Sealed(nonce, AESGCM(key).encrypt(nonce, plain, _bound_to(row)))


def unseal(key: bytes, kept: Sealed, *row: object) -> bytes:
    """What was sealed for a row; raises `Broken`."""
    try:
        return AESGCM(key).decrypt(kept.nonce, kept.text, _bound_to(row))
    except InvalidTag:
        raise Broken from None


def seal_answers(key: bytes, answers: Mapping[str, str], *row: object) -> Sealed:
    """Encipher answers, by field, for one row."""
    plain = json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()
    return seal(key, plain + b" " * (-len(plain) % BLOCK), *row)


def unseal_answers(key: bytes, kept: Sealed, *row: object) -> dict[str, str]:
    """The answers that were sealed for a row; raises `Broken`."""
    found = json.loads(unseal(key, kept, *row))
    assert isinstance(found, dict)
    return found


def seal_file(key: bytes, data: bytes, *row: object) -> Sealed:
    """Encipher a file for one row; how long it was is told to a quarter of itself, or to 64 KiB."""
    plain = len(data).to_bytes(LENGTH_BYTES) + data
    step = max(SMALLEST_STEP, 1 << (len(plain).bit_length() - 3))
    return seal(key, plain + bytes(-len(plain) % step), *row)


def unseal_file(key: bytes, kept: Sealed, *row: object) -> bytes:
    """The file that was sealed for a row; raises `Broken`.

    >>> key = new_key()
    >>> one = seal_file(key, b"%PDF", "3207", 1, 2)
    >>> unseal_file(key, one, "3207", 1, 2), len(one.text)
    (b'%PDF', 65552)
    """
    plain = unseal(key, kept, *row)
    return plain[LENGTH_BYTES:][: int.from_bytes(plain[:LENGTH_BYTES])]


def _bound_to(row: tuple[object, ...]) -> bytes:
    return json.dumps([VERSION, *row], separators=(",", ":")).encode()
