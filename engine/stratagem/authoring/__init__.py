"""Files → `Rulebook`: reads what sales ops wrote, resolves names and types, and reports every fault with its place.

`read_rulebook` gives a rulebook *and* diagnostics. This package does not know how rules are matched.
"""

from stratagem.authoring.folder import read_rulebook

__all__ = ["read_rulebook"]
