"""Blocks of lines that the screens are put together from."""
