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
            "{name} is asked for by {rules} and has no question: a rep would read its label alone",
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
    # ── what no account can bring about ──
    "never-fires": Sentence(
        (
            "{name} can never fire: no account meets at once all that it asks of {facts}",
            "look which of these lines contradict each other, and loosen one of them",
        ),
        ("{name} 永远不会生效：它对 {facts} 的要求，没有客户能同时满足", "请看这几行哪里互相矛盾，放宽其中一行"),
    ),
    "conflicting-conclusions": Sentence(
        (
            "{name} and {other} can fire together, both with priority {priority}, and conclude different values of"
            " {fact}: the one that is written first wins",
            "give the one that should win a higher priority, or let their conditions exclude each other",
        ),
        (
            "{name} 和 {other} 会同时生效，优先级都是 {priority}，对 {fact} 的推断却不同：写在前面的算数",
            "请提高应当算数的那条的优先级，或让两条规则的条件不再重叠",
        ),
    ),
    "redundant-rule": Sentence(
        (
            "whenever {name} fires, {other} fires too and says the same at least as strongly: without {name} advice"
            " only lists a reason less",
            "remove it, or let it say something that {other} does not",
        ),
        (
            "只要 {name} 生效，{other} 也会生效，说的一样，优先级也不低：去掉 {name}，建议只是少列一条理由",
            "请删掉它，或让它说出 {other} 没说的内容",
        ),
    ),
    "only-a-voice": Sentence(
        (
            "whenever {name} fires, {other} fires too and says the same at least as strongly: {name} only counts as one"
            " rule more for {strategies}, which can decide a rank",
            "give it a priority or a text of its own that matters, or remove it",
        ),
        (
            "只要 {name} 生效，{other} 也会生效，说的一样，优先级也不低："
            "{name} 只是给 {strategies} 多算一条规则，可能影响排名",
            "请让它的优先级或内容真正起作用，或删掉它",
        ),
    ),
    "never-recommended": Sentence(
        (
            "{name} is recommended by {rules}, but something keeps it out of the advice on every account",
            "look at what vetoes, holds or avoids it, and raise a priority or loosen a condition",
        ),
        (
            "{rules} 推荐 {name}，但不管什么客户，总有规则把它挡在建议之外",
            "请看哪些规则禁止、暂缓或反对它，提高推荐的优先级，或放宽条件",
        ),
    ),
    "always-kept-out": Sentence(
        (
            "whenever {name} fires, {strategy} is kept out of the advice, here by {by}: it recommends in vain",
            "give it a higher priority than what keeps it out, or a condition under which that does not fire",
        ),
        (
            "只要 {name} 生效，{strategy} 就会被挡下（例如被 {by} 挡下）：这条推荐没有用",
            "请让它的优先级高过挡下它的规则，或让两者的条件错开",
        ),
    ),
    "pointless-objection": Sentence(
        (
            "whenever {name} fires, something stronger recommends {strategy}, here {by} with priority {priority}: its"
            " `{effect}` keeps nothing out and is never more than a caution",
            "raise its priority above that, or remove the `{effect}`; accept it if a caution is what you mean",
        ),
        (
            "只要 {name} 生效，就有更强的规则推荐 {strategy}（例如优先级 {priority} 的 {by}）："
            "它的 {effect} 什么也挡不住，只能算提醒",
            "请把它的优先级提到那之上，或去掉 {effect}；如果本来就只想提醒，可以写明理由接受",
        ),
    ),
    "never-first": Sentence(
        (
            "{name} can be recommended, but never first: on every account something comes before it ({others})",
            "raise a priority if it should ever come first; accept it if it only ever accompanies others",
        ),
        (
            "{name} 会被推荐，但永远排不到第一：不管什么客户，总有别的策略排在它前面（{others}）",
            "如果它有时应当排第一，请提高优先级；如果它本来就只是配合别的策略，可以写明理由接受",
        ),
    ),
    "order-decides": Sentence(
        (
            "{name} can lose the first place to {others} only because it is written later: the same priority, as many"
            " rules for it",
            "give the rules that should win a higher priority, or write the strategies in the order you mean",
        ),
        (
            "{name} 可能仅仅因为写在后面，就把第一名让给 {others}：优先级相同，支持的规则也一样多",
            "请提高应当胜出的规则的优先级，或按你想要的先后书写策略",
        ),
    ),
    # ── decision tables ──
    "overlapping-rows": Sentence(
        (
            "{name} and {others} are true of one account, and table {table} promises that only one row ever is",
            "make their conditions exclude each other, or choose another hit policy, such as F",
        ),
        (
            "{name} 和 {others} 对同一个客户同时成立，而决策表 {table} 的策略要求最多一行成立",
            "请让两行的条件互相排斥，或改用其他命中策略，例如 F",
        ),
    ),
    "differing-rows": Sentence(
        (
            "{name} and {others} are true of one account and say different things; table {table} promises the same",
            "let both rows say the same, or make their conditions exclude each other",
        ),
        (
            "{name} 和 {others} 对同一个客户同时成立，结论却不同，而决策表 {table} 的策略要求结论一致",
            "请让两行结论一致，或让条件互相排斥",
        ),
    ),
    "masked-row": Sentence(
        (
            "{name} never fires: whenever it is true, table {table} lets {others} fire instead",
            "move it before them, narrow their conditions, or remove it",
        ),
        (
            "{name} 永远不会生效：只要它成立，决策表 {table} 就会先采用 {others}",
            "请把它移到前面，收窄前面各行的条件，或删掉它",
        ),
    ),
    "table-gap": Sentence(
        (
            "no row of table {name} is true of an account with {inputs}",
            "write a row for it, or a last row that takes all the rest",
        ),
        ("决策表 {name} 没有一行适用于这样的客户：{inputs}", "请为这种情况加一行，或在最后加一行兜底"),
    ),
    # ── the rulebook as a whole ──
    "profile-gap": Sentence(
        (
            "nothing is recommended when only this is known: {profile}",
            "write a rule for it, or ask for more: with {more} known, {strategy} can be recommended",
            "write a rule for it: nothing else that could be known brings a recommendation",
        ),
        (
            "只知道这些时没有任何建议：{profile}",
            "请为它写一条规则，或者多问一些：知道 {more} 之后，可以建议 {strategy}",
            "请为它写一条规则：无论再知道什么，都不会有建议",
        ),
    ),
    # ── acceptances ──
    "needless-accept": Sentence(
        ("{accepted} is accepted here, and there is no such finding", "remove the line: what it excused is mended"),
        ("这里接受了 {accepted}，但没有这样的问题", "请删掉这一行：原来的问题已经解决"),
    ),
}
