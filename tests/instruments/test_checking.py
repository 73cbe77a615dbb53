"""`asi check-instrument` on an overlay: all faults at once, each with file, item, key and remedy; and the example."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asi_tui.cli import main
from asi_tui.core.interview import begin
from asi_tui.core.loading import load
from asi_tui.handbook import EXAMPLE, PAGES, page
from asi_tui.i18n import use_language
from asi_tui.instruments import load_shipped, load_with_overlay, read_overlaid

Check = Callable[..., tuple[int, str, str]]
"""Runs the command on an overlay with that text; gives its exit code and what it says on stdout and stderr."""


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("ASI_CONFIG", "ASI_LANG", "ASI_TODAY", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, text: str | bytes | None = None) -> tuple[int, str, str]:
        if text is not None:
            (tmp_path / "lokalt.toml").write_bytes(text.encode() if isinstance(text, str) else text)
            arguments = (*arguments, "--overlay", "lokalt.toml")
        code = main(["check-instrument", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


MANY = """
[question.M6]
hide = true

[question.D114]
alias = "C14"

[question.M3]
alias = "D14"

[question.M4]
alias = "B1"

[question.M5]
alias = "B1"

[question.F3]
answers = "egen"

[question.G9]
answers = "egen"

[lists.egen]
1.sv = "ja"
3.sv = "nej"

[lists.bred]
123456.sv = "för bred"

[extra.Z1]
after = "M33"
type = "yes_no"
label.sv = "Tandvård"
text.sv = "Har du varit hos tandläkaren?"
forms = ["grund"]
"""

TOLD = [
    "FEL  lokalt.toml lists.bred 123456: 123456 är bredare än någon ruta. Numrera svaren från 0 till 9999.",
    "FEL  lokalt.toml question.M6 hide: Ingen fråga kan tas bort; M6 ingår dessutom i indexet medical.",
    "FEL  lokalt.toml question D114: ",
    "FEL  lokalt.toml question.M3 alias: Aliaset är redan namnet på D14.",
    "FEL  lokalt.toml question.M5 alias: Aliaset är redan namnet på M4.",
    "FEL  lokalt.toml question.F3 answers: F3 ingår i indexet family_social",
    "FEL  lokalt.toml question.G9 answers: Listan egen saknar svaret 2, som kontroll 71 frågar efter.",
    "FEL  lokalt.toml extra.Z1 after: ",
]


def test_all_faults_are_told_at_once_with_file_item_key_and_remedy(check: Check) -> None:
    code, out, err = check(text=MANY)
    lines = out.splitlines()
    assert code == 1
    assert len(lines) == len(TOLD)
    for told in TOLD:
        (line,) = [line for line in lines if line.startswith(told)]
        assert re.fullmatch(r"FEL  lokalt\.toml [^:]+: .+\. .+\.", line)
    assert f"{len(TOLD)} fel" in err


def test_the_same_as_json(check: Check) -> None:
    code, out, _ = check("--json", text=MANY)
    told = json.loads(out)
    assert code == 1
    assert len(told["faults"]) == len(TOLD)
    assert all(fault["file"] == "lokalt.toml" and fault["what"] and fault["remedy"] for fault in told["faults"])
    assert {"place": "question.M6", "key": "hide"}.items() <= told["faults"][0].items()
    assert told["notes"] == []


PHRASES = """
[phrases.sv."medical.now"]
text = "Besvär {M66:under_dagar}."

[phrases.sv."medical.nowx"]
text = "Hej."

[phrases.sv."alcohol.route"]
when = "D1-life >> 2"
text = "{hn} har druckit."

[phrases.sv."legal.now"]
txt = "fel nyckel"

[phrases.sv."egen.ett"]
section = "medicl"
text = "Hej."

[phrases.sv."egen.två"]
section = "medical"
after = "medical.nww"
text = "Hej."

[phrases.sv."egen.tre"]
section = "medical"
text = "Hej {M6:under_dagar"

[phrases.sv."egen.fyra"]
section = "medical"
when = "M6 > 40"
text = "Hej."

[phrases.sv."egen.fem"]
section = "medical"
purpose = "basis"
text = "Hej."

[phrases.sv."egen.sex"]
section = "medical"
text = "Hej {M7:oroo}."

[phrases.sv."egen.sju"]
section = "medical"
variants = [{ text = "Hej." }, { text = "Hopp." }]

[phrases.sv."egen.nio"]
section = "medical"
text = "{M6:oro}"

[phrases.fi."medical.now"]
text = "Hyvä."
"""

TOLD_OF_PHRASES = [
    "FEL  lokalt.toml phrase legal.now txt: Nyckeln är okänd. Närmast är text.",
    "FEL  lokalt.toml sv: phrase medical.nowx section: Det finns ingen fras medical.nowx, "
    "och en ny behöver ett avsnitt. Närmast är medical.now.",
    "FEL  lokalt.toml sv: phrase egen.ett section: Det finns inget avsnitt medicl. Närmast är medical.",
    "FEL  lokalt.toml sv: phrase egen.två after: Det finns ingen fras medical.nww i avsnittet. Närmast är medical.now.",
    "FEL  lokalt.toml phrases fi: Det finns inget språk fi. Närmast är sv.",
    "FEL  lokalt.toml sv: phrase medical.now text: det finns ingen fråga M66. Rätta platsen: {M66:under_dagar}",
    "FEL  lokalt.toml sv: phrase egen.tre text: Klamrarna eller hakparenteserna går inte ihop. "
    "Stäng varje, och sätt inte [ ] inom [ ].",
    "FEL  lokalt.toml sv: phrase egen.sex text: Det finns ingen form oroo för ord. Närmast är oro.",
    "FEL  lokalt.toml sv: phrase alcohol.route when: > är okänt här. Rätta villkoret: D1-life >> 2",
    "FEL  lokalt.toml sv: phrase alcohol.route text: hn är okänt här. Närmast är hon.",
    "FEL  lokalt.toml sv: phrase egen.fyra text: Den kan aldrig sägas: inget svar uppfyller villkoret. "
    "Rätta villkoret eller ta bort det.",
    "FEL  lokalt.toml sv: phrase egen.fem purpose: basis är okänt här. Använd något av: base, follow_up.",
    "FEL  lokalt.toml sv: phrase egen.sju variants.1: Den döljer alla som kommer efter. Skriv ett villkor.",
    "FEL  lokalt.toml sv: phrase egen.nio M6:oro: Formen oro saknar ord för 30. "
    "Skriv orden under [forms], eller begränsa frasen med when.",
]


def test_every_kind_of_fault_in_a_phrase_is_told_with_file_name_key_and_remedy(check: Check) -> None:
    code, out, err = check(text=PHRASES)
    faults = [line for line in out.splitlines() if line.startswith("FEL")]
    assert sorted(faults) == sorted(TOLD_OF_PHRASES)
    assert (code, f"{len(TOLD_OF_PHRASES)} fel" in err) == (1, True)


def test_a_phrase_is_written_out_as_a_file_has_it_and_the_file_is_sound(check: Check) -> None:
    code, out, _ = check("--phrases", "inte haft några kroppsliga besvär")
    assert code == 0
    assert '[phrases.sv."medical.now"]' in out
    code, told, err = check(text=out)
    assert (code, told, "0 fel, 0 noter" in err) == (0, "", True)
    code, out, err = check("--phrases", "ord som ingen fras har")
    assert (code, out, err.count("\n")) == (2, "", 1)


UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "not TOML": ("[question.D14]\nalias = C14\n", "FEL  lokalt.toml 2: filen är inte TOML: Invalid value"),
    "not UTF-8": ("[question.D14]\nalias = 'Å'\n".encode("latin-1"), "FEL  lokalt.toml: filen är inte UTF-8: rad 2"),
    "a code twice in a list": (
        '[lists.a]\n1.sv = "x"\n2.sv = "y"\n1.sv = "z"\n',
        "FEL  lokalt.toml 4: samma namn står",
    ),
    "a question twice": ("[question.D14]\n[question.M1]\n[question.D14]\n", "FEL  lokalt.toml 3: samma namn står"),
}


@pytest.mark.parametrize(("text", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_holds_something_else_is_a_fault_too(check: Check, text: str | bytes, told: str) -> None:
    code, out, _ = check(text=text)
    assert code == 1
    assert out.startswith(told)
    assert len(out.splitlines()) == 1
    code, out, _ = check("--json", text=text)
    assert (code, json.loads(out)["faults"][0]["file"]) == (1, "lokalt.toml")


def test_a_file_that_is_not_there_or_cannot_be_read_is_a_wrong_call(check: Check, tmp_path: Path) -> None:
    assert check("--overlay", "nowhere.toml")[::2] == (
        2,
        "asi: filen saknas (nowhere.toml): lägg filen där, eller ange en annan fil eller mapp\n",
    )
    (tmp_path / "folder").mkdir()
    code, out, err = check("--overlay", "folder")
    assert (code, out) == (2, "")
    assert err.startswith("asi: filen kan inte läsas: Is a directory (folder): ")


def test_two_files_at_once_are_refused(check: Check) -> None:
    code, _, err = check("a.toml", text="")
    assert code == 2
    assert "två filer" in err


def test_a_sound_overlay_has_its_own_notes_alone(check: Check) -> None:
    code, out, err = check(text=page(EXAMPLE))
    first, *others = out.splitlines()
    assert code == 0
    assert first == (
        "not  lokalt.toml overlay extra: 3 egna frågor ställs; de ingår inte i något index. "
        "Inget behöver göras om det är avsikten."
    )
    assert all(re.search(r" Z[123] phrases: ", line) for line in others)
    assert "0 fel" in err
    assert check(text="")[1] == ""


# The example of the handbook.


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example, written out as the handbook says."""
    file = tmp_path / "lokalt.toml"
    file.write_text(page(EXAMPLE), encoding="utf-8")
    return file


def test_the_example_has_something_of_all_that_an_overlay_may_hold(example: Path) -> None:
    own, shipped = load_with_overlay(example), load_shipped()
    assert [question.code for question in own.find("c14")] == ["D14"]
    assert own.questions["D14"].label.sv != shipped.questions["D14"].label.sv
    assert own.questions["M1"].wording.sv != shipped.questions["M1"].wording.sv
    assert own.questions["M1"].since_wording != shipped.questions["M1"].since_wording
    assert own.questions["G9"].choices != shipped.questions["G9"].choices
    assert own.questions["E10"].help
    towns = own.questions["Z1"]
    assert towns.is_long_list
    assert len({choice.label.sv for choice in towns.choices}) == len(towns.choices) >= 33
    assert {code for code, question in own.questions.items() if question.extra} == {"Z1", "Z2", "Z3"}
    assert set(begin(own, "uppf").plan.order) - set(begin(shipped, "uppf").plan.order) == {"Z1", "Z3"}


def test_the_page_for_the_coordinator_names_what_the_example_holds() -> None:
    assert {"lokalt", EXAMPLE} <= set(PAGES)
    text = page("lokalt")
    for word in ("alias", "label", "text", "since_text", "answers", "help", "[lists.", "[extra.", "overlay ="):
        assert word in text
    assert "asi check-instrument --overlay lokalt.toml" in text


def test_the_settings_on_the_page_are_settings(tmp_path: Path, example: Path) -> None:
    from asi_tui.config import read_config

    lines = [line.strip() for line in page("lokalt").splitlines() if line.startswith("    ") and "asi " not in line]
    block = "\n".join(lines)
    file = tmp_path / "config.toml"
    file.write_text(block.replace("/etc/asi-tui/lokalt.toml", str(example)), encoding="utf-8")
    config = read_config({"HOME": str(tmp_path)}, file=str(file))
    assert config.overlay == example
    assert load(read_overlaid(example).document) == load_with_overlay(config.overlay)
