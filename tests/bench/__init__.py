"""Proof of speed: what the program costs in keys, time, bytes and memory, beside others in the same runs.

`make bench` measures everything, tells it as a table and renews the handbook's page; `make bench-quick` is under a
minute. Neither fails because something is slow: only because it cannot be measured.
"""
