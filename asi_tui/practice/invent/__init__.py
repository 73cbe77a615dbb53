"""How the invented clients of the practice data are made: `python -m asi_tui.practice.invent` writes their file anew.

Each begins at a profile (an interview of a hand-made case, changed where the profile asks for it), takes a seeded walk
from there, and goes on a course: which interviews were held, and what waits now. The same seed gives the same file.
"""
