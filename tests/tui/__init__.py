"""Tests of the screens without a terminal."""
