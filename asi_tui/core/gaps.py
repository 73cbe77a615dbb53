"""What an interview does not say: questions that were not answered, are still to be asked, or are not on the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from asi_tui.core.answer import Code
from asi_tui.core.grammar import tidy
from asi_tui.core.instrument import Length
from asi_tui.core.interview import Interview
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.measures import MeasuredArea
from asi_tui.core.phrases import Phrasebook, Topic
from asi_tui.core.telling import Sentence, digest


@dataclass(frozen=True, slots=True)
class Gaps:
    """Sentences on what is not known: of sections of which nothing is known, of single topics by their sections, of the
    risk box, and on the interviewer's ratings."""

    whole: Mapping[str, Sentence]
    partly: Mapping[str, tuple[Sentence, ...]]
    risk: tuple[Sentence, ...]
    ratings: tuple[Sentence, ...]


def gaps(interview: Interview, state: InterviewState, book: Phrasebook, areas: Sequence[MeasuredArea]) -> Gaps:
    """What was asked but has no answer, section by section; the interviewer's ratings in one sentence of their own."""
    whole: dict[str, Sentence] = {}
    partly: dict[str, tuple[Sentence, ...]] = {}
    risk: list[Sentence] = []
    known = {area.id for area in areas}
    unanswered = "open" if state is InterviewState.DRAFT else "unfilled"
    for section in book.sections:
        topics = [topic for topic in book.topics if topic.section == section]
        for kind, value in (("missing", Code.X), (unanswered, None)):
            found = _gap(interview, book, section, topics, kind, value, may_be_whole=section in known)
            if found is None:
                continue
            sentence, is_whole = found
            if any(topic.risk for topic in topics):
                risk.append(sentence)
            elif is_whole:
                whole[section] = sentence
            else:
                partly[section] = (*partly.get(section, ()), sentence)
    return Gaps(whole, partly, tuple(risk), tuple(_ratings(interview, book, areas)))


def not_asked(interview: Interview, book: Phrasebook) -> Sentence | None:
    """What a short form leaves out of the full one, in a sentence; None for a full form."""
    form, instrument = interview.form, interview.instrument
    if form.length is Length.FULL or f"unasked.{form.id}" not in book.words:
        return None
    full = instrument.forms[form.counterpart].codes
    left_out = [
        topic
        for topic in book.unasked
        if not set(topic.items) & set(form.codes) and any(code in full for code in topic.items)
    ]
    if not left_out:
        return None
    said = book.grammar.listed([topic.said for topic in left_out])
    text = book.words[f"unasked.{form.id}"].format(topics=said)
    return Sentence(f"unasked.{form.id}", tidy(text), (), (), digest((), lambda _: None))


def _gap(
    interview: Interview,
    book: Phrasebook,
    section: str,
    topics: Sequence[Topic],
    kind: str,
    value: Code | None,
    *,
    may_be_whole: bool,
) -> tuple[Sentence, bool] | None:
    """The sentence on the answers of a section that are X, or open, and whether the whole section is."""
    asked = [code for topic in topics for code in topic.items if _is_asked(interview, code)]
    told = {code for topic in topics if topic.unsure for code in topic.items} if value is Code.X else set[str]()
    lacking = [code for code in asked if interview.standings[code].value is value and code not in told]
    if not lacking:
        return None
    named = [topic for topic in topics if set(topic.items) & set(lacking)]
    whole = may_be_whole and set(lacking) | told == set(asked) | told
    said = book.grammar.listed([topic.said for topic in named])
    alone = len({code for code in asked if any(code in topic.items for topic in named)}) == 1
    number = "many" if len(lacking) > 1 else "one" if alone else "one_of"
    about = book.words[f"missing.{number}"].format(topics=said)
    name = f"{kind}.{'risk' if any(topic.risk for topic in topics) else 'all' if whole else 'some'}"
    text = book.words[name].format(area=book.sections[section].called, topics=about)
    rests_on = tuple(code for code in interview.form.codes if code in asked)
    codes = tuple(code for code in interview.form.codes if code in lacking)
    mark = digest(rests_on, lambda code: interview.standings[code].value)
    return Sentence(f"{name}:{section}", tidy(text), codes, rests_on, mark), whole


def _ratings(interview: Interview, book: Phrasebook, areas: Sequence[MeasuredArea]) -> Iterator[Sentence]:
    asked = [area for area in areas if area.rating in interview.standings]
    without = [area for area in asked if not isinstance(interview.standings[area.rating].value, int)]
    if not without:
        return
    name = "ratings.none" if len(without) == len(asked) else "ratings.some"
    called = [book.sections[area.id].called for area in without if area.id in book.sections]
    rests_on = tuple(area.rating for area in asked)
    yield Sentence(
        name,
        tidy(book.words[name].format(areas=book.grammar.listed(called))),
        tuple(area.rating for area in without),
        rests_on,
        digest(rests_on, lambda code: interview.standings[code].value),
    )


def _is_asked(interview: Interview, code: str) -> bool:
    """Whether the form has the question and the answers so far lead to it."""
    return code in interview.standings and interview.standings[code].on_route
