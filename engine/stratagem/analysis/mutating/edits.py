"""What a mutant changes, said as an edit, and which kind of case would notice it: English and Chinese together.

This module knows wording only.
"""

from dataclasses import dataclass

_EN = {
    "changed": "{old} → {new}",
    "left out": "without {old}",
    "rule left out": "the rule is left out",
    "above": "priority: {old} → {new}, above {other}",
    "below": "priority: {old} → {new}, below {other}",
    "notice value": "a case in which all else holds and {fact} is {value}",
    "notice person": "a case with a person whose {fact} is {value}, and who is right or wrong for it by that alone",
    "notice line": "a case in which everything holds but this: {line}",
    "notice structure": "a case in which only a part of it holds",
    "notice unknown": "a case in which {fact} is unknown, and one in which it is known",
    "notice count": "a case with exactly {value} such people",
    "notice days": "a case {days} days on, and one a day later",
    "notice advice": "a case of this rule that promises advice: {{{key}: {value}}}",
    "notice fact": "a case of this rule that promises facts: {{{fact}: {value}}}",
    "notice emphasis": "a case of this rule that promises advice: {{emphasises: …}}",
    "notice with": "a case that promises advice: {{{key}: {{{strategy}: […]}}}}, with people who are nearly right",
    "notice order": "a case in which both fire, that promises advice: {{order: [{first}, {second}]}}",
    "notice decision": "a case in which both fire, that promises what becomes of {strategy}",
    "notice conclusion": "a case in which both fire, that promises facts: {{{fact}: …}}",
    "notice question": "a case in which both fire, that promises advice: {{asks_first: […]}}",
    "notice row": "a case for which both rows are true",
    "notice date": "a case on {value}",
    "notice rule": "any case of this rule in which it fires",
}
_ZH = {
    "changed": "{old} → {new}",
    "left out": "去掉 {old}",
    "rule left out": "去掉整条规则",
    "above": "priority：{old} → {new}，高过 {other}",
    "below": "priority：{old} → {new}，低于 {other}",
    "notice value": "其他条件都成立、{fact} 是 {value} 的用例",
    "notice person": "有一个人的 {fact} 是 {value}、合不合适只取决于这一点的用例",
    "notice line": "其他都成立、只有这一条不成立的用例：{line}",
    "notice structure": "只成立一部分的用例",
    "notice unknown": "{fact} 不清楚的用例，和清楚的用例",
    "notice count": "这样的人正好有 {value} 个的用例",
    "notice days": "正好 {days} 天的用例，和再晚一天的用例",
    "notice advice": "这条规则的用例，写明 advice: {{{key}: {value}}}",
    "notice fact": "这条规则的用例，写明 facts: {{{fact}: {value}}}",
    "notice emphasis": "这条规则的用例，写明 advice: {{emphasises: …}}",
    "notice with": "写明 advice: {{{key}: {{{strategy}: […]}}}} 的用例，名单里要有差一点就合适的人",
    "notice order": "两条规则都生效、写明 advice: {{order: [{first}, {second}]}} 的用例",
    "notice decision": "两条规则都生效、写明 {strategy} 结果如何的用例",
    "notice conclusion": "两条规则都生效、写明 facts: {{{fact}: …}} 的用例",
    "notice question": "两条规则都生效、写明 advice: {{asks_first: […]}} 的用例",
    "notice row": "两行条件都成立的用例",
    "notice date": "日期为 {value} 的用例",
    "notice rule": "这条规则生效的任何一个用例",
}


@dataclass(frozen=True)
class Said:
    """A sentence of this module and what fills it; ids and tests stand as the author writes them, in any language."""

    sentence: str
    details: tuple[tuple[str, str], ...] = ()

    def told(self, lang: str = "en") -> str:
        """The sentence in a language; English for those we do not speak."""
        return (_ZH if lang == "zh" else _EN)[self.sentence].format(**dict(self.details))


def said(sentence: str, **details: object) -> Said:
    """A sentence with its details as text."""
    return Said(sentence, tuple((name, str(detail)) for name, detail in details.items()))
