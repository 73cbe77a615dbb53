"""Write the file of the invented clients anew: `python -m asi_tui.practice.invent`."""

from __future__ import annotations

from asi_tui.practice import INVENTED
from asi_tui.practice.invent.book import written

if __name__ == "__main__":
    INVENTED.write_text(written(), encoding="utf-8")
