"""Collects every feature file in English and Chinese: of the language, here, and of the method, beside its rules.

`sales_ops/` is left out: those features speak of a rulebook being changed, and bring steps of their own.
"""

from pathlib import Path

from pytest_bdd import scenarios

from stratagem.advisor import built_in

HERE = Path(__file__).parent

scenarios(
    *sorted(str(file) for file in HERE.rglob("*.feature") if "sales_ops" not in file.relative_to(HERE).parts),
    str(built_in("key_account")),
)
