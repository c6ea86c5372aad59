"""`test`: the whole test suite of a source tree, on all cores."""

import os

import click

from alokon.bootstrap import ROOT

WHOLE_SUITE = ("--numprocesses", str(os.cpu_count() or 1), "--dist", "loadfile")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[ARGUMEN PYTEST]...")
def test(arguments: tuple[str, ...]) -> None:
    """Jalankan seluruh uji.

    Argumen diteruskan ke pytest, misalnya: test -k kartu.
    """
    if not (ROOT / "tests").is_dir():
        raise click.ClickException("uji hanya ada di dalam salinan kode sumber (folder tests tidak ditemukan).")
    import pytest

    os.chdir(ROOT)
    raise SystemExit(int(pytest.main([*(arguments or WHOLE_SUITE)])))
