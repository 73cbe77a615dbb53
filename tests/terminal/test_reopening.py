"""A completed interview is changed: at the terminal, on disk at once, and in the ratings that rest on it."""

from __future__ import annotations

from asi_tui.core.casework import StoredAnswer
from tests.terminal.conftest import Sit
from tests.terminal.finished import COMPLETE, RATED, Finished, finish
from tests.terminal.site import Site
from tests.terminal.test_depth import LOCKED, goes_to
from tests.terminal.test_rating import at_ratings
from tests.terminal.typist import Typist

ITEMS = "SELECT due_on, closed_at FROM follow_up WHERE kind = 'follow_up' ORDER BY id"


def is_on_disk(typist: Typist, client: Finished, state: str, **values: str | None) -> Typist:
    """Wait until the interview is that far and has these values; a draft has none."""

    def holds() -> bool:
        kept = client.values
        if client.state != state or (kept is None) != (state == "draft"):
            return False
        return kept is None or all(kept[code.replace("_", "-")] == value for code, value in values.items())

    return typist.until(holds, f"is {state} with {values}")


def test_an_answer_is_changed_from_the_ratings_and_what_rests_on_it_is_looked_at_again(site: Site, sit: Sit) -> None:
    client = finish(site, RATED)
    typist = at_ratings(sit(), client.code, "i").sees("Signera nu?", "g svaren")
    typist.types("g").sees("Skattad, ej signerad").stands_at(" G9 ")
    goes_to(typist, "M1").types("03").stands_at(" M6 ")
    is_on_disk(typist, client, "rated", M1="3", M9="2")
    assert client.answers["M1"] == "3"
    typist.types("{F6}").sees("? M9", "skattning att se över: M1 0 → 3").types("{End}").stands_at("M9").types("{Enter}")
    typist.sees("Skattning: Fysisk", "se över 1", "Se över: M1 0 → 3; Enter behåller 2")
    typist.types("{F9}").sees("Skattningar att se över: 1").types("{Enter}").sees("M9 är fortfarande 2", "Alla rader")
    assert site.column("SELECT count(*) FROM answer WHERE question = 'M9'")[-1] >= 2
    typist.types("{F9}").sees("Signera nu?").types("{Enter}").sees("är signerad")
    assert (client.state, client.answers["M9"]) == ("signed", "2")


def test_a_cleared_answer_makes_it_a_draft_at_once_and_f9_completes_it_without_a_second_item(
    site: Site, sit: Sit
) -> None:
    client = finish(site, RATED)
    items = site.rows(ITEMS)
    typist = at_ratings(sit(), client.code, "i").sees("Signera nu?").types("g").stands_at(" G9 ")
    goes_to(typist, "M6").types("{Delete}").sees("Utkast igen")
    is_on_disk(typist, client, "draft")
    typist.kill()
    again = sit("enter", client.code).stands_at(" M6 ").sees("Utkast igen")
    again.types("{F9}").sees("obesvarade frågor 1").types("n").sees("Intervjun är inte klar").types("{Escape}")
    again.sees_no_more("Esc tillbaka").types("00").sees("Skattad, ej signerad")
    is_on_disk(again, client, "rated", M6="0")
    again.types("{F9}").sees("Inget är obesvarat").types("{Enter}").sees("Signera nu?").types("{Enter}")
    again.sees("är signerad")
    assert site.rows(ITEMS) == items


def test_a_check_that_fires_makes_it_a_draft_until_it_is_dealt_with(site: Site, sit: Sit) -> None:
    client = finish(site, COMPLETE)
    typist = at_ratings(sit(), client.code).sees("på papper?").types("g").sees("Klar: det du ändrar räknas direkt")
    goes_to(typist.stands_at(" G9 "), "M6").types("12").sees("Kroppsliga besvär 12 dagar", "Utkast igen")
    is_on_disk(typist, client, "draft")
    typist.types("s").sees("Varför?").types("1").sees("Klar: det du ändrar räknas direkt")
    is_on_disk(typist, client, "complete", M6="12")
    goes_to(typist, "P9-30d").types("1").sees("! Självmordstankar", "Utkast igen").types("{Escape}")
    typist.sees("Uppföljningskö", "är ett utkast tills den är klar igen")
    is_on_disk(typist, client, "draft")
    assert client.answers["P9-30d"] == "1"


def test_undo_takes_back_the_change_and_what_followed_from_it(site: Site, sit: Sit) -> None:
    client = finish(site, RATED)
    typist = at_ratings(sit(), client.code, "i").sees("Signera nu?").types("g").stands_at(" G9 ")
    goes_to(typist, "M1").types("03").stands_at(" M6 ").types("u").sees("är 0 igen")
    is_on_disk(typist, client, "rated", M1="0")
    typist.types("{Escape}").sees("Signera nu?")


def test_the_same_answers_on_another_form_are_completed_anew(site: Site, sit: Sit) -> None:
    client = finish(site, RATED)
    typist = at_ratings(sit(), client.code, "i").sees("Signera nu?").types("{F4}").stands_at(" G9 ")
    typist.types("{F7}").sees("Nu Egen uppföljning", "Utkast igen")
    is_on_disk(typist, client, "draft")
    typist.types("{F7}").sees("Nu Egen uppföljning, kort", "Skattad, ej signerad")
    is_on_disk(typist, client, "rated", M9="2")


def test_what_another_session_left_open_is_not_signed(site: Site, sit: Sit) -> None:
    client = finish(site, RATED)
    typist = at_ratings(sit(), client.code, "i").sees("Signera nu?")
    with site.casebook() as other:
        other.hold(client.interview, take_over=True)
        typist.types("{Enter}").sees("tagits över").quiet(LOCKED)
        last = other.open_interview(client.interview, "test").last_answer_id
        other.record(client.interview, "M6", StoredAnswer(None, None), last)
    typist.types("{Enter}").sees("Inte signerad: Bara en skattad intervju kan signeras")
    assert client.state == "draft"
    assert site.rows("SELECT name FROM signature WHERE interview_id = ?", client.interview) == []
    typist.types("{Escape}").sees_no_more("Inte signerad").types("{Escape}").sees("Uppföljningskö")


def test_a_take_over_while_a_rating_is_typed_stores_nothing_and_says_by_whom(site: Site, sit: Sit) -> None:
    client = finish(site, COMPLETE)
    typist = at_ratings(sit(), client.code).sees("på papper?").types("0").sees("Skattning: Fysisk hälsa").types("3")
    typist.sees("[4–5]")
    with site.casebook() as other:
        other.hold(client.interview, take_over=True)
        typist.types("5432").sees("tagits över av Anna Berg").quiet(LOCKED)
        assert "M9" not in client.answers
        assert client.state == "complete"


def test_a_busy_database_keeps_one_where_one_is(site: Site, sit: Sit) -> None:
    client = finish(site, RATED)
    typist = at_ratings(sit(), client.code, "i").sees("Signera nu?")
    with site.held():
        typist.types("g").sees("används just nu av ett annat program").quiet(LOCKED)
        typist.types("{Enter}").sees("Inte signerad").quiet(LOCKED)
    typist.types("g").stands_at(" G9 ")
    with site.held():
        typist.types("{F7}").sees("används just nu av ett annat program").quiet(LOCKED)
        typist.types("{Down}").stands_at(" G19 ").types("{Escape}").sees("används just nu").stands_at(" G19 ")
    assert client.state == "rated"
    typist.types("{Escape}{Escape}").sees("Signera nu?")
