"""The second step of signing in: a code that a phone makes of a shared secret and the time (RFC 6238), and spare codes.

Pure: time is an argument, the secret comes in clear from who keeps it enciphered.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

ISSUER = "Alokon"
SPARE_CODES = 8
SPARE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
AROUND = (0, -1, 1)
"""How many steps of half a minute a phone's clock may be off."""


def new_secret() -> str:
    """A secret for a phone, 160 random bits in base 32."""
    return pyotp.random_base32()


def address_of(secret: str, username: str) -> str:
    """What a phone scans to take the secret."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step of time a code belongs to, None for a wrong one; whoever takes a code refuses a step used before.

    >>> from datetime import UTC
    >>> step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287082", datetime(1970, 1, 1, 0, 0, 59, tzinfo=UTC))
    1
    """
    totp, typed = pyotp.TOTP(secret), "".join(code.split())
    for offset in AROUND:
        if hmac.compare_digest(totp.at(at, counter_offset=offset).encode(), typed.encode()):
            return totp.timecode(at) + offset
    return None


def code_of(secret: str, at: datetime) -> str:
    """The code a phone shows at a moment."""
    return str(pyotp.TOTP(secret).at(at))


def spare_codes() -> list[str]:
    """Codes for when the phone is lost, 80 random bits each: `K7QF-9M2X-ABCD-2345`."""
    return [_spare_code() for _ in range(SPARE_CODES)]


def _spare_code() -> str:
    letters = [secrets.choice(SPARE_ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def kept(spare: str) -> str:
    """A spare code as it is kept: a hash, enough for 80 random bits."""
    return hashlib.sha256("".join(sign for sign in spare.upper() if sign.isalnum()).encode()).hexdigest()
