"""Says facts, values and conditions in one language, from the author's own labels.

One `Phrases` serves one rulebook in one language. It remembers what it has said of each condition, because conditions
never change; it does not know what fired.
"""

from collections.abc import Sequence
from datetime import date

from stratagem.condition import (
    Age,
    All,
    Among,
    Any,
    Between,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Quantifier,
    Test,
)
from stratagem.inquiry import Shown
from stratagem.rulebook import DecisionTable, Rulebook
from stratagem.vocabulary import Fact, Kind, Value, show_number
from stratagem.wording import Text

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "yes": "yes",
        "no": "no",
        "unknown": "unknown",
        "unclear": "unclear",
        "known": "known",
        "is": "{label}: {value}",
        "compares": "{label} {operator} {value}",
        "between": "{low} {left} {label} {right} {high}",
        "includes": "{label} include {value}",
        "excludes": "{label} do not include {value}",
        "is not": "{label}: not {value}",
        "older": "{label}: more than {days} days ago",
        "within": "{label}: within {days} days",
        "value found": "{text} ({value})",
        "or": " or ",
        "and": "; ",
        "last and": " and ",
        "comma": ", ",
        "either": "either {parts}",
        "group": "({part})",
        "not": "not ({part})",
        "always": "always",
        "anybody": "anybody",
        "some": "somebody ({where})",
        "none": "nobody ({where})",
        "every": "everybody ({where})",
        "count": "number of people ({where})",
        "distinct": "number of different values of {attribute} among people ({where})",
        "nobody found": "nobody has been identified yet: {where}",
        "somebody": "someone you have yet to find",
        "passed over": "row {row} of {table} also applies, but row {first} comes first under hit policy {policy}",
        "outranked": "row {row} of {table} also applies, but row {first} has a higher priority (hit policy {policy})",
    },
    "zh": {
        "yes": "是",
        "no": "否",
        "unknown": "不清楚",
        "unclear": "不清楚",
        "known": "已知",
        "is": "{label}：{value}",
        "compares": "{label} {operator} {value}",
        "between": "{low} {left} {label} {right} {high}",
        "includes": "{label}包含{value}",
        "excludes": "{label}不含{value}",
        "is not": "{label}：不是{value}",
        "older": "{label}：{days} 天以前",
        "within": "{label}：{days} 天以内",
        "value found": "{text}（{value}）",
        "or": "或",
        "and": "；",
        "last and": "和",
        "comma": "、",
        "either": "{parts}",
        "group": "（{part}）",
        "not": "并非（{part}）",
        "always": "总是",
        "anybody": "任何人",
        "some": "有人（{where}）",
        "none": "没有人（{where}）",
        "every": "所有人（{where}）",
        "count": "人数（{where}）",
        "distinct": "不同{attribute}的个数（{where}）",
        "nobody found": "尚未找到合适的人：{where}",
        "somebody": "尚待确定的人选",
        "passed over": "{table} 第 {row} 行也符合，但按命中策略 {policy}，第 {first} 行优先",
        "outranked": "{table} 第 {row} 行也符合，但第 {first} 行优先级更高（命中策略 {policy}）",
    },
}
_OPERATORS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}


class Phrases:
    """How one rulebook is spoken in one language; the engine's own words are English unless the language is Chinese."""

    def __init__(self, rulebook: Rulebook, lang: str) -> None:
        """Prepare to speak; nothing is said yet."""
        self.lang = lang
        self.words = WORDS.get(lang, WORDS["en"])
        self._facts = rulebook.vocabulary.fact
        self._attributes = rulebook.vocabulary.attribute
        self._said: dict[tuple[int, bool], tuple[Condition, str]] = {}
        """By identity; the condition is kept, lest its id return."""

    def text(self, text: Text | None) -> str:
        """A text without placeholders, or the empty string."""
        return "" if text is None else text.in_language(self.lang)

    def value(self, fact: Fact, value: Value | None) -> str:
        """A value as a sentence says it: labels for ids, `1,200,000` with its unit, `unknown` for None."""
        if value is None:
            return self.words["unknown"]
        if isinstance(value, bool):
            return self.words["yes" if value else "no"]
        if isinstance(value, int | float):
            return show_number(value) + (fact.unit if fact.unit in ("", "%") else f" {fact.unit}")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, frozenset):
            chosen = [each for each in fact.values if each.id in value]
            return self.words["comma"].join(self.text(each.label) for each in chosen)
        label = fact.labels.get(value)
        return value if label is None else self.text(label)

    def names(self, names: Sequence[str]) -> str:
        """People in a row: `A, B and C`; for nobody, that they are yet to be found."""
        if not names:
            return self.words["somebody"]
        head, last = self.words["comma"].join(names[:-1]), names[-1]
        return f"{head}{self.words['last and']}{last}" if head else last

    def condition(self, condition: Condition, of_people: bool = False) -> str:
        """A condition in the author's labels, without the values found."""
        key = (id(condition), of_people)
        if key not in self._said:
            self._said[key] = condition, self._say(condition, of_people)
        return self._said[key][1]

    def nobody_found(self, selector: Condition) -> str:
        """That nobody fits a selector."""
        return self.words["nobody found"].format(where=self.condition(selector, of_people=True))

    def passed_over(self, table: DecisionTable, row: int, first: int) -> str:
        """That a row is met, and another of its table came before it; rows are counted from 1."""
        form = "outranked" if first > row else "passed over"
        return self.words[form].format(table=table.id, policy=table.policy.value, row=row, first=first)

    def fact(self, id_: str, of_people: bool = False) -> Fact:
        """A fact of the account, or an attribute of people."""
        return (self._attributes if of_people else self._facts)[id_]

    def found(self, condition: FactTest | IsKnown, value: Value | None) -> str:
        """A condition on a fact with the value found, unless the condition says the value already."""
        text = self.condition(condition)
        if isinstance(condition, IsKnown) and value is None:
            return text
        if isinstance(condition, FactTest) and value is not None and condition.test == Among((value,)):
            return text
        return self.words["value found"].format(text=text, value=self.value(self._facts[condition.fact], value))

    def _say(self, condition: Condition, of_people: bool) -> str:
        match condition:
            case FactTest(id_, test):
                return self._test(self.fact(id_, of_people), test)
            case IsKnown(id_, known):
                label = self.text(self.fact(id_, of_people).label)
                return self.words["is"].format(label=label, value=self.words["known" if known else "unknown"])
            case All(parts):
                said = self.words["and"].join(self._inside(part, of_people) for part in parts)
                return said or self.words["anybody" if of_people else "always"]
            case Any(parts):
                said = self.words["or"].join(self._inside(part, of_people) for part in parts)
                return self.words["either"].format(parts=said)
            case Not(part):
                return self.words["not"].format(part=self.condition(part, of_people))
            case Quantifier(which, where):
                return self.words[which].format(where=self.condition(where, of_people=True))
            case Count(where, test, distinct):
                return self._count(where, test, distinct)

    def _inside(self, condition: Condition, of_people: bool) -> str:
        said = self.condition(condition, of_people)
        grouped = isinstance(condition, All | Any) and len(condition.parts) > 1
        return self.words["group"].format(part=said) if grouped else said

    def _count(self, where: Condition, test: Test, distinct: Fact | None) -> str:
        asked = self.condition(where, of_people=True)
        if distinct is None:
            subject = self.words["count"].format(where=asked)
        else:
            subject = self.words["distinct"].format(where=asked, attribute=self.text(distinct.label))
        counted = Fact("count", Kind.NUMBER, Text(((self.lang, subject),)))
        return self._test(counted, test)

    def _test(self, fact: Fact, test: Test) -> str:
        label = self.text(fact.label)
        match test:
            case Among(values):
                form = "includes" if fact.kind is Kind.TAGS else "is"
                return self.words[form].format(label=label, value=self._values(fact, values))
            case Compare(operator, bound):
                value = self.value(fact, bound)
                return self.words["compares"].format(label=label, operator=_OPERATORS[operator], value=value)
            case Between(low, high, low_open, high_open):
                ends = {"left": "<" if low_open else "≤", "right": "<" if high_open else "≤"}
                return self.words["between"].format(
                    label=label, low=self.value(fact, low), high=self.value(fact, high), **ends
                )
            case Age(side, days):
                return self.words[side].format(label=label, days=days)
            case NoneOf((Among(values),)):
                form = "excludes" if fact.kind is Kind.TAGS else "is not"
                return self.words[form].format(label=label, value=self._values(fact, values))
            case NoneOf(tests):
                return self.words["not"].format(part=self.words["or"].join(self._test(fact, each) for each in tests))
            case OneOf(tests):
                return self.words["or"].join(self._test(fact, each) for each in tests)

    def _values(self, fact: Fact, values: tuple[Value, ...]) -> str:
        return self.words["or"].join(self.value(fact, value) for value in values)


def shown(fact: Fact, value: Value | None) -> Shown:
    """A value as JSON has it: tags as ids in vocabulary order, dates in ISO form."""
    if isinstance(value, frozenset):
        return [each.id for each in fact.values if each.id in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
