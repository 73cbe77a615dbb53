"""A refusal stops the keys behind it: nothing is stored until the keyer has looked up, and what was ignored is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.conftest import Sit
from tests.terminal.site import Site
from tests.terminal.typist import Typist

SURPLUS = "1" * 12
"""Keys behind the refused one; each would answer a question."""

LOCK_SECONDS = 0.4
"""Seconds without a key after which a keyer has looked up."""

PATIENT_LOCK_SECONDS = 2.0
"""The same where keys are typed one by one: a machine that pauses must not pass for a keyer who looks up."""


@pytest.fixture
def patient(tmp_path: Path) -> str:
    """Settings with the longer lock."""
    file = tmp_path / "patient.toml"
    file.write_text(f"[entry]\nlock_ms = {PATIENT_LOCK_SECONDS * 1000:.0f}\n", "utf-8")
    return str(file)


def at(typist: Typist, code: str) -> Typist:
    """Go to a box."""
    typist.stands_at(" G9 ").types("{F4}").sees("Gå till").types(f"{code}{{Enter}}")
    return typist.stands_at(f" {code.partition('-')[0].upper()} ")


def says_ignored(typist: Typist, count: int) -> Typist:
    """Wait until the message line says how many keys were ignored."""
    return typist.until(
        lambda: re.search(rf"\(.*\b{count}\b.*\)", typist.lines()[-2]) is not None, f"says {count} ignored"
    )


REFUSED = {"M7": "7", "D25": "31", "G19": "n", "M2": "0112", "E3-spec": "5"}

LEGAL = {"M7": "1", "D25": "01", "G19": "1", "M2": "0102", "E3-spec": "svetsare{Enter}"}


@pytest.mark.parametrize("code", REFUSED)
def test_keys_in_one_write_with_a_refused_one_store_nothing(site: Site, sit: Sit, code: str) -> None:
    typist = at(sit("enter", site.drafts["grund"]), code).types(REFUSED[code] + SURPLUS)
    says_ignored(typist, len(SURPLUS)).quiet(LOCK_SECONDS + 0.3)
    assert site.answers(site.drafts["grund"]) == {}
    typist.types(LEGAL[code]).until(lambda: len(site.answers(site.drafts["grund"])) == 1, "takes keys again")


@pytest.mark.parametrize("milliseconds", [20, 80, 200])
@pytest.mark.parametrize("code", ["M7", "M2"])
def test_keys_typed_on_behind_a_refused_one_store_nothing(
    site: Site, sit: Sit, patient: str, code: str, milliseconds: int
) -> None:
    typist = at(sit("enter", site.drafts["grund"], ASI_CONFIG=patient), code)
    typist.types(REFUSED[code][:-1]).types_slowly(REFUSED[code][-1] + SURPLUS, milliseconds / 1000)
    says_ignored(typist, len(SURPLUS)).quiet(PATIENT_LOCK_SECONDS + 0.3)
    assert site.answers(site.drafts["grund"]) == {}
    typist.types(LEGAL[code]).until(lambda: len(site.answers(site.drafts["grund"])) == 1, "takes keys again")


@pytest.mark.parametrize("unlock", ["{Escape}", "{Backspace}"])
def test_a_look_at_the_screen_and_one_key_unlock_at_once(site: Site, sit: Sit, unlock: str) -> None:
    typist = at(sit("enter", site.drafts["grund"]), "M7")
    typist.types(f"7111{unlock}1")
    typist.until(lambda: site.answers(site.drafts["grund"]) == {"M7": "1"}, "takes the key behind")
    typist.stands_at(" M8 ")


def test_a_lock_without_end_waits_for_escape_or_backspace(site: Site, sit: Sit, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[entry]\nlock_ms = 0\n", "utf-8")
    typist = at(sit("enter", site.drafts["grund"], ASI_CONFIG=str(tmp_path / "own.toml")), "M7")
    typist.types("7").sees("7 finns inte").quiet(1.0).types("11")
    says_ignored(typist, 2)
    assert site.answers(site.drafts["grund"]) == {}
    typist.types("{Backspace}").quiet(0.2).types("1").stands_at(" M8 ")
    assert site.answers(site.drafts["grund"]) == {"M7": "1"}


def test_one_can_always_leave(site: Site, sit: Sit) -> None:
    typist = at(sit("enter", site.drafts["grund"]), "M7").types("7111{Ctrl+Q}")
    assert typist.ends() == 0


PAGE = "1 0 1\n" * 40 + "30 12 07\n"


def test_a_page_of_text_pasted_on_a_digit_question_is_refused(site: Site, sit: Sit) -> None:
    typist = at(sit("enter", site.drafts["grund"]), "M6")
    typist.types(f"\x1b[200~{PAGE}\x1b[201~".encode() + b"11").sees("klistra")
    says_ignored(typist, 2).quiet(LOCK_SECONDS + 0.3)
    assert site.answers(site.drafts["grund"]) == {}
    typist.stands_at(" M6 ")


def test_of_a_page_of_text_pasted_in_a_text_answer_the_first_line_is_taken(site: Site, sit: Sit) -> None:
    typist = at(sit("enter", site.drafts["grund"]), "E3-spec")
    pasted = "\n  snickare, å \n12 34\n" + PAGE
    typist.types(f"\x1b[200~{pasted}\x1b[201~".encode()).sees("[snickare, å_]").types("{Enter}").stands_at(" E4 ")
    assert site.answers(site.drafts["grund"]) == {"E3-spec": "snickare, å"}


def test_text_pasted_on_the_queue_does_nothing(site: Site, sit: Sit) -> None:
    typist = sit().sees(site.due).types(f"\x1b[200~\n\n{PAGE}\x1b[201~".encode()).quiet(0.5)
    assert "Uppföljningskö" in typist.screen()
    typist.types("{Enter}").sees("Intervjudatum")


@pytest.mark.parametrize("typed", ["j", "{PadComma}", "æ", "=", "?", "{F12}", "{F2}", "{Ctrl+T}"])
def test_no_stray_key_stores_anything_but_what_it_says(site: Site, sit: Sit, typed: str) -> None:
    at(sit("enter", site.drafts["grund"]), "M4").types(typed).quiet(0.5)
    assert site.answers(site.drafts["grund"]) == ({"M4": "X"} if typed == "{PadComma}" else {})
