"""The commands of `asi`: data on stdout, words on stderr, `--json` where rows come out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from asi_tui.errors import ExitCode
from asi_tui.i18n import tell
from asi_tui.message import say

if TYPE_CHECKING:
    from asi_tui.cli import Asked


def run_command(asked: Asked) -> int:
    """Run one command with its options and give its exit code."""
    import typer

    from asi_tui import warm_up
    from asi_tui.commands.menu import menu

    warm_up.end()
    try:
        outcome = menu(args=list(asked.rest), standalone_mode=False, obj=asked, prog_name="asi")
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except Exception as error:
        # Typer's own usage errors have a sentence; they share no public class.
        sentence = getattr(error, "format_message", None)
        if sentence is None:
            raise
        print(f"asi: {sentence()} ({tell(say('see `asi --help`'))})", file=sys.stderr)
        return ExitCode.USAGE
    return outcome if isinstance(outcome, int) else ExitCode.DONE
