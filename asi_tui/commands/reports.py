"""`asi summary`, `feedback`, `change` and `plan-basis`: what the interviews of a client give back, as papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from asi_tui.commands.settings import casebook_of, config_of, under_the_plan
from asi_tui.i18n import tell
from asi_tui.message import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from asi_tui.reports.document import Document
    from asi_tui.reports.papers import Case

Written = Literal["text", "html", "docx", "pdf"]
Naming = Literal["initials", "client"]
Pronoun = Literal["record", "none", "woman", "man", "neutral"]

Code = Annotated[str, typer.Argument(help=tell(say("client code")))]
Form = Annotated[Written, typer.Option("--format", help=tell(say("what the paper is written as")))]
Held = Annotated[
    str | None, typer.Option("--interview", help=tell(say("day of the interview, as 2026-11-21; else the latest")))
]
Output = Annotated[
    Path | None, typer.Option("--output", help=tell(say("a new file for it; else it goes to standard output")))
]


def add_to(app: typer.Typer) -> None:
    """Put the commands in the menu."""
    app.command("summary", help=tell(say("the summary of an interview, in sentences")))(summary_command)
    app.command("feedback", help=tell(say("the client's own sheet, on one page")))(feedback_command)
    app.command("change", help=tell(say("a client's interviews side by side")))(change_command)
    app.command("plan-basis", help=tell(say("the basis for the care plan")))(plan_command)


def summary_command(
    context: typer.Context,
    code: Code,
    form: Form = "text",
    interview: Held = None,
    output: Output = None,
    name: Annotated[
        Naming, typer.Option("--name", help=tell(say("how the calculated text names the client")))
    ] = "initials",
    pronoun: Annotated[
        Pronoun,
        typer.Option(
            "--pronoun", help=tell(say("the pronoun of the calculated text; record: as the client's page has it"))
        ),
    ] = "record",
    calculated: Annotated[
        bool, typer.Option("--calculated", help=tell(say("the calculated text, though somebody has edited it")))
    ] = False,
) -> int:
    """Write the summary of an interview: as it was edited, else as it is calculated."""
    from asi_tui.reports.papers import summary_paper

    return _paper(
        context, code, "summary", summary_paper, form, interview, output, name, pronoun, edited=not calculated
    )


def feedback_command(
    context: typer.Context,
    code: Code,
    form: Form = "text",
    interview: Held = None,
    output: Output = None,
    large: Annotated[
        bool, typer.Option("--large", help=tell(say("in letters of 14 points, on more than one page")))
    ] = False,
) -> int:
    """Write the client's sheet."""
    from asi_tui.reports.client_sheet import client_sheet

    config = config_of(context)
    with casebook_of(config) as casebook:
        show_ratings = under_the_plan(config, casebook).show_ratings

    def sheet(case: Case) -> Document:
        return client_sheet(case, show_ratings=show_ratings, large=large)

    return _paper(context, code, "feedback", sheet, form, interview, output)


def change_command(
    context: typer.Context, code: Code, form: Form = "text", interview: Held = None, output: Output = None
) -> int:
    """Write the comparison of all interviews up to one."""
    from asi_tui.reports.papers import change_paper

    return _paper(context, code, "change", change_paper, form, interview, output)


def plan_command(
    context: typer.Context, code: Code, form: Form = "text", interview: Held = None, output: Output = None
) -> int:
    """Write the basis for the care plan."""
    from asi_tui.reports.papers import plan_paper

    return _paper(context, code, "plan", plan_paper, form, interview, output)


def _paper(
    context: typer.Context,
    code: str,
    purpose: str,
    paper: Callable[[Case], Document],
    form: Written,
    interview: str | None,
    output: Path | None,
    name: Naming = "initials",
    pronoun: Pronoun = "record",
    *,
    edited: bool = False,
) -> int:
    from asi_tui.commands import case_reading
    from asi_tui.commands.delivering import deliver
    from asi_tui.core import narrative
    from asi_tui.reports.formats import Format

    case = case_reading.case_of(
        config_of(context),
        code,
        purpose,
        interview,
        naming=narrative.Naming(name),
        pronoun=narrative.Pronoun(pronoun),
        edited=edited,
    )
    return deliver(paper(case), Format(form), output)
