"""The shape of the files that hold phrases: which keys their tables may have, and what may stand there."""

from __future__ import annotations

from asi_tui.core.shape import ListOf, Named, Plain, Shape, Table

_CLAUSE: dict[str, Shape] = {
    "when": Plain.WORDS,
    "text": Plain.WORDS,
    "order": Plain.WORDS,
    "each": Named(ListOf(Plain.WORDS)),
}
_VARIANT: dict[str, Shape] = dict.fromkeys(("when", "text", "again"), Plain.WORDS)
PHRASE: dict[str, Shape] = {
    **dict.fromkeys(("id", "when", "text", "again", "purpose", "period", "group", "section", "after"), Plain.WORDS),
    "paragraph": Plain.YES_NO,
    "most": Plain.WHOLE,
    "variants": ListOf(Table(_VARIANT, ("text",))),
    "clauses": ListOf(Table(_CLAUSE, ("text",))),
}
"""The keys of a phrase; `section` and `after` say where a site's own one stands."""

_LIST: dict[str, Shape] = {
    "name": Plain.WORDS,
    "most": Plain.WHOLE,
    "either": Plain.YES_NO,
    "clauses": ListOf(Table(_CLAUSE, ("text",))),
}
_TOPIC: dict[str, Shape] = {
    "items": ListOf(Plain.WORDS),
    "said": Plain.WORDS,
    "risk": Plain.YES_NO,
    "unsure": Plain.YES_NO,
}
_WORDS = Named(Plain.WORDS)
_STRETCH: dict[str, Shape] = {
    "months": _WORDS,
    "years": _WORDS,
    **dict.fromkeys(("joined", "over", "half", "nearly"), Plain.WORDS),
}

GRAMMAR = Table(
    {
        **dict.fromkeys(("thousands", "decimal", "both", "besides", "either", "inner_quote", "day"), Plain.WORDS),
        "comma_before": Plain.YES_NO,
        **dict.fromkeys(
            ("numbers", "quotes", "genitive", "plural", "once", "calendar", "chapters"), ListOf(Plain.WORDS)
        ),
        "people": Named(Table(dict.fromkeys(("woman", "man", "neutral", "named"), Plain.WORDS))),
        "by_purpose": Named(Table(dict.fromkeys(("base", "follow_up"), Plain.WORDS))),
        "forms": Named(_WORDS),
        "stretches": Named(Table(_STRETCH, tuple(_STRETCH))),
    },
    place="grammar",
)
"""The shape of grammar.toml."""

CHAPTER = Table(
    {
        **dict.fromkeys(("section", "title", "called"), Plain.WORDS),
        "phrase": ListOf(Table(PHRASE, ("id",), "id", "phrase ")),
        "list": ListOf(Table(_LIST, ("name",), "name", "list ")),
        "topic": ListOf(Table(_TOPIC, ("items", "said"))),
        "unasked": ListOf(Table(_TOPIC, ("items", "said"))),
        "words": Named(_WORDS),
    },
    place="phrases",
)
"""The shape of the other files: a section with its phrases, the topics of questions, short texts."""
