"""Then, of what is not known and of what might be: what to find out, what if, why not, why this before that.

Every step asks the façade about the account that the story has come to. It does not know how the answers are found.
"""

from stratagem.diagnostics import HypothesisError
from stratagem.inquiry import NextQuestion
from stratagem.testing.failures import later, word
from stratagem.testing.names import says
from stratagem.testing.sentences import then
from stratagem.testing.story import Story
from stratagem.testing.unmet import Unmet, rendered


@then('most hangs on "{fact}"', "最要紧的是弄清“{fact}”")
def most_hangs_on(story: Story, fact: str) -> None:
    """Of all unknown facts, more answers to this one change the first three recommendations than to any other."""
    id_, first = story.names.askable(fact), _first(story)
    if first is None or first.fact != id_:
        raise Unmet("hangs on another", expected=id_, came=_named(first))


@then('most hangs on "{fact}" of "{person}"', "最要紧的是弄清“{person}”的“{fact}”")
def most_hangs_on_person(story: Story, fact: str, person: str) -> None:
    """The same, of one person."""
    id_, first = story.names.askable(fact), _first(story)
    if first is None or (first.fact, first.person) != (id_, person):
        raise Unmet("hangs on another", expected=later("fact of", fact=id_, person=person), came=_named(first))


@then('the answer to "{fact}" decides: "{sentence}"', "“{fact}”的答案决定：“{sentence}”")
def answer_decides(story: Story, fact: str, sentence: str) -> None:
    """What hangs on it is told with these words; of several people, for one of them."""
    id_, account = story.names.askable(fact), story.account
    found = story.advisor.questions(account, as_of=story.as_of, lang=story.language)
    told = [each.hangs for each in found.questions if each.fact == id_]
    if not any(says(each, sentence) for each in told):
        raise Unmet("decides something else", fact=id_, part=sentence, came=told)


@then("nothing unknown can change the first three", "还不清楚的都改变不了前三条建议")
def settled(story: Story) -> None:
    """Proved: whatever else is found out, the first three recommendations and their order stay."""
    found = story.advisor.questions(story.account, as_of=story.as_of, lang=story.language)
    if not found.settled:
        raise Unmet("not settled", came=_named(_first(story)))


@then("something unknown may change the first three", "还不清楚的可能改变前三条建议")
def not_settled(story: Story) -> None:
    """It is not proved that they stay."""
    if story.advisor.questions(story.account, as_of=story.as_of, lang=story.language).settled:
        raise Unmet("settled")


@then('if "{fact}" were "{value}", "{strategy}" would come first', "如果“{fact}”是“{value}”，排第一的会是“{strategy}”")
def would_come_first(story: Story, fact: str, value: str, strategy: str) -> None:
    """A fact, or `NAME.attribute` of a person, is taken to be otherwise; the account stays as it is."""
    id_ = story.names.strategy(strategy)
    try:
        found = story.advisor.whatif(story.account, {fact: value}, as_of=story.as_of, lang=story.language)
    except HypothesisError as error:
        raise Unmet("refused", rendered(error.diagnostics)) from error
    first = found.after[0] if found.after else None
    if first is None or first.strategy != id_:
        details = {"expected": id_, "came": first.strategy if first else word("nothing")}
        raise Unmet("another would come first", rules=[first.rule] if first else [], **details)


@then('what would bring "{strategy}" first is "{sentence}"', "能让“{strategy}”排第一的是“{sentence}”")
def would_bring_first(story: Story, strategy: str, sentence: str) -> None:
    """One of the smallest sets of changes is told with these words."""
    id_ = story.names.strategy(strategy)
    found = story.advisor.whynot(story.account, id_, as_of=story.as_of, lang=story.language)
    told = [each.text for each in (*found.sets, *found.if_found_out)]
    if not any(says(each, sentence) for each in told):
        raise Unmet("something else would bring", strategy=id_, part=sentence, came=told)


@then('no small change would bring "{strategy}" first', "没有小的改变能让“{strategy}”排第一")
def nothing_brings_first(story: Story, strategy: str) -> None:
    """Neither up to three changes of what a rep can influence, nor up to three facts that turn out so."""
    id_ = story.names.strategy(strategy)
    found = story.advisor.whynot(story.account, id_, as_of=story.as_of, lang=story.language)
    if told := [each.text for each in (*found.sets, *found.if_found_out)]:
        raise Unmet("something would bring", strategy=id_, came=told)
    if found.already:
        raise Unmet("first already", strategy=id_)


@then('"{strategy}" stands above "{other}" because "{sentence}"', "“{strategy}”排在“{other}”之上，因为“{sentence}”")
def stands_above(story: Story, strategy: str, other: str, sentence: str) -> None:
    """In the order of advice, with these words in the reason."""
    ids = [story.names.strategy(each) for each in (strategy, other)]
    found = story.advisor.compare(story.account, *ids, as_of=story.as_of, lang=story.language)
    if found.above != ids[0] or not says(found.says, sentence):
        raise Unmet("stands otherwise", strategy=ids[0], other=ids[1], part=sentence, came=found.says)


def _first(story: Story) -> NextQuestion | None:
    """The question on which most hangs; None when nothing hangs on any."""
    found = story.advisor.questions(story.account, as_of=story.as_of, lang=story.language).questions
    return found[0] if found and found[0].worth else None


def _named(question: NextQuestion | None) -> object:
    if question is None:
        return word("nothing")
    return later("fact of", fact=question.fact, person=question.person) if question.person else question.fact
