"""`asi scores` and `asi answers`: what the interviews of a client say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.config import Config
from asi_tui.core.answer import Code, Value
from asi_tui.core.casework import StoredInterview
from asi_tui.core.identity import read_code, show_code
from asi_tui.core.interview import Interview, restore
from asi_tui.core.scoring import MoneyVersion, Scoring, scores
from asi_tui.errors import ExitCode
from asi_tui.i18n import language, tell
from asi_tui.instruments.shelf import Shelf
from asi_tui.message import say


def add_to(app: typer.Typer) -> None:
    """Put the commands in the menu."""
    app.command("scores", help=tell(say("composite scores of each interview, oldest first")))(scores_command)
    app.command("answers", help=tell(say("all answers of each interview, oldest first")))(answers_command)


def interviews_of(config: Config, code: str, purpose: str) -> Iterator[tuple[StoredInterview, Interview]]:
    """The interviews of a client, oldest first, each with the instrument it was made with."""
    wanted = read_code(code)
    shelf = Shelf(config.overlay)
    with casebook_of(config) as casebook:
        client = casebook.client(wanted, purpose)
        for summary in casebook.interviews(client.id):
            stored = casebook.open_interview(summary.id, purpose)
            yield stored, restore(shelf.of(stored.instrument), stored.head.form, stored.answers)


def scores_command(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=tell(say("client code")))],
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
) -> int:
    """Print the composite scores, with the version of the money term and the divisor they were made with."""
    config = config_of(context)
    scoring = Scoring(MoneyVersion(config.money_term), config.currency_divisor)
    rows = []
    for stored, interview in interviews_of(config, code, "scores"):
        scored = scores(interview, scoring)
        rows.append(
            {
                "date": stored.head.interview_date.isoformat(),
                "form": stored.head.form,
                "state": stored.state.value,
                "money_term": scoring.money_term.value,
                "currency_divisor": scoring.currency_divisor,
                "scores": {a: None if s.value is None else float(f"{s.value:.6f}") for a, s in scored.items()},
                "missing": {area: list(s.missing) for area, s in scored.items() if s.missing},
            }
        )
    if as_json:
        data = {"client": show_code(read_code(code)), "interviews": rows}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    for row, (_, interview) in zip(rows, interviews_of(config, code, "scores"), strict=True):
        print(
            tell(
                say(
                    "{day}  {form}  ({term}, {divisor} kronor per dollar)",
                    day=row["date"],
                    form=row["form"],
                    term=row["money_term"],
                    divisor=f"{config.currency_divisor:g}",
                )
            )
        )
        for area, scored_area in scores(interview, scoring).items():
            shown = "-" if scored_area.value is None else f"{scored_area.value:.6f}"
            lacking = tell(say("missing: {codes}", codes=", ".join(scored_area.missing))) if scored_area.missing else ""
            print(f"  {area:<14} {shown:>9}  {lacking}".rstrip())
    return ExitCode.DONE


def answers_command(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=tell(say("client code")))],
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
) -> int:
    """Print every question with what was typed, what it counts as, and why."""
    config = config_of(context)
    found = []
    for stored, interview in interviews_of(config, code, "answers"):
        if not as_json:
            _print_answers(stored, interview)
            continue
        found.append(
            {
                "id": stored.id,
                "date": stored.head.interview_date.isoformat(),
                "form": stored.head.form,
                "state": stored.state.value,
                "answers": {
                    item: {
                        "typed": _plain(interview.answers.get(item)),
                        "effective": _plain(interview.standings[item].value),
                        "why": interview.standings[item].why.value,
                    }
                    for item in interview.form.codes
                },
            }
        )
    if as_json:
        data = {"client": show_code(read_code(code)), "interviews": found}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    return ExitCode.DONE


def _plain(value: Value | None) -> int | str | None:
    return value.value if isinstance(value, Code) else value


def _print_answers(stored: StoredInterview, interview: Interview) -> None:
    print(f"{stored.head.interview_date}  {interview.form.title.in_language(language())}  {stored.state.value}")
    for item in interview.form.codes:
        question, standing = interview.question(item), interview.standings[item]
        value = "" if standing.value is None else str(_plain(standing.value))
        choice = question.choice(standing.value) if isinstance(standing.value, int) else None
        meaning = choice.label.in_language(language()) if choice else ""
        print(f"  {item:<9} {value:>8}  {question.label.in_language(language())}  {meaning}".rstrip())
