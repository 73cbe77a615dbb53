"""The summary, the change and the basis for the plan of a client, as documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from asi_tui.core.change import AreaChange, Comparison, Course, Line, compare
from asi_tui.core.change_in_words import sentences
from asi_tui.core.edited_text import EditedText, laid, said
from asi_tui.core.edited_text import Line as EditedLine
from asi_tui.core.identity import show_code
from asi_tui.core.measures import Measures
from asi_tui.core.narrative import Material, Naming, Pronoun, RiskBox, Summary, person, summary
from asi_tui.core.people import Client
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.plan_basis import Intervention, Need, basis
from asi_tui.core.preferences import EarlierView
from asi_tui.core.scoring import Scoring
from asi_tui.errors import UsageError
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.reports.document import (
    Block,
    Box,
    Curve,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Series,
    Writing,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A client and the interviews that a paper is made of, oldest first; the last is the one it is about.

    `shown` is when earlier answers were shown beside later ones (None: not known), `edited` a summary that somebody has
    edited, `running` the client's interventions.
    """

    client: Client
    held: Sequence[Material]
    book: Phrasebook
    measures: Measures
    scoring: Scoring = field(default_factory=Scoring)
    shown: EarlierView | None = None
    naming: Naming = Naming.INITIALS
    pronoun: Pronoun = Pronoun.RECORD
    edited: EditedText | None = None
    running: Sequence[Intervention] = ()

    @property
    def latest(self) -> Material:
        """The interview that the paper is about."""
        return self.held[-1]

    @property
    def foot(self) -> str:
        """What stands on every page: never more of the client than the code, and the day of the interview."""
        day = self.latest.held_on.isoformat()
        return tell(say("client {code}, interview {day}", code=show_code(self.client.code), day=day))

    def comparison(self) -> Comparison | None:
        """All its interviews side by side; None when there is only one."""
        if len(self.held) < 2:
            return None
        return compare(self.held, self.book, self.measures, self.scoring, self.shown)

    def summary(self) -> Summary:
        """The summary of the latest interview, with what has changed since the first."""
        comparison = self.comparison()
        changes = sentences(comparison, self.book, self.measures, self.latest) if comparison else ()
        naming, pronoun = self.naming, self.pronoun
        if self.edited is not None:
            naming, pronoun = self.edited.naming, self.edited.pronoun
        whom = person(self.book, self.client, naming, pronoun)
        return summary(self.latest, whom, self.book, self.measures, changes)


def summary_paper(case: Case) -> Document:
    """The summary: overview, what must not be overlooked, area by area, what is not known, and the comments.

    A text that somebody has edited is told as it was edited, by whom and when, and what in it no longer fits.
    """
    told = case.summary()
    title = say("Summary of an ASI interview")
    if case.edited is None:
        return _paper(case, title, told.draft, tuple(_summary(told)))
    lines = laid(case.edited.kept, told, case.latest.read)
    blocks = (*_summary(said(lines, told)), *_to_look_at(lines))
    return _paper(case, title, told.draft, blocks, (_edited_by(case.edited, sum(line.waits for line in lines)),))


def _edited_by(text: EditedText, waiting: int) -> str:
    """Who edited the text and when, and that something is to be looked over, which stands at the end."""
    time = f"{text.at.astimezone():%Y-%m-%d %H:%M}" if text.at else ""
    told = say("Edited {time} by {name}", time=time, name=text.by)
    if not waiting:
        return tell(told)
    return tell(
        say(
            "{told}. Answers have changed since: {count} to be looked over, see the end",
            told=told,
            count=waiting,
        )
    )


def _to_look_at(lines: Sequence[EditedLine]) -> Iterator[Block]:
    """The sentences whose answers have changed since they were written, and what is calculated now."""
    if not any(line.waits for line in lines):
        return
    yield Heading(tell(say("To be looked over: answers have changed since the text was edited")))
    for line in lines:
        now = line.now.text if line.now else tell(say("nothing"))
        if line.is_stale and line.kept.text:
            yield Quote(tell(say("In the text")), line.kept.text)
            yield Quote(tell(say("Calculated now")), now)
        elif line.waits:
            yield Quote(tell(say("Calculated now, not in the text")), now)


def change_paper(case: Case) -> Document:
    """All interviews side by side. Raises UsageError when there is only one."""
    comparison = case.comparison()
    if comparison is None:
        raise UsageError(
            say("there is only one interview to compare"),
            show_code(case.client.code),
            say("the change is told from the second interview on"),
        )
    return _paper(case, say("Change between interviews"), case.summary().draft, tuple(_change(comparison, case)))


def plan_paper(case: Case) -> Document:
    """The basis for the care plan, with room to write under the headings of a plan."""
    told = case.summary()
    return _paper(case, case.book.words["plan.title"], told.draft, tuple(_plan(case, told)))


def _paper(
    case: Case, title: Message | str, mark: str | None, blocks: tuple[Block, ...], about: tuple[str, ...] = ()
) -> Document:
    name = title if isinstance(title, str) else tell(title)
    # The code stands under the title, so that a paper that is pasted into a file says whose it is.
    under = (case.foot[:1].upper() + case.foot[1:], *about)
    return Document(
        title=name, language=case.book.language, under=under, mark=mark, blocks=blocks, foot=f"{name}, {case.foot}"
    )


def _summary(told: Summary) -> Iterator[Block]:
    yield from (Paragraph(paragraph, quiet=True) for paragraph in told.about.paragraphs)
    if told.overview.paragraphs:
        yield Heading(told.overview.title)
        yield from map(Paragraph, told.overview.paragraphs)
    yield from _risk(told.risk)
    for area in told.areas:
        if area.paragraphs:
            yield Heading(area.title)
            yield from map(Paragraph, area.paragraphs)
    if told.own_answers:
        yield Heading(tell(say("The unit's own questions")))
        yield Listing(tuple(f"{own.label}: {own.answer}" for own in told.own_answers))
    if told.missing or told.not_asked:
        yield Heading(tell(say("Not known")))
        yield from (Paragraph((one,)) for one in told.missing)
        if told.not_asked:
            yield Paragraph((told.not_asked,))
    if told.comments:
        yield Heading(tell(say("Comments, as they were written")))
        for comment in told.comments:
            about = f"{comment.area}: {comment.label}" if comment.label else comment.area
            yield Quote(about, comment.text)


def _risk(risk: RiskBox) -> Iterator[Block]:
    if risk:
        said = (" ".join(sentence.text for sentence in risk.sentences),) if risk.sentences else ()
        done = tuple(tell(say("Done about it: {what}", what=action)) for action in risk.actions)
        yield Box(risk.title, (*said, *done))


def _change(comparison: Comparison, case: Case) -> Iterator[Block]:
    told = sentences(comparison, case.book, case.measures, case.latest)
    if told:
        yield Paragraph(told)
    words = case.book.words
    head = (*(column.held_on.isoformat() for column in comparison.columns), tell(say("Change")))
    yield Listing(tuple(f"{column.day}: {column.form}" for column in comparison.columns))
    for area in comparison.areas:
        rows = tuple((row.label, *(cell.text for cell in row.cells), _course(words, row.course)) for row in area.rows)
        if not rows:
            continue
        yield Heading(_titled(area, words))
        if area.quiet:
            yield Paragraph(plain=tell(say("No problems in any of the interviews.")))
            continue
        yield Grid(("", *head), rows)
        line = next((one for one in comparison.lines if one.area == area.id), None)
        if line and (series := _series(line, case)):
            yield series
    if comparison.substances:
        yield Heading(tell(say("Substances, days of the last 30")))
        rows = tuple(
            (row.label, *(cell.text for cell in row.cells), _course(words, row.course)) for row in comparison.substances
        )
        yield Grid(("", *head), rows)
    yield Heading(tell(say("How to read it")))
    yield from (Paragraph(plain=note, quiet=True) for note in comparison.notes)


def _titled(area: AreaChange, words: Mapping[str, str]) -> str:
    course = _course(words, area.course)
    return f"{area.title}: {course}" if area.course and not area.quiet else area.title


def _course(words: Mapping[str, str], course: Course | None) -> str:
    return f"{words[f'change.{course.value}.sign']} {words[f'change.{course.value}.word']}" if course else "–"


def _series(line: Line, case: Case) -> Series | None:
    curves = tuple(
        Curve(case.book.words[f"change.label.{name}"], values)
        for name, values in (("worry", line.worry), ("help", line.help))
        if sum(value is not None for value in values) > 1
    )
    first, last = line.days[0], line.days[-1]
    whole = max(1, (last - first).days)
    places = tuple((day - first).days / whole for day in line.days)
    days = tuple(day.isoformat() for day in line.days)
    return Series(line.title, days, places, curves, 4) if curves else None


def _plan(case: Case, told: Summary) -> Iterator[Block]:
    found = basis(case.latest, told, case.book, case.measures, running=case.running, comparison=case.comparison())
    yield Paragraph(plain=found.about, quiet=True)
    yield from _risk(found.risk)
    if found.wishes or found.resources:
        yield Heading(tell(say("Resources and wishes")))
        yield Paragraph((*found.resources, *found.wishes))
    for need in found.needs:
        yield from _need(need)
    if found.without:
        yield Paragraph(plain=found.without)
    if found.other_interventions:
        yield Heading(tell(say("Other interventions")))
        yield Listing(tuple(_done(found.other_interventions)))
    if found.missing:
        yield Heading(tell(say("Not known")))
        yield from (Paragraph((one,)) for one in found.missing)
    yield Heading(tell(say("Headings for the plan")))
    for heading, hint in found.headings:
        yield Writing(f"{heading}. {hint}", 2, by_hand=False)


def _need(need: Need) -> Iterator[Block]:
    yield Heading(need.title)
    rows = (*need.rows, *(((tell(say("Since the first interview")), need.course_words),) if need.course_words else ()))
    if rows:
        yield Grid((), rows)
    if need.facts:
        yield Paragraph(need.facts)
    if need.interventions:
        yield Heading(tell(say("What is being done")), 2)
        yield Listing(tuple(_done(need.interventions)))


def _done(rows: Sequence[Intervention]) -> Iterator[str]:
    """Each intervention in one line: what, by whom, when, and its goals with how far each was reached."""
    for (what, by, since, until), goals in groupby(rows, lambda one: (one.what, one.by, one.since, one.until)):
        told = ", ".join(part for part in (what, by, _days(since, until)) if part)
        named = [(one.goal.rstrip(" ."), one.attainment) for one in goals if one.goal]
        reached = [f"{goal} ({attainment})" if attainment else goal for goal, attainment in named]
        aims = (tell(say("Goal: {goal}", goal=goal)) for goal in reached)
        yield ". ".join((told, *aims))


def _days(since: str, until: str) -> str:
    if since and until:
        return f"{since}–{until}"
    return tell(say("since {day}", day=since)) if since else tell(say("until {day}", day=until)) if until else ""
