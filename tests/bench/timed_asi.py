"""The program as it is, with a stopwatch where an answer is stored: `python -m tests.bench.timed_asi ...`.

At the end it writes how long each took to store, and how often the disk was busy, to the file in ASI_BENCH_TIMES.
"""

import atexit
import json
import os
import sys
import time
from pathlib import Path

from asi_tui.core.casework import Settled, StoredAnswer
from asi_tui.errors import DatabaseBusy
from asi_tui.store.casebook import SqlCasebook

_seconds: list[float] = []
_busy: list[str] = []
_record = SqlCasebook.record


def _timed(
    self: SqlCasebook,
    interview_id: str,
    question: str,
    answer: StoredAnswer,
    last_seen: int,
    settled: Settled | None = None,
) -> int:
    begun = time.perf_counter()
    try:
        stored = _record(self, interview_id, question, answer, last_seen, settled)
    except DatabaseBusy:
        _busy.append(question)
        raise
    _seconds.append(time.perf_counter() - begun)
    return stored


def _tell() -> None:
    told = json.dumps({"seconds": _seconds, "busy": len(_busy)})
    Path(os.environ["ASI_BENCH_TIMES"]).write_text(told, "ascii")


if __name__ == "__main__":
    from asi_tui.cli import main

    SqlCasebook.record = _timed  # type: ignore[method-assign]
    atexit.register(_tell)
    sys.exit(main())
