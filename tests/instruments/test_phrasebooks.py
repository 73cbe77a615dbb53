"""The phrase files as they are read: the program's own, a site's on them, and files that cannot be used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from asi_tui.core.inspection import inspect
from asi_tui.errors import ConfigError
from asi_tui.instruments import folder, load_shipped, read_source
from asi_tui.instruments.phrasebooks import load_measures, load_phrasebook, read_phrases, with_phrases
from tests.test_imports import modules_loaded

BANK = tuple(load_shipped().questions)

OWN = """
[phrases.sv."medical.now"]
text = "Kroppsliga besvär: {M6:under_dagar}."
when = "M6 > 0"
"""

FAULTY = """
[phrases.sv."medical.now"]
text = "Kroppsliga besvär: {M77:under_dagar}."
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of an instrument of one's own, as the program's is."""
    target = tmp_path / "own"
    shutil.copytree(Path(str(folder())), target)
    return target


def overlay(folder: Path, text: str) -> Path:
    path = folder / "overlay.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_language_has_a_book(language: str) -> None:
    book = load_phrasebook(language, None, BANK)
    assert book.language == language
    assert len(book.phrases) > 100


def test_an_unknown_language_is_told_in_swedish() -> None:
    assert load_phrasebook("fi", None, BANK).language == "sv"


def test_an_older_instrument_that_lacks_questions_is_told_of_all_the_same() -> None:
    older = tuple(code for code in BANK if not code.startswith("P"))
    assert load_phrasebook("sv", None, older) == load_phrasebook("sv", None, BANK)
    assert load_measures(older) == load_measures(BANK)


def test_the_seven_areas_are_measured() -> None:
    assert [area.id for area in load_measures(BANK).areas] == [
        "medical",
        "employment",
        "alcohol",
        "drug",
        "legal",
        "family_social",
        "psychiatric",
    ]


def test_a_sites_own_phrase_is_used(tmp_path: Path) -> None:
    book = load_phrasebook("sv", overlay(tmp_path, OWN), BANK)
    assert len(book.phrases["medical.now"].variants) == 1


def test_a_sites_phrases_leave_the_instrument_as_it_is(tmp_path: Path) -> None:
    source = read_source(overlay(tmp_path, OWN))
    assert source.overlay_faults == ()
    assert source.document == read_source().document


def test_a_faulty_phrase_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_phrasebook("sv", overlay(tmp_path, FAULTY), BANK)
    assert "sv: phrase medical.now text" in caught.value.where
    assert "there is no question M77" in str(caught.value.what)


def test_check_instrument_tells_faults_in_phrases_beside_those_in_questions(tmp_path: Path) -> None:
    path = overlay(tmp_path, FAULTY)
    source = read_source(path)
    found = with_phrases(inspect(source.document, source.helps, source.overlay_faults), source.document, path)
    assert [(fault.place, fault.key) for fault in found.faults] == [("sv: phrase medical.now", "text")]


def test_check_instrument_notes_an_extra_item_that_no_phrase_tells(tmp_path: Path) -> None:
    extra = """
[extra.Z1]
after = "M9"
label = { sv = "Husdjur i hemmet", en = "Pets in the home" }
text = { sv = "Finns det husdjur i hemmet?", en = "Are there pets in the home?" }
type = "yes_no"
forms = ["grund"]
"""
    path = overlay(tmp_path, extra)
    source = read_source(path)
    inspected = inspect(source.document, source.helps, source.overlay_faults)
    found = with_phrases(inspected, source.document, path)
    assert found.faults == ()
    (told,) = [note for note in found.notes if note not in inspected.notes]
    assert (told.place, told.key) == ("Z1", "phrases")
    assert "[phrases.sv.ID]" in str(told.remedy)


def test_faulty_questions_come_before_phrases(own: Path) -> None:
    medical = own / "areas" / "medical.toml"
    medical.write_text(medical.read_text("utf-8").replace("max = 99", "max = -1", 1), "utf-8")
    source = read_source(own)
    inspected = inspect(source.document, source.helps)
    assert inspected.faults
    assert with_phrases(inspected, source.document, own) == inspected


def test_an_instrument_without_phrases_has_none_to_look_into(own: Path) -> None:
    (own / "report.toml").unlink()
    assert read_phrases(own).documents == {}
    source = read_source(own)
    inspected = inspect(source.document, source.helps)
    assert with_phrases(inspected, source.document, own) == inspected


@pytest.mark.parametrize("name", [".." + "/secret", "", "a b"])
def test_a_chapter_stays_within_its_folder(own: Path, name: str) -> None:
    grammar = own / "phrases.sv" / "grammar.toml"
    grammar.write_text(grammar.read_text("utf-8").replace('"about"', f'"{name}"', 1), "utf-8")
    with pytest.raises(ConfigError, match="the list of chapters cannot be used"):
        read_phrases(own)


def test_nothing_on_the_way_to_the_screens_loads_the_phrases(tmp_path: Path) -> None:
    loaded = modules_loaded(tmp_path, "asi_tui.tui.app", "asi_tui.tui.screens.entry", "asi_tui.instruments.shelf")
    assert "asi_tui.tui.app" in loaded
    assert not {name for name in loaded if "phrase" in name or "narrative" in name}
