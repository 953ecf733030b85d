"""The way in for feature files: steps in English and Chinese, so that sales ops can say what a rulebook must do.

It comes with the extra `stratagem[test]`. One line in a `conftest.py` beside the features is enough:

    from stratagem.testing.steps import *

and one test module collects them:

    from pytest_bdd import scenarios

    scenarios(".")

The top-level `conftest.py` of a project may say `pytest_plugins = ["stratagem.testing.steps"]` instead, and a program
may run `pytest -p stratagem.testing.steps`. `docs/features.md` shows every step with an example.

    feature file → `sentences` → `situation` (Given, When) → `story` → Advice → `outcome` (Then) → `expectations`

Nothing here looks inside the engine: a step hands in an account, and what it checks it reads off the `Advice`.
"""
