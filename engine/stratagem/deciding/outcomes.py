"""Says possible answers and what they lead to: `50% or more`, `Executive visit first; Develop a spy drops out`.

This module has words of its own and the author's labels. It does not know what was asked about, or why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from stratagem.alternatives import Side
from stratagem.deciding.phrases import Phrases
from stratagem.matching.variations_values import Possible
from stratagem.vocabulary import Fact, Kind

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "any": "anything",
        "other": "something else",
        "or higher": "{value} or higher",
        "or lower": "{value} or lower",
        "none": "none of those",
        "such as": "for example {labels}",
        "under": "under {high}",
        "up to": "{high} or less",
        "over": "over {low}",
        "from": "{low} or more",
        "[]": "{low} to {high}",
        "[)": "{low} to under {high}",
        "(]": "over {low} to {high}",
        "()": "over {low}, under {high}",
        "until": "{high} or earlier",
        "since": "{low} or later",
        "at rank 1": "{label} first",
        "at rank 2": "{label} second",
        "at rank 3": "{label} third",
        "drops": "{label} drops out",
        "nothing": "nothing is recommended",
        "stays": "nothing changes",
        "and": ", ",
        "or": " or ",
        "both": "{one} and {other}",
        "of": "{label} is {value}",
        "of person": "{label} of {person} is {value}",
        "if": "if {answer}: {says}",
        "if both": "if {answer}: {says}",
        "if yes": "if yes: {says}",
        "if no": "if not: {says}",
        "otherwise": "otherwise nothing changes",
        "whatever": "the first three stay, whatever the answer",
        "turns out": "it turns out that {what}",
        "goes": "{label} goes from {now} to {value}",
        "goes of person": "{label} of {person} goes from {now} to {value}",
        "if all": "if {changes}",
        "and if": " and ",
        "first": "first",
        "among the first": "among the first {rank}",
        "already": "{label} already stands {where}",
        "never": "no rule of this rulebook ever recommends {label}",
        "none within": "no change of up to {most} facts that you can influence would bring {label} {where}",
        "one way": "one smallest change would bring {label} {where}",
        "ways": "{count} smallest changes would each bring {label} {where}",
        "status": "{above} stands above {below}, which is {status}",
        "priority": "{above} stands above {below}: {rule} has priority {priority}, {other} {less}",
        "speakers": "{above} stands above {below}: both have priority {priority}, but more rules speak for it, {more} "
        "against {fewer}",
        "order": "{above} stands above {below}: priority {priority} and the number of rules are the same, so the order "
        "of the rulebook decides",
        "neither": "neither {one} nor {other} is recommended",
        "held": "held back by {rule} ({priority})",
        "avoided": "advised against by {rule} ({priority})",
        "vetoed": "ruled out by {rule} ({priority})",
        "silent": "recommended by no rule that fired",
        "next": "; ",
        "end": "{sentence}.",
    },
    "zh": {
        "any": "任意",
        "other": "其他",
        "or higher": "{value}及以上",
        "or lower": "{value}及以下",
        "none": "都不是",
        "such as": "例如{labels}",
        "under": "低于{high}",
        "up to": "{high}及以下",
        "over": "高于{low}",
        "from": "{low}及以上",
        "[]": "{low}至{high}",
        "[)": "{low}至不足{high}",
        "(]": "高于{low}、不超过{high}",
        "()": "高于{low}、低于{high}",
        "until": "{high}及以前",
        "since": "{low}及以后",
        "at rank 1": "“{label}”排第一",
        "at rank 2": "“{label}”排第二",
        "at rank 3": "“{label}”排第三",
        "drops": "“{label}”退出前三",
        "nothing": "没有建议",
        "stays": "不变",
        "and": "，",
        "or": "或",
        "both": "{one}，而且{other}",
        "of": "{label}为{value}",
        "of person": "{person}的{label}为{value}",
        "if": "如果是{answer}：{says}",
        "if both": "如果{answer}：{says}",
        "if yes": "如果是：{says}",
        "if no": "如果不是：{says}",
        "otherwise": "否则不变",
        "whatever": "无论答案如何，前三条建议不变",
        "turns out": "查明{what}",
        "goes": "{label}由{now}变为{value}",
        "goes of person": "{person}的{label}由{now}变为{value}",
        "if all": "如果{changes}",
        "and if": "，而且",
        "first": "第一",
        "among the first": "前 {rank} 名",
        "already": "“{label}”已经排在{where}",
        "never": "规则库里没有规则建议“{label}”",
        "none within": "改变至多 {most} 项您能影响的情况，都不能让“{label}”排到{where}",
        "one way": "有 1 种最小的改变能让“{label}”排到{where}",
        "ways": "有 {count} 种最小的改变，每一种都能让“{label}”排到{where}",
        "status": "“{above}”排在“{below}”之上：后者{status}",
        "priority": "“{above}”排在“{below}”之上：{rule} 的优先级是 {priority}，{other} 是 {less}",
        "speakers": "“{above}”排在“{below}”之上：优先级都是 {priority}，但支持它的规则更多，{more} 条对 {fewer} 条",
        "order": "“{above}”排在“{below}”之上：优先级都是 {priority}，支持的规则也一样多，规则库把它列在前面",
        "neither": "“{one}”和“{other}”都没有得到建议",
        "held": "被 {rule} 暂缓（{priority}）",
        "avoided": "因 {rule} 而不主张（{priority}）",
        "vetoed": "被 {rule} 禁止（{priority}）",
        "silent": "没有生效的规则建议它",
        "next": "；",
        "end": "{sentence}。",
    },
}


class Telling:
    """Answers and outcomes in one language."""

    def __init__(self, phrases: Phrases, labels: dict[str, str]) -> None:
        """`labels`: strategy id → what it is called."""
        self.phrases = phrases
        self.labels = labels
        self._said = _WORDS.get(phrases.lang, _WORDS["en"])

    def answers(self, fact: Fact, answers: Iterable[Possible]) -> str:
        """Several answers in a row; stretches of a line that touch, and the ends of a scale, are told as one."""
        answers = list(answers)
        if end := self._end_of_scale(fact, answers):
            return end
        told = dict.fromkeys(self.answer(fact, each) for each in _joined([each for each in answers if each.weight]))
        return self._said["or"].join(told)

    def answer(self, fact: Fact, possible: Possible) -> str:
        """One answer, which may stand for many values."""
        match fact.kind:
            case Kind.NUMBER | Kind.DATE:
                return self._stretch(fact, possible)
            case Kind.TAGS:
                labels = self.phrases.value(fact, possible.value)
                if not labels:
                    return self._said["none"]
                return self._said["such as"].format(labels=labels) if possible.weight > 1 else labels
            case Kind.TEXT if possible.new:
                return self._said["other"]
        return self.phrases.value(fact, possible.value)

    def of(self, fact: Fact, value: str, person: str | None) -> str:
        """A fact, or somebody's attribute, with its value."""
        label = self.phrases.text(fact.label)
        return self._said["of person" if person else "of"].format(label=label, value=value, person=person)

    def goes(self, fact: Fact, now: str, value: str, person: str | None) -> str:
        """That a known value changes."""
        label = self.phrases.text(fact.label)
        key = "goes of person" if person else "goes"
        return self._said[key].format(label=label, now=now, value=value, person=person)

    def turns_out(self, what: str) -> str:
        """That something unknown is so."""
        return self._said["turns out"].format(what=what)

    def if_all(self, changes: Iterable[str]) -> str:
        """A condition of several parts."""
        return self._said["if all"].format(changes=self._said["and if"].join(changes))

    def reaching(self, strategy: str, rank: int, found: str, count: int, most: int) -> str:
        """Whether and how a strategy can be brought to a rank. `found`: `already`, `never`, `none within` or `ways`."""
        where = self._said["first"] if rank == 1 else self._said["among the first"].format(rank=rank)
        key = "one way" if found == "ways" and count == 1 else found
        details = {"label": self.labels[strategy], "where": where, "count": count, "most": most}
        return self._sentence(self._said[key].format_map(details))

    def compared(self, sides: Sequence[Side], above: str | None, decided_by: str) -> str:
        """Why one strategy stands above another."""
        if above is None:
            return self._sentence(self._said["neither"].format(one=sides[0].label, other=sides[1].label))
        upper, lower = sorted(sides, key=lambda side: side.strategy != above)
        more, fewer = (sum(rule.effect == "recommend" for rule in side.rules) for side in (upper, lower))
        status = self._said.get(lower.standing.status, "")
        details = {
            "above": upper.label,
            "below": lower.label,
            "rule": upper.standing.rule,
            "priority": upper.standing.priority,
            "other": lower.standing.rule,
            "less": lower.standing.priority,
            "more": more,
            "fewer": fewer,
            "status": status.format(rule=lower.standing.rule, priority=lower.standing.priority),
        }
        return self._sentence(self._said[decided_by].format_map(details))

    def both(self, one: str, other: str) -> str:
        """Two things that must both be so."""
        return self._said["both"].format(one=one, other=other)

    def either(self, told: Iterable[str]) -> str:
        """One of several."""
        return self._said["or"].join(told)

    def moves(self, before: Sequence[str], after: Sequence[str]) -> str:
        """What changes among the first recommendations: who rises, or else who drops out."""
        if after == before:
            return self._said["stays"]
        if not after:
            return self._said["nothing"]
        rises = [
            self._said[f"at rank {rank}"].format(label=self.labels[each])
            for rank, each in enumerate(after, start=1)
            if each not in before or before.index(each) >= rank
        ]
        drops = [self._said["drops"].format(label=self.labels[each]) for each in before if each not in after]
        return self._said["and"].join(rises or drops)

    def hangs(self, outcomes: Sequence[tuple[str, str, bool]], how: str = "if") -> str:
        """What hangs on an answer, as a sentence. Outcomes: answers, what changes, whether anything does.

        `how` an answer is put: `if`; `if both` of two questions; `if yes` or `if no` where that is the first answer.
        """
        changing = [(answer, says) for answer, says, changes in outcomes if changes]
        if not changing:
            return self._sentence(self._said["whatever"])
        told = []
        for at, (answer, says) in enumerate(changing):
            key = {"if yes": "if no", "if no": "if yes"}.get(how, how) if at else how
            told.append(self._said[key].format(answer=answer, says=says))
        if len(changing) < len(outcomes):
            told.append(self._said["otherwise"])
        return self._sentence(self._said["next"].join(told))

    def _end_of_scale(self, fact: Fact, answers: Sequence[Possible]) -> str | None:
        """Three values or more at one end of a longer scale."""
        ids, chosen = [value.id for value in fact.values], {each.value for each in answers}
        if fact.kind is not Kind.SCALE or not 3 <= len(chosen) < len(ids):
            return None
        if chosen == set(ids[-len(chosen) :]):
            return self._said["or higher"].format(value=self.phrases.value(fact, ids[-len(chosen)]))
        if chosen == set(ids[: len(chosen)]):
            return self._said["or lower"].format(value=self.phrases.value(fact, ids[len(chosen) - 1]))
        return None

    def _sentence(self, text: str) -> str:
        return self._said["end"].format(sentence=text[:1].upper() + text[1:])

    def _stretch(self, fact: Fact, possible: Possible) -> str:
        low, high = possible.low, possible.high
        if fact.kind is Kind.NUMBER:
            low = None if low == fact.low and low != high else low
            high = None if high == fact.high and possible.low != high else high
        if isinstance(low, date) and possible.low_open:
            low = low + timedelta(1) if low < date.max else low
        if isinstance(high, date) and possible.high_open:
            high = high - timedelta(1) if high > date.min else high
        ends = {"low": self.phrases.value(fact, low), "high": self.phrases.value(fact, high)}
        if low is not None and low == high:
            return ends["low"]
        if low is None and high is None:
            return self._said["any"]
        of_dates = fact.kind is Kind.DATE
        if low is None:
            return self._said["until" if of_dates else "under" if possible.high_open else "up to"].format(**ends)
        if high is None:
            return self._said["since" if of_dates else "over" if possible.low_open else "from"].format(**ends)
        key = ("(" if possible.low_open else "[") + (")" if possible.high_open else "]")
        return self._said["[]" if of_dates else key].format(**ends)


def _joined(answers: Sequence[Possible]) -> list[Possible]:
    """Stretches of numbers or dates, those that touch made one."""
    joined: list[Possible] = []
    for each in answers:
        last = joined[-1] if joined else None
        if last is not None and last.high is not None and last.high == each.low and last.high_open is not each.low_open:
            joined[-1] = replace(last, high=each.high, high_open=each.high_open)
        else:
            joined.append(each)
    return joined
