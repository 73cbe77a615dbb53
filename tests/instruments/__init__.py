"""Tests of the instrument's files and how they are read."""
