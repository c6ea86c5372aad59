"""The command line: one click command per module, imported only when it is called.

A new command is a module here that defines one click command, and one line in `COMMANDS`.
"""

import importlib

import click

from alokon.cli.failures import Failure, explain

COMMANDS = {
    "demo": "alokon.cli.demo:demo",
    "init": "alokon.cli.starting:init",
    "serve": "alokon.cli.serving:serve",
    "user": "alokon.cli.users:user",
    "import": "alokon.cli.importing:import_file",
    "sop": "alokon.cli.sop:sop",
    "report": "alokon.cli.report:report",
    "backtest": "alokon.cli.backtest:backtest",
    "close": "alokon.cli.close:close",
    "verify": "alokon.cli.book:verify",
    "backup": "alokon.cli.book:backup",
    "restore": "alokon.cli.book:restore",
    "tidy": "alokon.cli.tidy:tidy",
    "bench": "alokon.cli.bench:bench",
    "test": "alokon.cli.test:test",
}


class Commands(click.Group):
    """The commands of `COMMANDS`; turns what a person can mend into one sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name of the registry, in its order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; expected failures become a `Failure`, all others keep their traceback."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except Exception as error:
            sentence = explain(error)
            if sentence is None:
                raise
            raise Failure(sentence) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Buku stok alat dan obat kontrasepsi (alokon) satu kabupaten."""
