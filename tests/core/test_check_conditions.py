"""The conditions of the checks between answers can be read in the small language, all of them."""

from __future__ import annotations

import pytest

from asi_tui.core.expression import parse
from asi_tui.core.truth import holds, items
from tests.core.facts import ROWS

BANK = tuple(ROWS)

CHECKS: dict[int, str] = {
    1: "G19 > 1 and G20 in (0, N)",
    2: "G19 == 4 and M1 == 0",
    3: "G19 == 4 and M2 > 1",
    4: "G20 > 0 and max(D1-30d..D12-30d) == 30",
    5: "G20 + max(D1-30d..D12-30d) > 30 and not remark(G20)",
    6: "G19 == 2 and L26 == 0",
    7: "L26 > G20 or (G19 == 1 and L26 > 0)",
    9: "M6 > 0 and M7 == 0",
    10: "M6 == 0 and (M7 > 0 or M8 > 0)",
    11: "M5 == 1 and E15 == 0",
    13: "E1 < 48",
    14: "E4 == 0",
    16: "E16 > 0 and E8 == 0",
    17: "E11 == 0 and E12 > 0",
    18: "E11 > 0 and E12 == 0",
    19: "E19 > 0 and E20 == 0",
    20: "E11 == 0 and E19 == 0 and E20 > 0",
    21: "D23 + D24 > sum(E12..E17)",
    22: "D2-30d > D1-30d",
    23: "D2-life > D1-life",
    24: "max(D1-life..D12-life) > age",
    25: "max(D1-life..D12-life) * 12 + L21 > age * 12",
    26: "(D14 in (3..12) or D14 == 16) and D1-30d > 15",
    27: "D15 > 0 and D16 == 0 and max(D1-30d..D12-30d) > 0",
    29: "D17 > 5",
    30: "D21 > D19",
    31: "D22 > D20",
    32: "max(D3-30d..D12-30d) > 0 and D24 == 0 and not remark(D24)",
    33: "D26 > 0 and (D28 == 0 or D30 == 0)",
    34: "D26 == 0 and (D28 > 0 or D30 > 0)",
    35: "D27 > 0 and (D29 == 0 or D31 == 0)",
    36: "D27 == 0 and (D29 > 0 or D31 > 0)",
    39: "L17 > sum(L3..L16)",
    40: "L2 == 1 and all(L3..L16, L18..L20 == 0)",
    41: "L24 == 1 and all(L3..L16, L18..L20 == 0)",
    43: "E17 > 0 and L27 == 0",
    44: "L27 > 0 and E17 == 0 and not remark(L27)",
    45: "L22 > L21",
    46: "L21 > 0 and all(L3..L16, L18..L20 == 0)",
    48: "(L28 > 0 or L29 > 0) and L24 == 0 and L26 == 0 and L27 == 0 and L2 == 0",
    49: "L4 > 0 and L17 == 0",
    50: "L21 > 0 and L21 > (age - 18) * 12",
    51: "F30 > 0 and (F32 == 0 or F34 == 0)",
    52: "F30 == 0 and (F32 > 0 or F34 > 0)",
    53: "F31 > 0 and (F33 == 0 or F35 == 0)",
    54: "F31 == 0 and (F33 > 0 or F35 > 0)",
    59: "F1 == 6 and abs(F2 - (age - 18) * 12) > 12",
    61: "any(P4-30d..P10-30d == 1) and P12 == 0",
    62: "all(P4-30d..P10-30d == 0) and P12 > 0",
    63: "P12 > 0 and (P13 == 0 or P14 == 0)",
    64: "P12 == 0 and (P13 > 0 or P14 > 0)",
    65: "P1 == 0 and P2 == 0 and (P10-30d == 1 or P10-life == 1)",
    66: "P1 == 0 and P2 == 0 and (P11-30d == 1 or P11-life == 1)",
    67: "P3 == 1 and E15 == 0",
    68: "P9-30d == 1 or P10-30d == 1 or P20 == 1",
    70: "age < 18",
    71: "G9 == 2",
    72: "E19 == N and G20 != 30",
    74: "count(H1-A..H12-A == N) >= 4",
    76: "days_since_reference < 30",
    77: "G20 + E11 > 30",
    78: "all_equal(M7, M8, E20, E21, D28, D30, D29, D31, L28, L29, F32, F34, P13, P14) and M7 > 0",
    80: "F28-30d == 1 or F29-30d == 1",
    81: "H3-A == N or H8-A == N",
}
"""The conditions of the checks between answers, by number; those that say the same of each of several are not here."""


@pytest.mark.parametrize("number", CHECKS)
def test_the_condition_of_a_check_is_read_and_knows_nothing_of_an_empty_form(number: int) -> None:
    tree = parse(CHECKS[number], BANK)
    assert holds(tree, lambda _code: None) is None
    assert items(tree) <= set(BANK)
    assert items(tree) or number in (70, 76)
