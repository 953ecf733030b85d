"""Rulebook → its mutants → those that no case and no feature notices: how much the tests of a rulebook are worth.

    rule → `conditions` (with `unary`), `effects`, `priorities` → `mutants` → `trial` against a suite → a score

Every mutant is a slip that an author might make in one rule, and is told as the edit that it is (`edits`, `writing`).
This package knows rules and promises. It does not know screens.
"""
