"""Rulebook → what its authors must know: is it sound, is it tested, and what does a change do to advice?

`check` gives every finding with its place, a sentence for its author and, where a decision is at stake, an account that
shows it. This package knows rules and how they are decided. It does not know screens.
"""

from stratagem.analysis.acceptance import Accepted
from stratagem.analysis.check import KINDS, CheckReport, Kind, check
from stratagem.analysis.finding import Finding, Related, Severity, Undecided, Witness

__all__ = [
    "KINDS",
    "Accepted",
    "CheckReport",
    "Finding",
    "Kind",
    "Related",
    "Severity",
    "Undecided",
    "Witness",
    "check",
]
