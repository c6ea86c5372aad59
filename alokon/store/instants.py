"""Moments in the database: text in UTC, so that they sort and compare the same on every database."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class Instant(sa.TypeDecorator[datetime]):
    """An aware datetime, kept as `2026-01-31T02:15:00+00:00` (whole seconds, UTC)."""

    impl = sa.String(25)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To UTC text; a moment without a zone is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Back to an aware datetime in UTC."""
        return None if value is None else datetime.fromisoformat(value)
