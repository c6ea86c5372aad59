"""Addresses with a query: filters and pages of a list."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode


def with_query(path: str, values: Mapping[str, object]) -> str:
    """A path with what is set of the values after it.

    >>> with_query("/berkas/distribusi", {"bagian": "spmb", "faskes": None, "halaman": 2})
    '/berkas/distribusi?bagian=spmb&halaman=2'
    """
    said = {name: str(value) for name, value in values.items() if value not in (None, "")}
    mark = "&" if "?" in path else "?"
    return f"{path}{mark}{urlencode(said)}" if said else path


def turner(path: str, values: Mapping[str, object]) -> Callable[..., str]:
    """A function that gives the address of the same list with some values changed; pages begin again."""
    return lambda **changed: with_query(path, {**values, **changed})
