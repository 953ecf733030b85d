"""Two rulebooks → what has changed, what it does to advice, and which edit does it.

```python
from stratagem.analysis import diff

changes = diff.compare(old, new)  # two rulebooks, as in Advisor.load(…).rulebook
teller = diff.Teller(changes, "en")
for edit in changes.edits:
    print(edit.effect, teller.told(edit).what)

book = diff.over_files(changes, BookFiles("accounts.csv", ("people.csv",)), as_of=date(2026, 11, 23))
book.comparison.changed["first"]  # accounts whose first strategy changes
book.because[0].sets  # the smallest sets of edits that bring it about

proofs = diff.prove(changes)
proofs.same  # True: no account can get different advice
```

`compare` finds the edits, `Changes.applied` carries out any of them alone. This package knows rulebooks and how they
are decided. It does not know versions or screens.
"""

from stratagem.analysis.diff.candidates import Suspects
from stratagem.analysis.diff.changes import Changes, compare
from stratagem.analysis.diff.edits import Edit, EditKind, Effect
from stratagem.analysis.diff.over_book import Because, BookDiff, over_book, over_files
from stratagem.analysis.diff.proving import ASPECTS, Advised, EditProof, Proof, Proofs, Shown, prove
from stratagem.analysis.diff.telling import Teller, Told

__all__ = [
    "ASPECTS",
    "Advised",
    "Because",
    "BookDiff",
    "Changes",
    "Edit",
    "EditKind",
    "EditProof",
    "Effect",
    "Proof",
    "Proofs",
    "Shown",
    "Suspects",
    "Teller",
    "Told",
    "compare",
    "over_book",
    "over_files",
    "prove",
]
