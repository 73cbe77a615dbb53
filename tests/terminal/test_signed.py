"""A signed interview at the terminal: read by anybody, corrected with a reason, and printed as it was signed."""

from __future__ import annotations

from tests.terminal.conftest import Sit
from tests.terminal.finished import COMPLETE, SIGNED, Finished, finish
from tests.terminal.site import Site
from tests.terminal.test_depth import LOCKED, goes_to
from tests.terminal.typist import Typist


def opened(sit: Sit, client: Finished) -> Typist:
    """A reader before the first question of the signed interview."""
    return sit("enter", client.code, "--latest").sees("Signerad", "av Anna Berg, intervjuare").stands_at(" G9 ")


def corrections(site: Site, client: Finished) -> list[tuple[str, str | None, str]]:
    """The corrections on disk: which question, its new answer, and why."""
    statement = (
        "SELECT question, coalesce(code, value), reason FROM answer"
        " WHERE interview_id = ? AND reason IS NOT NULL ORDER BY id"
    )
    return [(question, answer, reason) for question, answer, reason in site.rows(statement, client.interview)]


def test_a_signed_interview_is_read_and_a_key_that_would_answer_is_refused(site: Site, sit: Sit) -> None:
    client = finish(site, SIGNED)
    reader, other = opened(sit, client), opened(sit, client)
    reader.types("12").sees("r rättar ett svar", "ignorerade tangenttryck: 1").quiet(LOCKED)
    reader.types("{F9}").sees("inget mer att avsluta").types("{Escape}").types("{F3}").sees("huvudet ändras inte")
    goes_to(reader.quiet(LOCKED), "M9").sees("Skattning: hjälpbehov").types("{Escape}").sees("Uppföljningskö")
    goes_to(other, "P21").types("{F6}").sees("Granska").types("{F6}").stands_at(" P21 ")
    assert corrections(site, client) == []


def test_an_answer_is_corrected_with_a_reason_and_the_original_stays(site: Site, sit: Sit) -> None:
    client = finish(site, SIGNED, {"M6": 3, "M7": 1})
    reader = goes_to(opened(sit, client), "M6").types("r").sees("Varför rättas svaret?").types("{Enter}")
    reader.sees("Skriv varför svaret rättas").types(" {Enter}").sees("Skriv varför svaret rättas")
    reader.types("hörde fel").sees("hörde fel_").types("{Enter}{Enter}").sees("Rättar M6: hörde fel", "Skriv det nya")
    assert corrections(site, client) == []
    reader.types("04").stands_at(" M6≠").sees("M6 rättad: 3 → 4", "Signerat 3, rättat till 4", "rättelser: 1")
    reader.types("5").sees("r rättar ett svar").quiet(LOCKED)
    assert corrections(site, client) == [("M6", "4", "hörde fel")]
    assert (client.values or {})["M6"] == "4"
    goes_to(reader, "M9").types("r").sees("Varför").types("fel rad{Enter}").sees("Rättar M9").types("{Escape}")
    reader.sees("Inget mer rättas").types("{F4}").sees("Gå till").types("m7{Enter}").stands_at(" M7 ").types("r")
    reader.sees("Varför").types("u minns inte{Enter}").sees("Rättar M7").types("x").sees("M7 rättad: 1 → X")
    reader.types("{Escape}").sees("Uppföljningskö")
    assert client.state == "signed"

    told, original = client.as_told(), client.as_told("--original")
    assert (told["answers"]["M6"]["typed"], original["answers"]["M6"]["typed"]) == (4, 3)
    assert (told["answers"]["M7"]["effective"], original["answers"]["M7"]["effective"]) == ("X", 1)
    assert original["corrections"] == []
    assert [{k: one[k] for k in ("question", "before", "after", "reason", "by")} for one in told["corrections"]] == [
        {"question": "M6", "before": 3, "after": 4, "reason": "hörde fel", "by": "Anna Berg"},
        {"question": "M7", "before": 1, "after": "X", "reason": "u minns inte", "by": "Anna Berg"},
    ]
    assert told["signed"] == original["signed"]
    assert (told["signed"]["by"], told["signed"]["role"]) == ("Anna Berg", "intervjuare")
    text = site.asi("answers", client.code).stdout
    assert "Rättat efter signeringen:" in text
    assert "3 → 4  hörde fel  Anna Berg" in text
    assert "1 → X  u minns inte  Anna Berg" in text
    assert "Rättat" not in site.asi("answers", client.code, "--original").stdout
    opened(sit, client).types("{F4}").sees("Gå till").types("m7{Enter}").stands_at(" M7≠").sees("Signerat 1, rättat")


def test_a_correction_that_opens_a_question_goes_on_with_it(site: Site, sit: Sit) -> None:
    client = finish(site, SIGNED)
    reader = goes_to(opened(sit, client), "F11").types("r").sees("Varför").types("missförstånd{Enter}").sees("Rättar")
    reader.types("2").stands_at(" F24 ").sees("besvara nu F24-30d", "Rättar F24").kill()
    assert corrections(site, client) == [("F11", "2", "missförstånd")]
    assert (client.values or {})["F24-30d"] is None
    again = opened(sit, client).sees("Obesvarat sedan en rättelse: F24-30d")
    goes_to(again, "F24-30d").types("r").sees("Varför").types("frågat nu{Enter}").sees("Rättar").types("1").stands_at(
        "≠"
    )
    assert corrections(site, client)[1:] == [("F24-30d", "1", "frågat nu")]
    assert (client.values or {})["F24-30d"] == "1"


def test_one_corrects_at_a_time_and_a_take_over_stores_nothing(site: Site, sit: Sit) -> None:
    client = finish(site, SIGNED, {"M6": 3, "M7": 1})
    first, second = goes_to(opened(sit, client), "M6"), goes_to(opened(sit, client), "M7")
    first.types("r").sees("Varför").types("hörde fel{Enter}").sees("Rättar M6").types("1").sees("[1_]")
    second.types("r").sees("Anna Berg rättar i den sedan").quiet(LOCKED)
    with site.casebook() as other:
        other.hold(client.interview, take_over=True)
        first.types("2").sees("tagits över av Anna Berg").quiet(LOCKED)
        assert corrections(site, client) == []
    first.types("7").sees("r rättar ett svar").quiet(LOCKED)
    second.types("r").sees("Varför").types("fel rad{Enter}").sees("Rättar M7").types("2").sees("M7 rättad: 1 → 2")
    first.types("r").sees("Anna Berg rättar i den").quiet(LOCKED)
    second.types("{Escape}").sees("Uppföljningskö")
    first.types("r").sees("Varför").types("nu så{Enter}").sees("Rättar M6").types("12").sees("annan skärm")
    first.quiet(LOCKED).stands_at(" M6 ").sees("M7≠").types("r").sees("Varför").types("nu så{Enter}").sees("Rättar M6")
    first.types("12").sees("M6 rättad: 3 → 12")
    assert corrections(site, client) == [("M7", "2", "fel rad"), ("M6", "12", "nu så")]


def test_only_signed_interviews_have_an_original(site: Site) -> None:
    client = finish(site, COMPLETE)
    done = site.asi("answers", client.code, "--original")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Ingen av intervjuerna är signerad.\n")
    assert site.asi_json("answers", client.code, "--original")["interviews"] == []
    told = client.as_told()
    assert (told["signed"], told["corrections"]) == (None, [])
