"""First start: make `.venv` beside the program when libraries are missing, then start again inside it.

Standard library only, and readable by Pythons too old for the rest, so that the refusal can be a sentence.
A finished installation leaves a stamp with the digest of `setup.cfg`; one that was cut short leaves a mark, and
the next start then begins with an empty `.venv`.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from alokon.requirements import missing_requirements

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
INSTALLED_JUST_NOW = "ALOKON_BARU_DIPASANG"
UNFINISHED = "alokon-belum-selesai"


class Host(NamedTuple):
    """The Python outside `.venv`: its path, and which of the two ways to a first installer it offers."""

    python: str
    ensurepip: bool
    pip: bool


class Step(NamedTuple):
    """One command of an installation, with the Indonesian label shown while it runs."""

    label: str
    command: tuple[str, ...]


def prepare(arguments: Sequence[str], root: Path = ROOT) -> None:
    """Return when this Python has every library the command needs; else install them and start again in `.venv`."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit("Alokon memerlukan Python 3.11 atau lebih baru; pasang dahulu, lalu ulangi perintah ini.")
    just_installed = os.environ.pop(INSTALLED_JUST_NOW, None)
    extra = extra_for(arguments)
    missing = missing_requirements(root, extra)
    if not missing:
        return
    if just_installed:
        raise SystemExit(
            f"Pustaka belum terpasang: {', '.join(missing)}. Hapus folder .venv, lalu ulangi perintah ini."
        )
    with alone(root):
        installing = inside_own_venv(root) or not is_up_to_date(root, extra)
        if installing:
            install(root, extra)
    start_again(root, arguments, installing)


def extra_for(arguments: Sequence[str]) -> str:
    """The extra of `setup.cfg` a command line needs: "test" for the command of that name, "" for all others.

    >>> extra_for(["test", "-k", "kartu"]), extra_for(["demo", "test"]), extra_for([])
    ('test', '', '')
    """
    return "test" if list(arguments[:1]) == ["test"] else ""


def venv_python(root: Path, windows: bool = os.name == "nt") -> Path:
    """Where the Python of `.venv` is, or will be."""
    return root / ".venv" / ("Scripts/python.exe" if windows else "bin/python")


def inside_own_venv(root: Path) -> bool:
    """Whether the Python running now is the one of `.venv`."""
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def stamp(root: Path, extra: str) -> Path:
    """The file that says, by its content, which `setup.cfg` was installed with this extra."""
    return root / ".venv" / f"alokon-{extra or 'dasar'}.stamp"


def digest(root: Path, extra: str) -> str:
    """What a stamp holds: the digest of `setup.cfg`'s text, the extra and the folder it stands in."""
    text = (root / "setup.cfg").read_text(encoding="utf-8")
    return hashlib.sha256("\0".join((text, extra, str(root))).encode()).hexdigest()


def is_up_to_date(root: Path, extra: str) -> bool:
    """Whether `.venv` holds a finished installation of this `setup.cfg` with this extra."""
    if (root / ".venv" / UNFINISHED).exists() or not venv_python(root).exists():
        return False
    done = stamp(root, extra)
    return done.exists() and done.read_text(encoding="utf-8") == digest(root, extra)


def install(root: Path, extra: str) -> None:
    """Carry out the steps that are missing, telling each on stderr; stamp the result only when all went well."""
    started, venv, installer = time.monotonic(), root / ".venv", installer_in(root)
    say(f"Menyiapkan Alokon di {venv} (sekali saja, biasanya di bawah satu menit)")
    wanted = steps(root, extra, this_host(), installer)
    mark_unfinished(venv, empty=not installer)
    for step in wanted:
        say(f"  {step.label} …")
        code = subprocess.run(step.command).returncode
        if code > 0 and installer == "uv":
            (venv / UNFINISHED).unlink()  # uv changes nothing before it has everything
        if code:
            raise SystemExit(
                f"Langkah '{step.label}' gagal (kode {code}); sebabnya tertulis di atas. "
                "Periksa sambungan internet dan ruang disk, lalu ulangi perintah ini."
            )
    for done in {"", extra}:
        stamp(root, done).write_text(digest(root, done), encoding="utf-8")
    (venv / UNFINISHED).unlink()
    say(f"Siap dalam {time.monotonic() - started:.0f} detik.")


def mark_unfinished(venv: Path, empty: bool) -> None:
    """Leave the mark of an installation under way, and take everything else out of `.venv` when asked."""
    mark = venv / UNFINISHED
    venv.mkdir(exist_ok=True)
    mark.touch()
    for entry in venv.iterdir() if empty else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != mark:
            entry.unlink()


def this_host() -> Host:
    """The Python outside `.venv`, also when we run inside."""
    python = getattr(sys, "_base_executable", None) or sys.executable
    return Host(python, *(importlib.util.find_spec(name) is not None for name in ("ensurepip", "pip")))


def installer_in(root: Path) -> str:
    """What `.venv` can install with: "uv", "pip", or "" when there is no usable `.venv`."""
    if (root / ".venv" / UNFINISHED).exists():
        return ""
    for name in ("uv", "pip"):
        with contextlib.suppress(OSError):
            probe = [str(venv_python(root)), "-c", f"import {name}"]
            if subprocess.run(probe, capture_output=True).returncode == 0:
                return name
    return ""


def steps(root: Path, extra: str, host: Host, installer: str) -> list[Step]:
    """The commands from what `.venv` has (`installer`) to a complete installation, in order."""
    inside = str(venv_python(root))
    package = f"{root}[{extra}]" if extra else str(root)
    libraries = (inside, "-m", "uv", "pip", "install", "--quiet", "--python", inside, "--editable", package)
    wanted = [Step("memasang pustaka", libraries)]
    if installer != "uv":
        pip = (inside, "-m", "pip") if installer or host.ensurepip else (host.python, "-m", "pip", "--python", inside)
        wanted.insert(0, Step("memasang uv", (*pip, "install", "--quiet", "--disable-pip-version-check", "uv")))
    if not installer:
        wanted.insert(0, Step("membuat .venv", creation(root, host)))
    return wanted


def creation(root: Path, host: Host) -> tuple[str, ...]:
    """The command that makes an empty `.venv`; refuses where Python has neither ensurepip nor pip."""
    if not host.ensurepip and not host.pip:
        raise SystemExit(
            "Python ini tidak dapat membuat lingkungan virtual (modul ensurepip tidak ada). "
            "Pasang dahulu, di Debian/Ubuntu dengan: sudo apt install python3-venv; lalu ulangi perintah ini."
        )
    without = () if host.ensurepip else ("--without-pip",)
    return (host.python, "-m", "venv", *without, str(root / ".venv"))


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one installation at a time work on `.venv`; where the system has no flock, nobody waits."""
    if os.name == "nt":
        yield
        return
    import fcntl

    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def start_again(root: Path, arguments: Sequence[str], installed: bool) -> NoReturn:
    """Become the same command line, run by the Python of `.venv`."""
    python = str(venv_python(root))
    command = [python, "-m", "alokon", *arguments]
    environment = {**os.environ, INSTALLED_JUST_NOW: "1"} if installed else dict(os.environ)
    sys.stderr.flush()
    if os.name == "nt":
        raise SystemExit(subprocess.run(command, env=environment).returncode)
    os.execve(python, command, environment)


def say(line: str) -> None:
    """Tell the person waiting, on stderr."""
    print(line, file=sys.stderr, flush=True)
