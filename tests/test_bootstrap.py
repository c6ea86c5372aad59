"""The first start: what it installs, what it leaves alone, and what a start that was cut short leaves behind."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alokon import bootstrap
from alokon.bootstrap import Host, creation, install, installer_in, is_up_to_date, steps
from alokon.requirements import is_met, missing_requirements

SETUP = "[options]\ninstall_requires =\n    click >=8\n[options.extras_require]\ntest =\n    pytest >=8\n"
WHOLE_HOST = Host("/usr/bin/python3", ensurepip=True, pip=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A source folder with a `setup.cfg` and no `.venv`."""
    (tmp_path / "setup.cfg").write_text(SETUP)
    return tmp_path


@pytest.fixture
def installed(root: Path) -> Path:
    """A source folder whose `.venv` was finished for the base installation, not for the tests."""
    python = bootstrap.venv_python(root)
    python.parent.mkdir(parents=True)
    python.touch()
    bootstrap.stamp(root, "").write_text(bootstrap.digest(root, ""))
    return root


def test_a_finished_installation_is_left_alone(installed: Path) -> None:
    assert is_up_to_date(installed, "")


def test_without_an_environment_nothing_is_up_to_date(root: Path) -> None:
    assert not is_up_to_date(root, "")


def test_the_test_command_needs_its_own_stamp(installed: Path) -> None:
    assert not is_up_to_date(installed, "test")


def test_a_changed_setup_cfg_asks_for_a_new_installation(installed: Path) -> None:
    (installed / "setup.cfg").write_text(SETUP + "\n")
    assert not is_up_to_date(installed, "")


def test_a_moved_folder_asks_for_a_new_installation(installed: Path, tmp_path: Path) -> None:
    moved = installed.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    assert not is_up_to_date(moved, "")


def test_an_environment_without_its_python_is_not_up_to_date(installed: Path) -> None:
    bootstrap.venv_python(installed).unlink()
    assert not is_up_to_date(installed, "")


def test_an_installation_cut_short_is_not_up_to_date_and_starts_from_empty(installed: Path) -> None:
    bootstrap.mark_unfinished(installed / ".venv", empty=False)
    assert not is_up_to_date(installed, "")
    assert installer_in(installed) == ""
    bootstrap.mark_unfinished(installed / ".venv", empty=True)
    assert [path.name for path in (installed / ".venv").iterdir()] == [bootstrap.UNFINISHED]


def test_a_failing_step_leaves_the_mark_and_says_what_to_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "this_host", lambda: Host("/bin/false", ensurepip=True, pip=False))
    with pytest.raises(SystemExit, match=r"Langkah 'membuat \.venv' gagal .* ulangi perintah ini"):
        install(root, "")
    assert (root / ".venv" / bootstrap.UNFINISHED).exists()
    assert not is_up_to_date(root, "")


def test_the_probe_finds_a_real_environment_without_installer_unusable(root: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root / ".venv")], check=True)
    assert bootstrap.venv_python(root).exists()
    assert installer_in(root) == ""


def test_from_nothing_it_makes_the_environment_fetches_uv_and_installs_the_program(root: Path) -> None:
    inside = str(bootstrap.venv_python(root))
    made, fetched, libraries = steps(root, "", WHOLE_HOST, installer="")
    assert made.command == ("/usr/bin/python3", "-m", "venv", str(root / ".venv"))
    assert fetched.command[:4] == (inside, "-m", "pip", "install")
    assert fetched.command[-1] == "uv"
    assert libraries.command[:5] == (inside, "-m", "uv", "pip", "install")
    assert libraries.command[-2:] == ("--editable", str(root))


def test_with_uv_in_place_only_the_libraries_are_installed_with_the_extra(root: Path) -> None:
    (only,) = steps(root, "test", WHOLE_HOST, installer="uv")
    assert only.command[-1] == f"{root}[test]"


def test_no_step_names_an_index(root: Path) -> None:
    words = [word for step in steps(root, "test", WHOLE_HOST, installer="") for word in step.command]
    assert not [word for word in words if word.startswith(("--index", "--extra-index", "-i", "http"))]


def test_without_ensurepip_the_pip_outside_fetches_uv(root: Path) -> None:
    made, fetched, _ = steps(root, "", Host("/usr/bin/python3", ensurepip=False, pip=True), installer="")
    assert "--without-pip" in made.command
    assert fetched.command[:4] == ("/usr/bin/python3", "-m", "pip", "--python")


def test_without_ensurepip_and_pip_it_names_the_remedy(root: Path) -> None:
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        creation(root, Host("/usr/bin/python3", ensurepip=False, pip=False))


@pytest.mark.parametrize(
    ("requirement", "met"),
    [
        ("click", True),
        ("click >=8", True),
        ("click >=8,<9000", True),
        ("click >=9000", False),
        ("click <8", False),
        ("psycopg[binary] >=3", True),
        ("no-such-package-anywhere", False),
    ],
)
def test_a_requirement_is_met_within_its_bounds(requirement: str, met: bool) -> None:
    assert is_met(requirement) is met


def test_the_python_running_the_tests_meets_setup_cfg_of_this_program() -> None:
    assert missing_requirements(bootstrap.ROOT, "test") == []


def test_where_everything_is_installed_nothing_is_made(root: Path) -> None:
    bootstrap.prepare(["test"], root)
    assert [path.name for path in root.iterdir()] == ["setup.cfg"]


def test_an_installed_package_without_setup_cfg_makes_nothing(tmp_path: Path) -> None:
    bootstrap.prepare(["demo"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_python_too_old_is_told_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"Python 3\.11"):
        bootstrap.prepare([], root)


def test_it_never_installs_twice_in_a_row(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "setup.cfg").write_text(SETUP.replace("click", "no-such-package-anywhere"))
    monkeypatch.setenv(bootstrap.INSTALLED_JUST_NOW, "1")
    with pytest.raises(SystemExit, match=r"no-such-package-anywhere.*Hapus folder \.venv"):
        bootstrap.prepare([], root)


def test_windows_keeps_its_python_in_scripts(root: Path) -> None:
    assert bootstrap.venv_python(root, windows=True) == root / ".venv" / "Scripts" / "python.exe"


def test_the_bootstrap_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    shutil.copytree(bootstrap.ROOT / "alokon", tmp_path / "alokon", ignore=shutil.ignore_patterns("__pycache__"))
    code = "import sys; from alokon import bootstrap; print(sorted(set(sys.modules) & {'click', 'sqlalchemy'}))"
    run = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_setup_cfg_uses_only_bounds_the_bootstrap_understands() -> None:
    setup = configparser.ConfigParser()
    setup.read(bootstrap.ROOT / "setup.cfg", encoding="utf-8")
    lines = setup["options"]["install_requires"] + setup["options.extras_require"]["test"]
    form = r"[\w.-]+(\[\w+\])?(\s*(>=|<)[\d.]+(,(>=|<)[\d.]+)*)?"
    assert [line for line in lines.split("\n") if line and not re.fullmatch(form, line)] == []
