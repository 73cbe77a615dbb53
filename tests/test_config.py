"""The settings of a unit: what is read from its file, and the one sentence when it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from asi_tui.config import read_config
from asi_tui.errors import ConfigError


def written(tmp_path: Path, text: str) -> str:
    file = tmp_path / "unit.toml"
    file.write_text(text, "utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("text", "allowed"), [("", False), ("finish_short = true", True), ("finish_short = false", False)]
)
def test_a_unit_allows_that_a_full_interview_is_finished_as_short(tmp_path: Path, text: str, allowed: bool) -> None:
    config = read_config({"HOME": str(tmp_path)}, file=written(tmp_path, f"[entry]\n{text}\n"))
    assert config.finish_short is allowed


@pytest.mark.parametrize("value", ["1", '"yes"', "[]", "0.5"])
def test_it_is_true_or_false_and_nothing_else(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match=r"entry.finish_short\): use true or false"):
        read_config({"HOME": str(tmp_path)}, file=written(tmp_path, f"[entry]\nfinish_short = {value}\n"))


def test_papers_go_where_the_site_says_and_to_the_clipboard_only_where_it_lets_them(tmp_path: Path) -> None:
    config = read_config({"HOME": str(tmp_path)})
    assert (config.clipboard, config.paper_folder) == (False, None)
    file = tmp_path / "config.toml"
    file.write_text('[papers]\nclipboard = true\nfolder = "/srv/papper"\n')
    config = read_config({"HOME": str(tmp_path)}, file=str(file))
    assert (config.clipboard, config.paper_folder) == (True, Path("/srv/papper"))
    file.write_text("[papers]\nclipbord = true\n")
    with pytest.raises(ConfigError, match=r"papers\.clipboard"):
        read_config({"HOME": str(tmp_path)}, file=str(file))
