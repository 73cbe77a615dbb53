"""A unit's plan as TOML: written with what each key means, and read with every fault at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from asi_tui.core.identity import clean_text
from asi_tui.core.loading import Fault
from asi_tui.core.preferences import VIEW_WORDS, EarlierView
from asi_tui.core.shape import nearest
from asi_tui.core.unit_plan import LIMIT_LIMIT, MOST_LIMITS, WORDS_LIMIT, UnitPlan
from asi_tui.message import Message, say

LABELS: Mapping[str, Message] = {
    "interviewed": say("Who is interviewed"),
    "limits": say("Limits"),
    "base_form": say("Base interview on"),
    "follow_up_form": say("Follow-up on"),
    "interval_months": say("Months to the follow-up"),
    "short_interventions": say("Exempt interventions, days"),
    "feedback": say("Feedback in the queue"),
    "show_ratings": say("Ratings shown to the client"),
    "earlier": say("Earlier answers shown"),
    "finish_short": say("May finish as short"),
    "refresher_months": say("Months to the refresher"),
    "responsible": say("Answers for the plan"),
    "follow_ups": say("Answers for follow-ups"),
    "valid_from": say("Valid from"),
    "reviewed_on": say("Reviewed"),
}
"""What each key of a plan is called on a page."""

MEANINGS: Mapping[str, Message] = {
    "interviewed": say("who is interviewed, in a sentence"),
    "limits": say('limits of that group, each a text: ["from 18 years", "not LVM"]'),
    "base_form": say("the form that Enter takes for a base interview: grund or grund-kort"),
    "follow_up_form": say("the form that Enter takes for a follow-up: uppf or uppf-kort"),
    "interval_months": say("months from an interview, or an ended intervention, to its follow-up: 6 or 12"),
    "short_interventions": say("days up to which an ended intervention is not followed up; 0 = all are"),
    "feedback": say("whether the queue asks for feedback to the client after each interview"),
    "show_ratings": say("whether the client's sheet tells the interviewer's ratings"),
    "earlier": say("when earlier answers are shown at a follow-up: after, before or never"),
    "finish_short": say("whether an interview begun on a full form may be finished as its short form"),
    "refresher_months": say("months from a training until its refresher is due"),
    "responsible": say("the account of whoever answers for the plan"),
    "follow_ups": say("the account of whoever answers for follow-ups that nobody else has"),
    "valid_from": say("the day from which the plan holds"),
    "reviewed_on": say("the day on which it was last reviewed; once a year at least"),
}
"""What each key of a plan means, as the template tells it."""


def written(plan: UnitPlan, tell: Callable[[Message], str] | None = None) -> str:
    """The plan as TOML that `read_plan` reads back; with `tell` each key with a comment on what it means."""
    lines = []
    for key in MEANINGS:
        value = getattr(plan, key)
        if tell is not None:
            lines.append(f"# {tell(MEANINGS[key])}")
        if value is not None:
            lines.append(f"{key} = {_toml(value)}")
        elif tell is not None:
            lines.append(f"# {key} = {_EXAMPLES[key]}")
        if tell is not None:
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


_EXAMPLES = {
    "show_ratings": "false",
    "earlier": '"after"',
    "finish_short": "false",
    "responsible": '"anna"',
    "follow_ups": '"anna"',
    "valid_from": "2026-11-21",
    "reviewed_on": "2026-11-21",
}


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | int):
        return str(value)
    # A basic string of TOML is written as one of JSON, once no control characters are in it.
    return json.dumps(list(value) if isinstance(value, tuple) else str(value), ensure_ascii=False)


def read_plan(text: str) -> tuple[UnitPlan, tuple[Fault, ...]]:
    """The plan in a text, as far as it can be read, and every fault met on the way."""
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fault = Fault("", "", say("This is not TOML: {reason}.", reason=error), say("Correct that line."))
        return UnitPlan(), (fault,)
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, value in document.items():
        if key not in _READERS:
            what = say("There is no key {key}.", key=clean_text(key, 40))
            faults.append(Fault("", clean_text(key, 40), what, nearest(key, list(_READERS))))
            continue
        read = _READERS[key](value)
        if isinstance(read, Fault):
            faults.append(Fault("", key, read.what, read.remedy))
        else:
            found[key] = read
    return UnitPlan(**found), tuple(faults)


def _wrong(what: Message, remedy: Message) -> Fault:
    return Fault("", "", what, remedy)


def _words(value: object) -> str | Fault:
    if not isinstance(value, str):
        return _wrong(say("Words are expected here."), say("Write the words between quotation marks."))
    if len(value) > WORDS_LIMIT:
        return _wrong(say("The text is longer than {most} characters.", most=WORDS_LIMIT), say("Shorten it."))
    return clean_text(value, WORDS_LIMIT, lines=True).strip()


def _limits(value: object) -> tuple[str, ...] | Fault:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return _wrong(say("A list of texts is expected here."), say('Write ["from 18 years", "not LVM"].'))
    if len(value) > MOST_LIMITS or any(len(one) > LIMIT_LIMIT for one in value):
        what = say("At most {most} limits of {length} characters.", most=MOST_LIMITS, length=LIMIT_LIMIT)
        return _wrong(what, say("Shorten them."))
    return tuple(one for one in (clean_text(one, LIMIT_LIMIT).strip() for one in value) if one)


def _name(value: object) -> str | Fault | None:
    if not isinstance(value, str):
        return _wrong(say("Words are expected here."), say("Write the words between quotation marks."))
    return clean_text(value, 100).strip() or None


def _form(value: object) -> str | Fault:
    return _name(value) or _wrong(say("The form is missing."), say("Name a form, or take the key out."))


def _whole(value: object) -> int | Fault:
    if not isinstance(value, int) or isinstance(value, bool):
        return _wrong(say("A whole number is expected here."), say("Write a whole number without quotation marks."))
    return value


def _yes_no(value: object) -> bool | Fault:
    if not isinstance(value, bool):
        return _wrong(say("true or false is expected here."), say("Write true or false without quotation marks."))
    return value


def _earlier(value: object) -> EarlierView | Fault:
    if not isinstance(value, str) or value not in {view.value for view in EarlierView}:
        return _wrong(say("{value} is none of after, before and never.", value=clean_text(str(value), 40)), _VIEWS)
    return EarlierView(value)


_VIEWS = say('Write "after", "before" or "never".')


def _day(value: object) -> date | Fault:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime) or not 1990 <= value.year <= 2200:
        return _wrong(say("This is not a date."), say("Write the date as 2026-11-21."))
    return value


_READERS: Mapping[str, Callable[[object], Any]] = {
    "interviewed": _words,
    "limits": _limits,
    "base_form": _form,
    "follow_up_form": _form,
    "interval_months": _whole,
    "short_interventions": _whole,
    "feedback": _yes_no,
    "show_ratings": _yes_no,
    "earlier": _earlier,
    "finish_short": _yes_no,
    "refresher_months": _whole,
    "responsible": _name,
    "follow_ups": _name,
    "valid_from": _day,
    "reviewed_on": _day,
}


def differences(before: UnitPlan, now: UnitPlan) -> Iterator[str]:
    """The keys that another plan says otherwise."""
    return (one.name for one in fields(UnitPlan) if getattr(before, one.name) != getattr(now, one.name))


def value_words(plan: UnitPlan, key: str, forms: Mapping[str, str], names: Mapping[str, str]) -> Message | str:
    """What a plan says under a key, as a page shows it: with the titles of forms, and the names of staff by account."""
    value = getattr(plan, key)
    if value is None and key in ("show_ratings", "earlier", "finish_short"):
        return say("as the program is set up")
    if value is None or value == "" or value == ():
        return say("not decided")
    match key:
        case "base_form" | "follow_up_form":
            return forms.get(str(value), str(value))
        case "interval_months" | "refresher_months":
            return say("{months} months", months=value)
        case "short_interventions":
            return say("up to {days} days", days=value) if value else say("none: all are followed up")
        case "responsible" | "follow_ups":
            return names.get(str(value), str(value))
        case "limits":
            return "; ".join(value)
        case "earlier":
            return VIEW_WORDS[value]
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return " ".join(str(value).split())
