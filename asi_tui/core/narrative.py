"""The summary of an interview as a colleague would write it: an overview, area by area, what is not known, and risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from asi_tui.core.annotations import Remark
from asi_tui.core.answer import Value
from asi_tui.core.casework import Client, InterviewState, Sex, StoredInterview
from asi_tui.core.gaps import gaps, not_asked
from asi_tui.core.grammar import tidy
from asi_tui.core.identity import initials
from asi_tui.core.interview import Interview
from asi_tui.core.measures import Measures
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.telling import Person, Scene, Sentence, digest, tell_section

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """An interview and what is known beside it.

    `remarks` are those of its questions and areas, `actions` what was written when its safety boxes were acknowledged,
    `refers_to` the day of the interview that a follow-up is asked since, `children` whether children live in the home
    or are met regularly.
    """

    interview: Interview
    held_on: date
    state: InterviewState
    remarks: Sequence[Remark] = ()
    actions: Sequence[str] = ()
    refers_to: date | None = None
    children: bool | None = None

    def read(self, code: str) -> Value | None:
        """What a question counts as; None when it is unanswered or not on the form."""
        standing = self.interview.standings.get(code)
        return standing.value if standing else None


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
class Comment:
    """A remark as it was written, under the heading of its area and the label of its question (none: of the area).

    `text` is as written, with its line breaks; `quoted` on one line in quotation marks.
    """

    area: str
    label: str
    text: str
    quoted: str
    code: str | None


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
    thing once; `not_asked` what a short form leaves out; `comments` the remarks. All of it is plain text.
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

    @property
    def sentences(self) -> Paragraph:
        """Every sentence, in the order read."""
        parts = (self.about, self.overview, *self.areas)
        told = tuple(sentence for part in parts for sentence in part.sentences)
        return (*told, *self.risk.sentences, *self.missing, *((self.not_asked,) if self.not_asked else ()))


@dataclass(frozen=True, slots=True)
class Mark:
    """What is kept with an edited text for each of its sentences, to tell later whether the answers still bear it."""

    phrase: str
    rests_on: tuple[str, ...]
    digest: str


def material(stored: StoredInterview, interview: Interview) -> Material:
    """An interview as it lies in the casebook, and the same restored, as the material of texts."""
    return Material(
        interview=interview,
        held_on=stored.head.interview_date,
        state=stored.state,
        remarks=stored.remarks,
        # What a safety box was answered with has no reason of the kind that a soft check asks for.
        actions=tuple(one.text for one in stored.acceptances if one.reason is None and one.text),
        refers_to=stored.refers_to_date,
        children=stored.head.children,
    )


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
    for measured in measures.areas:
        area = _area(scene, measured.id)
        if whole := lacking.sections.get(measured.id):
            area = replace(area, paragraphs=((whole,), *area.paragraphs))
        areas.append(area)
    overview = _area(scene, "overview")
    if changes:
        overview = replace(overview, paragraphs=(*overview.paragraphs, changes))
    risk = _area(scene, "risk")
    return Summary(
        language=book.language,
        draft=_draft(material, book),
        about=_area(scene, "about"),
        overview=overview,
        risk=RiskBox(risk.title, (*risk.sentences, *lacking.risk), tuple(material.actions)),
        areas=tuple(areas),
        missing=lacking.missing,
        not_asked=not_asked(interview, book),
        comments=_comments(material, book),
    )


def marks(told: Summary) -> tuple[Mark, ...]:
    """What is to be kept with an edited text."""
    return tuple(Mark(one.phrase, one.rests_on, one.digest) for one in told.sentences)


def stale(kept: Sequence[Mark], material: Material) -> tuple[Mark, ...]:
    """The sentences of an edited text whose answers have changed since it was calculated."""
    return tuple(mark for mark in kept if digest(mark.rests_on, material.read) != mark.digest)


def unsaid(kept: Sequence[Mark], told: Summary) -> tuple[Sentence, ...]:
    """What the summary says now that it did not say when the text was taken for editing."""
    known = {mark.phrase for mark in kept}
    return tuple(sentence for sentence in told.sentences if sentence.phrase not in known)


def written_date(day: date, book: Phrasebook) -> str:
    """A day as the texts write it out."""
    return book.grammar.date(day.year, day.month, day.day)


def form_name(material: Material, book: Phrasebook) -> str:
    """What the form is called within a sentence."""
    form = material.interview.form
    return book.words.get(f"form.{form.id}") or form.title.in_language(book.language)


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


def _draft(material: Material, book: Phrasebook) -> str | None:
    if material.state is InterviewState.SIGNED:
        return None
    if material.state is not InterviewState.DRAFT:
        return book.words["draft.complete"]
    count = len(material.interview.open_questions())
    left = book.words["draft.one" if count == 1 else "draft.many"]
    said = left.format(count=book.grammar.number(count)) if count else ""
    return tidy(book.words["draft.started" if count else "draft.whole"].format(open=said))


def _comments(material: Material, book: Phrasebook) -> tuple[Comment, ...]:
    instrument = material.interview.instrument
    about = {one.about: one for one in material.remarks if one.text.strip() and not one.to_coordinator}
    found = []
    for area in instrument.areas.values():
        questions = [q for q in instrument.questions.values() if q.area == area.id]
        for name, label, code in (
            (area.id, "", None),
            *((q.code, q.label.in_language(book.language), q.code) for q in questions),
        ):
            if name in about and (quoted := book.grammar.quoted(about[name].text)):
                found.append(Comment(area.title.in_language(book.language), label, about[name].text, quoted, code))
    return tuple(found)
