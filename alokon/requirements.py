"""What `setup.cfg` requires, against what this Python has; standard library only, for the first start."""

from __future__ import annotations

import configparser
import importlib.metadata
import re
from pathlib import Path


def missing_requirements(root: Path, extra: str) -> list[str]:
    """The requirements of `setup.cfg` this Python does not meet; none without a `setup.cfg` (pip installed us)."""
    setup = configparser.ConfigParser()
    if not setup.read(root / "setup.cfg", encoding="utf-8"):
        return []
    lines = setup["options"]["install_requires"].split("\n")
    if extra:
        lines += setup["options.extras_require"][extra].split("\n")
    return [line for line in lines if line.strip() and not is_met(line)]


def is_met(requirement: str) -> bool:
    """Whether this Python has the package, within its `>=` and `<` bounds (the only ones `setup.cfg` uses)."""
    match = re.match(r"([\w.-]+)(?:\[[^]]*\])?\s*(.*)", requirement.strip())
    if match is None:
        return False
    name, bounds = match.groups()
    try:
        version = release(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return False
    lowest = [release(low) for low in re.findall(r">=\s*([\d.]+)", bounds)]
    beyond = [release(high) for high in re.findall(r"<\s*([\d.]+)", bounds)]
    return all(version >= low for low in lowest) and all(version < high for high in beyond)


def release(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, without closing zeros.

    >>> release("3.10.0"), release("2.4rc1"), release("2.0") < release("2.0.1")
    ((3, 10), (2, 4), True)
    """
    match = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in match.group().split(".")] if match else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
