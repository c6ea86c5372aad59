"""A progress bar on long work, when a person is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr that is told (parts done, parts in all); it stays hidden where nobody watches."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def told(done: int, whole: int) -> None:
            bar.length = whole or 1
            bar.update(done - bar.pos)

        yield told
