"""Where a document goes: to a file that was not there before, which only its owner can read, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from asi_tui.errors import UsageError
from asi_tui.message import say


def write_new(path: Path, content: bytes) -> None:
    """Write a new file. Raises UsageError when there is one already, or it cannot be written; none is then left."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError:
        raise UsageError(say("the file is there already"), str(path), say("name another file")) from None
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(say("there is no such folder"), str(path.parent), say("make it, or name another")) from None
    except OSError as error:
        raise _cannot(path, error) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _cannot(path, error) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _cannot(path: Path, error: OSError) -> UsageError:
    return UsageError(
        say("the file cannot be written: {reason}", reason=os.strerror(error.errno or 0)),
        str(path),
        say("write it to another place"),
    )
