"""The machine that measures: what its figures hang on, in words."""

from __future__ import annotations

import os
import platform
import re
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Spread, spread


@dataclass(frozen=True, slots=True)
class Machine:
    """Its processor, memory, disk and Python."""

    processor: str
    cores: int
    memory_gb: int
    disk: str
    python: str
    system: str


def this(folder: Path) -> Machine:
    """The machine we are on, with the disk that a folder lies on."""
    return Machine(
        processor=_found(Path("/proc/cpuinfo"), r"model name\s*:\s*(.+)") or platform.machine(),
        cores=os.cpu_count() or 1,
        memory_gb=round(int(_found(Path("/proc/meminfo"), r"MemTotal:\s*(\d+)") or "0") / 1024**2),
        disk=_disk(folder),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
    )


def _found(path: Path, pattern: str) -> str:
    try:
        found = re.search(pattern, path.read_text("utf-8"))
    except OSError:
        return ""
    return " ".join(found[1].split()) if found else ""


def _disk(folder: Path) -> str:
    """The kind of disk and its file system."""
    number = folder.stat().st_dev
    block = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")
    queue = next((path for path in (block / "queue", block.resolve().parent / "queue") if path.is_dir()), None)
    name = block.resolve().name if block.exists() else ""
    if name.startswith(("vd", "xvd")):
        kind = f"virtual disk {name}"
    elif queue is None:
        kind = "disk"
    else:
        kind = (
            f"{'spinning' if (queue / 'rotational').read_text('ascii').strip() == '1' else 'solid-state'} disk {name}"
        )
    mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    here = [fields for fields in mounts if folder.resolve().is_relative_to(fields[1])]
    system = max(here, key=lambda fields: len(fields[1]))[2] if here else ""
    return f"{kind}, {system}" if system else kind


def fsync_times(folder: Path, number: int = 200) -> Spread:
    """Seconds that a small write takes until the disk has it: the floor under every answer."""
    times = []
    path = folder / "fsync"
    with path.open("wb", buffering=0) as stream:
        for _ in range(number):
            begun = time.perf_counter()
            stream.write(b"\0" * 4096)
            os.fsync(stream.fileno())
            times.append(time.perf_counter() - begun)
    path.unlink()
    return spread(times)
