"""Two sessions on one interview, and the settings of one person: at the terminal, and on disk."""

from __future__ import annotations

from tests.terminal.conftest import Sit
from tests.terminal.site import Site


def test_the_second_session_is_told_and_may_take_over_and_nothing_is_merged(site: Site, sit: Sit) -> None:
    code = site.drafts["grund-kort"]
    first = sit("enter", code).stands_at(" G9 ").types("1").stands_at(" G19 ")
    second = sit("enter", code).sees("öppen på annat håll", "t ta över")
    second.types("{Enter}11").quiet().sees("öppen på annat håll")
    assert site.answers(code)["G9"] == "1"
    second.types("t").stands_at(" G19 ").types("1").until(lambda: site.answers(code).get("G19") == "1", "G19 = 1")
    first.types("2").sees("tagits över")
    assert site.answers(code)["G19"] == "1"


def test_leaving_the_interview_leaves_it_to_the_next_session(site: Site, sit: Sit) -> None:
    code = site.drafts["grund-kort"]
    sit("enter", code).stands_at(" G9 ").types("{Escape}").sees("Uppföljningskö")
    sit("enter", code).stands_at(" G9 ")


def test_a_session_that_died_holds_nothing(site: Site, sit: Sit) -> None:
    code = site.drafts["grund-kort"]
    sit("enter", code).stands_at(" G9 ").types("1").stands_at(" G19 ").kill()
    sit("enter", code).stands_at(" G19 ")


def test_settings_hold_at_once_and_in_the_next_session(site: Site, sit: Sit) -> None:
    code = site.drafts["grund"]
    typist = sit().sees(" ▸ ").types("{F12}").sees("Dina inställningar")
    typist.types("2{Enter}{Enter}").sees("1 efter svaret  2 aldrig").types("{Enter}{Enter}2{Enter}")
    typist.sees("Follow-up queue").types("{Ctrl+Q}")
    typist.ends()
    again = sit("enter", code).stands_at(" G9 ").types("{F4}").types("M6{Enter}").stands_at(" M6 ")
    again.types("7").stands_at(" M7 ")
    assert site.answers(code)["M6"] == "7"
