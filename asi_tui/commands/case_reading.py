"""Reading a client's case for a paper: the interviews up to the one that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from asi_tui.commands.settings import casebook_of, under_the_plan
from asi_tui.config import Config
from asi_tui.core.casework import StoredInterview
from asi_tui.core.edited_text import EditedText
from asi_tui.core.identity import read_code, show_code
from asi_tui.core.interview import Interview, restore
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.narrative import Naming, Pronoun, draft_mark, material
from asi_tui.core.plan_basis import Intervention
from asi_tui.core.ports import Casebook
from asi_tui.core.preferences import EarlierView, view
from asi_tui.core.scoring import MoneyVersion, Scoring
from asi_tui.errors import NoLeave, UsageError
from asi_tui.i18n import language, tell
from asi_tui.instruments.phrasebooks import load_measures, load_phrasebook
from asi_tui.instruments.shelf import Shelf
from asi_tui.message import say
from asi_tui.reports.answers_in_words import answers_paper
from asi_tui.reports.document import Document
from asi_tui.reports.papers import Case

PLAN = "plan"
"""The purpose for which the basis for a plan is read: it tells the interventions too."""


def case_of(
    config: Config,
    code: str,
    purpose: str,
    held_on: str | None,
    *,
    naming: Naming = Naming.INITIALS,
    pronoun: Pronoun = Pronoun.RECORD,
    edited: bool = False,
) -> Case:
    """The client's case as papers need it: the interviews up to the one of that day (none given: the latest).

    With `edited` comes the text that somebody has edited, where there is one.
    """
    wanted = read_code(code)
    with casebook_of(config) as casebook:
        client = casebook.client(wanted, purpose)
        opened = chosen_interviews(casebook, config, client.id, show_code(wanted), purpose, held_on)
        shown = view(EarlierView(under_the_plan(config, casebook).earlier), casebook.settings().earlier)
        text = casebook.texts.newest(opened[-1][0].id, language()) if edited else None
        done = tuple(_under_way(config, casebook, client.id)) if purpose == PLAN else ()
    return case_with(config, opened, shown=shown, naming=naming, pronoun=pronoun, edited=text, running=done)


def _under_way(config: Config, casebook: Casebook, client_id: str) -> Iterator[Intervention]:
    """The client's interventions with their goals, as the basis for a plan tells them."""
    from asi_tui.core.intervention_records import running
    from asi_tui.core.intervention_words import ATTAINMENT_WORDS
    from asi_tui.program import today_of

    words = {how: tell(word) for how, word in ATTAINMENT_WORDS.items()}
    return running(casebook.interventions.of_client(client_id), today_of(config)(), words)


def case_with(
    config: Config,
    opened: Sequence[tuple[StoredInterview, Interview]],
    *,
    shown: EarlierView | None,
    naming: Naming,
    pronoun: Pronoun,
    edited: EditedText | None = None,
    running: Sequence[Intervention] = (),
) -> Case:
    """The case of the interviews that have been opened, in the language and with the phrases in force."""
    bank = tuple(opened[-1][1].instrument.questions)
    return Case(
        client=opened[-1][0].client,
        held=[material(stored, interview) for stored, interview in opened],
        book=load_phrasebook(language(), config.overlay, bank),
        measures=load_measures(bank),
        scoring=Scoring(MoneyVersion(config.money_term), config.currency_divisor),
        shown=shown,
        naming=naming,
        pronoun=pronoun,
        edited=edited,
        running=running,
    )


def chosen_interviews(
    casebook: Casebook, config: Config, client_id: str, code: str, purpose: str, held_on: str | None
) -> list[tuple[StoredInterview, Interview]]:
    """The interview of that day and the finished ones before it, oldest first; UsageError when there is none."""
    shelf = Shelf(config.overlay)
    day = _day(held_on)
    all_of_them = casebook.interviews(client_id)
    if not all_of_them:
        raise UsageError(say("the client has no interview yet"), code, say("key one first"))
    last = next((one for one in reversed(all_of_them) if day is None or one.interview_date == day), None)
    if last is None:
        days = ", ".join(one.interview_date.isoformat() for one in all_of_them)
        raise UsageError(
            say("there is no interview of that day"), f"{code} {held_on}", say("use one of: {names}", names=days)
        )
    up_to = all_of_them[: all_of_them.index(last) + 1]
    # An earlier interview that was never finished is nothing to compare with.
    kept = [one for one in up_to if one is last or one.state is not InterviewState.DRAFT]
    opened = []
    for one in kept:
        # What the reader has no leave to read is not compared with; the interview itself is refused.
        with suppress(*(() if one is last else (NoLeave,))):
            opened.append(casebook.open_interview(one.id, purpose))
    return [(one, restore(shelf.of(one.instrument), one.head.form, one.answers)) for one in opened]


def interview_in_words(config: Config, code: str, held_on: str | None) -> Document:
    """All questions and answers of the interview of that day (none given: the latest), as a paper."""
    wanted = read_code(code)
    with casebook_of(config) as casebook:
        client = casebook.client(wanted, "answers")
        *_, last = chosen_interviews(casebook, config, client.id, show_code(wanted), "answers", held_on)
    stored, interview = last
    words = load_phrasebook(language(), config.overlay, tuple(interview.instrument.questions))
    return answers_paper(stored, interview, language(), draft_mark(material(stored, interview), words))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(
            say("{value} cannot be used", value=text), "--interview", say("write the date as 2026-11-21")
        ) from None
