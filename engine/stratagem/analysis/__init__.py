"""Rulebook → what its authors must know: is it sound, is it tested, and what does a change do to advice?

`check` gives every finding with its place, a sentence for its author and, where a decision is at stake, an account that
shows it. `coverage` says what its cases and features have seen of the rules, `mutate` which slips they would let pass.
This package knows rules and how they are decided. It does not know screens.
"""

from stratagem.analysis.checking.acceptance import Accepted
from stratagem.analysis.checking.check import KINDS, CheckReport, Kind, check
from stratagem.analysis.checking.finding import Finding, Related, Severity, Undecided, Witness
from stratagem.analysis.coverage import Coverage, coverage
from stratagem.analysis.mutating.mutants import Mutant, MutantKind
from stratagem.analysis.mutating.trial import MutationReport, Verdict, mutate

__all__ = [
    "KINDS",
    "Accepted",
    "CheckReport",
    "Coverage",
    "Finding",
    "Kind",
    "Mutant",
    "MutantKind",
    "MutationReport",
    "Related",
    "Severity",
    "Undecided",
    "Verdict",
    "Witness",
    "check",
    "coverage",
    "mutate",
]
