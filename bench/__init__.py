"""Measurements, run by hand: `make bench`. Nothing here is timed in the tests."""
