"""Rulebook → what its authors must know: is it sound, is it tested, and what does a change do to advice?"""
