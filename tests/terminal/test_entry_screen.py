"""Correcting and moving about, as it is seen on the entry screen, and what terminals send for the same keys."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Sit
from tests.terminal.site import Site
from tests.terminal.typist import Typist


@pytest.fixture
def keyer(site: Site, sit: Sit) -> Typist:
    """Somebody before the first question of a base interview."""
    return sit("enter", site.drafts["grund"]).stands_at(" G9 ")


def goes_to(typist: Typist, code: str) -> Typist:
    return typist.types("g").sees("Gå till").types(f"{code}{{Enter}}").stands_at(f" {code.partition('-')[0].upper()} ")


def test_a_wrong_key_is_undone_made_again_and_cleared(site: Site, keyer: Typist) -> None:
    code = site.drafts["grund"]
    keyer.types("1").stands_at(" G14 ").types("{Up}").stands_at(" G9 ").types("3").sees("1 → 3").stands_at(" G14 ")
    assert site.answers(code) == {"G9": "3"}
    keyer.types("u").stands_at(" G9 ").until(lambda: site.answers(code) == {"G9": "1"}, "has 1 again")
    keyer.types("{Ctrl+Y}").until(lambda: site.answers(code) == {"G9": "3"}, "has 3 again")
    keyer.types("{Delete}").stands_at("[_]").until(lambda: site.answers(code) == {}, "is unanswered")
    keyer.types("u").stands_at(" 3 ")
    keyer.types("uu").stands_at("[_]").types("u").sees("finns inget att ångra")
    assert site.answers(code) == {}


def test_go_to_knows_codes_says_what_is_near_and_goes_back(site: Site, keyer: Typist) -> None:
    goes_to(keyer, "d14").types("g").sees("Gå till").types("{Enter}").stands_at(" G9 ")
    keyer.types("gQ99{Enter}").sees("Q99", "P9").stands_at(" G9 ").quiet(0.6)
    goes_to(keyer, "M3").types("0").stands_at(" M4 ").types("gM3-spec{Enter}").sees("M3 = 0").stands_at(" M4 ")


def test_a_skipped_question_comes_back_with_its_answer(site: Site, keyer: Typist) -> None:
    goes_to(keyer, "M3").types("1").stands_at(" M3 ").types("astma{Enter}").sees("astma").stands_at(" M4 ")
    goes_to(keyer, "M3").types("0").stands_at(" M4 ").sees_no_more("astma")
    goes_to(keyer, "M3").types("1").sees("astma")
    assert site.answers(site.drafts["grund"]) == {"M3": "1", "M3-spec": "astma"}


def test_what_follows_from_an_answer_is_said(site: Site, keyer: Typist) -> None:
    goes_to(keyer, "E4").types("0").sees("Därför räknas tillgång till bil som nej").stands_at(" E6 ")
    assert site.answers(site.drafts["grund"]) == {"E4": "0"}


@pytest.mark.parametrize("size", [(100, 30), (60, 14), (120, 40)])
def test_a_half_typed_value_outlives_another_size_of_the_window(
    site: Site, keyer: Typist, size: tuple[int, int]
) -> None:
    goes_to(keyer, "D25").types("1").stands_at("[1_]").size(*size).quiet().stands_at("[1_]").types("2").stands_at(
        " D26 "
    )
    assert site.answers(site.drafts["grund"]) == {"D25": "12"}


def test_a_value_half_typed_commits_when_one_moves_on_and_is_taken_back_with_backspace(
    site: Site, keyer: Typist
) -> None:
    goes_to(keyer, "D25").types("7{PgDn}").stands_at(" L1 ")
    assert site.answers(site.drafts["grund"]) == {"D25": "7"}
    goes_to(keyer, "D26").types("7").stands_at("[7_]").types("{Backspace}").stands_at("[__]").types("{Down}").stands_at(
        " D27 "
    )
    assert site.answers(site.drafts["grund"]) == {"D25": "7"}


def test_years_are_left_without_months_only_by_saying_so(site: Site, keyer: Typist) -> None:
    goes_to(keyer, "E1").types("09{PgDn}").sees("månader").stands_at(" E1 ").quiet(0.6)
    assert site.answers(site.drafts["grund"]) == {}
    keyer.types("09{Enter}{Enter}").stands_at(" E2 ")
    assert site.answers(site.drafts["grund"]) == {"E1": "108"}


def test_ctrl_j_is_enter(site: Site, keyer: Typist) -> None:
    goes_to(keyer, "M6").types(b"7\n").stands_at(" M7 ")
    assert site.answers(site.drafts["grund"]) == {"M6": "7"}


def test_alt_and_a_digit_is_escape_and_that_digit(site: Site, keyer: Typist) -> None:
    goes_to(keyer, "M6").types("1").stands_at("[1_]").types(b"\x1b07").stands_at(" M7 ")
    assert site.answers(site.drafts["grund"]) == {"M6": "7"}


@pytest.mark.parametrize(
    ("behind", "stands", "stored"), [("\r", "M6", {}), ("\x7f", "M5", {}), (",", "M7", {"M6": "X"})]
)
def test_the_key_right_behind_an_escape_is_a_key_of_its_own(
    site: Site, keyer: Typist, behind: str, stands: str, stored: dict[str, str]
) -> None:
    goes_to(keyer, "M6").types("1").stands_at("[1_]").types(f"\x1b{behind}".encode())
    keyer.stands_at(f" {stands} ").sees_no_more("[1_]").quiet(0.3)
    assert site.answers(site.drafts["grund"]) == stored


def test_a_long_burst_behind_an_escape_loses_nothing(site: Site, keyer: Typist) -> None:
    goes_to(keyer, "L3").types("1").stands_at("[1_]").types(
        b"\x1b" + b"".join(b"%02d" % n for n in range(40, 54)) + b"12"
    )
    keyer.stands_at(" L18 ")
    wanted = {f"L{n}": str(37 + n) for n in range(3, 17)} | {"L17": "12"}
    assert site.answers(site.drafts["grund"]) == wanted


@pytest.mark.parametrize("typed", ["{Escape}", "u", "{Backspace}"])
def test_nothing_is_undone_that_was_not_done_in_this_session(site: Site, sit: Sit, typed: str) -> None:
    sit("enter", site.drafts["grund"]).stands_at(" G9 ").types("10102").stands_at(" G15 ").kill()
    sit("enter", site.drafts["grund"]).stands_at(" G15 ").types(typed).quiet(0.3)
    assert site.answers(site.drafts["grund"]) == {"G9": "1", "G14": "14"}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("snickare på Åland".encode(), "snickare på Åland"),
        ("snickare på Åland".encode("latin-1"), "snickare på Åland"),
        ("ö".encode("latin-1") + "ö".encode() + b"l", "ööl"),
        ("a\N{COMBINING RING ABOVE}".encode(), "å"),
    ],
    ids=["UTF-8", "Latin-1", "both", "decomposed"],
)
def test_swedish_letters_arrive_in_a_locale_that_knows_none(site: Site, sit: Sit, typed: bytes, stored: str) -> None:
    typist = sit("enter", site.drafts["grund"], LC_ALL="C", LANG="C").stands_at(" G9 ")
    goes_to(typist, "E3-spec").types(typed).quiet(0.2).types("{Enter}").stands_at(" E4 ").sees(stored)
    assert site.answers(site.drafts["grund"]) == {"E3-spec": stored}
