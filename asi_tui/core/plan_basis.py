"""The basis for a care plan: the areas with a need, the client's wish, the interviewer's rating and what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asi_tui.core.change import Comparison, Course
from asi_tui.core.feedback import highest
from asi_tui.core.material import Material, form_name, written_date
from asi_tui.core.measures import MeasuredArea, Measures
from asi_tui.core.narrative import RiskBox, Summary
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.telling import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """Something that is being done: what, by whom, since when and until when (as written), its goal, and how far that
    was reached (in words; empty where it is not told).

    `area` is the id of one of the seven areas, or None when it belongs to no single one.
    """

    what: str
    area: str | None = None
    by: str = ""
    since: str = ""
    until: str = ""
    goal: str = ""
    attainment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An area with a need: rows of a label and words (days, worry, wish for help, interviewer's rating), the sentences
    of its summary, how it has gone since an earlier interview in a sign and words, and what is being done."""

    id: str
    title: str
    rows: tuple[tuple[str, str], ...]
    facts: tuple[Sentence, ...]
    course: Course | None
    course_words: str
    interventions: tuple[Intervention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The basis for a plan.

    `needs` with the greatest first; `without` a sentence on the other areas; `resources` and `wishes` from the
    overview; `risk` the risk box; `other_interventions` those that belong to no area with a need; `headings` the
    suggested headings of a plan, each with what belongs under it; `missing` what was not answered.
    """

    title: str
    about: str
    needs: tuple[Need, ...]
    without: str | None
    resources: tuple[Sentence, ...]
    wishes: tuple[Sentence, ...]
    risk: RiskBox
    other_interventions: tuple[Intervention, ...]
    headings: tuple[tuple[str, str], ...]
    missing: tuple[Sentence, ...]


def basis(
    material: Material,
    told: Summary,
    book: Phrasebook,
    measures: Measures,
    *,
    running: Sequence[Intervention] = (),
    comparison: Comparison | None = None,
) -> Basis:
    """The basis for the plan of a client. `told` is the summary of the same interview, `running` what is being done."""
    needed = sorted(
        (area for area in measures.areas if _is_needed(area, material, measures)),
        key=lambda area: (-_rating(area, material), -(highest(area.help, material) or 0)),
    )
    names = {area.id for area in needed}
    known = [area for area in measures.areas if highest(area.help, material) is not None]
    rest = [area for area in known if area.id not in names]
    overview = told.overview.sentences
    return Basis(
        title=book.words["plan.title"],
        about=book.words["plan.about"].format(
            form=form_name(material, book), date=written_date(material.held_on, book)
        ),
        needs=tuple(_need(area, material, told, book, running, comparison) for area in needed),
        without=_without(rest, material, book),
        resources=tuple(one for one in overview if _group(one, book) == "resources"),
        wishes=tuple(one for one in overview if _group(one, book) == "wishes"),
        risk=told.risk,
        other_interventions=tuple(one for one in running if one.area not in names),
        headings=tuple((book.words[f"plan.heading.{name}"], book.words[f"plan.hint.{name}"]) for name in HEADINGS),
        missing=told.missing,
    )


def _without(rest: Sequence[MeasuredArea], material: Material, book: Phrasebook) -> str | None:
    """A sentence on the areas without a need; it claims no judgement that nobody has made."""
    if not rest:
        return None
    is_rated = all(_rating(area, material) >= 0 for area in rest)
    called = book.grammar.listed([book.sections[area.id].called for area in rest])
    return book.words["plan.without" if is_rated else "plan.without_unrated"].format(areas=called)


HEADINGS = ("wish", "goal", "aim", "activity", "responsible", "time", "cooperation", "follow_up")
"""The suggested headings of a plan, as a plan for carrying out a decision has them."""


def _need(
    area: MeasuredArea,
    material: Material,
    told: Summary,
    book: Phrasebook,
    running: Sequence[Intervention],
    comparison: Comparison | None,
) -> Need:
    change = comparison.area(area.id) if comparison else None
    course = change.course if change else None
    section = next((one for one in told.areas if one.id == area.id), None)
    return Need(
        id=area.id,
        title=book.sections[area.id].title,
        rows=tuple(_rows(area, material, book)),
        facts=section.sentences if section else (),
        course=course,
        course_words=f"{book.words[f'change.{course.value}.sign']} {book.words[f'change.{course.value}.word']}"
        if course
        else "",
        interventions=tuple(one for one in running if one.area == area.id),
    )


def _rows(area: MeasuredArea, material: Material, book: Phrasebook) -> list[tuple[str, str]]:
    words = book.words
    rows = []
    for kind, codes in (("days", area.days), ("worry", area.worry), ("help", area.help), ("rating", (area.rating,))):
        for code in codes:
            value = material.read(code)
            if not isinstance(value, int):
                continue
            label = words.get(f"plan.label.{code}") or words[f"plan.label.{kind}"]
            scale = "interviewer" if kind == "rating" else "plan.size"
            told = words["plan.days"].format(count=value) if kind == "days" else words[f"{scale}.{value}"]
            rows.append((label, told))
    return rows


def _is_needed(area: MeasuredArea, material: Material, measures: Measures) -> bool:
    wish = highest(area.help, material)
    return (wish or 0) >= measures.client_need or _rating(area, material) >= measures.interviewer_need


def _rating(area: MeasuredArea, material: Material) -> int:
    value = material.read(area.rating)
    return value if isinstance(value, int) else -1


def _group(sentence: Sentence, book: Phrasebook) -> str:
    phrase = book.phrases.get(sentence.phrase)
    return phrase.group if phrase else ""
