"""What went wrong, in one Indonesian sentence: the only place where the command line explains an exception."""

import errno
from typing import IO, Any

import click

from inventory.core.errors import Refused

CAUSES = {
    errno.ENOENT: "tidak ditemukan",
    errno.EACCES: "tidak boleh dibuka atau ditulis; periksa izin berkas atau foldernya",
    errno.EPERM: "tidak boleh diubah; periksa izin berkas atau foldernya",
    errno.EISDIR: "adalah folder; sebutkan nama berkas",
    errno.ENOTDIR: "bukan folder; periksa nama foldernya",
    errno.EEXIST: "sudah ada; pakai nama lain",
    errno.ENOSPC: "tidak dapat ditulis karena ruang disk habis",
    errno.EROFS: "berada di media yang hanya dapat dibaca",
    errno.EADDRINUSE: "sudah dipakai program lain; pakai --port dengan nomor lain",
}


class Failure(click.ClickException):
    """A failure told as a bare sentence on stderr, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence, without click's English prefix."""
        click.echo(self.message, file=file, err=file is None)


def explain(error: Exception) -> str | None:
    """One sentence for what a person can mend (one line per problem of a refusal); None for a fault of ours."""
    if isinstance(error, Refused):
        from alokon.messages import sentence

        return "\n".join(sentence(problem) for problem in error.problems)
    if isinstance(error, OSError):
        return None if isinstance(error, BrokenPipeError) else about_system(error)
    return about_database(error)


def about_system(error: OSError) -> str:
    """A failed file or network operation, naming the file when there is one.

    >>> about_system(FileNotFoundError(errno.ENOENT, "No such file", "stok.xlsx"))
    'Berkas stok.xlsx tidak ditemukan.'
    >>> about_system(OSError(errno.EADDRINUSE, "Address already in use"))
    'Alamat atau berkas sudah dipakai program lain; pakai --port dengan nomor lain.'
    """
    subject = f"Berkas {error.filename}" if error.filename else "Alamat atau berkas"
    cause = CAUSES.get(error.errno or 0, f"gagal dipakai ({error.strerror or error})")
    return f"{subject} {cause}."


def about_database(error: Exception) -> str | None:
    """A database that cannot be reached, opened or written, or whose address is not one; None for anything else."""
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

    from inventory.store.engine import UNREACHABLE, hindrance

    problem = hindrance(error) if isinstance(error, DBAPIError) else None
    if problem is not None and problem.code != UNREACHABLE:
        return explain(Refused(problem))
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().partition("\n")[0]
        return (
            f"Basis data tidak dapat dibuka atau ditulis: {reason}. Periksa ALOKON_DATABASE dan servernya, lalu ulangi."
        )
    if isinstance(error, NoSuchModuleError) or (isinstance(error, ArgumentError) and "URL" in str(error)):
        return f"ALOKON_DATABASE tidak terbaca sebagai alamat basis data: {error}."
    return None
