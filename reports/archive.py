"""A zip whose bytes depend on its content alone: a frozen report has one digest, whenever it is written again."""

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.dataset import Stamp

EPOCH = (1980, 1, 1, 0, 0, 0)
UNSTAMPED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook that was not stamped has no time


class TimelessZip(ZipFile):
    """A zip for writing that gives every member the same time and rights."""

    def add(self, name: str, data: bytes) -> None:
        """Add one member."""
        member = ZipInfo(name, EPOCH)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        super().writestr(member, data)

    def writestr(self, name: str, data: bytes | str) -> None:  # type: ignore[override]
        """Add a text or bytes under a name."""
        self.add(name, data.encode() if isinstance(data, str) else data)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]
        """Add a file's content under a name."""
        self.add(arcname, Path(filename).read_bytes())


def written_at(stamp: Stamp) -> datetime:
    """The moment an office file says it was written: that of the print, in the office's own time."""
    return stamp.printed_at.replace(tzinfo=None) if stamp.printed_at else UNSTAMPED
