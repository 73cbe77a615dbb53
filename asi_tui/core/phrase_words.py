"""The short texts that the program fills in itself: their names, and the fields that each may hold in braces."""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS = ("about", "overview", "risk", "sheet")
"""The sections that every language has beside the seven areas."""

_NONE = frozenset[str]()

FIELDS: Mapping[str, frozenset[str]] = {
    "person.client": _NONE,
    "risk.children": _NONE,
    "draft.started": frozenset({"open"}),
    "draft.whole": _NONE,
    "draft.complete": _NONE,
    "draft.one": _NONE,
    "draft.many": frozenset({"count"}),
    **{
        f"{kind}.{name}": frozenset(fields)
        for kind in ("missing", "open", "unfilled")
        for name, fields in (("some", ("area", "topics")), ("all", ("area",)), ("risk", ("topics",)))
    },
    "missing.one": frozenset({"topics"}),
    "missing.one_of": frozenset({"topics"}),
    "missing.many": frozenset({"topics"}),
    "ratings.none": _NONE,
    "ratings.some": frozenset({"areas"}),
    **{f"form.{form}": _NONE for form in ("grund", "grund-kort", "uppf", "uppf-kort")},
    **{f"unasked.{form}": frozenset({"topics"}) for form in ("grund-kort", "uppf-kort")},
    "change.overview": frozenset({"date", "parts"}),
    "change.note": frozenset({"days", "client", "interviewer", "score"}),
    **{f"change.own.{name}": _NONE for name in ("days", "client", "interviewer", "score")},
    **{f"change.shown.{name}": _NONE for name in ("after", "before", "never")},
    **{
        f"change.{course}.{name}": frozenset({"areas"} if name == "in" else ())
        for course in ("better", "same", "worse", "mixed")
        for name in ("word", "sign", "in")
    },
    **{
        f"change.{name}.{place}": frozenset({"what", "before", "now"})
        for name in ("fewer", "more")
        for place in ("first", "next")
    },
    "change.number.1": _NONE,
    **{f"change.none.{name}": _NONE for name in ("x", "n", "open", "not_asked", "score")},
    **{f"change.label.{name}": _NONE for name in ("days", "gain", "worry", "help", "rating", "score")},
    **{f"client.{number}": _NONE for number in range(5)},
    **{f"interviewer.{number}": _NONE for number in range(10)},
    "sheet.title": _NONE,
    "sheet.intro": frozenset({"date"}),
    "sheet.compared": frozenset({"date"}),
    "sheet.legend": _NONE,
    "sheet.bar": frozenset({"worry", "help"}),
    "sheet.unknown": _NONE,
    "sheet.missing": frozenset({"areas"}),
    **{
        f"sheet.label.{name}": _NONE
        for name in (
            "resources", "problems", "wishes", "own_view", "steps", "worry", "help", "rating", "now", "then", "given",
        )
    },
    "plan.title": _NONE,
    "plan.about": frozenset({"form", "date"}),
    "plan.days": frozenset({"count"}),
    "plan.without": frozenset({"areas"}),
    "plan.without_unrated": frozenset({"areas"}),
    **{f"plan.label.{name}": _NONE for name in ("days", "worry", "help", "rating")},
    **{f"plan.size.{number}": _NONE for number in range(5)},
    **{
        f"plan.{part}.{name}": _NONE
        for part in ("heading", "hint")
        for name in ("wish", "goal", "aim", "activity", "responsible", "time", "cooperation", "follow_up")
    },
}  # fmt: skip
"""Name -> the fields of each short text. The labels of single questions (change.label.F30) may be there or not."""


def optional(name: str) -> bool:
    """Whether a language may do without the text: the name of a form, which else has its title; a word for one day."""
    return name.startswith(("form.", "change.number."))
