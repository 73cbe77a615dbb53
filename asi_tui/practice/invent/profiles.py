"""The ten profiles that the invented clients begin at: a hand-made case, and what the profile changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asi_tui.core.answer import Value
from asi_tui.core.people import Sex

WOMAN, MAN = Sex.WOMAN, Sex.MAN


@dataclass(frozen=True, slots=True)
class Profile:
    """Where a client begins: the code of the case, the ages and sexes that fit it, and the answers that differ."""

    case: str
    ages: tuple[int, int]
    sexes: tuple[Sex, ...]
    changes: Mapping[str, Value] = field(default_factory=dict)
    illnesses: tuple[str, ...] = ("högt blodtryck", "ryggvärk", "astma")


PROFILES: Mapping[str, Profile] = {
    "alcohol": Profile("SVCJH02Y", (34, 69), (MAN, MAN, WOMAN)),
    "opioids": Profile("F057J6WX", (24, 46), (MAN, WOMAN, MAN), {"H3-A": 0}, ("hepatit C", "astma", "ryggvärk")),
    "amphetamine": Profile(
        "7XYGSKY2",
        (26, 52),
        (MAN, WOMAN),
        {"D8-30d": 0, "D8-life": 0, "D9-30d": 11, "D9-life": 9, "D9-route": 2, "D1-30d": 6, "D2-30d": 3, "D14": 9},
    ),
    "cannabis": Profile("7M6ETZWT", (19, 27), (MAN, MAN, WOMAN)),
    "prescription": Profile("9XZQCGZ9", (38, 70), (WOMAN, WOMAN, MAN), {}, ("fibromyalgi", "diskbråck", "migrän")),
    "mixed": Profile("0ZMDSGPD", (23, 48), (WOMAN, MAN), {"F27-30d": 0, "F28-30d": 0, "F29-30d": 0}),
    "recovered": Profile(
        "V5SZ7VZS",
        (33, 66),
        (MAN, WOMAN),
        {"D1-30d": 2, "D2-30d": 1, "D26": 2, "D28": 1, "D30": 1, "D32": 2, "D23": 300, "F30": 1, "P12": 4},
    ),
    "legal": Profile(
        "XZV2JMXW",
        (21, 45),
        (MAN, MAN, MAN, WOMAN),
        {"L2": 1, "L3": 2, "L5": 2, "L8": 1, "L17": 3, "L21": 6, "L22": 3, "L23": 8, "L24": 1, "L25": 5}
        | {"L27": 3, "E17": 2500, "L28": 3, "L29": 2, "L30": 5},
    ),
    "psychiatric": Profile("SGTY1E8X", (20, 39), (WOMAN, Sex.OTHER, MAN, WOMAN)),
    "somatic": Profile("PR4N5JJP", (49, 74), (MAN, WOMAN), {}, ("KOL", "leverskada", "diabetes, tablettbehandlad")),
}

TRADES: Mapping[int, tuple[str, ...]] = {
    1: ("civilingenjör", "jurist", "tandläkare"),
    2: ("sjuksköterska", "mellanstadielärare", "systemutvecklare", "redovisningsekonom"),
    3: ("frisör med egen salong", "åkeriägare", "butikschef"),
    4: ("kontorist", "säljare", "receptionist", "lagerplanerare"),
    5: ("undersköterska", "snickare", "elektriker", "kock", "svetsare", "målare"),
    6: ("lastbilschaufför", "maskinoperatör", "vårdbiträde", "truckförare"),
    7: ("lokalvårdare", "lagerarbetare", "diskare", "tidningsbud"),
    8: ("hemmaförälder",),
    9: ("studerande",),
}
"""What people call their work, by the code of the occupation."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "M5-spec": ("sjukpenning", "rehabiliteringspenning", "sjukersättning"),
    "F23-spec": ("svärmor", "styvfar", "kusin"),
}
"""Answers in words that hang on no other answer."""
