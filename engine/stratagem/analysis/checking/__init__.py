"""Rulebook → everything that is wrong with it although it reads well. `check` runs the kinds of findings over it."""
