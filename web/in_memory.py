"""Files sent by a form stay in memory: what is sealed must not lie in a temporary folder in clear.

A body has a limit (`Config.body_limit_bytes`), so that this costs no more than it.
"""

import io
from typing import IO

from flask import Request


class InMemory(Request):
    """A request whose files are never spooled to a disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()
