"""Advice and explanations as people read them: in the terminal, as markdown. Nothing here decides anything."""
