"""`asi demo`: practice data to look around in, and cases on paper to key as a practice round."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from asi_tui.commands.settings import config_of
from asi_tui.errors import ExitCode, UsageError
from asi_tui.i18n import language, tell
from asi_tui.message import say

if TYPE_CHECKING:
    from asi_tui.config import Config
    from asi_tui.core.practice_round import Round


def add_to(app: typer.Typer) -> None:
    """Put the command in the menu."""
    app.command("demo", help=tell(say("look around in practice data, thrown away afterwards")))(demo_command)


def demo_command(
    context: typer.Context,
    case: Annotated[str | None, typer.Argument(help=tell(say("practice case; without one they are listed")))] = None,
    practice: Annotated[
        bool, typer.Option("--practice", help=tell(say("key a case on paper, and see how often you erred")))
    ] = False,
    paper: Annotated[
        bool, typer.Option("--paper", help=tell(say("print the case on paper instead of keying it")))
    ] = False,
    form: Annotated[
        Literal["text", "html", "docx", "pdf"], typer.Option("--format", help=tell(say("what the paper is written as")))
    ] = "text",
) -> int:
    """A practice round, its paper, or the list of cases; `asi demo` alone does not come here."""
    config = config_of(context)
    if not practice:
        raise UsageError(
            say("a case is for a practice round") if case else say("the option is for a practice round"),
            "asi demo",
            say("add --practice"),
        )
    if context.obj.options.get("--database"):
        raise UsageError(
            say("a practice round is keyed on a copy that is thrown away"), "--database", say("leave it out")
        )
    if case is None:
        return _list_cases()
    from asi_tui.practice.rounds import case_named

    chosen = case_named(case)
    if not paper:
        from asi_tui.program import demo

        return demo(config, kept_at=None, case=chosen)
    from asi_tui.commands.delivering import deliver
    from asi_tui.instruments.shelf import Shelf
    from asi_tui.reports.formats import Format
    from asi_tui.reports.practice_round import case_paper

    _, instrument = Shelf(config.overlay).current()
    return deliver(case_paper(chosen, instrument, language()), Format(form), None)


def _list_cases() -> int:
    from asi_tui.practice.rounds import cases

    for case in cases():
        print(f"{case.id:<10} {case.form:<12} {case.title}")
    print(tell(say("Print the paper with --paper, then key it: asi demo --practice CASE")), file=sys.stderr)
    return ExitCode.DONE


def tell_result(practice: Round, config: Config) -> None:
    """How a round went, as text; nothing when it was left before its first question."""
    from asi_tui.core.interview import begin
    from asi_tui.instruments.shelf import Shelf
    from asi_tui.reports.formats import Format, rendered
    from asi_tui.reports.practice_round import result_paper

    _, instrument = Shelf(config.overlay).current()
    result = practice.compared(begin(instrument, practice.case.form, practice.case.answers))
    if result is None:
        print(tell(say("The practice round was left before its first question.")), file=sys.stderr)
        return
    paper = result_paper(result, practice.case, instrument, language())
    sys.stdout.write(rendered(paper, Format.TEXT).decode())
