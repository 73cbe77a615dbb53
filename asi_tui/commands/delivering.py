"""Handing a paper over: to standard output, or to a file that was not there before."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from asi_tui.errors import ExitCode, UsageError
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.reports.delivery import write_new
from asi_tui.reports.document import Document
from asi_tui.reports.formats import BINARY, Format, rendered


def deliver(document: Document, form: Format, output: Path | None) -> int:
    """Write a paper to a new file, or to standard output; what is not words is not written to a terminal."""
    if output is None and sys.__stdout__ is None:
        raise UsageError(
            say("there is no standard output to write to"), "--format", say("send it to a file, or use --output")
        )
    if output is None and form in BINARY and sys.stdout.isatty():
        raise UsageError(
            say("{format} is not for reading on a terminal", format=form.value),
            "--format",
            say("send it to a file, or use --output"),
        )
    content = rendered(document, form)
    if output is not None:
        write_new(output, content)
        print(tell(say("Written: {file}", file=output)), file=sys.stderr)
        return ExitCode.DONE
    try:
        sys.stdout.flush()
        if form in BINARY:
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content.decode())
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_on_output()
        raise UsageError(
            say("the paper cannot be written: {reason}", reason=os.strerror(error.errno or 0)),
            tell(say("standard output")),
            say("write it to another place"),
        ) from None
    return ExitCode.DONE


def _give_up_on_output() -> None:
    """Nothing more goes to an output that cannot be written, so that the end is not an error of its own."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)
