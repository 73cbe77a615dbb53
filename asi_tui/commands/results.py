"""`asi scores` and `asi answers`: what the interviews of a client say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from asi_tui.commands.reports import Held, Output, Written
from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.config import Config
from asi_tui.core.answer import Code, Value
from asi_tui.core.casework import StoredInterview
from asi_tui.core.given import as_signed
from asi_tui.core.identity import read_code, show_code
from asi_tui.core.interview import Interview, restore
from asi_tui.core.scoring import MoneyVersion, Scoring, scores
from asi_tui.errors import ExitCode, UsageError
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
            codes = ", ".join(_named(interview, item) for item in scored_area.missing)
            lacking = tell(say("missing: {codes}", codes=codes)) if codes else ""
            print(f"  {area:<14} {shown:>9}  {lacking}".rstrip())
    return ExitCode.DONE


def answers_command(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=tell(say("client code")))],
    original: Annotated[
        bool, typer.Option("--original", help=tell(say("the signed interviews as they were signed, uncorrected")))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
    form: Annotated[
        Written | None, typer.Option("--format", help=tell(say("one interview in words, for the file, written as")))
    ] = None,
    interview_day: Held = None,
    output: Output = None,
) -> int:
    """Print every question with what was typed, what it counts as, and why; of signed interviews what was corrected."""
    config = config_of(context)
    if form is not None:
        return _in_words(config, code, form, interview_day, output)
    if interview_day is not None or output is not None:
        raise UsageError(
            say("this goes with --format only"), "asi answers", say("add --format text, html, docx or pdf")
        )
    found = []
    for stored, interview in interviews_of(config, code, "answers"):
        if original and stored.signature is None:
            continue
        if original:
            stored = replace(stored, corrections=())
            interview = restore(interview.instrument, interview.form.id, as_signed(stored.given))
        if not as_json:
            _print_answers(stored, interview)
        found.append(_as_data(stored, interview))
    if as_json:
        data = {"client": show_code(read_code(code)), "interviews": found}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    elif original and not found:
        print(tell(say("None of the interviews is signed.")), file=sys.stderr)
    return ExitCode.DONE


def _in_words(config: Config, code: str, form: Written, day: str | None, output: Path | None) -> int:
    """One interview, question by question, as a paper."""
    from asi_tui.commands.case_reading import interview_in_words
    from asi_tui.commands.delivering import deliver
    from asi_tui.reports.formats import Format

    return deliver(interview_in_words(config, code, day), Format(form), output)


def _as_data(stored: StoredInterview, interview: Interview) -> dict[str, object]:
    signature = stored.signature
    return {
        "id": stored.id,
        "date": stored.head.interview_date.isoformat(),
        "form": stored.head.form,
        "state": stored.state.value,
        "signed": signature and {"by": signature.name, "role": signature.role, "at": signature.at.isoformat()},
        "corrections": [
            {
                "question": one.question,
                "before": _typed(interview, one.question, one.before),
                "after": _typed(interview, one.question, one.after),
                "reason": one.reason,
                "by": one.by,
                "at": one.at.isoformat(),
            }
            for one in stored.corrections
        ],
        "answers": {
            item: {
                "typed": _plain(interview.answers.get(item)),
                "effective": _plain(interview.standings[item].value),
                "why": interview.standings[item].why.value,
                **_alias(interview, item),
            }
            for item in interview.form.codes
        },
    }


def _typed(interview: Interview, code: str, value: str | None) -> int | str | None:
    """A value of a correction as it was typed: a number where numbers are asked for."""
    is_number = value is not None and value.isdigit() and not interview.question(code).is_text
    return int(value) if value is not None and is_number else value


def _plain(value: Value | None) -> int | str | None:
    return value.value if isinstance(value, Code) else value


def _alias(interview: Interview, code: str) -> dict[str, str]:
    """The site's own name of a question, where it has one."""
    alias = interview.question(code).alias
    return {"alias": alias} if alias else {}


def _named(interview: Interview, code: str) -> str:
    """A question by its code, and the site's own name of it where it has one."""
    alias = interview.question(code).alias
    return f"{code} ({alias})" if alias else code


def _print_answers(stored: StoredInterview, interview: Interview) -> None:
    print(f"{stored.head.interview_date}  {interview.form.title.in_language(language())}  {stored.state.value}")
    widest = max(9, *(len(_named(interview, item)) for item in interview.form.codes))
    for item in interview.form.codes:
        question, standing = interview.question(item), interview.standings[item]
        value = "" if standing.value is None else str(_plain(standing.value)).replace("\n", " ")
        choice = question.choice(standing.value) if isinstance(standing.value, int) else None
        meaning = choice.label.in_language(language()) if choice else ""
        label = question.label.in_language(language())
        print(f"  {_named(interview, item):<{widest}} {value:>8}  {label}  {meaning}".rstrip())
    if (signed := stored.signature) is not None:
        words = say("Signed {time} by {name}, {role}", time=_local(signed.at), name=signed.name, role=signed.role)
        print(f"  {tell(words)}")
    if stored.corrections:
        print(f"  {tell(say('Corrected since:'))}")
    for one in stored.corrections:
        change = f"{one.before or '-'} → {one.after or '-'}"
        print(f"    {_named(interview, one.question):<{widest}} {change}  {one.reason}  {one.by} {_local(one.at)}")


def _local(moment: datetime) -> str:
    """A moment by the clock of this machine, to the minute."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
