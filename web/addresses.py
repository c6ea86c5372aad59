"""The address of a page with its filters kept and some of them changed."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import url_for


def addresses(endpoint: str, kept: Mapping[str, str]) -> Callable[..., str]:
    """What gives the page's address with what is kept, changed as asked; None takes a filter away."""

    def address(**changed: object) -> str:
        values: dict[str, Any] = {**kept, **changed}
        return url_for(endpoint, **values)

    return address
