"""Interviews to be told: those of the practice data, and extreme ones; and the texts that people have approved.

To take over the texts as they are told now, once they have been read: python -m tests.core.narrated
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from asi_tui import practice
from asi_tui.core.annotations import Remark
from asi_tui.core.answer import Code, Value
from asi_tui.core.change import Comparison, compare
from asi_tui.core.change_in_words import sentences
from asi_tui.core.feedback import Sheet, sheet
from asi_tui.core.instrument import Kind, Question
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.measures import Measures
from asi_tui.core.narrative import Material, Naming, Paragraph, Pronoun, Summary, person, summary
from asi_tui.core.people import Client, Sex
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.plan_basis import Basis, Intervention, basis
from asi_tui.core.preferences import EarlierView
from asi_tui.core.scoring import Scoring
from asi_tui.instruments.phrasebooks import load_measures, load_phrasebook
from tests.scenario import FORMS, coded, instrument

TODAY = date(2026, 11, 21)
APPROVED = Path(__file__).parent / "approved"


@cache
def book(language: str = "sv") -> Phrasebook:
    return load_phrasebook(language, None, tuple(instrument().questions))


@cache
def measures() -> Measures:
    return load_measures(tuple(instrument().questions))


def client(name: str = "", sex: Sex = Sex.UNKNOWN, *, protected: bool = False) -> Client:
    return Client(id="1", code="K7X2MQ3R", name=name, born="", sex=sex, unit="norr", protected=protected)


def held(
    form: str,
    answers: Mapping[str, Value],
    *,
    on: date = date(2026, 3, 2),
    state: InterviewState = InterviewState.SIGNED,
    remarks: tuple[Remark, ...] = (),
    actions: tuple[str, ...] = (),
    refers_to: date | None = None,
    children: bool | None = None,
) -> Material:
    given = {code: coded(value) for code, value in answers.items()}
    return Material(
        interview=begin(instrument(), form, given),
        held_on=on,
        state=state,
        remarks=remarks,
        actions=actions,
        refers_to=refers_to,
        children=children,
    )


def told(
    material: Material,
    whom: Client | None = None,
    naming: Naming = Naming.CLIENT,
    pronoun: Pronoun = Pronoun.RECORD,
    language: str = "sv",
) -> Summary:
    words = book(language)
    return summary(material, person(words, whom or client(), naming, pronoun), words, measures())


@cache
def practised(name: str) -> tuple[Client, tuple[Material, ...]]:
    """A client of the practice data by the first name, with all interviews; "" is the one with a protected identity."""
    found = next(one for one in practice.clients() if one.name.split(" ")[0] == name)
    interviews = found.interviews
    materials = [
        held(
            one.form,
            one.values,
            on=one.before.on(TODAY),
            state=one.state,
            refers_to=interviews[one.refers_to - 1].before.on(TODAY) if one.refers_to else None,
            children=one.children,
        )
        for one in interviews
    ]
    return client(found.name, found.sex, protected=not found.name), tuple(materials)


def every(form: str, answer: Callable[[Question], Value]) -> dict[str, Value]:
    """The same kind of answer to every question of a form."""
    return {code: answer(instrument().questions[code]) for code in instrument().forms[form].codes}


def nothing(question: Question) -> Value:
    """No problem: nought, or what is least of a list."""
    if question.is_text:
        return Code.N
    if question.code in ("G9", "G19", "F1", "F4", "E10"):
        return 1
    if question.code == "G12":
        return Code.N
    if question.code in ("F3", "F6", "F10"):
        return 2
    return question.choices[0].code if question.choices else question.minimum


def once(question: Question) -> Value:
    """One of everything."""
    if question.is_text:
        return "astma" if question.code == "M3-spec" else "snickare"
    if question.code == "G12":
        return Code.N
    return 1 if question.allows(1) else question.choices[0].code


def much(question: Question) -> Value:
    """As much of everything as may be met with."""
    if question.is_text:
        return "hepatit C, trasig axel" if question.code == "M3-spec" else "snickare"
    if question.code == "G12":
        return Code.N
    if question.choices:
        return question.choices[-1].code
    amounts = {Kind.DAYS: 30, Kind.LIFETIME_YEARS: 20, Kind.YEARS_MONTHS: 250, Kind.MONEY: 12_000, Kind.COUNT: 5}
    return amounts[question.kind]


def extreme(kind: str, form: str) -> Material:
    answers = {"x": lambda _: Code.X, "nothing": nothing, "once": once, "much": much}[kind]
    actions = ("Ringde psykiatrins akutmottagning, tid i dag klockan 15.",) if kind == "much" else ()
    return held(form, every(form, answers), actions=actions, children=kind == "much")


REMARKS = (
    Remark(about="medical", text="Verkade trött i dag.\nVill helst prata om ryggen."),
    Remark(about="M3-spec", text="Remiss till ortopeden är skickad."),
    Remark(about="D14", text="Rätt kod för spelproblem?", to_coordinator=True),
    Remark(about="E14", text='Säger "det räcker aldrig".'),
    Remark(about="F1", text="  "),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A text that people have approved: the file it stands in, and how it is told now."""

    name: str
    tell: Callable[[], str]


def cases() -> Iterator[Case]:
    for name in ("Maj-Britt", "Kevin", "Farid", "", "Göran", "Sanna", "Mikael", "Lo", "Daniel", "Emelie", "Ritva"):
        whom, interviews = practised(name)
        for at in range(len(interviews)):
            form = interviews[at].interview.form.id
            file = f"{name.lower() or 'protected'}-{at + 1}-{form}".replace("ö", "o")
            yield Case(file, partial(_practised, whom, interviews, at, "sv"))
            if name in ("Maj-Britt", "Lo", "Sanna"):
                yield Case(f"{file}.en", partial(_practised, whom, interviews, at, "en"))
    for kind in ("x", "nothing", "once", "much"):
        for form in FORMS:
            yield Case(f"{kind}-{form}", partial(_extreme, kind, form, "sv"))
        yield Case(f"{kind}-grund.en", partial(_extreme, kind, "grund", "en"))
    yield Case("open-grund", lambda: written(told(held("grund", {}, state=InterviewState.DRAFT))))
    yield Case("remarks-grund", _remarked)
    for name in ("Maj-Britt", "Daniel"):
        for language in ("sv", "en"):
            yield Case(f"papers-{name.lower()}.{language}", partial(papers, name, language))


def _practised(whom: Client, interviews: tuple[Material, ...], at: int, language: str) -> str:
    words = book(language)
    now = interviews[at]
    changes = sentences(compared(interviews[: at + 1], language), words, measures(), now) if at else ()
    return written(summary(now, person(words, whom, Naming.INITIALS), words, measures(), changes))


def _extreme(kind: str, form: str, language: str) -> str:
    return written(told(extreme(kind, form), client("Kim Ek", Sex.OTHER), Naming.CLIENT, language=language))


def _remarked() -> str:
    _, interviews = practised("Roger")
    first = interviews[0]
    material = Material(interview=first.interview, held_on=first.held_on, state=first.state, remarks=REMARKS)
    return written(told(material, client("Roger Hedlund", Sex.MAN), Naming.INITIALS))


def compared(interviews: tuple[Material, ...], language: str = "sv") -> Comparison:
    return compare(interviews, book(language), measures(), Scoring(), EarlierView.AFTER)


def papers(name: str, language: str) -> str:
    """The comparison, the client's sheet and the basis for a plan of a client, one after another."""
    whom, interviews = practised(name)
    words = book(language)
    comparison = compared(interviews, language)
    latest = interviews[-1]
    changes = sentences(comparison, words, measures(), latest)
    text = summary(latest, person(words, whom, Naming.INITIALS), words, measures(), changes)
    running = (
        Intervention(what="Återfallsprevention", area="alcohol", by="Öppenvården Ankaret", since="2026-02-01"),
        Intervention(what="Kontaktperson"),
    )
    plan = basis(latest, text, words, measures(), running=running, comparison=comparison)
    return "\n".join(
        (
            *_comparison(comparison),
            *_sheet(sheet(latest, words, measures(), then=interviews[0], show_rating=True, steps=("Ring Ankaret",))),
            *_basis(plan),
        )
    )


def _comparison(found: Comparison) -> Iterator[str]:
    yield " | ".join(f"{column.day}, {column.form}" for column in found.columns)
    for area in found.areas:
        yield f"{area.title}: {area.course}{' (quiet)' if area.quiet else ''}"
        for row in area.rows:
            yield f"  {row.label}: {' | '.join(cell.text for cell in row.cells)}  {row.course}"
    for row in found.substances:
        yield f"  {row.label}: {' | '.join(cell.text for cell in row.cells)}  {row.course}"
    yield from found.notes


def _sheet(found: Sheet) -> Iterator[str]:
    yield f"\n== {found.title}"
    yield from (*found.intro, found.legend)
    for area in found.areas:
        yield f"{area.title}  {area.bar.sign} {area.bar.course_words}  {area.bar.words}  {area.rating}"
        yield from (f"  + {one.text}" for one in area.resources)
        yield from (f"  - {one.text}" for one in area.problems)
    yield from (one.text for one in found.wishes)
    yield from (f"{found.labels['steps']}: {step}" for step in found.steps)


def _basis(found: Basis) -> Iterator[str]:
    yield f"\n== {found.title}"
    yield found.about
    for need in found.needs:
        yield f"{need.title}  {need.course_words}"
        yield from (f"  {label}: {text}" for label, text in need.rows)
        yield from (f"  > {one.what}, {one.by}, {one.since}" for one in need.interventions)
    yield found.without or "-"
    yield from (f"> {one.what}" for one in found.other_interventions)
    yield from (f"{heading}: {hint}" for heading, hint in found.headings)


def written(text: Summary) -> str:
    """A summary as lines that can be read and compared."""
    lines = [f"[{text.draft}]"] if text.draft else []
    for part in (text.about, text.overview):
        lines += ["", f"# {part.title}", *_paragraphs(part.paragraphs)]
    if text.risk:
        lines += ["", f"! {text.risk.title}", *(one.text for one in text.risk.sentences), *text.risk.actions]
    for area in text.areas:
        lines += ["", f"# {area.title}", *_paragraphs(area.paragraphs)]
    lines += ["", *(one.text for one in text.missing)]
    lines += [text.not_asked.text] if text.not_asked else []
    lines += [f"{one.area}, {one.label or '-'}: {one.quoted}" for one in text.comments]
    return "\n".join(lines).strip() + "\n"


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield textwrap.fill(" ".join(one.text for one in paragraph), 118, break_on_hyphens=False)


def approve() -> None:
    """Write all texts as they are told now; those that no case tells any more are taken away."""
    APPROVED.mkdir(exist_ok=True)
    names = {f"{case.name}.txt" for case in cases()}
    for file in APPROVED.glob("*.txt"):
        if file.name not in names:
            file.unlink()
    for case in cases():
        (APPROVED / f"{case.name}.txt").write_text(case.tell().rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    approve()
