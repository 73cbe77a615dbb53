"""The client's sheet: resources and problems in plain words, seven bars then and now, the client's own view.

No personal number, no name, no composite score; the interviewer's rating only where the unit shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asi_tui.core.change import Course, course_of
from asi_tui.core.material import Material, written_date
from asi_tui.core.measures import MeasuredArea, Measures
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.telling import Person, Scene, Sentence, tell_section

MOST = 2
"""How many resources, and how many problems, an area has on a sheet of one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One area of the picture, 0-4: how much it worries the client and how much help the client wishes, now and then.

    None: not answered, or no earlier interview. `words` say both for those who do not read the picture; `course` is how
    the worry has gone, with its `sign` and `course_words` (empty without an earlier interview).
    """

    worry: int | None
    help: int | None
    worry_then: int | None
    help_then: int | None
    words: str
    course: Course | None
    sign: str
    course_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetArea:
    """One area of the sheet. `rating` is the interviewer's, in words, or None where the unit does not show it."""

    id: str
    title: str
    bar: Bar
    resources: tuple[Sentence, ...]
    problems: tuple[Sentence, ...]
    rating: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The client's sheet, in the language of the phrasebook.

    `intro` says when the talk was and that the sheet is the client's; `legend` how to read the bars; `areas` the seven;
    `wishes` what the client wants help with; `missing` names areas that were not talked about; `own_view` asks for the
    client's view, with what was said (empty lines to write on when None); `steps` are the agreed next steps, or empty.
    `labels` are the headings: resources, problems, wishes, own_view, steps, now, then, given.
    """

    title: str
    intro: tuple[str, ...]
    legend: str
    areas: tuple[SheetArea, ...]
    wishes: tuple[Sentence, ...]
    missing: str | None
    own_view: str | None
    steps: tuple[str, ...]
    labels: dict[str, str]


def sheet(
    now: Material,
    book: Phrasebook,
    measures: Measures,
    *,
    then: Material | None = None,
    show_rating: bool = False,
    own_view: str = "",
    steps: Sequence[str] = (),
) -> Sheet:
    """The sheet of an interview; `then` is an earlier one to compare with. `own_view` and `steps` are what was written
    down at the talk; without them there is room to write."""
    scene = Scene(
        book=book,
        read=now.read,
        person=Person(""),
        purpose=now.interview.form.purpose.value,
        order=tuple(now.interview.instrument.questions),
        given={"date": written_date(now.held_on, book)},
    )
    told = [sentence for paragraph in tell_section(scene, "sheet") for sentence in paragraph]

    def group(name: str) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in told if book.phrases[sentence.phrase].group == name)

    areas = tuple(
        SheetArea(
            id=area.id,
            title=book.sections[area.id].title,
            bar=_bar(area, now, then, book, measures),
            resources=group(f"{area.id}.resources")[:MOST],
            problems=group(f"{area.id}.problems")[:MOST],
            rating=_rating(area, now, book) if show_rating else None,
        )
        for area in measures.areas
    )
    silent = [area.id for area in areas if area.bar.worry is None and area.bar.help is None]
    called = book.grammar.listed([book.sections[name].called for name in silent])
    day = written_date(now.held_on, book)
    intro = [book.words["sheet.intro"].format(date=day)]
    if then is not None:
        intro.append(book.words["sheet.compared"].format(date=written_date(then.held_on, book)))
    return Sheet(
        title=book.words["sheet.title"],
        intro=tuple(intro),
        legend=book.words["sheet.legend"],
        areas=areas,
        wishes=group("wishes"),
        missing=book.words["sheet.missing"].format(areas=called) if silent else None,
        own_view=own_view.strip() or None,
        steps=tuple(step.strip() for step in steps if step.strip()),
        labels={name: book.words[f"sheet.label.{name}"] for name in LABELS},
    )


LABELS = ("resources", "problems", "wishes", "own_view", "steps", "worry", "help", "rating", "now", "then", "given")
"""The headings of the sheet."""


def _bar(area: MeasuredArea, now: Material, then: Material | None, book: Phrasebook, measures: Measures) -> Bar:
    worry, wish = highest(area.worry, now), highest(area.help, now)
    worry_then = highest(area.worry, then) if then else None
    help_then = highest(area.help, then) if then else None
    course = course_of(worry_then, worry, measures.thresholds.client)
    words = book.words["sheet.bar"].format(worry=_client(worry, book), help=_client(wish, book))
    return Bar(
        worry=worry,
        help=wish,
        worry_then=worry_then,
        help_then=help_then,
        words=words,
        course=course,
        sign=book.words[f"change.{course.value}.sign"] if course else "",
        course_words=book.words[f"change.{course.value}.word"] if course else "",
    )


def _rating(area: MeasuredArea, now: Material, book: Phrasebook) -> str | None:
    value = now.read(area.rating)
    return book.words.get(f"interviewer.{value}") if isinstance(value, int) else None


def _client(value: int | None, book: Phrasebook) -> str:
    return book.words["sheet.unknown"] if value is None else book.words[f"client.{value}"]


def highest(codes: Sequence[str], held: Material) -> int | None:
    """The highest of the client's ratings in an area; None when none was given."""
    values = [value for code in codes if isinstance(value := held.read(code), int)]
    return max(values, default=None)
