"""The whole interview in words: every question with its answer, for the file and for the client who asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from asi_tui.core.answer import Code, Value
from asi_tui.core.casework import StoredInterview
from asi_tui.core.identity import show_code
from asi_tui.core.instrument import Kind, Question
from asi_tui.core.interview import Interview
from asi_tui.core.routing import Why
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.reports.document import Block, Document, Grid, Heading, Listing, Paragraph, Quote


def answers_paper(stored: StoredInterview, interview: Interview, language: str, mark: str | None) -> Document:
    """All questions of an interview with their answers, area by area, and what was corrected after it was signed."""
    code = tell(say("client {code}", code=show_code(stored.client.code)))
    title = tell(say("The interview, question by question"))
    day = stored.head.interview_date.isoformat()
    return Document(
        title=title,
        language=language,
        under=(f"{code[:1].upper()}{code[1:]}, {interview.form.title.in_language(language)}, {day}",),
        mark=mark,
        blocks=tuple(_blocks(stored, interview, language)),
        foot=f"{title}, {tell(say('client {code}, interview {day}', code=show_code(stored.client.code), day=day))}",
    )


def _blocks(stored: StoredInterview, interview: Interview, language: str) -> Iterator[Block]:
    remarks = {one.about: one.text for one in stored.remarks if one.text.strip() and not one.to_coordinator}
    for area in interview.instrument.areas.values():
        asked = [interview.question(c) for c in interview.form.codes if interview.question(c).area == area.id]
        rows = tuple(
            (f"{one.number}  {one.label.in_language(language)}", answer_in_words(interview, one, language))
            for one in asked
        )
        if not rows:
            continue
        yield Heading(area.title.in_language(language))
        yield Grid((), rows)
        for name, label in ((area.id, area.title), *((one.code, one.label) for one in asked)):
            if name in remarks:
                yield Quote(label.in_language(language), remarks[name])
    if (signed := stored.signature) is not None:
        words = say("Signed {time} by {name}, {role}", time=_local(signed.at), name=signed.name, role=signed.role)
        yield Paragraph(plain=tell(words))
    if stored.corrections:
        yield Heading(tell(say("Corrected since:")))
        yield Listing(
            tuple(
                f"{one.question}: {one.before or '–'} → {one.after or '–'}. {one.reason}. {one.by}, {_local(one.at)}"
                for one in stored.corrections
            )
        )


def answer_in_words(interview: Interview, question: Question, language: str) -> str:
    """What a question was answered, in words: never a code, and an unanswered one says so."""
    standing = interview.standings[question.code]
    value: Value | None = standing.value
    if value is None:
        return tell(say("not answered"))
    if value is Code.X:
        return question.x_means.in_language(language) if question.x_means else tell(say("no answer"))
    if value is Code.N:
        means = question.n_means if standing.why is Why.N_HAND else None
        return means.in_language(language) if means else tell(say("does not apply"))
    if not isinstance(value, int):
        return str(value)
    if (choice := question.choice(value)) is not None:
        said = choice.label.in_language(language)
        scaled = question.kind in (Kind.CLIENT_RATING, Kind.SEVERITY)
        return f"{said} ({value})" if scaled and str(value) != said else said
    if question.kind is Kind.YEARS_MONTHS:
        years, months = divmod(value, 12)
        parts = [UNITS["years"](years)] * bool(years) + [UNITS["months"](months)] * bool(months or not years)
        return " ".join(map(tell, parts))
    if question.unit == "kr":
        return tell(say("{amount} kronor", amount=f"{value:,}".replace(",", "\u00a0")))
    return tell(UNITS[question.unit](value)) if question.unit in UNITS else str(value)


UNITS: Mapping[str, Callable[[int], Message]] = {
    "days": lambda count: say("1 day") if count == 1 else say("{count} days", count=count),
    "months": lambda count: say("1 month") if count == 1 else say("{count} months", count=count),
    "years": lambda count: say("1 year") if count == 1 else say("{count} years", count=count),
}
"""How what is counted is said."""


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
