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
}
HEADER = '''"""{about}"""

import sqlalchemy as sa
from alembic import op

from guards
revision = "{revision}"
down_revision = {down}


def upgrade() -> None:
    """Create the tables."""
'''


GUARDS = "alokon.store.migrations.guards"
IMPORT = "from guards\n"


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
        text = HEADER.format(about=about, revision=revision, down=down) + _body(module) + "".join(guards.values())
        text = text.replace(IMPORT, f"from {GUARDS} import {', '.join(guards)}\n\n" if guards else "")
        path.write_text(text, encoding="utf-8")
        written.append(path)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", "--line-length", "120", *written], check=True)
    return written


def _body(module: ModuleType) -> str:
    """The module's tables as Alembic operations, indented as a function's body."""
    mine = {table.name for table in vars(module).values() if isinstance(table, sa.Table)}
    with sa.create_engine("sqlite://").connect() as db:
        context = MigrationContext.configure(db, opts={"render_item": _render})
        ops = produce_migrations(context, metadata).upgrade_ops
        assert ops is not None
        kept = UpgradeOps([one for one in ops.ops if _table(one) in mine])
        text = render_python_code(kept, render_item=_render, migration_context=context)
    lines = [line for line in text.split("\n") if not line.lstrip().startswith("#")]
    return indent(dedent("\n".join(lines)).strip(), "    ") + "\n"


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
