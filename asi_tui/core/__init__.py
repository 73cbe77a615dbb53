"""The rules of the interview and of casework: pure, and without a screen, a disk or a clock."""
