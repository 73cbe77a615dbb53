"""A disk on which little room is left: one of its own where the machine allows that, else a limit on the program."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

SIZE = 8 * 1024 * 1024
"""Bytes of the disk of its own."""


class SmallDisk(ABC):
    """A place whose room can be taken away from a program and given back."""

    def __init__(self, place: Path) -> None:
        self.place = place

    @abstractmethod
    def takes_no_more(self, process: int, but: int = 0) -> None:
        """From now on nothing that the process writes finds room, or `but` so many bytes of it."""

    @abstractmethod
    def has_room_again(self, process: int) -> None:
        """There is room again."""

    def takes_nothing(self, but: int = 0) -> None:
        """The same for a program that is begun by and by, with `before` done in its process."""
        self.takes_no_more(os.getpid(), but)

    def before(self) -> None:  # noqa: B027 - most disks want nothing done
        """What is done in the program's process before it begins."""


class DiskOfItsOwn(SmallDisk):
    """A disk in memory, mounted in the place."""

    @property
    def _ballast(self) -> Path:
        return self.place / "ballast"

    def takes_no_more(self, process: int, but: int = 0) -> None:
        with self._ballast.open("wb", buffering=0) as file:
            with suppress(OSError):
                while True:
                    file.write(b"\0" * 4096)
            file.truncate(file.tell() - but)

    def has_room_again(self, process: int) -> None:
        self._ballast.unlink()


class LimitedAccount(SmallDisk):
    """A limit on the files of the program, as a quota sets one on those of an account."""

    _room_at_first: int | None = None

    def takes_nothing(self, but: int = 0) -> None:
        self._room_at_first = but

    def before(self) -> None:
        if self._room_at_first is not None:
            self.takes_no_more(os.getpid(), self._room_at_first)

    def takes_no_more(self, process: int, but: int = 0) -> None:
        _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
        # What is written goes to the end of the log that lies beside the database.
        grown = sum(path.stat().st_size for path in self.place.glob("*-wal"))
        resource.prlimit(process, resource.RLIMIT_FSIZE, (grown + but, hard))

    def has_room_again(self, process: int) -> None:
        _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
        resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def _mounted(place: Path) -> Iterator[bool]:
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(place)]
    try:
        works = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        works = False
    try:
        yield works
    finally:
        if works:
            subprocess.run(["umount", "--lazy", str(place)], check=True, capture_output=True)


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of small disk that there are on this machine."""
    if os.geteuid() != 0:
        return ("a limited account",)
    with tempfile.TemporaryDirectory() as name, _mounted(Path(name)) as works:
        return ("a full disk", "a limited account") if works else ("a limited account",)


@contextmanager
def small_disk(kind: str, place: Path) -> Iterator[SmallDisk]:
    """A disk of that kind in an empty directory."""
    if kind == "a limited account":
        yield LimitedAccount(place)
        return
    with _mounted(place) as works:
        assert works
        yield DiskOfItsOwn(place)
