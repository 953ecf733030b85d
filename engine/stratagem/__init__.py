"""Stratagem turns what a rep knows about a deal into ranked, explained strategies, by rules that sales ops can edit.

```python
from stratagem import Advisor
advice = Advisor.load().advise({"name": "Equipment purchase", "tier": "partner"})
```
"""

from stratagem.advice import Advice, Explanation
from stratagem.advisor import Advisor
from stratagem.alternatives import Comparison, WhatIf, WhyNot
from stratagem.deal import Deal
from stratagem.diagnostics import (
    AccountError,
    Diagnostic,
    HypothesisError,
    RulebookError,
    StratagemError,
    UnknownStrategyError,
)
from stratagem.inquiry import Questions
from stratagem.interview import Interview

__all__ = [
    "AccountError",
    "Advice",
    "Advisor",
    "Comparison",
    "Deal",
    "Diagnostic",
    "Explanation",
    "HypothesisError",
    "Interview",
    "Questions",
    "RulebookError",
    "StratagemError",
    "UnknownStrategyError",
    "WhatIf",
    "WhyNot",
]
