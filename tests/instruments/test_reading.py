"""Reading an instrument or an overlay from files: what cannot be read is told with what, where and what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib.resources import as_file
from pathlib import Path

import pytest

from asi_tui.core.inspection import inspect
from asi_tui.core.loading import canonical, load
from asi_tui.errors import ConfigError
from asi_tui.instruments import (
    LARGEST,
    document_with_overlay,
    folder,
    load_shipped,
    load_with_overlay,
    read_document,
    read_help,
    read_overlay,
    read_source,
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a copy of the whole instrument."""
    with as_file(folder()) as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "own"))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    path = tmp_path / "site.toml"
    path.write_text('[question.D14]\nalias = "C14"\n', encoding="utf-8")
    return path


def test_without_a_path_the_shipped_instrument_is_read_with_all_its_help() -> None:
    source = read_source()
    assert canonical(source.document) == canonical(read_document())
    assert sum(map(len, source.helps.values())) == 181
    assert source.overlay_faults == ()


def test_a_folder_is_read_as_a_whole_instrument(own: Path) -> None:
    assert read_source(own) == read_source()


def test_a_changed_folder_is_what_is_inspected(own: Path) -> None:
    file = own / "areas" / "medical.toml"
    file.write_text(file.read_text("utf-8").replace('type = "count"', 'type = "cuont"', 1), encoding="utf-8")
    (own / "help.sv" / "legal.md").unlink()
    document, helps, _ = read_source(own)
    found = inspect(document, helps).faults
    assert [(fault.place, fault.key) for fault in found if fault.key != "help"] == [("M1", "type")]
    assert [fault.place for fault in found if fault.key == "help"] == [f"L{number}" for number in range(1, 33)]


def test_an_overlay_is_read_over_the_shipped_instrument(overlay: Path) -> None:
    source = read_source(overlay)
    assert [question.code for question in load(source.document).find("C14")] == ["D14"]
    assert source.helps == read_source().helps
    assert source.overlay_faults == ()


def test_the_faults_of_an_overlay_come_with_it(overlay: Path) -> None:
    overlay.write_text('[question.D114]\nalias = "C14"\n[extra]\nx = 1\n', encoding="utf-8")
    assert len(read_source(overlay).overlay_faults) == 2


def test_the_program_uses_the_shipped_instrument_or_the_sites_words(overlay: Path) -> None:
    assert load_with_overlay(None) is load_shipped()
    assert load_with_overlay(overlay).questions["D14"].alias == "C14"
    assert load_with_overlay(overlay).structure_hash == load_shipped().structure_hash
    assert canonical(document_with_overlay(None)) == canonical(read_document())


def test_the_program_refuses_a_faulty_overlay_and_names_its_first_fault(overlay: Path) -> None:
    overlay.write_text('[question.D14]\nlabl.sv = "x"\n[extra]\nx = 1\n', encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_with_overlay(overlay)
    assert str(refused.value.what) == "the overlay has 2 faults; the first: The key is not known."
    assert refused.value.where == f"{overlay}: question.D14 labl"
    assert "asi check-instrument" in str(refused.value.remedy)


def test_help_is_told_apart_by_its_numbers_whatever_ends_its_lines(own: Path) -> None:
    file = own / "help.sv" / "medical.md"
    wanted = read_help("medical", own)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_help("medical", own) == wanted
    assert list(wanted)[:3] == ["M1", "M2", "M3"]
    assert not any("##" in text or "\r" in text for text in wanted.values())


def spoil(name: str, content: bytes) -> Callable[[Path], Path]:
    def spoiled(own: Path) -> Path:
        (own / name).write_bytes(content)
        return own

    return spoiled


def lose(name: str) -> Callable[[Path], Path]:
    def lost(own: Path) -> Path:
        (own / name).unlink()
        return own

    return lost


def make_folder_of(name: str) -> Callable[[Path], Path]:
    def made(own: Path) -> Path:
        (own / name).unlink()
        (own / name).mkdir()
        return own

    return made


def other(name: str, content: bytes = b"") -> Callable[[Path], Path]:
    def put(own: Path) -> Path:
        (own.parent / name).write_bytes(content)
        return own.parent / name

    return put


def nothing(name: str) -> Callable[[Path], Path]:
    return lambda own: own.parent / name


TOO_LARGE = b"#" * (LARGEST + 1)

REFUSED: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "no such path": (nothing("nowhere"), "the file is missing", "nowhere"),
    "no such overlay": (nothing("no.toml"), "the file is missing", "no.toml"),
    "below a file": (nothing("own/forms.toml/x.toml"), "the file is missing", "own/forms.toml/x.toml"),
    "a folder of something else": (lambda own: own / "areas", "the file is missing", "own/areas/forms.toml"),
    "an area gone": (lose("areas/legal.toml"), "the file is missing", "own/areas/legal.toml"),
    "scores gone": (lose("scores.toml"), "the file is missing", "own/scores.toml"),
    "neither kind": (other("notes.txt"), "this is neither a folder nor a .toml file", "notes.txt"),
    "not TOML": (
        spoil("answers.toml", b"[lists]\nroute =\n"),
        "the file is not TOML: Invalid value (at line 2, column 8)",
        "own/answers.toml:2",
    ),
    "an overlay not TOML": (
        other("o.toml", b"[question.D14]\n\nalias = C14\n"),
        "the file is not TOML: Invalid value (at line 3, column 9)",
        "o.toml:3",
    ),
    "not UTF-8": (
        spoil("areas/legal.toml", "id = 'legal'\n# Å".encode("latin-1")),
        "the file is not UTF-8: line 2 holds other bytes",
        "own/areas/legal.toml",
    ),
    "help not UTF-8": (
        spoil("help.sv/legal.md", b"\xff\xfe"),
        "the file is not UTF-8: line 1 holds other bytes",
        "own/help.sv/legal.md",
    ),
    "too large": (spoil("forms.toml", TOO_LARGE), "the file is larger than 5 MB", "own/forms.toml"),
    "an overlay too large": (other("o.toml", TOO_LARGE), "the file is larger than 5 MB", "o.toml"),
    "a folder for a file": (
        make_folder_of("scores.toml"),
        "the file cannot be read: Is a directory",
        "own/scores.toml",
    ),
    "an area elsewhere": (
        spoil("forms.toml", b'areas = ["areas/legal"]'),
        "the list of areas cannot be used",
        "own/forms.toml: areas",
    ),
    "areas that are no list": (
        spoil("forms.toml", b"areas = 3"),
        "the list of areas cannot be used",
        "own/forms.toml: areas",
    ),
}


@pytest.mark.parametrize(("make", "what", "where"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_told(own: Path, make: Callable[[Path], Path], what: str, where: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_source(make(own))
    assert str(refused.value.what) == what
    assert refused.value.where == f"{own.parent}/{where}"
    assert str(refused.value.remedy)


@pytest.mark.parametrize("content", [b"x = " + b"[" * 100_000, b"x = " + b"9" * 10_000], ids=["deep", "long"])
def test_a_file_made_to_break_the_reader_is_told(own: Path, content: bytes) -> None:
    with pytest.raises(ConfigError) as refused:
        read_overlay(other("o.toml", content)(own))
    assert str(refused.value.what).startswith("the file is not TOML")


def test_a_file_that_is_closed_to_us_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "is_dir", closed)
    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(ConfigError) as refused:
        read_source(own / "forms.toml")
    assert str(refused.value.what) == "the file cannot be read: Permission denied"
