"""`pgbench` calling the limit's own function: what the server does of the same work without any client in the way."""

import re
import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa

from alokon.bench.raw_postgresql import PGBENCH_SCRIPT
from alokon.bench.timing import Task

NAME = "pgbench"
SECONDS = 3


def program(folder: Path | None) -> str | None:
    """Where `pgbench` is: among a server's programs or on the PATH; None where there is none."""
    return shutil.which(NAME, path=str(folder)) if folder else shutil.which(NAME)


def calls(pgbench: str, url: str, script: Path, clients: int = 1) -> Task:
    """A task that lets so many clients answer requests for some seconds and tells how many a second."""
    script.write_text(PGBENCH_SCRIPT, encoding="utf-8")
    address = sa.make_url(url)
    where = {"-h": address.query.get("host") or address.host, "-p": address.query.get("port") or address.port}
    where |= {"-U": address.username}
    options = [str(part) for pair in where.items() if pair[1] for part in pair]
    load = ["-n", "-f", str(script), "-c", str(clients), "-j", "1", "-T", str(SECONDS)]
    password = {"PGPASSWORD": str(address.password)} if address.password else None

    def run() -> float:
        done = subprocess.run(
            [pgbench, *options, *load, str(address.database)], capture_output=True, text=True, env=password, check=True
        )
        found = re.search(r"tps = ([\d.]+)", done.stdout)
        assert found, done.stdout
        return float(found[1])

    return run
