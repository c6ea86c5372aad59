"""A month typed on the command line."""

import click

from alokon.text import parse_month
from inventory.core.months import Month


def typed_month(typed: str) -> Month:
    """The month of an argument or option, written in any of the ways `parse_month` reads."""
    try:
        return parse_month(typed)
    except ValueError:
        raise click.BadParameter(f"'{typed}' bukan bulan; tulis seperti 2026-01.") from None
