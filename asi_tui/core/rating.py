"""An interviewer at the ratings of an interview: what each key does from where they stand, without a screen."""

from __future__ import annotations

from dataclasses import replace

from asi_tui.core import check_review, keying, prompt, severity
from asi_tui.core.annotations import Acceptance
from asi_tui.core.answer import Code, Value
from asi_tui.core.desk import KeyingStyle, Stroke, held_by_lock, locked_from, told, unlocked
from asi_tui.core.interview import Change, Interview
from asi_tui.core.prompt import Asked, Prompt
from asi_tui.core.rating_desk import Rating, Stage, Turn, at_row, no_row, onward, past_look, refused, says
from asi_tui.message import Message, say


def press(rating: Rating, stroke: Stroke, style: KeyingStyle) -> Turn:
    """What one key does. The caller puts `store` and `accept` on disk before it shows the new ratings."""
    held = held_by_lock(rating.desk, stroke, style)
    if held is not None:
        return Turn(replace(rating, desk=held))
    turn = _take(replace(rating, desk=unlocked(rating.desk)), stroke, style)
    return replace(turn, rating=replace(turn.rating, desk=locked_from(turn.rating.desk, stroke.at)))


def paste(rating: Rating, text: str, at: float) -> Turn:
    """Pasted text: words of a reason, refused anywhere else."""
    if rating.desk.lock is None and rating.prompt is not None and rating.prompt.asked is Asked.REASON_TEXT:
        desk = replace(rating.desk, enter_is_spent=False)
        return Turn(replace(rating, desk=desk, prompt=prompt.pasted(rating.prompt, text)))
    turn = refused(rating, say("pasted text is not taken here"))
    return replace(turn, rating=replace(turn.rating, desk=locked_from(turn.rating.desk, at)))


def _take(rating: Rating, stroke: Stroke, style: KeyingStyle) -> Turn:
    spent = rating.desk.enter_is_spent
    rating = replace(rating, desk=replace(rating.desk, enter_is_spent=False))
    if stroke.command == "enter" and spent:
        return Turn(rating)
    if rating.prompt is not None:
        return _on_prompt(rating, rating.prompt, stroke)
    if stroke.command == "enter":
        return _enter(rating)
    if stroke.command is not None:
        return _command(rating, stroke.command)
    character = stroke.character or ""
    if not character or not character.isprintable():
        return Turn(rating)
    if character not in "0123456789":
        is_coded = rating.stage is Stage.DOUBT
        means = keying.letter_means(rating.desk.question, character, style.language) if is_coded else None
        return refused(rating, means or say("{character} does nothing here", character=character))
    return _digit(rating, int(character))


def _has_row(rating: Rating) -> bool:
    """Whether a row that can be answered is before the interviewer."""
    return rating.stage in (Stage.RATING, Stage.DOUBT)


def _digit(rating: Rating, digit: int) -> Turn:
    question = rating.desk.question
    if rating.stage is Stage.ON_PAPER and digit in (0, 1):
        begun = at_row(replace(rating, straight=digit == 1), severity.open_rows(rating.interview)[0])
        return Turn(replace(begun, desk=replace(begun.desk, enter_is_spent=True)))
    if not _has_row(rating):
        return refused(rating, no_row(rating.stage))
    if rating.stage is Stage.DOUBT or rating.straight:
        reason = keying.refusal(question, digit)
        return refused(rating, reason) if reason else _answer(rating, digit)
    if rating.chosen is None:
        ranges = severity.ranges(question)
        if not 1 <= digit <= len(ranges):
            return refused(rating, say("choose the range first: 1-{last}", last=len(ranges)))
        desk = replace(rating.desk, enter_is_spent=True, message=None)
        return Turn(replace(rating, desk=desk, chosen=ranges[digit - 1]))
    low, high = rating.chosen.low, rating.chosen.high
    if digit not in (low, high):
        return refused(rating, say("{value} is outside {low}-{high}: choose again", value=digit, low=low, high=high))
    return _answer(rating, digit)


def _answer(rating: Rating, value: Value, *, by_enter: bool = False) -> Turn:
    """The row has its value; what it replaced, or that it is far from the client's, is told, and the next row comes.

    A rating to be looked at again is given again, be it with the same value: from now on it rests on the answers as
    they are.
    """
    at = rating.desk.at
    before = rating.interview.answers.get(at)
    change = Change(at, before, value)
    interview = rating.interview.changed(change) if before != value else rating.interview
    message = _far(interview, at, rating.accepted) or _replaced(rating, before, value)
    if at in rating.looks and before == value:
        message = message or say("{number} stays {value}", number=rating.desk.question.number, value=told(value))
    desk = replace(rating.desk, interview=interview, message=message, latest=message, enter_is_spent=not by_enter)
    rest = replace(rating, desk=desk, looks={code: moved for code, moved in rating.looks.items() if code != at})
    again = at in rating.looks
    return Turn(past_look(rest) if again else onward(rest), store=(change,) if again or before != value else ())


def _far(interview: Interview, code: str, accepted: tuple[Acceptance, ...]) -> Message | None:
    if code not in severity.without_reason(interview, accepted):
        return None
    return say(
        "{number} {value} is far from the client's own rating: say why with s, at the latest at F9",
        number=interview.question(code).number,
        value=told(interview.answers.get(code)),
    )


def _replaced(rating: Rating, before: Value | None, after: Value) -> Message | None:
    if before is None or before == after:
        return None
    number = rating.desk.question.number
    return say("{number}: {before} → {after}", number=number, before=told(before), after=told(after))


def _enter(rating: Rating) -> Turn:
    if rating.stage is Stage.SIGN:
        return Turn(rating, ask="sign")
    value = rating.interview.answers.get(rating.desk.at)
    if not _has_row(rating) or value is None or rating.chosen is not None:
        return Turn(rating)
    return _answer(rating, value, by_enter=True) if rating.desk.at in rating.looks else Turn(onward(rating))


def _command(rating: Rating, command: str) -> Turn:
    match command:
        case "close" | "back" | "backspace" if rating.chosen is not None:
            return Turn(replace(rating, chosen=None, desk=replace(rating.desk, message=rating.desk.latest)))
        case "no-answer" | "reason" | "straight" if rating.chosen is not None:
            return refused(rating, say("choose the point first, or Backspace to take the range back"))
        case "back" | "backspace":
            return _back(rating)
        case "next":
            return Turn(onward(rating)) if _has_row(rating) else says(rating, no_row(rating.stage))
        case "no-answer":
            return _answer(rating, Code.X) if _has_row(rating) else refused(rating, no_row(rating.stage))
        case "all-no":
            return _all_no(rating)
        case "straight":
            if rating.stage not in (Stage.ON_PAPER, Stage.RATING):
                return refused(rating, say("only ratings are copied from paper"))
            return Turn(at_row(replace(rating, straight=not rating.straight), rating.desk.at))
        case "reason":
            return _reason(rating)
        case "complete":
            return _complete(rating)
        case _:
            return Turn(rating, ask=command)


def _back(rating: Rating) -> Turn:
    rows = severity.rows(rating.interview)
    if not _has_row(rating):
        return Turn(rating) if rating.stage is Stage.ON_PAPER else Turn(at_row(rating, rows[-1]))
    place = rows.index(rating.desk.at)
    return Turn(at_row(rating, rows[place - 1])) if place else says(rating, say("this is the first row"))


def _all_no(rating: Rating) -> Turn:
    """No to all the questions on distorted answers that are still open."""
    unfilled = [code for code in severity.doubts(rating.interview) if rating.interview.is_open(code)]
    if rating.stage is not Stage.DOUBT or not unfilled:
        return refused(rating, say("there is no open question on distorted answers here"))
    changes = tuple(Change(code, None, 0) for code in unfilled)
    interview = rating.interview
    for change in changes:
        interview = interview.changed(change)
    message = say("{count} answered no", count=len(changes))
    last = severity.rows(interview)[-1]
    desk = replace(rating.desk, at=last, interview=interview, message=message, latest=message, enter_is_spent=True)
    return Turn(onward(replace(rating, desk=desk)), store=changes)


def _reason(rating: Rating) -> Turn:
    """Ask why the rating stands: the one before the interviewer, else the one given last, else the first."""
    wanting = severity.without_reason(rating.interview, rating.accepted)
    if not wanting:
        return refused(rating, say("no rating here wants a reason"))
    given = rating.interview.done[-1].code if rating.interview.done else None
    about = next((code for code in (rating.desk.at, given) if code in wanting), wanting[0])
    return Turn(_asked_why(rating, about))


def _asked_why(rating: Rating, about: str) -> Rating:
    desk = replace(rating.desk, message=None)
    return replace(rating, desk=desk, prompt=Prompt(Asked.REASON, about), chosen=None)


def _complete(rating: Rating) -> Turn:
    """F9: to the first row without a value, to the first to be looked at again, to the first reason that is wanted;
    else the ratings are settled."""
    unfilled = severity.open_rows(rating.interview)
    if unfilled:
        sentence = say("{count} rows of the rating have no value yet", count=len(unfilled))
        return says(at_row(rating, unfilled[0]), sentence)
    if rating.looks:
        sentence = say("{count} ratings are to be looked at again: Enter keeps one", count=len(rating.looks))
        return says(at_row(rating, next(iter(rating.looks))), sentence)
    wanting = severity.without_reason(rating.interview, rating.accepted)
    if wanting:
        return Turn(replace(_asked_why(rating, wanting[0]), finishing=True))
    if rating.stage is Stage.SIGN:
        return says(rating, no_row(Stage.SIGN))
    return Turn(replace(rating, chosen=None), ask="rated")


def _on_prompt(rating: Rating, line: Prompt, stroke: Stroke) -> Turn:
    """A key while a reason is given: a digit, and for the last one words."""
    digit = stroke.character or ""
    is_coded = line.asked is Asked.REASON
    if stroke.command in ("help", "palette"):
        return Turn(rating, ask=stroke.command)
    if is_coded and stroke.command == "backspace":
        stroke = replace(stroke, command="close")
    if is_coded and stroke.command == "enter":
        return Turn(rating)
    if is_coded and stroke.command != "close" and digit not in tuple("12345"):
        return refused(rating, say("give the reason with 1-{last}", last=check_review.OTHER))
    line = prompt.press(line, stroke)
    if line.left:
        desk = replace(rating.desk, message=rating.desk.latest)
        return Turn(replace(rating, desk=desk, prompt=None, finishing=False))
    if not line.done:
        return Turn(replace(rating, prompt=line))
    if is_coded and int(line.text) == check_review.OTHER:
        words = Prompt(Asked.REASON_TEXT, line.about)
        return Turn(replace(rating, prompt=words, desk=replace(rating.desk, enter_is_spent=True)))
    return _accepted(rating, line, is_coded=is_coded)


def _accepted(rating: Rating, line: Prompt, *, is_coded: bool) -> Turn:
    one = severity.far(rating.interview)[line.about]
    words = "" if is_coded else " ".join(line.text.split())
    kept = check_review.accepted(one, words, reason=int(line.text) if is_coded else check_review.OTHER)
    if isinstance(kept, Message):
        return says(replace(rating, prompt=replace(line, text="", done=False)), kept)
    message = say("{number}: the reason is kept", number=rating.interview.question(line.about).number)
    rating = replace(rating, accepted=(*rating.accepted, kept), prompt=None)
    rating = replace(rating, desk=replace(rating.desk, message=message, latest=message, enter_is_spent=is_coded))
    turn = _complete(rating) if rating.finishing else Turn(rating)
    return replace(turn, accept=kept)
