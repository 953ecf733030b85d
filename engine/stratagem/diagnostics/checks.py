"""What each kind of finding of `check` says, in English and Chinese: a cause, then remedies, the best first.

A rulebook that reads well can still be unsound; these sentences speak of that. Their keys are the kinds, which authors
write under `accept:`; `docs/checks/` has a page for each.
"""

from stratagem.diagnostics.sentence import Sentence

CHECKS: dict[str, Sentence] = {
    # ── what nothing uses ──
    "unused-fact": Sentence(
        (
            "no rule, selector or text uses {name}: what is said of it changes nothing",
            "use it in the `when` of a rule, or remove it and no longer ask for it",
        ),
        (
            "没有规则、人选条件或文字用到 {name}：填了也不影响建议",
            "请在规则的 when 里用上它；用不着就删掉，不要再问",
        ),
    ),
}
