"""Then, of strategies: which are recommended, in which order, to whom and why; which are not for now.

Every step reads the advice that the story has come to and raises `Unmet` when it is not so. It looks at `Advice` alone
and does not know how it was found.
"""

from collections.abc import Sequence

from stratagem.advice import Advice, NotNow, Recommendation
from stratagem.testing.names import parts, says, several
from stratagem.testing.sentences import STATUSES, then
from stratagem.testing.story import Story
from stratagem.testing.tables import Table, rows
from stratagem.testing.unmet import Unmet, kept_out, listed, recommended, standing


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
        raise Unmet(f"the step speaks of {number} strategies, and its table holds {len(expected)}")
    _demand_rows(story, expected)


@then("the strategies are exactly:", "推荐的策略正好依次是：")
def exactly(story: Story, datatable: Table | None = None) -> None:
    """Every strategy that is recommended, in this order, and no other."""
    expected = rows(datatable, "strategy")
    _demand_rows(story, expected)
    advice = story.advised
    if len(advice.recommendations) > len(expected):
        more = [each.strategy for each in advice.recommendations[len(expected) :]]
        raise Unmet(f"expected no more than these {len(expected)}, and {listed(more)} came as well\n{standing(advice)}")


@then("nothing is recommended", "没有推荐任何策略")
def nothing_recommended(story: Story) -> None:
    """No strategy at all."""
    advice = story.advised
    if advice.recommendations:
        raise Unmet(f"expected no recommendation\n{standing(advice)}")


@then('"{strategy}" is recommended', "推荐“{strategy}”")
def is_recommended(story: Story, strategy: str) -> None:
    """Among the recommendations, at whatever rank."""
    _recommendation(story, strategy)


@then('"{strategy}" is recommended at rank {rank:number}', "推荐“{strategy}”，排第{rank:number}")
def at_rank(story: Story, strategy: str, rank: int) -> None:
    """At this rank, counted from 1."""
    found = _recommendation(story, strategy)
    if found.rank != rank:
        raise Unmet(f"expected {found.strategy} at rank {rank}, and it is at {found.rank}\n{standing(story.advised)}")


@then('"{strategy}" is recommended with priority {priority:number}', "推荐“{strategy}”，优先级{priority:number}")
def with_priority(story: Story, strategy: str, priority: int) -> None:
    """With the priority of its strongest rule."""
    found = _recommendation(story, strategy)
    if found.priority != priority:
        raise Unmet(f"expected {found.strategy} with priority {priority}, and it has {found.priority}\n{_one(found)}")


@then('"{strategy}" is recommended because of rule "{rule}"', "推荐“{strategy}”，依据规则“{rule}”")
def because_of_rule(story: Story, strategy: str, rule: str) -> None:
    """With this rule among its reasons."""
    found, id_ = _recommendation(story, strategy), story.names.rule(rule).id
    if id_ not in [reason.rule for reason in found.reasons]:
        raise Unmet(f"expected {id_} among the rules that recommend {found.strategy}, and it is not\n{_one(found)}")


@then('"{strategy}" is recommended because "{sentence}"', "推荐“{strategy}”，理由是“{sentence}”")
def because(story: Story, strategy: str, sentence: str) -> None:
    """With these words in one of its reasons."""
    found = _recommendation(story, strategy)
    _demand_words(sentence, [reason.because for reason in found.reasons], f"a reason for {found.strategy}")


@then('"{strategy}" is recommended to "{people}"', "推荐“{strategy}”，去见“{people}”")
def to_people(story: Story, strategy: str, people: str) -> None:
    """With exactly these people to see, in this order."""
    found = _recommendation(story, strategy)
    _demand_people(found, "to see", found.see, parts(people))


@then(
    '"{strategy}" is recommended to "{people}" through "{through}"',
    "推荐“{strategy}”，请“{through}”引见，去见“{people}”",
)
def to_people_through(story: Story, strategy: str, people: str, through: str) -> None:
    """With exactly these people to see, introduced by exactly those."""
    found = _recommendation(story, strategy)
    _demand_people(found, "to see", found.see, parts(people))
    _demand_people(found, "to go through", found.through, parts(through))


@then('nobody fits "{strategy}" yet, and the advice says "{sentence}"', "“{strategy}”还没有合适的人，提示“{sentence}”")
def nobody_fits(story: Story, strategy: str, sentence: str) -> None:
    """Recommended, though the person to see has not been identified; the advice says who is missing."""
    found = _recommendation(story, strategy)
    if found.missing is None:
        raise Unmet(f"expected nobody to fit {found.strategy}, and somebody does\n{_one(found)}")
    _demand_words(sentence, [found.missing], f"what {found.strategy} lacks")


@then('for "{strategy}" the advice says "{sentence}"', "谈“{strategy}”时，建议这样说：“{sentence}”")
def angle(story: Story, strategy: str, sentence: str) -> None:
    """With these words in the angle to take."""
    found = _recommendation(story, strategy)
    _demand_words(sentence, [found.say or ""], f"the angle for {found.strategy}")


@then('"{strategy}" is recommended with a caution by rule "{rule}"', "推荐“{strategy}”，规则“{rule}”提醒慎重")
def with_caution(story: Story, strategy: str, rule: str) -> None:
    """Recommended, though this weaker rule holds it or speaks against it."""
    found, id_ = _recommendation(story, strategy), story.names.rule(rule).id
    if id_ not in [caution.rule for caution in found.cautions]:
        raise Unmet(f"expected a caution by {id_}, and there is none\n{_one(found)}")


@then('"{strategy}" is recommended without a caution', "推荐“{strategy}”，没有异议")
def without_caution(story: Story, strategy: str) -> None:
    """Recommended, and no fired rule holds it or speaks against it."""
    found = _recommendation(story, strategy)
    if found.cautions:
        raise Unmet(f"expected no caution on {found.strategy}\n{_one(found)}")


@then('"{strategy}" comes before "{other}"', "“{strategy}”排在“{other}”之前")
def comes_before(story: Story, strategy: str, other: str) -> None:
    """Both are recommended, the one at a better rank than the other."""
    one, two = _recommendation(story, strategy), _recommendation(story, other)
    if one.rank >= two.rank:
        raise Unmet(f"expected {one.strategy} before {two.strategy}, and it comes after\n{standing(story.advised)}")


@then('"{strategy}" is {status:status}', "“{strategy}”{status:status}")
def is_not_now(story: Story, strategy: str, status: str) -> None:
    """Not for now, whatever rule decides."""
    _kept_out(story, strategy, status)


@then('"{strategy}" is {status:status} by rule "{rule}"', "“{strategy}”{status:status}，依据规则“{rule}”")
def not_now_by_rule(story: Story, strategy: str, status: str, rule: str) -> None:
    """Not for now, and this is the rule that decides."""
    found, id_ = _kept_out(story, strategy, status), story.names.rule(rule).id
    if found.rule != id_:
        raise Unmet(f"expected {found.strategy} to be {status} by {id_}, and {found.rule} decides\n{kept_out(found)}")


@then('"{strategy}" is {status:status} because "{sentence}"', "“{strategy}”{status:status}，理由是“{sentence}”")
def not_now_because(story: Story, strategy: str, status: str, sentence: str) -> None:
    """Not for now, with these words in the reason."""
    found = _kept_out(story, strategy, status)
    _demand_words(sentence, [found.because], f"why {found.strategy} is {status} by {found.rule}")


@then('"{strategy}" is held until "{sentence}"', "“{strategy}”暂缓，直到“{sentence}”")
def held_until(story: Story, strategy: str, sentence: str) -> None:
    """Held, with these words in what unlocks it."""
    found = _kept_out(story, strategy, "held")
    _demand_words(sentence, [found.until or ""], f"what unlocks {found.strategy}, held by {found.rule}")


@then("not for now are exactly:", "暂不采用的策略正好是：")
def not_now_exactly(story: Story, datatable: Table | None = None) -> None:
    """Every strategy that a rule keeps out, in any order, with status and rule where you care."""
    advice, expected = story.advised, rows(datatable, "strategy")
    for row in expected:
        found = _kept_out(story, row["strategy"], STATUSES.get(row.get("status", "").casefold()))
        if row.get("rule") and found.rule != row["rule"]:
            raise Unmet(f"expected {found.strategy} to be kept out by {row['rule']}\n{kept_out(found)}")
    named = {story.names.strategy(row["strategy"]) for row in expected}
    if more := [each.strategy for each in advice.not_now if each.strategy not in named]:
        raise Unmet(f"expected nothing else to be kept out, and {listed(more)} came as well\n{standing(advice)}")


@then('"{strategy}" is not recommended', "不推荐“{strategy}”")
def is_not_recommended(story: Story, strategy: str) -> None:
    """Not among the recommendations; it may be held, avoided or vetoed, or nobody may speak of it."""
    advice, id_ = story.advised, story.names.strategy(strategy)
    if found := next((each for each in advice.recommendations if each.strategy == id_), None):
        raise Unmet(f"expected {id_} not to be recommended, and it is, at rank {found.rank}\n{_one(found)}")


@then('"{strategy}" is not mentioned', "没有提到“{strategy}”")
def is_not_mentioned(story: Story, strategy: str) -> None:
    """No fired rule speaks of it: neither recommended nor kept out."""
    is_not_recommended(story, strategy)
    id_ = story.names.strategy(strategy)
    if found := next((each for each in story.advised.not_now if each.strategy == id_), None):
        raise Unmet(f"expected no word of {id_}, and it is {found.status}\n{kept_out(found)}")


def _demand_order(advice: Advice, expected: Sequence[str]) -> None:
    actual = [each.strategy for each in advice.recommendations[: len(expected)]]
    if actual != list(expected):
        where = "first" if len(expected) == 1 else f"as the first {len(expected)}"
        raise Unmet(f"expected {listed(list(expected))} {where}, and {listed(actual)} came\n{standing(advice)}")


def _demand_rows(story: Story, expected: Sequence[dict[str, str]]) -> None:
    """Each row's strategy at its place, with the columns that the row fills in."""
    advice, names = story.advised, story.names
    _demand_order(advice, [names.strategy(row["strategy"]) for row in expected])
    for row, found in zip(expected, advice.recommendations, strict=False):
        if row.get("priority") and row["priority"] != str(found.priority):
            raise Unmet(f"expected {found.strategy} with priority {row['priority']}\n{standing(advice)}")
        if row.get("rule") and row["rule"] != found.reasons[0].rule:
            raise Unmet(f"expected {found.strategy} by {names.rule(row['rule']).id}\n{standing(advice)}")
        if row.get("see"):
            _demand_people(found, "to see", found.see, parts(row["see"]))
        if row.get("through"):
            _demand_people(found, "to go through", found.through, parts(row["through"]))


def _demand_people(found: Recommendation, what: str, actual: list[str], expected: list[str]) -> None:
    if actual != expected:
        raise Unmet(
            f"expected {listed(expected)} {what} for {found.strategy}, and it is {listed(actual)}\n{_one(found)}"
        )


def _demand_words(part: str, sentences: Sequence[str], what: str) -> None:
    if not any(says(sentence, part) for sentence in sentences):
        came = "\n".join(f'   -  "{sentence}"' for sentence in sentences if sentence) or "   -  nothing"
        raise Unmet(f'expected {what} to say "{part}", and it says:\n{came}')


def _recommendation(story: Story, strategy: str) -> Recommendation:
    advice, id_ = story.advised, story.names.strategy(strategy)
    for each in advice.recommendations:
        if each.strategy == id_:
            return each
    raise Unmet(f"expected {id_} to be recommended, and {_instead(advice, id_)}\n{standing(advice)}")


def _kept_out(story: Story, strategy: str, status: str | None) -> NotNow:
    advice, id_ = story.advised, story.names.strategy(strategy)
    found = next((each for each in advice.not_now if each.strategy == id_), None)
    if found is None or (status and found.status != status):
        expected = status or "kept out"
        raise Unmet(f"expected {id_} to be {expected}, and {_instead(advice, id_)}\n{standing(advice)}")
    return found


def _instead(advice: Advice, strategy: str) -> str:
    """What became of a strategy, in a clause."""
    for each in advice.recommendations:
        if each.strategy == strategy:
            return f"it is recommended at rank {each.rank} by {each.reasons[0].rule}"
    for other in advice.not_now:
        if other.strategy == strategy:
            return f"it is {other.status} by {other.rule}: {other.because}"
    return "no rule speaks of it"


def _one(found: Recommendation) -> str:
    return f"{found.rank:>5}. {recommended(found)}"
