"""The levels the office has set, read once and asked for by tier and item."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from alokon.planning.levels import FACILITY, NETWORK, Levels, Table, levels_of
from alokon.settings import LEVELS


class LevelTables(NamedTuple):
    """Every table of levels by its tier."""

    tables: Mapping[str, Table]

    def of(self, tier: str, item: str) -> Levels:
        """The levels of an item at a tier."""
        return levels_of(self.tables, tier, item)

    def at(self, item: str, *, network: bool) -> Levels:
        """The levels of an item at a faskes, or at a jaringan or jejaring."""
        return self.of(NETWORK if network else FACILITY, item)


def level_tables(values: Mapping[str, object]) -> LevelTables:
    """The tables in the office's settings."""
    return LevelTables({tier: cast(Table, values[name]) for tier, name in LEVELS.items()})
