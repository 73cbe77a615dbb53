"""The summary of an interview as a colleague would write it: an overview, area by area, what is not known, and risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from asi_tui.core.comments import Comment, OwnAnswer, comments, own_answers
from asi_tui.core.gaps import gaps, not_asked
from asi_tui.core.grammar import tidy
from asi_tui.core.identity import initials
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.material import Material as Material
from asi_tui.core.material import form_name, written_date
from asi_tui.core.material import material as material
from asi_tui.core.measures import Measures
from asi_tui.core.people import Client, Sex
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.telling import Person, Scene, Sentence, tell_section

Paragraph = tuple[Sentence, ...]


class Naming(StrEnum):
    """How a text names the client: by initials, or as "the client"."""

    INITIALS = "initials"
    CLIENT = "client"


class Pronoun(StrEnum):
    """Which pronoun a text uses: the one that fits the record, none, or one that the writer chose."""

    RECORD = "record"
    NONE = "none"
    SHE = "woman"
    HE = "man"
    THEY = "neutral"


@dataclass(frozen=True, slots=True)
class Area:
    """A section of the summary: its id and heading, and its paragraphs."""

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> Paragraph:
        """All its sentences."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True, slots=True)
class RiskBox:
    """What is said of suicide, violence, overdose and injection, and what was done about it when it was keyed."""

    title: str
    sentences: Paragraph
    actions: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sentences or self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The summary of an interview.

    `draft` says that the interview is unfinished or unsigned (None when it is signed); `about` how it was held;
    `overview` paragraphs; `risk` the box; `areas` the seven in their order; `missing` what was not answered, each
    thing once; `not_asked` what a short form leaves out; `comments` the remarks; `own_answers` what was answered to the
    site's own questions. All of it is plain text.
    """

    language: str
    draft: str | None
    about: Area
    overview: Area
    risk: RiskBox
    areas: tuple[Area, ...]
    missing: Paragraph
    not_asked: Sentence | None
    comments: tuple[Comment, ...]
    own_answers: tuple[OwnAnswer, ...]

    @property
    def sentences(self) -> Paragraph:
        """Every sentence, in the order read."""
        parts = (self.about, self.overview, *self.areas)
        told = tuple(sentence for part in parts for sentence in part.sentences)
        return (*told, *self.risk.sentences, *self.missing, *((self.not_asked,) if self.not_asked else ()))


def person(book: Phrasebook, client: Client, naming: Naming, pronoun: Pronoun = Pronoun.RECORD) -> Person:
    """How to speak of a client: by initials ("M-B" for Maj-Britt Andersson, "AB" for Anna Berg) or as the client.

    One without a name, or with a protected identity, is always the client.
    """
    by_name = naming is Naming.INITIALS and not client.protected
    told = initials(client.name).split() if by_name else []
    short = told[0] if told and "-" in told[0] else "".join(told)
    recorded = {Sex.WOMAN: "woman", Sex.MAN: "man", Sex.OTHER: "neutral"}.get(client.sex)
    gender = {Pronoun.RECORD: recorded, Pronoun.NONE: None}.get(pronoun, pronoun.value)
    return Person(short or book.words["person.client"], gender)


def summary(material: Material, whom: Person, book: Phrasebook, measures: Measures, changes: Paragraph = ()) -> Summary:
    """The summary of an interview in the language of the phrasebook.

    `whom` is how the client is named (see `person`). `changes` are sentences on what has changed since an earlier
    interview, for the overview (see `asi_tui.core.change.sentences`).
    """
    interview = material.interview
    scene = Scene(
        book=book,
        read=material.read,
        person=whom,
        purpose=interview.form.purpose.value,
        order=tuple(interview.instrument.questions),
        given=_given(material, book),
    )
    lacking = gaps(interview, material.state, book, measures.areas)
    areas = []
    missing = dict(lacking.partly)
    for measured in measures.areas:
        area = _area(scene, measured.id)
        if whole := lacking.whole.get(measured.id):
            area = replace(area, paragraphs=((whole,), *area.paragraphs))
        elif not area.paragraphs and measured.id in missing:
            # An area of which nothing can be told says so itself.
            area = replace(area, paragraphs=(missing.pop(measured.id),))
        areas.append(area)
    overview = _area(scene, "overview")
    if changes:
        overview = replace(overview, paragraphs=(*overview.paragraphs, changes))
    risk = _area(scene, "risk")
    return Summary(
        language=book.language,
        draft=draft_mark(material, book),
        about=_area(scene, "about"),
        overview=overview,
        risk=RiskBox(risk.title, (*risk.sentences, *lacking.risk), tuple(material.actions)),
        areas=tuple(areas),
        missing=(*(one for told in missing.values() for one in told), *lacking.ratings),
        not_asked=not_asked(interview, book),
        comments=comments(material, book),
        own_answers=own_answers(material, book),
    )


def _area(scene: Scene, section: str) -> Area:
    found = scene.book.sections.get(section)
    return Area(section, found.title if found else section, tell_section(scene, section))


def _given(material: Material, book: Phrasebook) -> Mapping[str, str]:
    return {
        "date": written_date(material.held_on, book),
        "form": form_name(material, book),
        "earlier_date": written_date(material.refers_to, book) if material.refers_to else "",
        "children": book.words["risk.children"] if material.children else "",
    }


def draft_mark(material: Material, book: Phrasebook) -> str | None:
    """What makes a text a draft: the interview is unfinished, or not signed. None when it is signed."""
    if material.state is InterviewState.SIGNED:
        return None
    if material.state is not InterviewState.DRAFT:
        return book.words["draft.complete"]
    count = len(material.interview.open_questions())
    left = book.words["draft.one" if count == 1 else "draft.many"]
    said = left.format(count=book.grammar.number(count)) if count else ""
    return tidy(book.words["draft.started" if count else "draft.whole"].format(open=said))
