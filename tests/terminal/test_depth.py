"""Checks, remarks, the review, the earlier interview, short and full form, search: as a keyer meets them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from asi_tui.core.answer import Value, to_stored
from asi_tui.core.followup import add_months
from asi_tui.core.interview import Change, begin
from tests.core.answers import little
from tests.scenario import instrument
from tests.terminal.conftest import Sit
from tests.terminal.key_file import key_file, stored_in
from tests.terminal.site import Site, add_base, add_client, begin_interview
from tests.terminal.typist import Typist

LOCKED = 0.6
"""Seconds of quiet after which a refusal no longer holds the keys."""


@pytest.fixture
def code(site: Site) -> str:
    """Whose base interview has been begun, on the full form."""
    return site.drafts["grund"]


@pytest.fixture
def keyer(code: str, sit: Sit) -> Typist:
    """Somebody before the first question of that interview."""
    return sit("enter", code).stands_at(" G9 ")


def goes_to(typist: Typist, box: str) -> Typist:
    """Go to a box by its code."""
    typist.types("{F4}").sees("Gå till").types(f"{box}{{Enter}}").sees_no_more("Gå till")
    return typist.stands_at(f" {box.partition('-')[0]}")


def has(typist: Typist, site: Site, code: str, **answers: str | None) -> Typist:
    """Wait until these answers lie on disk; None: unanswered."""

    def stored() -> bool:
        found = site.answers(code)
        return all(found.get(name.replace("_", "-")) == value for name, value in answers.items())

    return typist.until(stored, f"stores {answers}")


def reviews(site: Site, code: str) -> list[tuple[str, int | None, str]]:
    """The checks dealt with in a client's latest interview: which, why, and in what words."""
    statement = "SELECT check_id, reason, text FROM check_review WHERE interview_id = ? ORDER BY id"
    return [(name, reason, text) for name, reason, text in site.rows(statement, site.interviews(code)[-1])]


def remarks(site: Site, code: str) -> list[tuple[str, str, bool]]:
    """All that was written beside a client's latest interview: about what, which words, whether to the coordinator."""
    statement = "SELECT about, text, to_coordinator FROM remark WHERE interview_id = ? ORDER BY id"
    return [(about, text, bool(asked)) for about, text, asked in site.rows(statement, site.interviews(code)[-1])]


def little_but(form: str, **answers: Value) -> Mapping[str, Value]:
    """These answers, and the least that may be answered to every other question of a form."""
    interview = begin(instrument(), form, answers)
    while (code := interview.next_open()) is not None:
        interview = interview.changed(Change(code, None, little(interview.question(code))))
    return interview.answers


# Checks.


def test_a_soft_check_asks_while_keying_and_is_accepted_with_a_reason(site: Site, keyer: Typist, code: str) -> None:
    goes_to(keyer, "M6").types("120").stands_at(" M8 ").sees("? Kroppsliga besvär 12 dagar", "s godtar", "granska 1")
    keyer.sees("M7?").types("s").sees("Varför?", "5 annat").types("q0{Enter}").quiet().sees("Varför?")
    keyer.types("1").sees("Godtaget: avstämt").stands_at(" M8 ").sees_no_more("M7?").sees_no_more("granska 1")
    assert reviews(site, code) == [("9", 1, "")]
    keyer.types("{Up}").stands_at(" M7 ").types("0").stands_at(" M8 ").quiet()
    assert "granska 1" not in keyer.screen()
    goes_to(keyer, "M6").types("13").sees("besvär 13 dagar", "s godtar", "granska 1", "12 → 13").stands_at("M7?")
    has(keyer, site, code, M6="13", M7="0")


def test_the_next_answer_is_taken_while_a_check_waits(site: Site, keyer: Typist, code: str) -> None:
    goes_to(keyer, "M6").types("1201").stands_at(" E1 ").sees("granska 1").sees_no_more("s godtar")
    has(keyer, site, code, M6="12", M7="0", M8="1")
    keyer.types("{F8}").stands_at(" M7? ").sees("s godtar")


def test_s_where_nothing_waits_is_refused_and_holds_the_keys(site: Site, keyer: Typist, code: str) -> None:
    keyer.types("s11").sees("Här väntar ingen kontroll", "ignorerade tangenttryck: 2").quiet(LOCKED).types(
        "1"
    ).stands_at(" G14 ")
    assert site.answers(code) == {"G9": "1"}
    assert reviews(site, code) == []


def test_another_reason_wants_words_and_an_empty_one_is_refused(site: Site, keyer: Typist, code: str) -> None:
    goes_to(keyer, "M6").types("120").sees("s godtar").types("s5").sees("Skäl:").types("{Enter}").sees(
        "Skriv skälet i ord"
    )
    assert reviews(site, code) == []
    keyer.types("x n 07").sees("x n 07_").types("{Enter}").sees("Godtaget: x n 07").stands_at(" M8 ")
    assert reviews(site, code) == [("9", 5, "x n 07")]
    assert site.answers(code) == {"M6": "12", "M7": "0"}


def test_a_reason_is_left_by_escape(site: Site, keyer: Typist, code: str) -> None:
    goes_to(keyer, "M6").types("120").sees("s godtar").types("s").sees("Varför?").types("{Escape}").sees("s godtar")
    keyer.types("1").stands_at(" E1 ")
    assert reviews(site, code) == []
    assert site.answers(code) == {"M6": "12", "M7": "0", "M8": "1"}


def test_a_hard_check_is_settled_by_x_and_a_remark_alone(site: Site, keyer: Typist, code: str) -> None:
    goes_to(keyer, "D1-30d").types("10").stands_at(" D1 ")
    goes_to(keyer, "D2-30d").types("12").sees("D2!", "! Berusad 12 dagar", "Går det inte att pröva")
    goes_to(keyer, "D2-30d").types("s").sees("Det här kan inte godtas").quiet(LOCKED)
    keyer.types("{F9}").sees("kontroller 1", "! Berusad 12 dagar").types("1").sees("äntande kontroller: 1").quiet(
        LOCKED
    )
    assert site.column("SELECT state FROM interview WHERE id = ?", site.interviews(code)[-1]) == ["draft"]
    assert "G12" not in site.answers(code)
    keyer.types("{Escape}").sees_no_more("Esc tillbaka").types("x").sees("X här kräver en anmärkning").sees_no_more(
        "D2!"
    )
    keyer.types("{Up}").stands_at(" D2 ").types("*").sees("Anmärkning:").types("har gått hem{Enter}").sees(
        "Anmärkningen sparad", "D2*"
    )
    keyer.types("{F9}").sees("kontroller 0").types("1").sees("Uppföljningskö")
    assert remarks(site, code) == [("D2-30d", "har gått hem", False)]
    assert site.answers(code) == {"D1-30d": "10", "D2-30d": "X", "G12": "1"}


def test_a_safety_box_stays_in_view_takes_no_keys_and_is_answered_for_at_completion(
    site: Site, keyer: Typist, code: str
) -> None:
    goes_to(keyer, "P9-30d").types("1").sees("! Självmordstankar", "P9!", "granska 1")
    keyer.types("0").stands_at(" P10 ").types("{PgUp}{PgUp}{Home}").stands_at(" G9 ").sees("! Självmordstankar")
    keyer.types("s").sees("Här väntar ingen kontroll").quiet(LOCKED)
    keyer.types("1").stands_at(" G14 ").sees("! Självmordstankar")
    keyer.types("{F9}").sees("kontroller 1", "! Självmordstankar").types("2").sees("äntande kontroller: 1").quiet(
        LOCKED
    )
    assert site.answers(code) == {"P9-30d": "1", "P9-life": "0", "G9": "1"}
    keyer.types("{Enter}").sees("Vad har gjorts?").types("läkare ringd{Enter}").sees("Kvitterat").types("2")
    keyer.sees("Uppföljningskö")
    assert site.answers(code) == {"P9-30d": "1", "P9-life": "0", "G9": "1", "G12": "2"}
    assert reviews(site, code) == [("68", None, "läkare ringd")]


def test_the_safety_box_of_a_whole_interview_is_acknowledged_in_words(site: Site, sit: Sit) -> None:
    with site.casebook() as casebook:
        code = add_client(casebook, "Sune Säker")
        interview = begin_interview(casebook, code, "uppf-kort", date.today())
        last = 0
        for question, value in little_but("uppf-kort", P20=1).items():
            last = casebook.record(interview, question, to_stored(value), last)
    typist = sit("enter", code).sees(" ▸ ").types("{F9}").sees("obesvarade frågor 0, kontroller 1")
    typist.types("{Enter}").sees("Vad har gjorts?").types("{Enter}").sees("Skriv vad som har gjorts")
    typist.types("läkare ringd{Enter}").sees("Kvitterat: läkare ringd", "Inget är obesvarat").types("{Enter}")
    typist.sees("Uppföljningskö")
    assert reviews(site, code) == [("68", None, "läkare ringd")]


def test_the_keys_after_a_refused_ending_do_not_answer_the_question_beneath(
    site: Site, keyer: Typist, code: str
) -> None:
    keyer.types("{F9}").sees("Esc tillbaka").types("7").sees("7 finns inte").quiet(LOCKED).types("2")
    keyer.sees("Uppföljningskö")
    assert site.answers(code) == {"G12": "2"}


def test_f8_goes_round_the_checks_that_wait(site: Site, keyer: Typist, code: str) -> None:
    keyer.types("{F8}").sees("Ingen kontroll väntar")
    goes_to(keyer, "M6").types("120").sees("M7?")
    goes_to(keyer, "F30").types("04").stands_at(" F31 ")
    goes_to(keyer, "F32").types("0").sees("F32?", "granska 2")
    goes_to(keyer, "G9").types("{F8}").stands_at(" M7? ").sees("Kroppsliga besvär")
    keyer.types("{F8}").stands_at(" F32? ").types("{F8}").stands_at(" M7? ")


# The review.


def test_the_review_lists_goes_there_and_comes_back(site: Site, keyer: Typist, code: str) -> None:
    goes_to(keyer, "M1").types("x").stands_at(" M2 ")
    goes_to(keyer, "M6").types("120").sees("s godtar")
    goes_to(keyer, "M8").types("{F2}").sees("Anmärkning:").types("frågas åter{Enter}").sees("M8*")
    keyer.types("{F6}").sees("Granska: ").stands_at("G9").types("medicin").sees("medicin_")
    keyer.types("{Backspace}" * 7).types("besvär").sees("besvär_").stands_at(" ? M7")
    keyer.types("{Enter}").stands_at(" M7? ").types("{F6}").stands_at(" ? M7").sees("* M8", "frågas åter")
    keyer.types("{F6}").stands_at(" M7? ")
    keyer.types("{F6}").sees("Granska: ").types("sjukhus").stands_at(" x M1").sees("Granska: ").types("{Enter}")
    keyer.stands_at(" M1 ").types("{F6}").stands_at(" x M1").types("{Escape}").stands_at(" M1 ")
    keyer.types("{F6}").types("qqq").sees("Inget att granska").types("{Enter}{Escape}").stands_at(" M1 ")
    has(keyer, site, code, M1="X", M6="12", M7="0", M8=None)


# Remarks.


def test_remarks_are_written_changed_taken_away_and_outlive_a_power_cut(
    site: Site, sit: Sit, keyer: Typist, code: str
) -> None:
    goes_to(keyer, "M4").types("*").sees("Anmärkning:").types("x 07, enligt Åke{Enter}").sees("sparad", "M4*")
    goes_to(keyer, "M5").types("{F2}").sees("Anmärkning:").types("? kodas så{Enter}").sees("sparad", "M5*")
    goes_to(keyer, "M7").types("*").sees("Anmärkning:").types("bort{Enter}").sees("M7*")
    keyer.types("*").sees("bort_").types("{Backspace}" * 4 + "{Enter}").sees("borttagen").sees_no_more("M7*")
    keyer.types("*").sees("Anmärkning:").types("halv{Escape}").sees_no_more("halv_").types("*").sees("Anmärkning:")
    keyer.types("{Enter}").sees("Ingen anmärkning skrevs")
    keyer.types("{F5}").sees("Kommentar till området:").types("tolk per telefon{Enter}").sees("sparad")
    keyer.kill()
    assert remarks(site, code) == [
        ("M4", "x 07, enligt Åke", False),
        ("M5", "? kodas så", True),
        ("M7", "bort", False),
        ("M7", "", False),
        ("medical", "tolk per telefon", False),
    ]
    assert site.answers(code) == {}
    again = sit("enter", code).stands_at(" G9 ")
    goes_to(again, "M4").sees("M4*", "M5*").types("*").sees("enligt Åke_").types("{Escape}").sees_no_more("Åke_")
    again.types("{F5}").sees("tolk per telefon_").types("{Escape}").sees_no_more("telefon_")
    again.types("{F6}").sees("Granska: ").types("tolk").sees("tolk_").stands_at("tolk per telefon").types("{Enter}")
    again.stands_at(" M1 ")


# The earlier interview.


def second_base(site: Site) -> str:
    """A client with a complete base interview, and a new one begun on the full form."""
    with site.casebook() as casebook:
        code = add_client(casebook, "Siv Sedan")
        add_base(casebook, code, add_months(date.today(), -14))
        begin_interview(casebook, code, "grund", date.today())
    return code


def test_plus_copies_a_standing_fact_and_nothing_else(site: Site, sit: Sit) -> None:
    code = second_base(site)
    typist = goes_to(sit("enter", code).stands_at(" G9 "), "M3").types("1").stands_at(" M3 ")
    typist.stands_at("(förra xerostomi").types("+").stands_at(" M4 ").sees("xerostomi efter")
    has(typist, site, code, M3_spec="xerostomi efter strålning")
    goes_to(typist, "M1").types("+").sees("M1 är ingen bestående uppgift").quiet(LOCKED)
    goes_to(typist, "M5").types("+").sees("ingen bestående uppgift").quiet(LOCKED)
    assert site.answers(code) == {"M3": "1", "M3-spec": "xerostomi efter strålning"}


SHOWN = {
    "after": (False, True),
    "before": (True, True),
    "never": (False, False),
}
"""By setting: whether the earlier answer stands beside an open question, and beside an answered one."""


@pytest.mark.parametrize("setting", SHOWN)
def test_the_earlier_answer_stands_beside_the_new_one_as_the_setting_has_it(
    site: Site, sit: Sit, tmp_path: Path, setting: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f'[entry]\nearlier = "{setting}"\n', "utf-8")
    chosen = {} if setting == "after" else {"ASI_CONFIG": str(file)}
    code = site.drafts["uppf"]
    typist = goes_to(sit("enter", code, **chosen).stands_at(" G9 "), "D1-30d").stands_at(" D1 ").quiet()
    before, after = SHOWN[setting]
    earlier = stored_in(key_file("grund-kort"))["D1-30d"]
    assert (f"(förra {earlier})" in typist.marked) is before
    typist.types("04").stands_at(" D2 ").quiet()
    (row,) = [line for line in typist.lines() if line.startswith("   D1 ")][:1]
    assert (f"(förra {earlier})" in row) is after
    assert (f"D1: dagar {earlier} → 4" in typist.screen()) is after
    typist.types("07").stands_at(" D3 ").quiet()
    assert "8 → 7" not in typist.screen()


def test_a_follow_up_says_since_when_it_asks(site: Site, sit: Sit) -> None:
    typist = goes_to(sit("enter", site.drafts["uppf"]).stands_at(" G9 "), "M1")
    day = add_months(date.today(), -1).isoformat()
    typist.sees(f"sedan intervjun {day}")
    goes_to(typist, "M6").sees_no_more(f"sedan intervjun {day}")


# The short and the full form.


def test_a_short_draft_is_widened_and_taken_back_until_something_new_is_answered(site: Site, sit: Sit) -> None:
    code = site.drafts["grund-kort"]

    def form() -> list[str]:
        return site.column("SELECT form FROM interview WHERE id = ?", site.interviews(code)[-1])

    typist = sit("enter", code).stands_at(" G9 ").types("1").stands_at(" G19 ").types("2").stands_at(" G20 ")
    typist.types("{F7}").sees("Nu ASI Grund", "/235").stands_at(" G20 ").sees("G14")
    assert form() == ["grund"]
    typist.types("{F7}").sees("Nu ASI Grund, kort", "/103").sees_no_more("G14")
    assert form() == ["grund-kort"]
    typist.types("{F7}").sees("/235").types("{Home}{End}").stands_at(" G14 ").types("1006").stands_at(" G15 ")
    typist.types("{F7}").sees("Besvarat bara i det fulla formuläret: G14")
    assert form() == ["grund"]
    assert site.answers(code) == {"G9": "1", "G19": "2", "G14": "126"}
    typist.kill()
    sit("enter", code).stands_at(" G15 ").sees("/235")


def test_a_full_interview_is_finished_as_short_where_the_unit_allows_it(site: Site, sit: Sit, tmp_path: Path) -> None:
    code = site.drafts["grund"]
    file = tmp_path / "unit.toml"
    file.write_text("[entry]\nfinish_short = true\n", "utf-8")

    def form() -> list[str]:
        return site.column("SELECT form FROM interview WHERE id = ?", site.interviews(code)[-1])

    keyer = sit("enter", code).stands_at(" G9 ").types("11006").stands_at(" G15 ")
    keyer.types("{F7}").sees("Besvarat bara i det fulla formuläret: G14").types("{Escape}").sees("Uppföljningskö")
    keyer.types("{Ctrl+Q}").ends()
    keyer = sit("enter", code, ASI_CONFIG=str(file)).stands_at(" G15 ")
    keyer.types("{F7}").sees("utelämnar 1 svar, som finns kvar; F7 igen").types("{Down}{F7}").sees("utelämnar 1 svar")
    assert form() == ["grund"]
    keyer.types("{F7}").sees("/103").sees_no_more(" G14 ")
    assert (form(), site.answers(code)) == (["grund-kort"], {"G9": "1", "G14": "126"})
    keyer.types("{F7}").sees("Nu ASI Grund", "/235").types("{Home}{Down}").stands_at(" G14 ").stands_at("10 år 6 mån")
    assert form() == ["grund"]


# Search.


def test_a_question_is_found_by_its_words(site: Site, keyer: Typist, code: str) -> None:
    keyer.types("{Ctrl+F}").sees("Sök fråga").types("sjukhusvard").quiet()
    keyer.types("{Backspace}" * 4).stands_at("M1").sees("Sjukhusvistelser").types("{Enter}").stands_at(" M1 ")
    keyer.types("{Ctrl+F}").sees("Sök fråga").types("for nedsatt").stands_at(" M5 ").sees("Ersättning för nedsatt")
    keyer.types("{Backspace}" * 11 + "för nedsatt").sees("för nedsatt_").stands_at(" M5 ").types("{Enter}")
    keyer.stands_at(" M5 ").types("{Ctrl+F}").types("qqq").sees("Ingen fråga innehåller").types("{Escape}")
    keyer.stands_at(" M5 ").types("0").stands_at(" M6 ")
    keyer.types("{Ctrl+F}").sees("Sök fråga").types("vilken ersättning").stands_at("M5").types("{Enter}")
    keyer.stands_at(" M6 ").sees("M5-spec ställs inte, eftersom M5 = 0")
    assert site.answers(code) == {"M5": "0"}
