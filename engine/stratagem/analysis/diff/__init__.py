"""Two rulebooks → what has changed, what it does to advice, and which edit does it.

```python
from stratagem.analysis import diff

changes = diff.compare(old, new)
teller = diff.Teller(changes, "en")
for edit in changes.edits:
    print(teller.told(edit).what)
```

`compare` finds the edits, `Changes.applied` carries out any of them alone. This package knows rulebooks and how they
are decided. It does not know files, versions or screens.
"""

from stratagem.analysis.diff.changes import Changes, compare
from stratagem.analysis.diff.edits import Edit, EditKind, Effect
from stratagem.analysis.diff.telling import Teller, Told

__all__ = ["Changes", "Edit", "EditKind", "Effect", "Teller", "Told", "compare"]
