"""For developers: `python -m alokon.store.migrations.freeze` writes the first revisions anew from the tables declared.

Only until the first release; from then on a change of the tables is a new revision written by hand. One revision per
module in `alokon.store.database.SCHEMAS`, every operation spelled out, so that later edits of the declarations do
not change what a revision did.
"""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent
from types import ModuleType
from typing import Literal

import sqlalchemy as sa
from alembic.autogenerate import api, produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import CreateTableOp, MigrateOperation, ModifyTableOps, UpgradeOps

from alokon.store.database import SCHEMAS, metadata

VERSIONS = Path(__file__).parent / "versions"
ABOUT = {
    "inventory.store.schema": ("ledger", "The ledger: books, sites, lots, events, moves and what follows from them."),
    "alokon.store.people_schema": ("people", "Who may sign in, who is signed in, and how often it failed."),
    "alokon.store.schema": ("office", "The office: cases, papers, faskes and settings."),
    "alokon.store.kept_schema": ("kept", "Beside the cases: files, sealed answers, data that left, readings, figures."),
}
HEADER = '''"""{about}"""

import sqlalchemy as sa
from alembic import op
{imports}
revision = "{revision}"
down_revision = {down}


def upgrade() -> None:
    """Create the tables."""
'''
GUARDS = "alokon.store.migrations.guards"


def freeze() -> list[Path]:
    """Write one revision per module of table declarations; returns the files written."""
    for old in VERSIONS.glob("[0-9]*.py"):
        old.unlink()
    written: list[Path] = []
    for number, module in enumerate(SCHEMAS, 1):
        name, about = ABOUT[module.__name__]
        revision, down = f"{number:04d}", f'"{number - 1:04d}"' if number > 1 else "None"
        path = VERSIONS / f"{revision}_{name}.py"
        guards = _guards(module, first=number == 1)
        imports = f"\nfrom {GUARDS} import {', '.join(guards)}\n" if guards else ""
        tables = _tables(module)
        calls = "".join(f"    {name}()\n" for name in tables)
        text = HEADER.format(about=about, revision=revision, down=down, imports=imports) + calls
        text += "".join(guards.values()) + "".join(tables.values())
        path.write_text(text, encoding="utf-8")
        written.append(path)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", "--line-length", "120", *written], check=True)
    return written


def _tables(module: ModuleType) -> dict[str, str]:
    """The module's tables in the order they can be created, and the indexes of each, by function and what it does."""
    mine = {table.name for table in vars(module).values() if isinstance(table, sa.Table)}
    with sa.create_engine("sqlite://").connect() as db:
        context = MigrationContext.configure(db, opts={"render_item": _render})
        ops = produce_migrations(context, metadata).upgrade_ops
        assert ops is not None
        by_table: dict[str, list[MigrateOperation]] = {}
        for one in ops.ops:
            if _table(one) in mine:
                by_table.setdefault(_table(one), []).append(one)
        functions = {}
        for name, (table, *indexes) in by_table.items():
            functions[f"_create_{name}"] = _function(f"_create_{name}", [table], context)
            if indexes:
                functions[f"_index_{name}"] = _function(f"_index_{name}", indexes, context)
        return functions


def _function(name: str, ops: list[MigrateOperation], context: MigrationContext) -> str:
    text = render_python_code(UpgradeOps(ops), render_item=_render, migration_context=context)
    lines = [line for line in text.split("\n") if not line.lstrip().startswith("#")]
    return f"\n\ndef {name}() -> None:\n" + indent(dedent("\n".join(lines)).strip(), "    ") + "\n"


def _guards(module: ModuleType, first: bool) -> dict[str, str]:
    """The calls that guard the module's append-only tables, by the function called."""
    tables: tuple[str, ...] = getattr(module, "APPEND_ONLY", ())
    defined = {"define_refusal": "    define_refusal()\n"} if first else {}
    return defined | ({"refuse_changes": f"    refuse_changes{tables!r}\n"} if tables else {})


def _table(one: MigrateOperation) -> str:
    assert isinstance(one, CreateTableOp | ModifyTableOps), one
    return one.table_name


def _render(kind: str, value: object, context: api.AutogenContext) -> str | Literal[False]:
    """Our own column types as the plain type they are stored as."""
    if kind == "type" and isinstance(value, sa.TypeDecorator):
        return f"sa.{value.impl!r}"
    return False


if __name__ == "__main__":
    for path in freeze():
        print(path)
