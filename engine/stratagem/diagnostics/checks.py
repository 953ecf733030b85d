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
    "unused-value": Sentence(
        (
            "{name}: no rule asks for {values}; whoever gives it meets no condition",
            "write a rule for it, name it in the condition where it belongs, or remove it from the values",
        ),
        (
            "{name}：没有规则用到取值 {values}；填了也不会满足任何条件",
            "请为它写一条规则，或写进合适的条件；用不着就从取值里删掉",
        ),
    ),
    "never-concluded": Sentence(
        (
            "{name} is to be found out by rules, and no rule concludes it",
            "write a rule with `conclude: {{{name}: …}}`, or take `concluded` away so that a rep is asked for it",
        ),
        (
            "{name} 标为由规则推断，却没有规则推断它",
            "请写一条带“conclude: {{{name}: …}}”的规则，或去掉 concluded，改由销售填写",
        ),
    ),
    "unused-strategy": Sentence(
        (
            "no rule recommends {name}: it can never be advised",
            "recommend it in a rule; {rules} would hold it back from nothing",
            "recommend it in a rule, or remove it",
        ),
        (
            "没有规则推荐 {name}：它永远不会出现在建议里",
            "请在规则里推荐它，否则 {rules} 的暂缓没有意义",
            "请在规则里推荐它，或删掉它",
        ),
    ),
    "unused-warning": Sentence(
        ("no rule raises the warning {name}", "raise it with `warn` in a rule, or remove it"),
        ("没有规则发出警示 {name}", "请在规则里用 warn 发出它，或删掉它"),
    ),
    "unused-weapon": Sentence(
        ("no play is made with the weapon {name}", "write a play with it, or remove it"),
        ("没有打法用到手段 {name}", "请用它写一个打法，或删掉它"),
    ),
    # ── what a rep reads ──
    "ask-without-question": Sentence(
        (
            "{rules} asks for {name}, which has no question: a rep would read its label alone",
            "write the question under `ask` of {name}",
        ),
        ("{rules} 要问 {name}，但它没有写问句：销售只能看到名称", "请在 {name} 的 ask 里写上问句"),
    ),
    "same-label": Sentence(
        ('{name} and {other} are both called "{label}"', "give one of the two another label"),
        ("{name} 和 {other} 的名称都是“{label}”", "请给其中一个换个名称"),
    ),
    "untranslated": Sentence(
        (
            '{what}: the text is the same in {languages}: "{text}"',
            "translate it; a name that is the same everywhere can be accepted with a reason",
        ),
        ("{what}：{languages} 的文字相同：“{text}”", "请翻译；本来就相同的名称可以写明理由接受"),
    ),
    "wrong-script": Sentence(
        (
            "{what}: the text for {language} is not written in the letters of that language",
            "look whether two languages were swapped, or a part was left untranslated",
        ),
        ("{what}：{language} 的文字用的不是这种语言的字", "请检查是否两种语言写反了，或有一段没有翻译"),
    ),
    "missing-label": Sentence(
        (
            "{what} is missing: its id is shown in every language",
            "write it in each language",
        ),
        ("{what} 没有写：每种语言都只显示标识", "请用每种语言写上"),
    ),
    "unfilled-placeholder": Sentence(
        (
            "{what}: nothing is filled in here, so that {names} is shown with its braces",
            "say it without braces; facts fill a rule's `because`, `say`, `missing`, `emphasise` and `until`",
        ),
        (
            "{what}：这里不会代入事实，{names} 会连同花括号一起显示",
            "请去掉花括号；只有规则的 because、say、missing、emphasise 和 until 会代入事实",
        ),
    ),
    # ── acceptances ──
    "needless-accept": Sentence(
        ("{accepted} is accepted here, and there is no such finding", "remove the line: what it excused is mended"),
        ("这里接受了 {accepted}，但没有这样的问题", "请删掉这一行：原来的问题已经解决"),
    ),
}
