"""Rulebooks as finite problems, decided exactly: is there an account of which this is true?"""

from stratagem.analysis.solving.book import Book
from stratagem.analysis.solving.sat import GaveUp, Literal, Model
from stratagem.analysis.solving.solving import Answer, DisagreementError, Found, Impossible, Solving

__all__ = ["Answer", "Book", "DisagreementError", "Found", "GaveUp", "Impossible", "Literal", "Model", "Solving"]
