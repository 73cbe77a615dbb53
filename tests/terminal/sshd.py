"""A server to log in to: a real sshd on this machine, and a line to it that can be slow, dead or cut."""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.terminal.site import Site
from tests.terminal.typist import COMMAND, PATIENCE

HERE = "127.0.0.1"

LACKING = "there is no sshd on this machine: install the package openssh-server (Debian, Ubuntu)"

PROMPT = "server> "

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PrintMotd no
PrintLastLog no
LogLevel ERROR
SetEnv {environment}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """An sshd with one account, at whose home a site's database lies."""

    folder: Path
    port: int
    pid: int

    def ssh(self, *command: str, port: int | None = None, terminal: bool = False) -> tuple[str, ...]:
        """The command with which a user logs in, perhaps over another line, and has something run there."""
        options = {
            "Port": port or self.port,
            "IdentityFile": self.folder / "user_key",
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self.folder / "known_hosts",
            "GlobalKnownHostsFile": "none",
            "HostKeyAlias": "asi",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
        }
        chosen = (f"-o{name}={value}" for name, value in options.items())
        return ("ssh", "-F", "none", *chosen, *(["-tt"] if terminal else []), HERE, *command)

    def processes(self) -> set[int]:
        """Everything that runs for those who are logged in."""
        found: set[int] = set()
        waiting = [self.pid]
        while waiting:
            below = children(waiting.pop())
            found |= below
            waiting += below
        return found


def children(pid: int) -> set[int]:
    """The processes that a process has started."""
    try:
        return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()}
    except FileNotFoundError:
        return set()


@contextmanager
def serve(site: Site, folder: Path) -> Iterator[Server]:
    """Start an sshd on a free port, with keys of its own; those who log in find `asi` and the site's database."""
    daemon = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    assert daemon is not None, LACKING
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where Debian's sshd shuts in those not yet logged in
    for key in ("host_key", "user_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
    (folder / "known_hosts").write_text(f"asi {(folder / 'host_key.pub').read_text('utf-8')}", "utf-8")
    programs = folder / "bin"
    programs.mkdir()
    (programs / "asi").write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n', "utf-8")
    (programs / "asi").chmod(0o755)
    path = f"{programs}:{os.environ['PATH']}"
    environment = site.environment(PATH=path)
    del environment["TERM"]
    (site.place / ".profile").write_text(f"PATH='{path}'\nPS1='{PROMPT}'\n", "utf-8")
    settings = " ".join(f'"{name}={value}"' for name, value in environment.items())
    for port in free_ports():
        (folder / "config").write_text(CONFIG.format(port=port, folder=folder, environment=settings), "utf-8")
        server = subprocess.Popen([daemon, "-D", "-e", "-f", folder / "config"], stderr=subprocess.PIPE, text=True)
        try:
            if listens(port, server):
                yield Server(folder, port, server.pid)
                return
        finally:
            server.terminate()
            _, words = server.communicate()
        assert "in use" in words, f"sshd does not start: {words}"


def free_ports() -> Iterator[int]:
    """Ports that nobody listens at."""
    while True:
        with socket.create_server((HERE, 0)) as taken:
            port = int(taken.getsockname()[1])
        yield port


def listens(port: int, server: subprocess.Popen[str]) -> bool:
    """Wait until the server takes connections; False when it has ended instead."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None:
        with suppress(ConnectionRefusedError), socket.create_connection((HERE, port)):
            return True
        assert time.monotonic() < deadline, "sshd does not listen"
        time.sleep(0.02)
    return False


class Line:
    """A connection on its way to the server: every byte comes later by `delay` seconds, in both directions."""

    def __init__(self, server_port: int) -> None:
        self.delay = 0.0
        self.is_dead = False
        self._listener = socket.create_server((HERE, 0))
        self.port = int(self._listener.getsockname()[1])
        self._server_port = server_port
        self._ends: list[tuple[socket.socket, socket.socket]] = []
        self._is_open = True
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _carry(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            under_way: deque[tuple[float, socket.socket, bytes]] = deque()
            while self._is_open:
                for ready, _ in selector.select(0.005):
                    if ready.fileobj is self._listener:
                        near, _ = self._listener.accept()
                        far = socket.create_connection((HERE, self._server_port))
                        self._ends.append((near, far))
                        selector.register(near, selectors.EVENT_READ, far)
                        selector.register(far, selectors.EVENT_READ, near)
                        continue
                    source, target = ready.fileobj, ready.data
                    assert isinstance(source, socket.socket)
                    data = b"" if self.is_dead else receive(source)
                    if self.is_dead or not data:
                        selector.unregister(source)
                    if not self.is_dead:
                        under_way.append((time.monotonic() + self.delay, target, data))
                while under_way and under_way[0][0] <= time.monotonic():
                    _, target, data = under_way.popleft()
                    with suppress(OSError):
                        target.sendall(data) if data else target.shutdown(socket.SHUT_WR)

    def dies(self) -> None:
        """From now on nothing arrives, and neither end is told: a cable is pulled, a laptop lid closed."""
        self.is_dead = True

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *error: object) -> None:
        self._is_open = False
        self._thread.join()
        for end in (self._listener, *(end for pair in self._ends for end in pair)):
            end.close()


def receive(source: socket.socket) -> bytes:
    """What has come; nothing when the other end is gone."""
    with suppress(OSError):
        return source.recv(1 << 16)
    return b""


def kill(pids: Sequence[int] | set[int]) -> None:
    """End processes without a chance to tidy up."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
