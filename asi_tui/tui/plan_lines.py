"""The lines of the page of a unit: its plan, its staff with their training, and what has been changed of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from asi_tui.core.plan_text import LABELS, differences, value_words
from asi_tui.core.staffing import ROLE_WORDS, StaffRecord, needs_training, training_words
from asi_tui.core.unit_plan import PlanInForce, PlanRevision, UnitPlan, age_of, is_old
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.widgets.paper import Line, Span, cut, fill, wrap

LABEL_WIDTH = 30
NARROW = 60
"""In a window narrower than this a value stands below its label."""

MOST_REVISIONS = 10
"""Changes of the plan that are told of here; `asi plan history` tells all."""


def page_lines(
    found: PlanInForce,
    staff: Sequence[StaffRecord],
    revisions: Sequence[PlanRevision],
    forms: Mapping[str, str],
    names: Mapping[str, str],
    today: date,
    width: int,
) -> list[Line]:
    """The whole page; `forms` are titles by form, `names` those of all staff by account."""
    return [
        _age_line(found, staff, today, width),
        *_plan_lines(found.plan, forms, names, width),
        (),
        *_staff_lines(staff, today, width),
        *_change_lines(revisions, forms, names, width),
    ]


def _age_line(found: PlanInForce, staff: Sequence[StaffRecord], today: date, width: int) -> Line:
    """How old the plan is, and what the manager should see to though the staff stand farther down."""
    if not found.is_decided:
        words, style = say("no plan has been set: the usual rules hold"), "late"
    else:
        words, style = age_of(found.plan, today), "late" if is_old(found.plan, today) else "good"
    spans = [(f" {tell(say('The plan'))}  ", "heading"), (tell(words), style), ("   ", "text"), *_marked(staff, today)]
    return _shortened(spans, width)


def _marked(staff: Sequence[StaffRecord], today: date) -> list[Span]:
    """How many lack their training, if any do."""
    count = sum(needs_training(one.member, today) for one in staff)
    return [(tell(say("! {count} lack training or a refresher", count=count)), "alert")] if count else []


def _plan_lines(plan: UnitPlan, forms: Mapping[str, str], names: Mapping[str, str], width: int) -> list[Line]:
    lines: list[Line] = []
    for key, label in LABELS.items():
        value = _words(value_words(plan, key, forms, names))
        room = width - 4 if width < NARROW else width - LABEL_WIDTH - 4
        first, *rest = wrap(value, max(8, room)) or [""]
        if width < NARROW:
            lines.append(((f"   {cut(tell(label), width - 4)}", "dim"),))
            lines += [((f"     {part}", "value"),) for part in (first, *rest)]
        else:
            lines.append((("   ", "text"), (fill(tell(label), LABEL_WIDTH), "text"), (f" {first}", "value")))
            lines += [((" " * (LABEL_WIDTH + 4) + part, "value"),) for part in rest]
    return lines


def _words(value: Message | str) -> str:
    return value if isinstance(value, str) else tell(value)


def _staff_lines(staff: Sequence[StaffRecord], today: date, width: int) -> list[Line]:
    name_width = min(26, max((cell_len(one.member.name) for one in staff), default=0)) + 2
    role_width = max((cell_len(tell(ROLE_WORDS[one.member.role])) for one in staff), default=0) + 2
    lines: list[Line] = [((f" {tell(say('Staff'))}  ", "heading"), *_marked(staff, today))]
    for one in staff:
        needs = needs_training(one.member, today)
        items = tell(say("{count} open", count=one.open_items))
        spans: list[Span] = [
            (" ! " if needs else "   ", "alert"),
            (fill(one.member.name, name_width), "text"),
            (fill(tell(ROLE_WORDS[one.member.role]), role_width), "dim"),
            (fill(items, 11), "text"),
            (tell(training_words(one.member, today)), "alert" if needs else "text"),
        ]
        lines.append(_shortened(spans, width))
    return lines


def _shortened(spans: Sequence[Span], width: int) -> Line:
    kept: list[Span] = []
    room = width - 1
    for words, style in spans:
        kept.append((cut(words, max(0, room)), style))
        room -= cell_len(kept[-1][0])
    return tuple(kept)


def _change_lines(
    revisions: Sequence[PlanRevision], forms: Mapping[str, str], names: Mapping[str, str], width: int
) -> list[Line]:
    if not revisions:
        return []
    lines: list[Line] = [(), ((f" {tell(say('Changes of the plan'))}", "heading"),)]
    for one in revisions[:MOST_REVISIONS]:
        when = f"{one.at.astimezone():%Y-%m-%d %H:%M}"
        lines.append(_shortened([(f"   {when}  ", "dim"), (one.by, "text")], width))
        for key in differences(one.was, one.became):
            was, now = (_words(value_words(plan, key, forms, names)) for plan in (one.was, one.became))
            told = tell(say("{what}: {was} → {now}", what=LABELS[key], was=cut(was, 60), now=now))
            lines += [((f"     {part}", "text"),) for part in wrap(told, max(8, width - 6))]
    return lines
