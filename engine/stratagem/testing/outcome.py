"""Then, of strategies: which are recommended, in which order, to whom and why; which are not for now.

Every step reads the advice that the story has come to and raises `Unmet` when it is not so. It looks at `Advice` alone
and does not know how it was found.
"""

from collections.abc import Sequence

from stratagem.advice import Advice, NotNow, Recommendation
from stratagem.testing.failures import Telling, later, word
from stratagem.testing.names import parts, says, several
from stratagem.testing.sentences import STATUSES, then
from stratagem.testing.story import Story
from stratagem.testing.tables import Table, rows
from stratagem.testing.unmet import Unmet, kept_out, one, said, standing


@then('the first strategy is "{strategy}"', "首选策略是“{strategy}”")
def first_strategy(story: Story, strategy: str) -> None:
    """The strategy that ranks first."""
    _demand_order(story.advised, [story.names.strategy(strategy)])


@then('the first strategies are "{strategies}"', "最靠前的策略依次是“{strategies}”")
def first_listed(story: Story, strategies: str) -> None:
    """The strategies that rank first, in this order, written in one line."""
    _demand_order(story.advised, several(strategies, story.names.strategy))


@then("the first {number:number} strategies are:", "前{number:number}个策略依次是：")
def first_so_many(story: Story, number: int, datatable: Table | None = None) -> None:
    """The strategies that rank first, as a table with a priority, a rule or people where you care."""
    if len(expected := rows(datatable, "strategy")) != number:
        raise Unmet("table and number", number=number, count=len(expected))
    _demand_rows(story, expected)


@then("the strategies are exactly:", "推荐的策略正好依次是：")
def exactly(story: Story, datatable: Table | None = None) -> None:
    """Every strategy that is recommended, in this order, and no other."""
    expected = rows(datatable, "strategy")
    _demand_rows(story, expected)
    advice = story.advised
    if len(advice.recommendations) > len(expected):
        more = [each.strategy for each in advice.recommendations[len(expected) :]]
        rules = [each.reasons[0].rule for each in advice.recommendations[len(expected) :]]
        raise Unmet("no more than", standing(advice), count=len(expected), more=more, rules=rules)


@then("nothing is recommended", "没有推荐任何策略")
def nothing_recommended(story: Story) -> None:
    """No strategy at all."""
    advice = story.advised
    if advice.recommendations:
        rules = [each.reasons[0].rule for each in advice.recommendations]
        raise Unmet("no recommendation", standing(advice), rules=rules)


@then('"{strategy}" is recommended', "推荐“{strategy}”")
def is_recommended(story: Story, strategy: str) -> None:
    """Among the recommendations, at whatever rank."""
    _recommendation(story, strategy)


@then('"{strategy}" is recommended at rank {rank:number}', "推荐“{strategy}”，排第{rank:number}")
def at_rank(story: Story, strategy: str, rank: int) -> None:
    """At this rank, counted from 1."""
    found = _recommendation(story, strategy)
    if found.rank != rank:
        shown = standing(story.advised)
        raise Unmet("another rank", shown, strategy=found.strategy, expected=rank, came=found.rank, rules=_by(found))


@then('"{strategy}" is recommended with priority {priority:number}', "推荐“{strategy}”，优先级{priority:number}")
def with_priority(story: Story, strategy: str, priority: int) -> None:
    """With the priority of its strongest rule."""
    found = _recommendation(story, strategy)
    if found.priority != priority:
        came = found.priority
        raise Unmet(
            "another priority", one(found), strategy=found.strategy, expected=priority, came=came, rules=_by(found)
        )


@then('"{strategy}" is recommended because of rule "{rule}"', "推荐“{strategy}”，依据规则“{rule}”")
def because_of_rule(story: Story, strategy: str, rule: str) -> None:
    """With this rule among its reasons."""
    found, id_ = _recommendation(story, strategy), story.names.rule(rule).id
    if id_ not in [reason.rule for reason in found.reasons]:
        rules = [*_by(found), id_]
        raise Unmet("not among the rules", one(found), rule=id_, strategy=found.strategy, rules=rules)


@then('"{strategy}" is recommended because "{sentence}"', "推荐“{strategy}”，理由是“{sentence}”")
def because(story: Story, strategy: str, sentence: str) -> None:
    """With these words in one of its reasons."""
    found = _recommendation(story, strategy)
    what = later("a reason for", strategy=found.strategy)
    _demand_words(sentence, [reason.because for reason in found.reasons], what, _by(found))


@then('"{strategy}" is recommended to "{people}"', "推荐“{strategy}”，去见“{people}”")
def to_people(story: Story, strategy: str, people: str) -> None:
    """With exactly these people to see, in this order."""
    found = _recommendation(story, strategy)
    _demand_people(found, "other people to see", found.see, parts(people))


@then(
    '"{strategy}" is recommended to "{people}" through "{through}"',
    "推荐“{strategy}”，请“{through}”引见，去见“{people}”",
)
def to_people_through(story: Story, strategy: str, people: str, through: str) -> None:
    """With exactly these people to see, introduced by exactly those."""
    found = _recommendation(story, strategy)
    _demand_people(found, "other people to see", found.see, parts(people))
    _demand_people(found, "other people to go through", found.through, parts(through))


@then('nobody fits "{strategy}" yet, and the advice says "{sentence}"', "“{strategy}”还没有合适的人，提示“{sentence}”")
def nobody_fits(story: Story, strategy: str, sentence: str) -> None:
    """Recommended, though the person to see has not been identified; the advice says who is missing."""
    found = _recommendation(story, strategy)
    if found.missing is None:
        raise Unmet("somebody fits", one(found), strategy=found.strategy, rules=_by(found))
    _demand_words(sentence, [found.missing], later("what is lacking", strategy=found.strategy), _by(found))


@then('for "{strategy}" the advice says "{sentence}"', "谈“{strategy}”时，建议这样说：“{sentence}”")
def angle(story: Story, strategy: str, sentence: str) -> None:
    """With these words in the angle to take."""
    found = _recommendation(story, strategy)
    _demand_words(sentence, [found.say or ""], later("the angle for", strategy=found.strategy), _by(found))


@then('"{strategy}" is recommended with a caution by rule "{rule}"', "推荐“{strategy}”，规则“{rule}”提醒慎重")
def with_caution(story: Story, strategy: str, rule: str) -> None:
    """Recommended, though this weaker rule holds it or speaks against it."""
    found, id_ = _recommendation(story, strategy), story.names.rule(rule).id
    if id_ not in [caution.rule for caution in found.cautions]:
        raise Unmet("no caution by", one(found), rule=id_, rules=[id_])


@then('"{strategy}" is recommended without a caution', "推荐“{strategy}”，没有异议")
def without_caution(story: Story, strategy: str) -> None:
    """Recommended, and no fired rule holds it or speaks against it."""
    found = _recommendation(story, strategy)
    if found.cautions:
        rules = [caution.rule for caution in found.cautions]
        raise Unmet("a caution", one(found), strategy=found.strategy, rules=rules)


@then('"{strategy}" comes before "{other}"', "“{strategy}”排在“{other}”之前")
def comes_before(story: Story, strategy: str, other: str) -> None:
    """Both are recommended, the one at a better rank than the other."""
    first, second = _recommendation(story, strategy), _recommendation(story, other)
    if first.rank >= second.rank:
        rules = [*_by(first), *_by(second)]
        raise Unmet("comes after", standing(story.advised), one=first.strategy, two=second.strategy, rules=rules)


@then('"{strategy}" is {status:status}', "“{strategy}”{status:status}")
def is_not_now(story: Story, strategy: str, status: str) -> None:
    """Not for now, whatever rule decides."""
    _kept_out(story, strategy, status)


@then('"{strategy}" is {status:status} by rule "{rule}"', "“{strategy}”{status:status}，依据规则“{rule}”")
def not_now_by_rule(story: Story, strategy: str, status: str, rule: str) -> None:
    """Not for now, and this is the rule that decides."""
    found, id_ = _kept_out(story, strategy, status), story.names.rule(rule).id
    if found.rule != id_:
        details = {"strategy": found.strategy, "status": word(status), "expected": id_, "came": found.rule}
        raise Unmet("another rule decides", kept_out(found), rules=[found.rule, id_], **details)


@then('"{strategy}" is {status:status} because "{sentence}"', "“{strategy}”{status:status}，理由是“{sentence}”")
def not_now_because(story: Story, strategy: str, status: str, sentence: str) -> None:
    """Not for now, with these words in the reason."""
    found = _kept_out(story, strategy, status)
    what = later("why kept out", strategy=found.strategy, status=word(status), rule=found.rule)
    _demand_words(sentence, [found.because], what, [found.rule])


@then('"{strategy}" is held until "{sentence}"', "“{strategy}”暂缓，直到“{sentence}”")
def held_until(story: Story, strategy: str, sentence: str) -> None:
    """Held, with these words in what unlocks it."""
    found = _kept_out(story, strategy, "held")
    what = later("what unlocks", strategy=found.strategy, rule=found.rule)
    _demand_words(sentence, [found.until or ""], what, [found.rule])


@then("not for now are exactly:", "暂不采用的策略正好是：")
def not_now_exactly(story: Story, datatable: Table | None = None) -> None:
    """Every strategy that a rule keeps out, in any order, with status and rule where you care."""
    advice, expected = story.advised, rows(datatable, "strategy")
    for row in expected:
        found = _kept_out(story, row["strategy"], STATUSES.get(row.get("status", "").casefold()))
        if row.get("rule") and found.rule != row["rule"]:
            raise Unmet(
                "not kept out by", kept_out(found), strategy=found.strategy, rule=row["rule"], rules=[found.rule]
            )
    named = {story.names.strategy(row["strategy"]) for row in expected}
    if more := [each for each in advice.not_now if each.strategy not in named]:
        strategies, rules = [each.strategy for each in more], [each.rule for each in more]
        raise Unmet("nothing else kept out", standing(advice), more=strategies, rules=rules)


@then('"{strategy}" is not recommended', "不推荐“{strategy}”")
def is_not_recommended(story: Story, strategy: str) -> None:
    """Not among the recommendations; it may be held, avoided or vetoed, or nobody may speak of it."""
    advice, id_ = story.advised, story.names.strategy(strategy)
    if found := next((each for each in advice.recommendations if each.strategy == id_), None):
        raise Unmet("recommended after all", one(found), strategy=id_, rank=found.rank, rules=_by(found))


@then('"{strategy}" is not mentioned', "没有提到“{strategy}”")
def is_not_mentioned(story: Story, strategy: str) -> None:
    """No fired rule speaks of it: neither recommended nor kept out."""
    is_not_recommended(story, strategy)
    id_ = story.names.strategy(strategy)
    if found := next((each for each in story.advised.not_now if each.strategy == id_), None):
        status = word(found.status)
        raise Unmet("spoken of", kept_out(found), strategy=id_, status=status, rules=[found.rule])


def _demand_order(advice: Advice, expected: Sequence[str]) -> None:
    actual = [each.strategy for each in advice.recommendations[: len(expected)]]
    if actual != list(expected):
        name = "another first" if len(expected) == 1 else "another order"
        rules = [each.reasons[0].rule for each in advice.recommendations if each.strategy in {*expected, *actual}]
        raise Unmet(name, standing(advice), expected=expected, count=len(expected), came=actual, rules=rules)


def _demand_rows(story: Story, expected: Sequence[dict[str, str]]) -> None:
    """Each row's strategy at its place, with the columns that the row fills in."""
    advice, names = story.advised, story.names
    _demand_order(advice, [names.strategy(row["strategy"]) for row in expected])
    for row, found in zip(expected, advice.recommendations, strict=False):
        if row.get("priority") and row["priority"] != str(found.priority):
            details = {"strategy": found.strategy, "expected": row["priority"]}
            raise Unmet("with priority", standing(advice), rules=_by(found), **details)
        if row.get("rule") and row["rule"] != found.reasons[0].rule:
            details = {"strategy": found.strategy, "rule": names.rule(row["rule"]).id}
            raise Unmet("by another rule", standing(advice), rules=[*_by(found), details["rule"]], **details)
        if row.get("see"):
            _demand_people(found, "other people to see", found.see, parts(row["see"]))
        if row.get("through"):
            _demand_people(found, "other people to go through", found.through, parts(row["through"]))


def _demand_people(found: Recommendation, name: str, actual: list[str], expected: list[str]) -> None:
    if actual != expected:
        raise Unmet(name, one(found), strategy=found.strategy, expected=expected, came=actual, rules=_by(found)[:1])


def _demand_words(part: str, sentences: Sequence[str], what: Telling, rules: Sequence[str]) -> None:
    if not any(says(sentence, part) for sentence in sentences):
        raise Unmet("other words", said(sentences), what=what, part=part, rules=rules)


def _recommendation(story: Story, strategy: str) -> Recommendation:
    advice, id_ = story.advised, story.names.strategy(strategy)
    for each in advice.recommendations:
        if each.strategy == id_:
            return each
    instead, rules = _instead(advice, id_)
    raise Unmet("not recommended", standing(advice), strategy=id_, instead=instead, rules=rules)


def _kept_out(story: Story, strategy: str, status: str | None) -> NotNow:
    advice, id_ = story.advised, story.names.strategy(strategy)
    found = next((each for each in advice.not_now if each.strategy == id_), None)
    if found is None or (status and found.status != status):
        expected, (instead, rules) = word(status or "kept out"), _instead(advice, id_)
        raise Unmet("not of this status", standing(advice), strategy=id_, status=expected, instead=instead, rules=rules)
    return found


def _instead(advice: Advice, strategy: str) -> tuple[Telling, list[str]]:
    """What became of a strategy, in a clause, and the rules that made it so."""
    for each in advice.recommendations:
        if each.strategy == strategy:
            return later("instead recommended", rank=each.rank, rule=each.reasons[0].rule), _by(each)
    for other in advice.not_now:
        if other.strategy == strategy:
            status, because = word(other.status), other.because
            return later("instead kept out", status=status, rule=other.rule, because=because), [other.rule]
    return word("instead nothing"), []


def _by(found: Recommendation) -> list[str]:
    """The rules that recommend, the strongest first."""
    return [reason.rule for reason in found.reasons]
