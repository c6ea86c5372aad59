"""On what it was measured: cores, memory, system and versions; nothing that names the machine."""

import os
import platform
import sqlite3
from importlib import metadata
from typing import NamedTuple

PACKAGES = ("sqlalchemy", "psycopg", "duckdb", "trytond", "openpyxl", "flask")


class Machine(NamedTuple):
    """What a figure depends on besides the program. `load`: how many processes wanted a core, over five minutes."""

    cores: int
    memory_gb: float
    load: float
    system: str
    python: str
    versions: dict[str, str]

    @property
    def is_busy(self) -> bool:
        """Whether others wanted the cores too: then even ratios lean against whoever computes more and waits less."""
        return self.load > BUSY * self.cores


BUSY = 1.5
"""How many processes for each core make a machine too busy to be measured on; the bench itself is one."""


def this_machine() -> Machine:
    """The machine this runs on; packages that are not installed are left out."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    system = " ".join((platform.system(), platform.release().partition("-")[0], platform.machine()))
    versions = {"sqlite": sqlite3.sqlite_version} | {name: found for name in PACKAGES if (found := version_of(name))}
    load = round(os.getloadavg()[1], 1) if hasattr(os, "getloadavg") else 0.0
    return Machine(cores, _memory_gb(), load, system, platform.python_version(), versions)


def version_of(package: str) -> str | None:
    """The installed version of a package, None where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _memory_gb() -> float:
    """The memory of the machine, 0 where the system does not tell."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return 0.0
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1)
