"""Collects every feature file in this folder and below: English and Chinese, language stories and the method's own."""

from pathlib import Path

from pytest_bdd import scenarios

scenarios(str(Path(__file__).parent))
