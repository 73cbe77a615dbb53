"""What all tests share: Hypothesis without a clock, so that a busy machine fails nothing; and a compiled program."""

import compileall
from pathlib import Path

import pytest
from hypothesis import settings

import asi_tui

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once, as an installation does: the tests in a terminal start it some hundred times."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(asi_tui.__file__).parent, quiet=2)
