"""A PostgreSQL server of the tests' own: made in a temporary directory, reached by a socket in it, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine
from sqlalchemy.exc import OperationalError


def binaries() -> Path | None:
    """Where the server is installed; None when it is not."""
    found = [Path(place) for name in ("initdb", "postgres") if (place := shutil.which(name))]
    packaged = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return next((path.resolve().parent for path in [*found, *sorted(packaged, reverse=True)]), None)


def _account() -> dict[str, str]:
    """PostgreSQL refuses to run as root: the account it runs as instead."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody"}


@contextlib.contextmanager
def server(programs: Path) -> Iterator[URL]:
    """Run a server; gives the address of its first database."""
    account = _account()
    # The path of a socket may have 107 bytes: pytest's own directories are too deep, and closed to other accounts.
    place = Path(tempfile.mkdtemp(prefix="asi-pg-"))
    try:
        if account:
            shutil.chown(place, account["user"])
        subprocess.run(
            [programs / "initdb", "-D", place / "data", "-U", "asi", "-A", "trust", "-E", "UTF8", "--locale=C"],
            check=True,
            capture_output=True,
            cwd=place,
            **account,  # type: ignore[call-overload]
        )
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(place),
            "fsync": "off",
            "full_page_writes": "off",
            "max_connections": "40",
        }
        with (place / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    programs / "postgres",
                    "-D",
                    place / "data",
                    *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
                ],
                stdout=log,
                stderr=log,
                cwd=place,
                **account,  # type: ignore[call-overload]
            )
        try:
            url = URL.create("postgresql+psycopg", username="asi", database="postgres", query={"host": str(place)})
            _await(url, process, place / "log")
            yield url
        finally:
            # At once: nothing in it will be wanted again.
            process.send_signal(signal.SIGQUIT)
            process.wait()
    finally:
        shutil.rmtree(place)


def _await(url: URL, process: subprocess.Popen[bytes], log: Path) -> None:
    engine = create_engine(url, poolclass=NullPool)
    until = time.monotonic() + 30
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            assert time.monotonic() < until, log.read_text("utf-8", "replace")
            time.sleep(0.05)
        else:
            return


def new_schema(url: URL, name: str) -> URL:
    """Make an empty schema on the server, which whoever uses its address takes for the whole database."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    return url.update_query_dict({"options": f"-csearch_path={name}"})
