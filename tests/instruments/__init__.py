"""Tests of the rules: no screen, no disk."""
