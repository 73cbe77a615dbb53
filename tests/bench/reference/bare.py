"""Textual with one line of text."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        yield Static("ASI")


if __name__ == "__main__":
    Bare().run()
