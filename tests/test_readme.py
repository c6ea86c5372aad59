"""README is kept true: its commands exist, its paths and names are in the code, its SOP table is the declarations'."""

import ast
import re
from pathlib import Path

import pytest

from alokon.cli import COMMANDS
from alokon.sop.model import Flow, Step
from alokon.sop.registry import ALOKON

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:alokon|inventory|reports|web|sample_data|tests)/[\w/.]*)(?::\w+)?`", README)))
NAMES = sorted(set(re.findall(r"`([\w/]+\.py):(\w+)`", README)))
BEGIN, END = "<!-- sop:begin -->\n", "<!-- sop:end -->"


def definitions(source: str) -> set[str]:
    """What a module defines at its top level."""
    names: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def sop_table() -> str:
    """The table of printed steps, made from the declarations."""
    carried: dict[str, list[tuple[Flow, Step]]] = {}
    for flow in ALOKON.flows:
        for step in flow.steps:
            for number in step.seed:
                carried.setdefault(number, []).append((flow, step))
    rows = ["| step | as printed | carried out by |", "|---|---|---|"]
    for printed in ALOKON.printed.steps:
        done_by = "; ".join(f"{flow.title}: {step.label}" for flow, step in carried.get(printed.number, []))
        rows.append(f"| {printed.number} | {printed.activity} | {done_by} |")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("path", PATHS)
def test_every_path_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_every_name_is_defined_where_readme_says(path: str, name: str) -> None:
    assert name in definitions((ROOT / path).read_text(encoding="utf-8"))


def test_every_command_named_exists() -> None:
    listed = README.split("lists the other commands:")[1].split(".")[0]
    assert {"demo", "test", *re.findall(r"`(\w+)`", listed)} == set(COMMANDS)


def test_the_two_commands_are_the_ones_that_start_everything() -> None:
    assert re.findall(r"^    (python3 .*)$", README, re.MULTILINE) == [
        "python3 -m alokon demo",
        "python3 -m alokon test",
    ]


def test_the_sop_table_is_the_declarations() -> None:
    assert README.split(BEGIN)[1].split(END)[0] == sop_table()


def test_every_term_of_the_glossary_is_in_the_code() -> None:
    words: set[str] = set()
    for package in ("alokon", "inventory", "reports"):
        for path in (ROOT / package).rglob("*.py"):
            words |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    glossary = README.split("## Glossary")[1].split("## Licence")[0]
    told = {name for row in glossary.splitlines()[3:] for name in re.findall(r"`(\w+)`", row)}
    assert len(told) > 20
    assert told <= words
