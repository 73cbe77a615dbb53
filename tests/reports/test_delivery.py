"""Where papers go: a new file for its owner alone, never over another, and none that is half written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asi_tui.errors import UsageError
from asi_tui.reports.delivery import write_new


def test_a_paper_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    write_new(tmp_path / "blad.pdf", b"%PDF")
    assert (tmp_path / "blad.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "blad.pdf").stat().st_mode & 0o777 == 0o600


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "blad.pdf").write_text("kept")
    with pytest.raises(UsageError, match="there already"):
        write_new(tmp_path / "blad.pdf", b"new")
    assert (tmp_path / "blad.pdf").read_text() == "kept"


def test_no_file_is_made_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError):
        write_new(tmp_path / "link", b"new")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["none/blad.pdf", "file/blad.pdf"])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="no such folder"):
        write_new(tmp_path / name, b"new")


def test_what_could_not_be_written_whole_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        write_new(tmp_path / "blad.pdf", b"new")
    assert list(tmp_path.iterdir()) == []
