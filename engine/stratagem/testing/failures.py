"""Every sentence with which a case or a feature fails, in English and Chinese: what was expected, what came instead.

A sentence has a name and is filled with ids, values, lists, or whole paragraphs. This module knows wording and how a
failure is handed on; it does not know cases, steps or advice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Telling = Callable[[str], str]
"""A paragraph that is written in the language it is asked for."""


@dataclass(frozen=True)
class Failure:
    """One case or scenario that does not hold, told in one language."""

    place: str
    """`file:line:column` of the case, `file:line` of the step."""
    name: str
    """The sentence of the case, or the title of the scenario."""
    lines: tuple[str, ...]
    """What was expected, what came, what decided."""
    rules: tuple[tuple[str, str], ...] = ()
    """The rules that decided it, each with its place; the place is empty when nobody knows it."""
    lang: str = "en"

    def __str__(self) -> str:
        """All of it, below one another."""
        named = [f"{rule} ({place})" if place else rule for rule, place in self.rules]
        last = [say(self.lang, "rules", places=named)] if named else []
        head = f"{self.place}: {self.name}" if self.place else self.name
        return "\n".join([head, *(f"  {line}" for text in (*self.lines, *last) for line in text.split("\n"))])


_EN = {
    # Words
    "yes": "yes",
    "no": "no",
    "unknown": "unknown",
    "nothing": "nothing",
    "none": "none",
    "true": "true",
    "false": "false",
    "comma": ", ",
    "held": "held",
    "avoided": "avoided",
    "vetoed": "vetoed",
    "recommended": "recommended",
    "kept out": "kept out",
    "strategy": "strategy",
    "reason": "reason",
    "warning": "warning",
    "fact": "fact",
    "fact or attribute": "fact or attribute",
    "rule": "rule",
    # Of cases, what was expected and what came
    "expected": "expected: {what}",
    "came": "came: {what}",
    "decided by": "decided by: {what}",
    "a rule": "a rule {rule}",
    "no such rule": "this rulebook has no such rule",
    "fires": "{rule} fires",
    "does not fire": "{rule} does not fire",
    "it fires": "it fires",
    "it does not fire": "it does not fire",
    "a known fact keeps": "a known fact keeps {rule} from firing, because this case is a miss",
    "an unknown fact does": "a fact that is unknown does; this is a case of a missing fact",
    "something is unknown": "something that {rule} needs is unknown, because this case is about a missing fact",
    "everything is known": "everything that it asks about is known",
    "not in force": "the rule is not in force on {date}",
    "another row fires": "the row {rule} of the same table comes before it, and only one of them fires",
    "an unknown date": "an unknown date",
    "leaf": "{text}: {truth}{met}{by}",
    "the value is": "; the value is {value}",
    "nothing about people": "; nothing was said about people",
    "it fits": "; it fits {people}",
    "nobody": "nobody",
    "concluded by": ", concluded by {rule}",
    "fact is": "{fact} is {value}",
    "it is": "it is {value}{by}",
    "has the status": "{strategy} is {status}",
    "is not recommended": "{strategy} is not recommended",
    "comes first": "{strategy} comes first",
    "in this order": "{strategies} in this order",
    "the order is": "the order is {strategies}",
    "nothing recommended": "nothing is recommended",
    "recommended at place": "{strategy} is recommended at place {rank}, with priority {priority}, by {rules}",
    "kept out by": "{strategy} is {status} by {rule}, with priority {priority}",
    "no rule speaks": "no rule that fired speaks of {strategy}",
    "it warns of": "it warns of {ids}",
    "it asks": "it asks {ids}",
    "it asks first": "it asks first {ids}",
    "it asks about": "it asks {fact} about {people}",
    "priority is": "{strategy} has priority {priority}",
    "decides": "{rule} decides {strategy}",
    "people to see": "{people} to see for {strategy}",
    "people to go through": "{people} to go through for {strategy}",
    "until says": '{strategy} is held until "{words}"',
    "angle says": 'the angle for {strategy} says "{words}"',
    "emphasis says": 'an emphasis says "{words}"',
    "it says": 'it says "{words}"',
    "rules": "rules: {places}",
    # Of features, the advice as it stands
    "the advice was": "the advice for {account}{as_of} was:",
    "this account": "this account",
    "as of": " (as of {date})",
    "not for now": "not for now:",
    "recommended line": "{priority}  {strategy}, by {rules}{people}{cautions}",
    "kept out line": "{priority}  {strategy}, {status} by {rule}{until}{despite}",
    "until": ', until "{words}"',
    "despite": ", though {rules} would recommend it",
    "nobody to see": ', nobody to see: "{words}"',
    "see": ", see {people}",
    "through": " through {people}",
    "caution": ", caution: {status} by {rule} ({priority})",
    "the warnings were": "the warnings were:",
    "by rule": "{name}, by {rule}",
    "the questions were": "the questions were:",
    "question line": "{priority}  {fact}{people}, by {rule}",
    "about people": " about {people}",
    "the known facts were": "the known facts were:",
    "given line": "{fact}: {value} (given)",
    "concluded line": "{fact}: {value} (concluded by {rule})",
    "default line": "{fact}: {value} (by default)",
    # Of features, what is said about strategies
    "table and number": "the step speaks of {number} strategies, and its table holds {count}",
    "no more than": "expected no more than these {count}, and {more} came as well",
    "no recommendation": "expected no recommendation",
    "another rank": "expected {strategy} at rank {expected}, and it is at {came}",
    "another priority": "expected {strategy} with priority {expected}, and it has {came}",
    "not among the rules": "expected {rule} among the rules that recommend {strategy}, and it is not",
    "somebody fits": "expected nobody to fit {strategy}, and somebody does",
    "no caution by": "expected a caution by {rule}, and there is none",
    "a caution": "expected no caution on {strategy}",
    "comes after": "expected {one} before {two}, and it comes after",
    "another rule decides": "expected {strategy} to be {status} by {expected}, and {came} decides",
    "not kept out by": "expected {strategy} to be kept out by {rule}",
    "nothing else kept out": "expected nothing else to be kept out, and {more} came as well",
    "recommended after all": "expected {strategy} not to be recommended, and it is, at rank {rank}",
    "spoken of": "expected no word of {strategy}, and it is {status}",
    "another first": "expected {expected} first, and {came} came",
    "another order": "expected {expected} as the first {count}, and {came} came",
    "with priority": "expected {strategy} with priority {expected}",
    "by another rule": "expected {strategy} by {rule}",
    "other people to see": "expected {expected} to see for {strategy}, and it is {came}",
    "other people to go through": "expected {expected} to go through for {strategy}, and it is {came}",
    "other words": 'expected {what} to say "{part}", and it says:',
    "a reason for": "a reason for {strategy}",
    "what is lacking": "what {strategy} lacks",
    "the angle for": "the angle for {strategy}",
    "why kept out": "why {strategy} is {status} by {rule}",
    "what unlocks": "what unlocks {strategy}, held by {rule}",
    "not recommended": "expected {strategy} to be recommended, and {instead}",
    "not of this status": "expected {strategy} to be {status}, and {instead}",
    "instead recommended": "it is recommended at rank {rank} by {rule}",
    "instead kept out": "it is {status} by {rule}: {because}",
    "instead nothing": "no rule speaks of it",
    # Of features, what is said about everything else
    "no warning of": "expected a warning of {warning}, and there is none",
    "another reason to warn": 'expected the warning of {warning} to say "{part}", and it says "{came}"',
    "a warning of": "expected no warning of {warning}",
    "other warnings": "expected warnings of {expected} and nothing else",
    "any warnings": "expected no warnings",
    "asked about others": "expected it to ask for {fact} about {expected}, and it asks about {came}",
    "asked first for others": "expected it to ask first for {expected}, and it is {came}",
    "asked in other words": 'expected the question for {fact} to say "{part}", and it says "{came}"',
    "a question for": "expected no question for {fact}",
    "any questions": "expected no questions",
    "no question for": "expected a question for {fact}, and there is none",
    "fact of": "{fact} of {person}",
    "hangs on another": "expected most to hang on {expected}, and it hangs on {came}",
    "decides something else": 'expected the answer to {fact} to decide "{part}", and it decides: {came}',
    "not settled": "expected nothing unknown to change the first three, and something may; most hangs on {came}",
    "settled": "expected something unknown to change the first three, and nothing can",
    "another would come first": "expected {expected} to come first then, and it would be {came}",
    "something else would bring": 'expected "{part}" to bring {strategy} first, and what would is: {came}',
    "something would bring": "expected no small change to bring {strategy} first, and this would: {came}",
    "first already": "expected {strategy} to be out of reach, and it comes first already",
    "stands otherwise": 'expected {strategy} to stand above {other} because "{part}", and it is so: {came}',
    "no such emphasis": 'expected an emphasis that says "{part}", and there is:',
    "another concludes": "expected {fact} to be concluded by {expected}, and {came} did it",
    "fact is known": "expected {fact} to be unknown",
    "no disagreement": "expected a disagreement about {fact}, and there is one about {there}",
    "another disagreement": "expected {expected} from the rules for {fact}, and {rule} says {came}",
    "disagreements": "expected no disagreements, and there is: {there}",
    "disagreement": "{fact}: {given} given, {concluded} by {rule}",
    "not in the advice": 'the advice holds no strategy, warning, question or conclusion with the id "{name}"',
    "called otherwise": 'expected {name} to be called "{expected}", and it is called "{came}"',
    "another value": "expected {fact} to be {expected}, and it is {came}",
    "another given value": "expected {fact} to be {expected} as given, and it is {came}",
    "another concluded value": "expected {fact} to be {expected} as concluded, and it is {came}",
    "another default value": "expected {fact} to be {expected} as taken by default, and it is {came}",
    "hidden rule": (
        "the advice cannot tell whether {rule} fired: a stronger rule does the same\n"
        "help: expect the effect itself, or change the account so that the stronger rule is silent"
    ),
    "rule fired": "expected {rule} not to fire, and it did",
    "rule did not fire": "expected {rule} to fire, and it did not",
    # Of accounts that are refused
    "accepted": "expected a refusal, and what was handed in is accepted{came}",
    "not asked": "; nobody has asked for advice yet",
    "so many faults": "expected {expected} faults, and there are {came}:",
    "another refusal": 'expected a refusal that says "{reason}", and it says:',
    "another refusal there": 'expected a refusal that says "{reason}" at {place}, and it says:',
    "refused": "the account was refused, so there is no advice on it:",
    # Of steps that cannot be right
    "bad value": "the step itself cannot be right: {cause}\nhelp: {remedy}",
    "bad name near": (
        'the step itself cannot be right: "{name}" is not a {what} of this rulebook\nhelp: did you mean "{near}"?'
    ),
    "bad name": (
        'the step itself cannot be right: "{name}" is not a {what} of this rulebook\nhelp: these exist: {known}'
    ),
    "not asked yet": "nobody has asked yet; say `When advice is asked for` (当 请求建议) before this step",
    "change before asking": (
        "nothing can change before advice was asked for; say `When advice is asked for` (当 请求建议) first"
    ),
    "no such file": 'there is no "{file}" in {folder}, nor in a folder above it up to {root}',
    "several accounts": '"{file}" holds {count} accounts; say which one: the account "…" in file "{file}"',
    "several of a name": (
        '"{file}" holds {count} accounts called "{name}"; say which one: the account "…" in file "{file}"'
    ),
    "not listed": '"{person}" is not listed; there is {there}',
    "no table": "this step needs a table below it: {wanted}",
    "facts wanted": "facts, in the columns `fact` and `value`",
    "people wanted": "people, one in each row, with the name in the first column",
    "rows wanted": "one {first} in each row",
    "two columns": "a table of facts has two columns, `fact` and `value`, and this row has {count}: {row}",
    "said twice": 'the table says "{name}" twice',
    "names first": 'the first column of people is their name ({names}), not "{came}"',
    "no such column": '"{name}" is no column that can be expected here; there are: {columns}',
    "heading wanted": "a table of several columns needs a heading with `{first}` in it; its first row is {row}",
    "column twice": 'the column "{name}" stands twice',
    "no such step": "no step says this{near}",
    "near step": "\nhelp: the nearest one is  {near}",
    "all steps": "\nhelp: every step is shown in docs/features.md",
    "several steps": "two steps could be meant: {steps}",
    "no promise": (
        "this scenario promises nothing: it has no Then\n"
        "help: a line that begins with none of Given, When, Then, And, But is taken for a description"
    ),
    "titles twice": (
        'another scenario of this feature is called "{title}" too\nhelp: give each scenario a title of its own'
    ),
}
_ZH = {
    "yes": "是",
    "no": "否",
    "unknown": "不清楚",
    "nothing": "无",
    "none": "没有",
    "true": "成立",
    "false": "不成立",
    "comma": "、",
    "held": "暂缓",
    "avoided": "不宜",
    "vetoed": "禁止",
    "recommended": "推荐",
    "kept out": "暂不采用",
    "strategy": "策略",
    "reason": "原因",
    "warning": "警示",
    "fact": "事实",
    "fact or attribute": "事实或人员属性",
    "rule": "规则",
    "expected": "预期：{what}",
    "came": "实际：{what}",
    "decided by": "依据：{what}",
    "a rule": "有规则 {rule}",
    "no such rule": "规则库里没有这条规则",
    "fires": "{rule} 生效",
    "does not fire": "{rule} 不生效",
    "it fires": "它生效了",
    "it does not fire": "它没有生效",
    "a known fact keeps": "因为某个已知事实，{rule} 不生效（这是“不命中”的用例）",
    "an unknown fact does": "没有生效是因为有事实不清楚；这应当写成“缺少事实”的用例",
    "something is unknown": "{rule} 需要的某个事实不清楚（这是“缺少事实”的用例）",
    "everything is known": "它要看的事实全都清楚",
    "not in force": "规则在 {date} 不在有效期内",
    "another row fires": "同一张表里 {rule} 排在它前面，而只有一行生效",
    "an unknown date": "不明日期",
    "leaf": "{text}：{truth}{met}{by}",
    "the value is": "；实际是{value}",
    "nothing about people": "；没有人员名单",
    "it fits": "；符合的人：{people}",
    "nobody": "无",
    "concluded by": "，由 {rule} 得出",
    "fact is": "{fact} 是 {value}",
    "it is": "它是 {value}{by}",
    "has the status": "{status} {strategy}",
    "is not recommended": "不推荐 {strategy}",
    "comes first": "{strategy} 排在第一",
    "in this order": "{strategies} 依次排列",
    "the order is": "顺序是 {strategies}",
    "nothing recommended": "没有推荐任何策略",
    "recommended at place": "推荐 {strategy}，排第 {rank}，优先级 {priority}，依据 {rules}",
    "kept out by": "{strategy} {status}，依据 {rule}，优先级 {priority}",
    "no rule speaks": "没有生效的规则提到 {strategy}",
    "it warns of": "警示 {ids}",
    "it asks": "要问清 {ids}",
    "it asks first": "最先要问清 {ids}",
    "it asks about": "要问清 {people} 的 {fact}",
    "priority is": "{strategy} 的优先级是 {priority}",
    "decides": "由 {rule} 决定 {strategy}",
    "people to see": "{strategy} 去见 {people}",
    "people to go through": "{strategy} 请 {people} 引见",
    "until says": "{strategy} 暂缓，直到“{words}”",
    "angle says": "谈 {strategy} 时说“{words}”",
    "emphasis says": "强调“{words}”",
    "it says": "说的是“{words}”",
    "rules": "规则：{places}",
    "the advice was": "{account}{as_of}得到的建议是：",
    "this account": "这个客户",
    "as of": "（日期 {date}）",
    "not for now": "暂不采用：",
    "recommended line": "{priority}  {strategy}，依据 {rules}{people}{cautions}",
    "kept out line": "{priority}  {strategy}，{status}，依据 {rule}{until}{despite}",
    "until": "，直到“{words}”",
    "despite": "，而 {rules} 本会推荐它",
    "nobody to see": "，还没有合适的人：“{words}”",
    "see": "，去见 {people}",
    "through": "，请 {people} 引见",
    "caution": "，慎重：{status}，依据 {rule}（{priority}）",
    "the warnings were": "警示有：",
    "by rule": "{name}，依据 {rule}",
    "the questions were": "要问清的有：",
    "question line": "{priority}  {fact}{people}，依据 {rule}",
    "about people": "，关于 {people}",
    "the known facts were": "已知事实有：",
    "given line": "{fact}：{value}（填写）",
    "concluded line": "{fact}：{value}（由 {rule} 得出）",
    "default line": "{fact}：{value}（默认）",
    "table and number": "步骤里说 {number} 个策略，表里却有 {count} 个",
    "no more than": "预期只有这 {count} 个，实际还有 {more}",
    "no recommendation": "预期没有推荐任何策略",
    "another rank": "预期 {strategy} 排第 {expected}，实际排第 {came}",
    "another priority": "预期 {strategy} 的优先级是 {expected}，实际是 {came}",
    "not among the rules": "预期推荐 {strategy} 的规则里有 {rule}，实际没有",
    "somebody fits": "预期 {strategy} 没有合适的人，实际有",
    "no caution by": "预期 {rule} 提醒慎重，实际没有",
    "a caution": "预期 {strategy} 没有异议",
    "comes after": "预期 {one} 排在 {two} 之前，实际排在后面",
    "another rule decides": "预期 {strategy} {status}是依据 {expected}，实际依据 {came}",
    "not kept out by": "预期 {strategy} 暂不采用是依据 {rule}",
    "nothing else kept out": "预期没有别的策略暂不采用，实际还有 {more}",
    "recommended after all": "预期不推荐 {strategy}，实际推荐了，排第 {rank}",
    "spoken of": "预期没有提到 {strategy}，实际是{status}",
    "another first": "预期首选是 {expected}，实际是 {came}",
    "another order": "预期前 {count} 个依次是 {expected}，实际是 {came}",
    "with priority": "预期 {strategy} 的优先级是 {expected}",
    "by another rule": "预期推荐 {strategy} 是依据 {rule}",
    "other people to see": "预期 {strategy} 去见 {expected}，实际是 {came}",
    "other people to go through": "预期 {strategy} 请 {expected} 引见，实际是 {came}",
    "other words": "预期{what}里有“{part}”，实际写的是：",
    "a reason for": "推荐 {strategy} 的理由",
    "what is lacking": "{strategy} 缺人的提示",
    "the angle for": "谈 {strategy} 的说法",
    "why kept out": "{rule} 说明 {strategy} {status}的理由",
    "what unlocks": "{rule} 暂缓 {strategy} 的解除条件",
    "not recommended": "预期推荐 {strategy}，实际{instead}",
    "not of this status": "预期 {strategy} {status}，实际{instead}",
    "instead recommended": "推荐了它，排第 {rank}，依据 {rule}",
    "instead kept out": "是{status}，依据 {rule}：{because}",
    "instead nothing": "没有规则提到它",
    "no warning of": "预期警示 {warning}，实际没有",
    "another reason to warn": "预期警示 {warning} 的理由里有“{part}”，实际写的是“{came}”",
    "a warning of": "预期没有警示 {warning}",
    "other warnings": "预期警示只有 {expected}",
    "any warnings": "预期没有任何警示",
    "asked about others": "预期问清 {expected} 的 {fact}，实际问的是 {came}",
    "asked first for others": "预期最先问清 {expected}，实际是 {came}",
    "asked in other words": "预期 {fact} 的问法里有“{part}”，实际是“{came}”",
    "a question for": "预期不再问 {fact}",
    "any questions": "预期没有要问的",
    "no question for": "预期要问清 {fact}，实际没有问",
    "fact of": "{person}的 {fact}",
    "hangs on another": "预期最要紧的是弄清 {expected}，实际是 {came}",
    "decides something else": "预期 {fact} 的答案决定“{part}”，实际决定：{came}",
    "not settled": "预期还不清楚的都改变不了前三条建议，实际可能改变；最要紧的是 {came}",
    "settled": "预期还不清楚的可能改变前三条建议，实际都改变不了",
    "another would come first": "预期那时排第一的是 {expected}，实际会是 {came}",
    "something else would bring": "预期“{part}”能让 {strategy} 排第一，实际能做到的是：{came}",
    "something would bring": "预期没有小的改变能让 {strategy} 排第一，实际有：{came}",
    "first already": "预期 {strategy} 排不到第一，实际已经排第一",
    "stands otherwise": "预期 {strategy} 排在 {other} 之上是因为“{part}”，实际是：{came}",
    "no such emphasis": "预期强调的话里有“{part}”，实际是：",
    "another concludes": "预期 {fact} 由 {expected} 得出，实际由 {came} 得出",
    "fact is known": "预期 {fact} 未知",
    "no disagreement": "预期 {fact} 与填写有分歧，实际有分歧的是 {there}",
    "another disagreement": "预期按规则 {fact} 是 {expected}，实际 {rule} 说是 {came}",
    "disagreements": "预期填写与规则没有分歧，实际有：{there}",
    "disagreement": "{fact}：填写的是 {given}，{rule} 得出 {concluded}",
    "not in the advice": "建议里没有编号为“{name}”的策略、警示、问题或结论",
    "called otherwise": "预期 {name} 叫作“{expected}”，实际叫作“{came}”",
    "another value": "预期 {fact} 是 {expected}，实际是 {came}",
    "another given value": "预期填写的 {fact} 是 {expected}，实际是 {came}",
    "another concluded value": "预期得出的 {fact} 是 {expected}，实际是 {came}",
    "another default value": "预期 {fact} 默认是 {expected}，实际是 {came}",
    "hidden rule": (
        "从建议里看不出 {rule} 是否生效：有更强的规则起同样的作用\n"
        "建议：改为检查作用本身，或改动客户资料，让更强的规则不生效"
    ),
    "rule fired": "预期 {rule} 不生效，实际生效了",
    "rule did not fire": "预期 {rule} 生效，实际没有生效",
    "accepted": "预期退回，实际资料可用{came}",
    "not asked": "；还没有请求建议",
    "so many faults": "预期 {expected} 处错误，实际有 {came} 处：",
    "another refusal": "预期退回的原因里有“{reason}”，实际是：",
    "another refusal there": "预期在 {place} 退回，原因里有“{reason}”，实际是：",
    "refused": "客户资料被退回，所以没有建议：",
    "bad value": "步骤本身有误：{cause}\n建议：{remedy}",
    "bad name near": "步骤本身有误：这个规则库里没有叫“{name}”的{what}\n建议：是不是想写“{near}”",
    "bad name": "步骤本身有误：这个规则库里没有叫“{name}”的{what}\n建议：可以写 {known}",
    "not asked yet": "还没有请求建议；请在这一步之前写“当 请求建议”（When advice is asked for）",
    "change before asking": "请求建议之前不能改动；请先写“当 请求建议”（When advice is asked for）",
    "no such file": "在 {folder} 和它上面直到 {root} 的文件夹里都没有“{file}”",
    "several accounts": "“{file}”里有 {count} 个客户；请写明是哪一个：客户“…”的资料在文件“{file}”中",
    "several of a name": "“{file}”里有 {count} 个叫“{name}”的客户；请写明是哪一个：客户“…”的资料在文件“{file}”中",
    "not listed": "名单上没有“{person}”；有的是 {there}",
    "no table": "这一步下面要有一张表：{wanted}",
    "facts wanted": "事实，两列，“事实”和“值”",
    "people wanted": "人员，每行一位，第一列是姓名",
    "rows wanted": "每行一个{first}",
    "two columns": "事实的表有“事实”和“值”两列，这一行却有 {count} 列：{row}",
    "said twice": "表里“{name}”写了两次",
    "names first": "人员表的第一列是姓名（{names}），不是“{came}”",
    "no such column": "这里没有“{name}”这一列；可以写的列有：{columns}",
    "heading wanted": "多列的表要有表头，其中有“{first}”；现在的第一行是 {row}",
    "column twice": "“{name}”这一列写了两次",
    "no such step": "没有这样的步骤{near}",
    "near step": "\n建议：最接近的是  {near}",
    "all steps": "\n建议：全部步骤见 docs/features.md",
    "several steps": "有两个步骤都说得通：{steps}",
    "no promise": ("这个场景没有承诺什么：缺少“那么”\n建议：不以假如、当、那么、而且、但是开头的行会被当作说明文字"),
    "titles twice": "这个功能里还有一个场景也叫“{title}”\n建议：给每个场景起不同的名字",
}
_SAID = {"en": _EN, "zh": _ZH}


def say(lang: str, sentence: str, /, **details: object) -> str:
    """A sentence in a language, Chinese or else English; `details` fill it, each written as that language writes it."""
    words = _words(lang)
    return words[sentence].format_map({key: write(lang, detail) for key, detail in details.items()})


def write(lang: str, detail: object) -> str:
    """A detail as a language writes it: lists with its commas, yes and no, a word for nothing and for unknown."""
    words = _words(lang)
    match detail:
        case None:
            return words["unknown"]
        case bool():
            return words["yes" if detail else "no"]
        case str() | int() | float():
            return str(detail)
        case frozenset():
            return write(lang, sorted(detail))
        case list() | tuple():
            return words["comma"].join(write(lang, each) for each in detail) or words["nothing"]
        case _ if callable(detail):
            return str(detail(lang))
        case _:
            return str(detail)


def later(sentence: str, /, **details: object) -> Telling:
    """A sentence to be written once the language is known."""
    return lambda lang: say(lang, sentence, **details)


def word(name: str) -> Telling:
    """A word or a fixed sentence, to be written once the language is known."""
    return lambda lang: _words(lang)[name]


def block(title: str, lines: Iterable[Telling]) -> Telling:
    """A heading with lines below it, or the word for none."""
    written = tuple(lines) or (None,)
    return lambda lang: "\n".join(
        [
            _words(lang)[title],
            *(f"   {_words(lang)['none']}" if each is None else f"   -  {each(lang)}" for each in written),
        ]
    )


def _words(lang: str) -> dict[str, str]:
    return _SAID.get(lang, _EN)
