"""The lists of the ratings step: all ratings with the client's own, the questions on distorted answers, the reasons."""

from __future__ import annotations

from asi_tui.core import severity
from asi_tui.core.check_review import SOFT_REASONS
from asi_tui.core.interview import Interview
from asi_tui.core.prompt import Asked, Prompt
from asi_tui.core.rating_desk import Rating, Stage
from asi_tui.core.second_look import in_words
from asi_tui.i18n import language, tell
from asi_tui.keys import Keymap, shown_key
from asi_tui.message import say
from asi_tui.tui.widgets.key_items import MARGIN
from asi_tui.tui.widgets.paper import Line, Span, fill, spread, words_of, wrap
from asi_tui.tui.widgets.question_sheet import told_value

NAME_WIDTH = 23
CLIENT_WIDTH = 12


def list_lines(rating: Rating) -> list[Line]:
    """All ratings, each with the client's own; then what is known of distorted answers."""
    interview = rating.interview
    head = fill("", NAME_WIDTH + 8) + fill(tell(say("the client")), CLIENT_WIDTH) + tell(say("the rating"))
    lines: list[Line] = [((head, "dim"),)]
    wanting = severity.without_reason(interview, rating.accepted)
    about = rating.prompt.about if rating.prompt else rating.desk.at if rating.stage is Stage.RATING else None
    for code in severity.ratings(interview):
        here = code == about
        question, style = interview.question(code), "cursor" if here else "text"
        meaning, figure = told_value(question, interview.standings[code].value)
        client = ", ".join(_figure(interview, item) for item in severity.client_ratings(interview, code))
        name = severity.name(interview, code).in_language(language())
        waits = code in wanting or code in rating.looks
        words = tell(say("? wants a reason")) if code in wanting else meaning
        if code in rating.looks:
            words = tell(say("? look again: {moved}", moved=in_words(rating.looks[code])))
        answered: list[Span] = [(figure, "value"), (f"  {words}", "alert" if waits else "text")] if figure else []
        if here and not figure and rating.prompt is None:
            answered = [("[_]", "open")]
        lines.append(
            (
                (" ▸ " if here else "   ", "key" if here else "text"),
                (fill(question.number, 5) + fill(name, NAME_WIDTH), style),
                (fill(client, CLIENT_WIDTH), "text"),
                *answered,
            )
        )
    return [*lines, *_doubts_told(interview)]


def _figure(interview: Interview, code: str) -> str:
    return told_value(interview.question(code), interview.standings[code].value)[1] or "–"


def _doubts_told(interview: Interview) -> list[Line]:
    """Which answers are distorted, in one line; nothing on forms that do not ask."""
    codes = severity.doubts(interview)
    answers = [interview.standings[code].value for code in codes]
    if not codes or all(answer is None for answer in answers):
        return []
    yes = [
        f"{interview.question(code).number} {severity.name(interview, code).in_language(language())}"
        for code, answer in zip(codes, answers, strict=True)
        if answer == 1
    ]
    words = say("Distorted answers: {areas}", areas=", ".join(yes)) if yes else say("Distorted answers: none")
    return [(), (("   " + tell(words), "text"),)]


def list_bottom(rating: Rating, keymap: Keymap, width: int) -> list[Line]:
    """What is asked while the list stands above: on paper, a digit, F9, or the signature."""
    match rating.stage:
        case Stage.ON_PAPER:
            return [
                ((MARGIN + tell(say("Do the ratings already stand on paper?")), "heading"),),
                (
                    (MARGIN + "  ", "text"),
                    ("0", "key"),
                    (tell(say(" no: rate area by area, from the answers")), "text"),
                ),
                ((MARGIN + "  ", "text"), ("1", "key"), (tell(say(" yes: copy them, one digit per area")), "text")),
            ]
        case Stage.READY:
            words = say("All rows have a value.")
            finish = [(shown_key(keymap.first("rating.complete")), "key"), (tell(say(" finishes the rating")), "text")]
            return [((MARGIN + tell(words), "heading"),), ((MARGIN + "  ", "text"), *finish)]
        case Stage.SIGN:
            return [
                ((MARGIN + tell(say("The interview is rated. Sign it now?")), "heading"),),
                (
                    (MARGIN + "  ", "text"),
                    ("Enter", "key"),
                    (tell(say(" signs as the interviewer")), "text"),
                    ("   Esc", "key"),
                    (tell(say(" leaves it for later")), "text"),
                ),
            ]
    question = rating.desk.question
    name = severity.name(rating.interview, question.code).in_language(language())
    keeps = say(": 0-9; Enter keeps {value}", value=_figure(rating.interview, question.code))
    asked = keeps if question.code in rating.looks else say(": 0-9")
    lines: list[Line] = [((f" {question.number}  ", "heading"), (name, "strong"), (tell(asked), "text"))]
    ranges = severity.ranges(question)
    lines += [((MARGIN + f"  {r.low}–{r.high} {r.words.in_language(language())}", "dim"),) for r in ranges]
    return lines


def doubt_lines(rating: Rating, width: int) -> list[Line]:
    """All questions on distorted answers, with their areas."""
    interview = rating.interview
    lines: list[Line] = []
    for code in severity.doubts(interview):
        question, here = interview.question(code), code == rating.desk.at
        style = "cursor" if here else "text"
        name = severity.name(interview, code).in_language(language())
        meaning, figure = told_value(question, interview.standings[code].value)
        answered: list[Span] = [(f"{meaning} ", "dim"), (figure, "value")] if figure else []
        if here and not figure:
            answered = [("[_]", "open")]
        left: list[Span] = [
            (" ▸ " if here else "   ", "key" if here else "text"),
            (fill(question.number, 5) + fill(name, NAME_WIDTH), style),
            (question.label.in_language(language()), style),
        ]
        lines.append(spread([*left, (" ", "text")], [*answered, (" ", "text")], min(width, 100)))
    return lines


def doubt_bottom(rating: Rating, keymap: Keymap, width: int) -> list[Line]:
    """The question on distorted answers before the interviewer, and what may be answered."""
    question = rating.desk.question
    lead = f" {question.number}  "
    wording = wrap(question.wording.in_language(language()), width - len(lead) - 1)[:2]
    lines: list[Line] = [((lead, "heading"), (wording[0], "strong"))]
    lines += [((" " * len(lead), "text"), (more, "strong")) for more in wording[1:]]
    spans: list[Span] = [(MARGIN + "  ", "text")]
    for choice in question.choices:
        spans += [(str(choice.code), "key"), (f" {choice.label.in_language(language())}   ", "text")]
    for command, words in (("rating.no-answer", say("no answer")), ("rating.all-no", say("no to all that are open"))):
        spans += [(shown_key(keymap.first(command)), "key"), (f" {tell(words)}   ", "text")]
    return [*lines, tuple(spans)]


def reason_lines(rating: Rating, line: Prompt, width: int) -> list[Line]:
    """Why a rating is far from the client's: five reasons, the last one in words."""
    asked = wrap(tell(severity.far(rating.interview)[line.about].message), width - 2 * len(MARGIN))
    heading: list[Line] = [((MARGIN + words, "heading"),) for words in asked]
    if line.asked is Asked.REASON_TEXT:
        room = width - len(MARGIN) - 12
        prompt = tell(say("Reason: {typed}_", typed=line.text[-room:]))
        return [*heading, ((MARGIN + "  ", "text"), (prompt, "open"))]
    lines = heading
    spans: list[Span] = [(MARGIN + "  ", "text")]
    for key, reason in SOFT_REASONS.items():
        words = f" {tell(reason)}   "
        if len(words_of(tuple(spans))) + 1 + len(words) > width:
            lines.append(tuple(spans))
            spans = [(MARGIN + "  ", "text")]
        spans += [(str(key), "key"), (words, "text")]
    return [*lines, tuple(spans)]
