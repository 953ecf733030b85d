"""The words of a test report, in English and Chinese; what failed is worded where it is found."""

_EN = {
    "head": "{name} {version} · cases: {cases} · scenarios: {scenarios} · files: {files}",
    "skipped": "{count} skipped by @skip",
    "all hold": "All of them hold.",
    "broken": "{count} of {all} do not hold.",
    "coverage": "Coverage {percent} %: {fired} of {rules} rules fired, {seen} of {possible} outcomes of tests seen",
    "never fired": "Rules that never fired",
    "never seen": "Outcomes never seen",
    "never": "never {outcomes}",
    "true": "true",
    "false": "false",
    "unknown": "unknown",
    "or": " or ",
    "in people": "of a person: {test}",
    "more": "… and {count} more; --coverage shows all.",
    "mutants": "Mutation score {score} %: {noticed} of {counted} slips were noticed by a case or a scenario",
    "equivalent": "{count} more make no difference to any account",
    "unnoticed": "Slips that nobody noticed",
    "notice": "would notice",
    "kinds": "By kind",
    "not proved": 'Some may make no difference to any account: pip install "stratagem[check]" to have that proved.',
    "untried": "Time was up: the slips of {count} rules were not tried, from {first} on.",
    "first mend": "Slips are tried once all of them hold.",
    "too low": "{what} is {came} %, below the {wanted} % asked for.",
    "coverage name": "Coverage",
    "score name": "The share of slips that are noticed",
    "trying": "Trying slips",
    "testing": "Testing",
    "colon": ": ",
    "of": "{noticed} of {counted}",
    "boundary": "a boundary is off by one",
    "value": "a value or a list is wrong",
    "line": "a line is missing",
    "structure": "any for all, some for every",
    "effect": "an effect is wrong or missing",
    "conclusion": "a conclusion is wrong or missing",
    "people": "the wrong people",
    "priority": "past the neighbour in priority",
    "dates": "a day too early or late",
    "rule": "the rule is missing",
}
_ZH = {
    "head": "{name} {version} · 用例 {cases} · 场景 {scenarios} · 文件 {files}",
    "skipped": "{count} 个场景带 @skip，没有运行",
    "all hold": "全部成立。",
    "broken": "{all} 个里有 {count} 个不成立。",
    "coverage": "覆盖率 {percent} %：{rules} 条规则中 {fired} 条生效过，条件的 {possible} 种结果中见到 {seen} 种",
    "never fired": "从未生效的规则",
    "never seen": "从未出现过的结果",
    "never": "从未{outcomes}",
    "true": "成立",
    "false": "不成立",
    "unknown": "不清楚",
    "or": "或",
    "in people": "对单个人：{test}",
    "more": "……还有 {count} 项；加上 --coverage 全部列出。",
    "mutants": "变异得分 {score} %：{counted} 处改错中，{noticed} 处被用例或场景发现",
    "equivalent": "另有 {count} 处对任何客户都没有影响",
    "unnoticed": "没有被发现的改错",
    "notice": "能发现它的是",
    "kinds": "分类统计",
    "not proved": '其中有些也许对任何客户都没有影响：pip install "stratagem[check]" 之后可以证明。',
    "untried": "时间用完：从 {first} 起，还有 {count} 条规则没有试。",
    "first mend": "全部成立之后，才能试改错。",
    "too low": "{what}是 {came} %，低于要求的 {wanted} %。",
    "coverage name": "覆盖率",
    "score name": "变异得分",
    "trying": "正在试改错",
    "testing": "正在测试",
    "colon": "：",
    "of": "{noticed}/{counted}",
    "boundary": "界限差一",
    "value": "值或列表写错",
    "line": "漏了一行条件",
    "structure": "any 与 all、some 与 every 弄混",
    "effect": "作用写错或漏写",
    "conclusion": "结论写错或漏写",
    "people": "去见的人不对",
    "priority": "优先级越过相邻规则",
    "dates": "有效期差一天",
    "rule": "漏了整条规则",
}


def test_words(lang: str) -> dict[str, str]:
    """The words of a language; English for those we do not speak."""
    return _ZH if lang == "zh" else _EN


_FIRST = {
    "en": """\
{folder}: there are no cases and no features here, so there is nothing to test
help: write what a rule promises into {file}:

  cases:
    - case: say in one sentence when the rule fires
      rule: {rule}
      kind: hit
      given: {{…: …}}     # an account for which it fires
      fires: yes

      a feature in plain words may stand beside it, in a file that ends in .feature
      both are shown in docs/testing-rules.md""",
    "zh": """\
{folder}：这里没有用例，也没有功能文件，没有可测的内容
建议：把规则的承诺写进 {file}：

  cases:
    - case: 用一句话写明规则何时生效
      rule: {rule}
      kind: hit
      given: {{…: …}}     # 一个让它生效的客户
      fires: yes

      旁边也可以放用大白话写的功能文件，文件名以 .feature 结尾
      两种写法见 docs/testing-rules.md""",
}


def first_case(folder: str, file: str, rule: str, lang: str) -> str:
    """How somebody begins who has neither cases nor features yet."""
    return _FIRST["zh" if lang == "zh" else "en"].format(folder=folder, file=file, rule=rule)
