"""`python3 -m alokon`: the command line, on top of everything; makes its own environment on the first start."""

import sys

from alokon import bootstrap


def main() -> None:
    """Make what is missing, then hand over to the commands of `alokon.cli`."""
    bootstrap.prepare(sys.argv[1:])
    from alokon.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
