"""Invented names: common first names and surnames, paired by chance."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from random import Random

from asi_tui.core.people import Sex

_FIRST: Mapping[Sex, tuple[str, ...]] = {
    Sex.WOMAN: (
        "Agneta", "Amanda", "Birgitta", "Camilla", "Carina", "Ebba", "Eva-Lena", "Fatima", "Frida", "Gunilla",
        "Helena", "Ingrid", "Jasmin", "Johanna", "Katarina", "Leila", "Linda", "Lisbeth", "Marie", "Mirja",
        "Monica", "Nadja", "Pernilla", "Rebecka", "Sara", "Siv", "Sofia", "Susanne", "Tilda", "Ulrika",
    ),
    Sex.MAN: (
        "Ahmed", "Anders", "Bengt", "Benjamin", "Christer", "Dennis", "Emil", "Fredrik", "Gustav", "Hans-Åke",
        "Hassan", "Henrik", "Jari", "Jesper", "Joakim", "Kent", "Lars-Erik", "Leif", "Mattias", "Milan",
        "Niklas", "Ola", "Patrik", "Per-Olov", "Robin", "Sebastian", "Simon", "Stefan", "Tommy", "Viktor",
    ),
    Sex.OTHER: ("Alex", "Kim", "Robin", "Sam"),
}  # fmt: skip

_LAST = (
    "Abdi", "Ahlmark", "Bergsten", "Björk", "Boström", "Dahlin", "Demir", "Edström", "Ekholm", "Engdahl",
    "Falk", "Friberg", "Granath", "Grönlund", "Hagström", "Hallberg", "Heikkinen", "Hellgren", "Häggblom", "Ingvarsson",
    "Jovanovic", "Järvinen", "Kallin", "Karimi", "Kjellberg", "Kvist", "Ljungdahl", "Lundmark", "Löfstrand",
    "Malmqvist",
    "Melin", "Moberg", "Mårtensson", "Nordlander", "Näslund", "Olofsson", "Palmborg", "Persson", "Rosenlund", "Rydell",
    "Sellin", "Skoog", "Stenmark", "Sundvall", "Söderlind", "Ternström", "Tuvesson", "Vallgren", "Viklund", "Wennberg",
    "Åhlander", "Åkerlind", "Ödman", "Öberg",
)  # fmt: skip


class NameBook:
    """Names that are given in turn, so that no two clients have the same."""

    def __init__(self, random: Random) -> None:
        self._first = {sex: cycle(random.sample(names, len(names))) for sex, names in _FIRST.items()}
        self._last = cycle(random.sample(_LAST, len(_LAST)))

    def give(self, sex: Sex) -> str:
        """A name for somebody of that sex."""
        return f"{next(self._first[sex])} {next(self._last)}"
