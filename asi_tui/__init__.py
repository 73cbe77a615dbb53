"""asi: key ASI interviews as fast as the digits can be typed, and see which follow-ups are due."""

VERSION = "0.1.0"
