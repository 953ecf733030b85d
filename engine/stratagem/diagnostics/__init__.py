"""First stop of every journey: where something is, what is wrong with it, and how to mend it.

Everything that reads (rulebooks, accounts) returns a value *and* a tuple of `Diagnostic`; only the façade raises. This
package knows places and sentences. It does not know what a rule or a fact is.
"""

from stratagem.diagnostics.diagnostic import (
    AccountError,
    Diagnostic,
    Findings,
    HypothesisError,
    RulebookError,
    SparkError,
    StratagemError,
    UnknownStrategyError,
    nearest,
)
from stratagem.diagnostics.span import Place, Source, Span

__all__ = [
    "AccountError",
    "Diagnostic",
    "Findings",
    "HypothesisError",
    "Place",
    "RulebookError",
    "Source",
    "Span",
    "SparkError",
    "StratagemError",
    "UnknownStrategyError",
    "nearest",
]
