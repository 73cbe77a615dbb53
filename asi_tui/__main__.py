"""`python -m asi_tui` is `asi`."""

from asi_tui.cli import start

raise SystemExit(start())
