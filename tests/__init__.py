"""The tests, room by room as the program is divided."""
