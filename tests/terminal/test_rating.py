"""Rating and signing in a real terminal: what is shown to rate from, what lies on disk, and what becomes of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from asi_tui.core import severity
from asi_tui.core.answer import Code, Value, to_stored
from asi_tui.core.casework import Settled, StoredAnswer
from asi_tui.core.closing import Ending, completion
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.scoring import Scoring
from asi_tui.instruments.shelf import Shelf
from asi_tui.keys import COMMANDS, Context
from tests.terminal.conftest import Sit
from tests.terminal.key_file import key_file, stored_in
from tests.terminal.site import Site, add_client, begin_interview
from tests.terminal.test_commands_act import pressed
from tests.terminal.typist import Typist

RATINGS = ("M9", "E22", "D32", "D33", "L30", "F36", "P21")
DOUBTS = ("M10", "M11", "E23", "E24", "D34", "D35", "L31", "L32", "F37", "F38", "P22", "P23")


CALM: dict[str, Value] = dict.fromkeys(
    ("M7", "M8", "E20", "E21", "D28", "D29", "D30", "D31", "L28", "L29", "F32", "F33", "F34", "F35", "P13", "P14"), 2
)
"""The client's own ratings, so that no rating is far from them."""


def complete(site: Site, instead: Mapping[str, Value], form: str = "grund") -> str:
    """A client whose interview on that form, every gate of it open, is complete and not rated; gives the code."""
    texts = stored_in(key_file(form))
    values: dict[str, Value] = {code: int(text) if text.isdigit() else _coded(text) for code, text in texts.items()}
    values |= instead
    with site.casebook() as casebook:
        code = add_client(casebook, f"Rut {form}")
        interview_id = begin_interview(casebook, code, form, date.today())
        last = 0
        for question, value in values.items():
            last = casebook.record(interview_id, question, to_stored(value), last)
        interview = begin(Shelf().current()[1], form, values)
        casebook.complete(interview_id, completion(interview, Ending(Code.N), Scoring()), date.today())
    return code


def _coded(text: str) -> Value:
    return Code(text) if text in ("X", "N") else text


def at_ratings(typist: Typist, code: str, listed: str = "s") -> Typist:
    """Open the interview from the list of those not rated, or (i) not signed."""
    typist.until(lambda: " ▸ " in typist.screen() or "Inget här" in typist.screen(), "shows the queue")
    typist.types(f"f{listed}").sees({"s": ", ej skattad", "i": ", ej signerad"}[listed])
    return mark(typist, code).types("{Enter}")


def mark(typist: Typist, code: str) -> Typist:
    """Move the mark to a client in the list."""
    typist.sees(code)
    listed = [found[0] for line in typist.lines() if (found := re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", line))]
    return typist.types("{Home}" + "{Down}" * listed.index(code)).stands_at(code)


def rated_rows(site: Site, code: str) -> dict[str, str]:
    """The rows of the ratings step on disk."""
    return {row: value for row, value in site.answers(code).items() if row in RATINGS + DOUBTS}


def state(site: Site, code: str) -> str:
    return str(site.column("SELECT state FROM interview WHERE id = ?", site.interviews(code)[-1])[0])


def is_stored(typist: Typist, site: Site, code: str, **rows: str) -> Typist:
    """Wait until those rows, and no others, lie on disk."""
    return typist.until(lambda: rated_rows(site, code) == rows, f"stores {rows}")


def test_seven_areas_are_rated_by_range_and_point_and_the_interview_signed(site: Site, sit: Sit) -> None:
    code = complete(site, {"M7": 2, "M8": 2})
    typist = at_ratings(sit(), code).sees("på papper?").types("0").sees("Skattning: Fysisk hälsa")
    typist.types("3").sees("[4–5]").types("5").sees("Skattning: Arbete")
    is_stored(typist, site, code, M9="5")
    typist.types("23" * 3).sees("Rättsliga").types("23" * 3).sees("Förvrängda svar?").types("1a").sees("F9")
    assert state(site, code) == "complete"
    typist.types("{F9}").until(lambda: "Signera nu?" in typist.screen() or "1 avstämt" in typist.screen(), "goes on")
    while "1 avstämt" in typist.screen():
        before = typist.screen()
        typist.types("1").until(lambda before=before: typist.screen() != before, "takes the reason").quiet()  # type: ignore[misc]
    typist.sees("Signera nu?")
    assert state(site, code) == "rated"
    typist.types("{Enter}").sees("är signerad", "Uppföljningskö")
    assert state(site, code) == "signed"
    signatures = site.rows("SELECT name, role FROM signature WHERE interview_id = ?", site.interviews(code)[-1])
    assert signatures == [("Anna Berg", "intervjuare")]
    assert rated_rows(site, code) == {
        **dict.fromkeys(RATINGS, "3"),
        "M9": "5",
        **dict.fromkeys(DOUBTS, "0"),
        "M10": "1",
    }


def test_ratings_on_paper_are_copied_in_one_write_from_the_queue_to_the_signature(site: Site, sit: Sit) -> None:
    code = complete(site, CALM, "uppf")
    typist = mark(sit().sees(" ▸ ").types("fs").sees(", ej skattad"), code)
    typist.types("{Enter}14567432" + "010100000000" + "{F9}{Enter}").sees("är signerad")
    assert rated_rows(site, code) == {
        **dict(zip(RATINGS, "4567432", strict=True)),
        **dict(zip(DOUBTS, "010100000000", strict=True)),
    }
    answers = site.asi_json("answers", code)["interviews"][-1]
    assert answers["state"] == "signed"
    assert answers["answers"]["M9"]["effective"] in ("4", 4)


@pytest.mark.parametrize("form", ["grund-kort", "uppf-kort"])
def test_short_forms_are_rated_without_the_questions_on_distorted_answers(site: Site, sit: Sit, form: str) -> None:
    code = complete(site, CALM, form)
    typist = at_ratings(sit(), code).sees("på papper?").types("15555555").sees("Alla rader har ett värde")
    typist.types("{F9}").sees("Signera nu?").types("{Escape}").sees("är skattad")
    assert (state(site, code), rated_rows(site, code)) == ("rated", dict.fromkeys(RATINGS, "5"))
    at_ratings(typist, code, "i").sees("Signera nu?").types("{Enter}").sees("är signerad")
    assert state(site, code) == "signed"


def numbers_shown(typist: Typist) -> set[str]:
    return set(re.findall(r"(?<![\w-])[A-Z]\d{1,2}(?![\w-])", typist.screen()))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("form", ["grund", "uppf-kort"])
def test_every_key_item_and_the_clients_ratings_can_be_read(
    site: Site, sit: Sit, form: str, size: tuple[int, int]
) -> None:
    code = complete(site, {}, form)
    interview = begin(Shelf().current()[1], form)
    typist = at_ratings(sit(), code).sees("på papper?").size(*size).quiet().types("0")
    for rating in RATINGS:
        typist.sees(f" {rating}  ").quiet(0.1)
        own = severity.client_ratings(interview, rating)
        wanted = {interview.question(c).number for c in (*severity.key_items(interview, rating), *own)}
        shown = numbers_shown(typist)
        while not wanted <= shown:
            assert "PgDn" in typist.screen(), f"{wanted - shown} cannot be read:\n{typist.screen()}"
            before = typist.screen()
            typist.types("{PgDn}").until(lambda before=before: typist.screen() != before, "turns")  # type: ignore[misc]
            shown |= numbers_shown(typist)
            assert set(own) <= numbers_shown(typist)
        typist.types("x")


def test_at_80_columns_no_area_of_an_ordinary_interview_needs_a_second_page(sit: Sit) -> None:
    typist = (
        sit("demo", size=(80, 24))
        .sees(" ▸ ")
        .types("fs")
        .sees("datum", "ej skattad")
        .types("{Enter}")
        .sees("på papper?")
        .types("0")
    )
    for rating in RATINGS:
        typist.sees(f" {rating}  ").quiet(0.1)
        assert "PgDn" not in typist.screen()
        typist.types("x")


def test_no_point_is_hinted_at_before_the_range_is_chosen(site: Site, sit: Sit) -> None:
    code = complete(site, {"M7": 4, "M8": 3})
    typist = at_ratings(sit(), code).sees("på papper?").types("0").sees("Välj först steg")
    assert "talar för" not in typist.screen()
    typist.types("4").sees("hög: den talar för 7").types("{Backspace}").sees_no_more("talar för")
    typist.types("1").sees("hög: den talar för 1").types("0").sees("M9 0: långt från klientens egen skattning")
    is_stored(typist, site, code, M9="0")


def test_a_reason_is_kept_with_its_words(site: Site, sit: Sit) -> None:
    code = complete(site, CALM | {"M7": 4})
    typist = at_ratings(sit(), code).sees("på papper?").types("10s").sees("1 avstämt")
    typist.types("5").sees("Skäl:").types("{Enter}{Enter}").sees("Skriv skälet i ord").types("får redan vård").sees(
        "får redan vård_"
    ).types("{Enter}").sees("är sparat")
    rows = site.rows("SELECT check_id, reason, text FROM check_review")
    assert rows == [("79:M9", 5, "får redan vård")]
    typist.types("444444").sees("Förvrängda svar?").types("a{F9}").sees("Signera nu?")


def test_the_rest_is_rated_another_time(site: Site, sit: Sit) -> None:
    code = complete(site, CALM)
    typist = at_ratings(sit(), code).sees("på papper?").types("144").sees(" D32 ").types("{Escape}")
    typist.sees("Uppföljningskö")
    assert (state(site, code), rated_rows(site, code)) == ("complete", {"M9": "4", "E22": "4"})
    at_ratings(typist, code).sees("Skattning: Alkohol", "2/7")
    typist.types("{F9}").sees("17 rader")


def test_a_changed_rating_of_a_rated_interview_reaches_the_figures(site: Site, sit: Sit) -> None:
    code = complete(site, CALM, "grund-kort")
    typist = at_ratings(sit(), code).sees("på papper?").types("15555555{F9}").sees("Signera nu?").types("{Escape}")
    at_ratings(typist, code, "i").sees("Signera nu?").types("{Up}").sees("Skattning: Psykisk hälsa").types("34")
    is_stored(typist, site, code, **{**dict.fromkeys(RATINGS, "5"), "P21": "4"})
    typist.sees("F9").types("{Escape}").sees("är skattad")
    assert state(site, code) == "rated"
    (kept,) = site.column("SELECT effective FROM interview_value WHERE interview_id = ?", site.interviews(code)[-1])
    assert json.loads(kept)["P21"] == "4"


def test_a_busy_database_is_waited_for_and_nothing_is_shown_before_it_is_stored(site: Site, sit: Sit) -> None:
    code = complete(site, CALM)
    typist = at_ratings(sit(), code).sees("på papper?").types("1").sees(" M9 ")
    with site.held():
        typist.types("4").sees("Sparar").quiet(0.6)
        assert rated_rows(site, code) == {}
        assert "M9" in typist.marked
    is_stored(typist, site, code, M9="4").stands_at("E22")


def test_what_another_session_has_rated_is_shown_and_not_overwritten(site: Site, sit: Sit) -> None:
    code = complete(site, CALM)
    typist = at_ratings(sit(), code).sees("på papper?").types("1").stands_at("M9")
    with site.casebook() as other:
        (interview_id,) = site.interviews(code)
        other.hold(interview_id, take_over=True)
        stored = other.open_interview(interview_id, "test")
        kept = completion(begin(Shelf().current()[1], "grund"), Ending(Code.N), Scoring())
        settled = Settled(InterviewState.COMPLETE, kept)
        other.record(interview_id, "M9", StoredAnswer("6", None), stored.last_answer_id, settled)
        typist.types("3333").sees("tagits över", "påtagligt").quiet(0.6)
    assert rated_rows(site, code) == {"M9": "6"}


def test_the_rating_is_made_in_a_very_small_window(site: Site, sit: Sit) -> None:
    code = complete(site, CALM)
    typist = at_ratings(sit(), code).sees("på papper?").size(30, 6).sees("0 nej").types("0").sees("M9", "0–1", "8–9")
    typist.types("3").sees("4 det lägre").types("4").sees("E22")
    is_stored(typist, site, code, M9="4")


# Every key of every command


def _goes(before: str, row: str) -> Callable[[Typist, str], object]:
    return lambda typist, key: typist.types("1" + before).quiet(0.1).types(key).stands_at(row)


def _x(typist: Typist, key: str) -> None:
    typist.types("1").stands_at("M9").types(key).stands_at("E22").until(
        lambda: re.search(r"M9 .*X", typist.screen()) is not None, "is X"
    )


def _takes_back(typist: Typist, key: str) -> None:
    typist.types("03").sees("[4–5]").types(key).sees("[_]").types("34").sees(" E22 ").types(key).sees(" M9 ")


def _all_no(typist: Typist, key: str) -> None:
    typist.types("14444444").sees("Förvrängda svar?").types(key).sees("12 besvarade med nej")


def _copies(typist: Typist, key: str) -> None:
    typist.types("0").sees("Välj först steg").types(key).stands_at("[_]").sees_no_more("Välj först steg")


def _asks_why(typist: Typist, key: str) -> None:
    typist.types("19").stands_at("E22").types(key).sees("1 avstämt")


def _finishes(typist: Typist, key: str) -> None:
    typist.types("14444444a").sees("Alla rader").types(key).sees("Signera nu?")


def _turns(typist: Typist, key: str) -> None:
    typist.size(60, 18).quiet(0.2).types("0xx").sees("sida 1 av").types(key).sees_no_more("sida 1 av")


AT_A_RATING: dict[str, Callable[[Typist, str], object]] = {
    "rating.no-answer": _x,
    "rating.next": _goes("", "E22"),
    "rating.back": _goes("44", "E22"),
    "rating.backspace": _takes_back,
    "rating.straight": _copies,
    "rating.all-no": _all_no,
    "rating.reason": _asks_why,
    "rating.answers": lambda typist, key: typist.types("0").sees(" M9 ").types(key).stands_at(" M1 "),
    "rating.more": _turns,
    "rating.less": _turns,
    "rating.complete": _finishes,
    "app.close": lambda typist, key: typist.types("03").sees("[4–5]").types(key).sees("[_]"),
    "app.help": lambda typist, key: typist.types(key).sees("Hjälp", "Skattningen").types("{Escape}").sees("på papper?"),
    "app.palette": lambda typist, key: typist.types(key).sees("Kommando", "nej på alla"),
}


@pytest.mark.parametrize(
    ("command", "key"),
    [(c.id, c.keys[0]) for c in COMMANDS if c.context is Context.RATING or c.id in AT_A_RATING],
)
def test_a_command_acts_at_the_ratings(site: Site, sit: Sit, command: str, key: str) -> None:
    code = complete(site, CALM | {"M7": 0, "M8": 0})
    AT_A_RATING[command](at_ratings(sit(), code).sees("på papper?"), pressed(key))
