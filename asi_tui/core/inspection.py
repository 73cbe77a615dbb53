"""The inspection of an instrument before it is used: every fault and note at once, with place and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from asi_tui.core.dead_ends import routing_faults, routing_notes
from asi_tui.core.instrument import Form, Instrument, Length, Purpose, Question, Score
from asi_tui.core.loading import Document, Fault, build
from asi_tui.core.shape import INSTRUMENT, fit, nearest
from asi_tui.core.wording import Helps, alias_fault, clashing_aliases, help_faults, label_faults, since_faults
from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: faults, which must be put right; notes, which may be meant; and the codes each form asks."""

    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    forms: Mapping[str, tuple[str, ...]]


def inspect(document: Document, helps: Helps, overlay_faults: Sequence[Fault] = ()) -> Inspection:
    """Look through a whole instrument and its help (area -> printed number -> text). Nothing in it makes this fail.

    `overlay_faults` are those of the overlay that was laid over it, its notes included; they come first.
    """
    fitted = fit(document, INSTRUMENT)
    instrument, loading = build(fitted.document)
    rows = [row for area in fitted.document.get("areas", []) for row in area.get("question", [])]
    unsure = {fault.place for fault in (*fitted.faults, *loading) if fault.key in ("min, max", "type", "answers")}
    later = [
        *loading,
        *_doubled(fitted.document),
        *_area_faults(fitted.document),
        *_list_faults(fitted.document),
        *_question_faults(instrument, rows),
        *routing_faults(instrument, unsure),
        *(_form_faults(instrument) if _forms_are_known(loading) else ()),
        *_score_faults(instrument),
        *label_faults(instrument),
        *help_faults(instrument, helps),
    ]
    wrong = [fault for fault in overlay_faults if not fault.is_note]
    notes = [fault for fault in overlay_faults if fault.is_note]
    faults = [*wrong, *fitted.faults, *_first_causes(later, fitted.faults, {row["code"]: row for row in rows})]
    forms = {name: form.codes for name, form in instrument.forms.items()}
    return Inspection(tuple(dict.fromkeys(faults)), (*notes, *routing_notes(instrument)), forms)


def _first_causes(later: Sequence[Fault], shape: Sequence[Fault], rows: Mapping[str, Document]) -> Iterator[Fault]:
    """The faults that do not follow from another one: a part that was taken out is not also missing."""
    told = {(fault.place, key) for fault in (*shape, *later) for key in fault.key.split(", ")}
    taken_out = {(fault.place, fault.key) for fault in shape}
    for fault in later:
        causes = {(fault.place, key) for key in fault.key.split(", ")} | {(fault.place, fault.key.split(".")[0])}
        if fault.key == "answers":
            causes |= {(fault.place, "answers.code"), (fault.place, "code")}
        follows = bool(causes & taken_out)
        if fault.key in ("min, max", "answers"):
            follows |= (fault.place, "type") in told
        if fault.key == "min, max":
            lists = {fault.place, f"answers {rows[fault.place].get('answers')}"}
            follows |= any(place in lists and key.startswith(("answers", "code")) for place, key in told)
        if not follows:
            yield fault


def _doubled(document: Document) -> Iterator[Fault]:
    top = document.get("instrument", {})
    kinds = (
        ("forms.toml", top.get("form", [])),
        ("areas", document.get("areas", [])),
        ("scores.toml", document.get("scores", {}).get("score", [])),
    )
    for place, tables in kinds:
        for name, times in Counter(str(table["id"]) for table in tables).items():
            if times > 1:
                yield Fault(place, "id", say("{name} occurs twice.", name=name), say("Give each its own id."))


def _list_faults(document: Document) -> Iterator[Fault]:
    named = [(f"answers {name}", entries) for name, entries in document.get("answers", {}).get("lists", {}).items()]
    rows = [row for area in document.get("areas", []) for row in area.get("question", [])]
    own = [(row["code"], row["answers"]) for row in rows if isinstance(row.get("answers"), list)]
    for place, entries in named + own:
        for code, times in Counter(entry.get("code") for entry in entries).items():
            if times > 1 and code is not None:
                yield Fault(
                    place, "answers", say("Answer {code} occurs twice.", code=code), say("Give each its own number.")
                )


def _area_faults(document: Document) -> Iterator[Fault]:
    """Each file of an area must hold the area it is named after: help is found by that name."""
    listed = document.get("instrument", {}).get("areas", [])
    for file, area in zip(listed, document.get("areas", []), strict=False):
        if area["id"] != file:
            yield Fault(
                f"areas/{file}.toml",
                "id",
                say("The file holds the area {area}.", area=area["id"]),
                say("Write id = {file}, as the file is called.", file=file),
            )


def _question_faults(instrument: Instrument, rows: Sequence[Document]) -> Iterator[Fault]:
    aliases = clashing_aliases(rows)
    for code, question in instrument.questions.items():
        if not any(code in form.codes for form in instrument.forms.values()):
            yield Fault(
                code,
                "forms",
                say("No form asks the question."),
                say("Name at least one of: {forms}.", forms=", ".join(instrument.forms)),
            )
        if question.forced is not None and not question.allows(question.forced.value):
            yield Fault(
                code,
                "set_when",
                say("{value} is not a value that the question can have.", value=question.forced.value),
                say("Use a value from {low} to {high}.", low=question.minimum, high=question.maximum),
            )
        if code in aliases:
            yield alias_fault(code, "alias", aliases[code])
    for row in rows:
        question = instrument.questions[row["code"]]
        yield from since_faults(question.code, row)
        if "n_means" in row and not question.allow_n and question.n_when is None:
            yield Fault(
                question.code,
                "n_means",
                say("The question can never be N, so these words are never seen."),
                say("Allow N by allow_n = true, or take the words out."),
            )
        for label in row.get("answer_labels", {}):
            if not label.isdecimal() or question.choice(int(label)) is None:
                yield Fault(
                    question.code,
                    f"answer_labels.{label}",
                    say("The question has no answer {answer}.", answer=label),
                    say("Use one of: {codes}.", codes=", ".join(str(choice.code) for choice in question.choices)),
                )


def _form_faults(instrument: Instrument) -> Iterator[Fault]:
    taken: dict[tuple[Purpose, Length], str] = {}
    for form in instrument.forms.values():
        first = taken.setdefault((form.purpose, form.length), form.id)
        if first != form.id:
            yield Fault(
                form.id,
                "length",
                say("{form} has the same purpose and length.", form=first),
                say("Let one form of each purpose be full and one short."),
            )
        if not form.codes:
            yield Fault(form.id, "forms", say("The form asks nothing."), say("Name it in the forms of its questions."))
        yield from _counterpart_faults(instrument, form)
    for purpose in Purpose:
        for length in Length:
            if (purpose, length) not in taken:
                yield Fault(
                    "forms.toml",
                    "form",
                    say("There is no form with purpose {purpose} and length {length}.", purpose=purpose, length=length),
                    say("Write one: the program needs all four."),
                )


def _forms_are_known(loading: Sequence[Fault]) -> bool:
    """Whether each form has a purpose and a length; without them there is nothing to compare."""
    return not any(fault.key in ("purpose", "length") for fault in loading)


def _counterpart_faults(instrument: Instrument, form: Form) -> Iterator[Fault]:
    other = instrument.forms.get(form.counterpart)
    if other is None:
        others = [name for name in instrument.forms if name != form.id]
        what = say("There is no form {form}.", form=form.counterpart)
        yield Fault(form.id, "counterpart", what, nearest(form.counterpart, others))
    elif other.length is form.length or other.purpose is not form.purpose:
        yield Fault(
            form.id,
            "counterpart",
            say("{form} is not the other length of the same form.", form=other.id),
            say("Name the form of the same purpose and the other length."),
        )
    elif form.length is Length.SHORT:
        for code in form.codes:
            if code not in other.codes:
                yield Fault(
                    code,
                    "forms",
                    say("{short} asks it but {full} does not.", short=form.id, full=other.id),
                    say("Add {full} to the forms of the question, or take {short} out.", short=form.id, full=other.id),
                )


def _score_faults(instrument: Instrument) -> Iterator[Fault]:
    for score in instrument.scores.values():
        place = f"score {score.id}"
        for item, times in Counter(score.items).items():
            question = instrument.questions.get(item)
            if times > 1:
                yield Fault(place, "items", say("{code} is counted twice.", code=item), say("Name each question once."))
            if question is not None:
                yield from (Fault(place, "items", *told) for told in _term_faults(instrument, score, question))
        divisors = (
            *score.linear.values(),
            *(divisor for _, divisor in score.reversed_choice.values()),
            *(term.divisor for term in score.money),
            *(divisor for _, divisor in score.shares),
        )
        if any(divisor <= 0 for divisor in divisors):
            yield Fault(
                place,
                "divisor",
                say("A divisor is zero or below."),
                say("Divide by the highest value times the terms."),
            )
    for question in instrument.questions.values():
        if question.composite is not None and question.composite not in instrument.scores:
            what = say("There is no score {name}.", name=question.composite)
            yield Fault(question.code, "composite", what, nearest(question.composite, list(instrument.scores)))


def _term_faults(instrument: Instrument, score: Score, question: Question) -> Iterator[tuple[Message, Message]]:
    """What keeps a question from counting in a score; N leaves only a share, anywhere else it means no score at all."""
    code = question.code
    lacking = [form.id for form in instrument.forms.values() if code not in form.codes]
    if lacking:
        yield (
            say("{code} is not asked in {forms}: there is never a score.", code=code, forms=", ".join(lacking)),
            say("Add the question to the form, or leave it out of the score."),
        )
    in_share = any(code in items for items, _ in score.shares)
    if question.is_text:
        yield say("{code} is answered in words.", code=code), say("Name a question with a number.")
    elif not in_share and (question.n_when is not None or question.allow_n):
        yield (
            say("{code} may be N, and then there is no score.", code=code),
            say("Give it a value by set_when instead of n_when and allow_n."),
        )
    table = score.reversed_choice.get(code)
    if table is not None and question.maximum >= len(table[0]):
        yield (
            say("The table of {code} ends before its highest answer {high}.", code=code, high=question.maximum),
            say("Write one number for each answer from 0."),
        )
