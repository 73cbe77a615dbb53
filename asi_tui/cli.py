"""The door: settings, exit codes, and the way into the program. Rooms are loaded only when somebody goes in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from asi_tui import VERSION
from asi_tui.errors import AsiError, ExitCode, UsageError
from asi_tui.message import say

GLOBAL_OPTIONS = ("--database", "--config", "--lang", "--today")
"""Options that every command takes, before or after its name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line, taken apart: the global options and the rest."""

    options: dict[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()


def start() -> int:
    """What the installed `asi` calls: `main`, in a Python that the environment has no say in."""
    from asi_tui.secrecy import isolate

    isolate()
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `asi` and give its exit code: 0 done, 1 faults found, 2 usage or settings, 3 database, 70 a defect of the
    program, 130 interrupted."""
    from asi_tui import warm_up
    from asi_tui.printing import plainly

    warm_up.begin()
    with plainly():
        return _guarded(sys.argv[1:] if arguments is None else list(arguments))


def _guarded(arguments: list[str]) -> int:
    from asi_tui.i18n import tell, use_language
    from asi_tui.secrecy import keep_secrecy

    keep_secrecy()
    use_language("sv")
    try:
        return _run(arguments)
    except AsiError as error:
        complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return ExitCode.DONE
    except Exception as error:
        from asi_tui.incident import report

        print(tell(report(error)), file=sys.stderr)
        return ExitCode.CRASHED


def complain(error: AsiError) -> None:
    """One sentence on stderr: what is wrong, where, and what to do."""
    from asi_tui.i18n import tell

    print(f"asi: {tell(error.what)} ({error.where}): {tell(error.remedy)}", file=sys.stderr)


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        print(f"asi {VERSION}")
        return ExitCode.DONE
    asked = take_apart(arguments)
    from asi_tui.config import read_config
    from asi_tui.i18n import use_language

    if "--lang" in asked.options and asked.options["--lang"] in ("sv", "en"):
        use_language(asked.options["--lang"])
    if asked.rest and asked.rest[0] != "demo":
        from asi_tui.commands import run_command

        return run_command(asked)
    config = read_config(
        file=asked.options.get("--config"),
        database=asked.options.get("--database"),
        language=asked.options.get("--lang"),
        today=asked.options.get("--today"),
    )
    use_language(config.language)
    from asi_tui import program

    if not asked.rest:
        return program.run(config)
    if asked.rest[1:]:
        from asi_tui.commands import run_command

        return run_command(asked)
    return program.demo(config, kept_at=asked.options.get("--database"))


def take_apart(arguments: Sequence[str]) -> Asked:
    """Split the global options, written `--name value` or `--name=value` anywhere, from the command and its own."""
    options: dict[str, str] = {}
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if name not in GLOBAL_OPTIONS:
            rest.append(word)
        elif equals:
            options[name] = value
        elif waiting:
            options[name] = waiting.pop(0)
        else:
            raise UsageError(say("{name} lacks its value", name=name), "asi", say("write it after the option"))
    return Asked(options, tuple(rest))
