"""Draws the pictures of the program from the program: `make screenshots`."""

from __future__ import annotations

from pathlib import Path

from screenshots.png import save
from screenshots.scenes import take

HERE = Path(__file__).parent


def main() -> None:
    """Write every picture beside this file, as SVG and PNG; one that there is no scene for any longer goes."""
    pictures = take().pictures
    for stale in (path for path in HERE.glob("*.[sp][vn]g") if path.stem not in pictures):
        stale.unlink()
    for name, picture in pictures.items():
        (HERE / f"{name}.svg").write_text(picture.svg(), encoding="utf-8")
        save(picture, HERE / f"{name}.png")


if __name__ == "__main__":
    main()
