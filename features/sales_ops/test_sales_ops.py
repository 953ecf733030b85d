"""Collects the features about changing a rulebook, in English and Chinese."""

from pathlib import Path

from pytest_bdd import scenarios

scenarios(str(Path(__file__).parent))
