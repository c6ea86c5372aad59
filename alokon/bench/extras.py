"""What of the `bench` extra this Python lacks, and the command that installs it."""

from alokon.bench import duck, tryton
from alokon.bootstrap import ROOT, inside_own_venv, venv_python


def missing() -> list[str]:
    """The names of limits and peers that cannot be measured here."""
    return [name for name, there in (("DuckDB", duck.is_installed()), ("Tryton", tryton.is_installed())) if not there]


def sentence() -> str:
    """What is missing and how to install it; empty where nothing is."""
    names = missing()
    if not names:
        return ""
    if inside_own_venv(ROOT):
        python = venv_python(ROOT).relative_to(ROOT)
        command = f"{python} -m uv pip install --python {python} --editable '.[bench]'"
    else:
        command = "python3 -m pip install 'alokon[bench]'"
    return f"{' dan '.join(names)} tidak terpasang, jadi tidak diukur. Pasang dengan: {command}"
