"""Answers that make each check between answers fire, answers that just do not, and what its question then says."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from asi_tui.core.answer import Value
from asi_tui.core.checks import Facts
from asi_tui.core.expression import span
from asi_tui.core.interview import Interview, begin
from tests.core.facts import ROWS
from tests.scenario import coded, instrument

TABLE = Path(__file__).parents[1] / "checks_facts.csv"

BANK = tuple(ROWS)


def check_rows() -> dict[str, dict[str, str]]:
    """What the checks must be, by number, apart from the program's data."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["no"]: row for row in csv.DictReader(stream)}


class Sample(NamedTuple):
    """Answers that make a check fire, answers that just do not, and words of its Swedish question that name values."""

    fires: str
    silent: str
    says: tuple[str, ...]


CHARGES = "L3..L16=0 L18..L20=0"
USE = "D1-30d..D12-30d=0"
YEARS = "D1-life..D12-life=0"
RATINGS = "M7=2 M8=2 E19=3 E20=2 E21=2 D28=2 D30=2 D29=2 D31=2 L28=2 L29=2 F32=2 F34=2 P13=2 P14=2"

# fmt: off
SAMPLES: dict[str, Sample] = {
    "1": Sample("G19=3 G20=0", "G19=3 G20=1", ("(alkohol- eller narkotikavård)", "där: 0")),
    "2": Sample("G19=4 M1=0", "G19=4 M1=1", ("kroppslig vård", "0 sjukhusvistelser")),
    "3": Sample("G19=4 M1=2 M2=2", "G19=4 M1=2 M2=1", ("kroppslig vård", "2 mån sedan")),
    "4": Sample(f"G19=3 G20=10 {USE} D7-30d=30", f"G19=3 G20=10 {USE} D7-30d=29", ("10 dagar", "30 dagar")),
    "5": Sample(f"G19=3 G20=10 {USE} D7-30d=21", f"G19=3 G20=10 {USE} D7-30d=21 remark=G20", ("10 dagar", "21 dagar")),
    "6": Sample("G19=2 L26=0", "G19=2 L26=1", ("häkte eller anstalt", "0 dagar")),
    "7": Sample("G19=1 L26=1", "G19=2 G20=4 L26=4", ("1 dag,", "ej tillämpligt")),
    "9": Sample("M6=12 M7=0", "M6=12 M7=1", ("12 dagar", "besvär 0.")),
    "10": Sample("M6=0 M7=0 M8=3", "M6=0 M7=0 M8=0", ("0 dagar", "besvär 0", "hjälpbehov 3")),
    "11": Sample("M5=1 E15=0", "M5=1 E15=100", ("ja", "0 kr")),
    "13": Sample("E1=47", "E1=48", ("3 år 11 mån",)),
    "14": Sample("E4=0", "E4=1", ("nej",)),
    "16": Sample("E16=12500 E8=0", "E16=0 E8=0", ("12 500 kr", "nej")),
    "17": Sample("E11=0 E12=900", "E11=0 E12=0", ("0 dagar", "900 kr")),
    "18": Sample("E11=15 E12=0", "E11=15 E12=1", ("15 dagar", "0 kr")),
    "19": Sample("E19=8 E20=0", "E19=0 E20=0", ("8 dagar", "besvär 0.")),
    "20": Sample("E11=0 E19=0 E20=2", "E11=1 E19=0 E20=2", ("arbetsproblem 2", "0 dagar", "0 arbetsdagar")),
    "21": Sample("D23=600 D24=500 E12..E17=0 E14=1000", "D23=600 D24=400 E12..E17=0 E14=1000",
                 ("1 100 kr", "1 000 kr")),
    "22": Sample("D1-30d=10 D2-30d=12", "D1-30d=12 D2-30d=12", ("Berusad 12 dagar", "bara 10 dagar")),
    "23": Sample("D1-life=10 D2-life=11", "D1-life=11 D2-life=11", ("11 år", "bara i 10 år")),
    "24": Sample(f"{YEARS} D10-life=31 age=30", f"{YEARS} D10-life=30 age=30", ("31 år", "30 år")),
    "25": Sample(f"{YEARS} D10-life=25 L21=61 age=30", f"{YEARS} D10-life=25 L21=60 age=30",
                 ("25 år", "61 månader", "30 år")),
    "26": Sample("D14=3 D1-30d=16", "D14=3 D1-30d=15", ("heroin", "16 dagar")),
    "27": Sample(f"D14=3 D15=6 D16=0 {USE} D10-30d=2", f"D14=3 D15=6 D16=0 {USE}", ("6 månader", "(0)", "2 dagar")),
    "29": Sample("D17=6", "D17=5", ("6 gånger",)),
    "30": Sample("D19=1 D21=2", "D19=2 D21=2", ("2 avgiftningar", "bara 1")),
    "31": Sample("D20=1 D22=2", "D20=2 D22=2", ("2 avgiftningar", "bara 1")),
    "32": Sample("D3-30d..D12-30d=0 D9-30d=4 D24=0", "D3-30d..D12-30d=0 D9-30d=4 D24=0 remark=D24",
                 ("4 dagar", "0 kr")),
    "33": Sample("D26=9 D28=2 D30=0", "D26=9 D28=2 D30=1", ("9 dagar", "besvär 2", "hjälpbehov 0")),
    "34": Sample("D26=0 D28=1", "D26=0 D28=0 D30=0", ("0 dagar", "besvär 1.")),
    "35": Sample("D27=9 D29=0", "D27=9 D29=1 D31=1", ("9 dagar", "besvär 0.")),
    "36": Sample("D27=0 D29=0 D31=4", "D27=0 D29=0 D31=0", ("0 dagar", "besvär 0", "hjälpbehov 4")),
    "38": Sample("D9-30d=4 D9-route=N", "D9-30d=0 D9-life=0 D9-route=N", ("amfetamin", "ej tillämpligt", "4 dagar")),
    "39": Sample("L3..L16=0 L3=1 L17=2", "L3..L16=0 L3=1 L4=1 L17=2", ("domar: 2", "bara 1 åtal")),
    "40": Sample(f"L2=1 {CHARGES}", f"L2=1 {CHARGES} L20=1", ("ja", "0 åtal")),
    "41": Sample(f"L24=1 {CHARGES}", f"L24=1 {CHARGES} L3=1", ("ja", "0 åtal")),
    "43": Sample("E17=5000 L27=0", "E17=0 L27=0", ("5 000 kr", "0 dagar")),
    "44": Sample("L27=3 E17=0", "L27=3 E17=0 remark=L27", ("3 dagar", "0 kr")),
    "45": Sample("L21=5 L22=6", "L21=6 L22=6", ("6 månader", "bara 5 månader")),
    "46": Sample(f"L21=2 {CHARGES}", f"L21=0 {CHARGES}", ("2 månader", "0 åtal")),
    "48": Sample("L28=0 L29=2 L24=0 L26=0 L27=0 L2=0", "L28=0 L29=2 L24=0 L26=0 L27=0 L2=1",
                 ("skattas 0", "hjälpbehov 2")),
    "49": Sample("L4=1 L17=0", "L4=1 L17=1", ("1 åtal", "0 fällande")),
    "50": Sample("L21=25 age=20", "L21=24 age=20", ("25 månader", "klienten är 20")),
    "51": Sample("F30=4 F32=0", "F30=4 F32=1 F34=1", ("4 dagar", "besvär 0")),
    "52": Sample("F30=0 F32=0 F34=1", "F30=0 F32=0 F34=0", ("0 dagar", "hjälpbehov 1")),
    "53": Sample("F31=4 F33=1 F35=0", "F31=4 F33=1 F35=1", ("4 dagar", "hjälpbehov 0")),
    "54": Sample("F31=0 F33=3", "F31=0 F33=0 F35=0", ("0 dagar", "besvär 3")),
    "59": Sample("F1=6 F2=251 age=40", "F1=6 F2=252 age=40", ("aldrig gift", "20 år 11 mån", "40 års")),
    "61": Sample("P4-30d..P10-30d=0 P5-30d=1 P12=0", "P4-30d..P10-30d=0 P12=0", ("1 av 7", "0 dagar")),
    "62": Sample("P4-30d..P10-30d=0 P12=3", "P4-30d..P10-30d=0 P9-30d=1 P12=3", ("3 dagar", "0 av de sju")),
    "63": Sample("P12=3 P13=0", "P12=3 P13=2 P14=2", ("3 dagar", "besvär 0")),
    "64": Sample("P12=0 P13=0 P14=1", "P12=0 P13=0 P14=0", ("0 dagar", "hjälpbehov 1")),
    "65": Sample("P1=0 P2=0 P10-life=1", "P1=1 P2=0 P10-life=1", ("0 perioder", "0 i öppenvård")),
    "66": Sample("P1=0 P2=0 P11-30d=1", "P1=0 P2=2 P11-30d=1", ("0 perioder", "0 i öppenvård")),
    "67": Sample("P3=1 E15=0", "P3=1 E15=1", ("ja", "0 kr")),
    "68": Sample("P9-30d=1", "P9-30d=0 P10-30d=0 P20=0", ("ja", "chef eller team")),
    "70": Sample("age=17", "age=18", ("17 år",)),
    "71": Sample("G9=2", "G9=3", ("telefon",)),
    "72": Sample("E19=N G19=2 G20=29", "E19=N G19=2 G20=30", ("ej tillämpligt", "29")),
    "74": Sample("H1-A..H12-A=0 H1-A..H2-A=N H6-A..H7-A=N", "H1-A..H12-A=0 H1-A..H2-A=N H6-A=N", ("4 av 12",)),
    "75": Sample("L21=3 earlier_base(L21)=4", "L21=4 earlier_base(L21)=4", ("L21", "3 nu", "4 i den tidigare")),
    "76": Sample("days_since_reference=29", "days_since_reference=30", ("29 dagar",)),
    "77": Sample("G19=3 G20=11 E11=20", "G19=3 G20=11 E11=19", ("11 dagar", "20 dagar")),
    "78": Sample(RATINGS, f"{RATINGS} P14=3", ("är 2.",)),
    "79": Sample("M7=4 M8=1 M9=1", "M7=4 M8=1 M9=2", ("Fysisk hälsa", "hjälpbehov 1", "är 4")),
    "80": Sample("F28-30d=0 F29-30d=1", "F28-30d=0 F29-30d=0", ("sexuellt ja", "skydd")),
    "81": Sample("H3-A=1 H8-A=N", "H3-A=X H8-A=1", ("far: ej tillämpligt",)),
}
# fmt: on
"""By number; of a check of several that say the same of each, one of them."""

LIFETIME = ("M1", *span("D17", "D22", BANK), *span("L3", "L21", BANK), "P1", "P2")
"""What can only grow over a life."""

RATED = {
    "M9": "M7 M8",
    "E22": "E20 E21",
    "D32": "D28 D30",
    "D33": "D29 D31",
    "L30": "L28 L29",
    "F36": "F32 F33 F34 F35",
    "P21": "P13 P14",
}
"""The interviewer's ratings, and the client's of the same need."""


def answers_of(text: str) -> dict[str, Value]:
    """The answers of a line such as "G20=10 D1-30d..D12-30d=0 D7-30d=30"; the later one counts."""
    given: dict[str, Value] = {}
    for word in text.split():
        name, _, value = word.partition("=")
        first, _, last = name.partition("..")
        codes = span(first, last, BANK) if last else (name,)
        if first in ROWS:
            given |= dict.fromkeys(codes, coded(value) if value in ("X", "N") else int(value))
    return given


def facts_in(text: str) -> Facts:
    """The facts of such a line: age=17 days_since_reference=29 remark=G20 earlier_base(M1)=5."""
    told = dict(word.split("=") for word in text.split() if word[0].islower())
    earlier = {name[13:-1]: int(value) for name, value in told.items() if name.startswith("earlier_base(")}
    return Facts(
        age=int(told.get("age", 40)),
        days_since_reference=int(told["days_since_reference"]) if "days_since_reference" in told else None,
        remarks=frozenset([told["remark"]] if "remark" in told else ()),
        earlier_base=earlier,
    )


def on(form: str, text: str) -> Interview:
    """An interview on that form with the answers of such a line, as far as the form asks for them."""
    return begin(instrument(), form, answers_of(text))
