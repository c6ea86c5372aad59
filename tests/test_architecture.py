"""The rules of the house, read from the source: which way imports point, who reads a clock, how long things get."""

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

PRODUCT = ("inventory", "alokon", "reports", "web", "sample_data")
ON_TOP = ("alokon.__main__", "alokon.bootstrap", "alokon.cli", "alokon.bench")
PURE = tuple(f"alokon.{name}" for name in ("catalog", "faskes", "siga", "text", "messages", "people", "sop"))
PURE_AVOID = ("sqlalchemy", "alembic", "flask", "inventory.store", "alokon.store", "alokon.service")
CLOCKS = ("today", "now", "utcnow")
CLOCK_OWNERS = ("date", "datetime", "dt", "func")
LONGEST_FUNCTION = 55
LONGEST_FILE = 300


class Source(NamedTuple):
    """One product module: its dotted name, path and syntax tree."""

    module: str
    path: Path
    tree: ast.Module

    def within(self, *packages: str) -> bool:
        """Whether the module is one of those packages or lies in one."""
        return any(covers(package, self.module) for package in packages)


class Import(NamedTuple):
    """One import: the dotted name asked for (`a.b.c` for `from a.b import c`), and its line."""

    name: str
    line: int


def covers(package: str, name: str) -> bool:
    """Whether a dotted name is the package or something in it."""
    return name == package or name.startswith(f"{package}.")


@cache
def sources() -> tuple[Source, ...]:
    """Every module of the product, without generated migrations."""
    found = []
    for path in sorted(path for package in PRODUCT for path in (ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if not {"migrations", "vendor", "__pycache__"} & set(parts):
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Source(module, path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def imports(source: Source) -> Iterator[Import]:
    """Every import of a module, those inside functions included; relative ones made absolute."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = source.module.split(".")
                package = package if source.path.name == "__init__.py" else package[:-1]
                above = package[: len(package) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            yield from (Import(f"{base}.{alias.name}", node.lineno) for alias in node.names)


def wrong_imports(who: Callable[[Source], bool], forbidden: Callable[[str], bool]) -> list[str]:
    """`path:line imports name` for every forbidden import of the modules in question."""
    return [
        f"{source.path.relative_to(ROOT)}:{found.line} imports {found.name}"
        for source in sources()
        if who(source)
        for found in imports(source)
        if forbidden(found.name)
    ]


def one_of(*packages: str) -> Callable[[str], bool]:
    """A test for names in any of the packages."""
    return lambda name: any(covers(package, name) for package in packages)


def test_the_product_is_found() -> None:
    assert {source.module.partition(".")[0] for source in sources()} == set(PRODUCT)


def test_the_core_of_the_ledger_imports_the_standard_library_and_itself() -> None:
    def foreign(name: str) -> bool:
        return name.partition(".")[0] not in sys.stdlib_module_names and not covers("inventory.core", name)

    assert wrong_imports(lambda source: source.within("inventory.core"), foreign) == []


def test_the_ledger_knows_no_office_no_report_and_no_page() -> None:
    above = one_of("alokon", "reports", "web", "sample_data")
    assert wrong_imports(lambda source: source.within("inventory"), above) == []


def test_the_office_knows_no_report_and_no_page() -> None:
    def below(source: Source) -> bool:
        return source.within("alokon") and not source.within(*ON_TOP)

    assert wrong_imports(below, one_of("reports", "web", "sample_data")) == []


def test_reports_know_no_page() -> None:
    assert wrong_imports(lambda source: source.within("reports"), one_of("web", "sample_data")) == []


def test_the_rules_of_the_office_know_no_database() -> None:
    assert wrong_imports(lambda source: source.within(*PURE), one_of(*PURE_AVOID)) == []


def test_nothing_imports_the_command_line() -> None:
    assert wrong_imports(lambda source: not source.within(*ON_TOP), one_of(*ON_TOP)) == []


def test_flask_is_known_under_web_and_the_command_line_only() -> None:
    flask = one_of("flask", "flask_login", "flask_wtf", "wtforms", "werkzeug")
    assert wrong_imports(lambda source: not source.within("web", *ON_TOP), flask) == []


def test_only_the_web_and_the_command_line_read_a_clock() -> None:
    found = [
        f"{source.path.relative_to(ROOT)}:{line}"
        for source in sources()
        if not source.within("web", *ON_TOP)
        for line in clock_readings(source.tree)
    ]
    assert found == []


def clock_readings(tree: ast.Module) -> Iterator[int]:
    """The lines on which a clock is asked: `date.today`, `datetime.now`, a database's `func.now`, anything of `time`.

    A plain attribute of ours named `now` or `today`, such as the desk's, is time given as an argument.
    """
    yield from (node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr) and asks_a_clock(node))


def asks_a_clock(node: ast.stmt | ast.expr) -> bool:
    """Whether this one statement or expression asks a clock, or imports the module `time`."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in CLOCKS
        case ast.Attribute(value=owner, attr=name):
            return name in CLOCKS and last_name(owner) in CLOCK_OWNERS
        case ast.Import(names=names):
            return "time" in [alias.name for alias in names]
        case ast.ImportFrom(module=module):
            return module == "time"
    return False


def last_name(expression: ast.expr) -> str:
    """`sop` for `sop` and for `case.sop`; empty for anything that is not a name."""
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else ""


def test_the_engine_never_asks_which_sop_it_serves() -> None:
    found = [
        f"{source.path.relative_to(ROOT)}:{line}"
        for source in sources()
        if source.within("alokon.sop", "alokon.service")
        for line in questions_after_a_sop(source.tree)
    ]
    assert found == []


def questions_after_a_sop(tree: ast.Module) -> Iterator[int]:
    """The lines that compare or match the `code` of something called sop."""
    for node in ast.walk(tree):
        asked: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Match):
            asked = [node.subject]
        yield from (expression.lineno for expression in asked if is_sop_code(expression))


def is_sop_code(expression: ast.expr) -> bool:
    """Whether the expression is `sop.code`, `case.sop.code` and the like."""
    if not isinstance(expression, ast.Attribute) or expression.attr != "code":
        return False
    return last_name(expression.value).lower().endswith("sop")


def test_no_function_is_longer_than_a_screen() -> None:
    functions = [
        (f"{source.path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [(name, lines) for name, lines in functions if lines > LONGEST_FUNCTION] == []


def test_no_file_collects_everything() -> None:
    lengths = {
        str(source.path.relative_to(ROOT)): len(source.path.read_text(encoding="utf-8").splitlines())
        for source in sources()
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_the_rules_see_what_they_look_for() -> None:
    clocks = (
        "import time\nday = date.today()\nmade = Column(default=datetime.now)\nat = sa.func.now()\nday = desk.today\n"
    )
    assert sorted(set(clock_readings(ast.parse(clocks)))) == [1, 2, 3, 4]
    assert list(questions_after_a_sop(ast.parse("if case.sop.code == 'x' or case.code == 'y':\n    pass"))) == [1]
    module = Source("alokon.sop.plan", ROOT / "alokon/sop/plan.py", ast.parse("from ..store import cases\nimport sys"))
    assert [found.name for found in imports(module)] == ["alokon.store.cases", "sys"]
