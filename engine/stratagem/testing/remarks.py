"""Then, of everything beside strategies: warnings, questions, facts, rules that fired, labels, and accounts refused.

Every step reads the advice that the story has come to and raises `Unmet` when it is not so. It looks at `Advice` alone
and does not know how it was found.
"""

from dataclasses import replace

from stratagem.advice import Question
from stratagem.diagnostics import Diagnostic
from stratagem.testing.failures import later, word
from stratagem.testing.names import parts, says, several
from stratagem.testing.sentences import then
from stratagem.testing.story import Story
from stratagem.testing.tables import Table, rows
from stratagem.testing.traces import fired
from stratagem.testing.unmet import Unmet, asked, known, rendered, said, standing, warned


@then('it warns of "{warning}"', "警示“{warning}”")
def warns_of(story: Story, warning: str) -> None:
    """Among the warnings, by whatever rule."""
    advice, id_ = story.advised, story.names.warning(warning)
    if id_ not in [each.id for each in advice.warnings]:
        raise Unmet("no warning of", warned(advice), warning=id_)


@then('it warns of "{warning}" because "{sentence}"', "警示“{warning}”，理由是“{sentence}”")
def warns_because(story: Story, warning: str, sentence: str) -> None:
    """With these words in the reason."""
    warns_of(story, warning)
    id_ = story.names.warning(warning)
    found = next(each for each in story.advised.warnings if each.id == id_)
    if not says(found.because, sentence):
        details = {"warning": id_, "part": sentence, "came": found.because}
        raise Unmet("another reason to warn", rules=[found.rule or ""], **details)


@then('it does not warn of "{warning}"', "没有警示“{warning}”")
def does_not_warn(story: Story, warning: str) -> None:
    """Not among the warnings."""
    advice, id_ = story.advised, story.names.warning(warning)
    if rules := [each.rule for each in advice.warnings if each.id == id_]:
        raise Unmet("a warning of", warned(advice), warning=id_, rules=rules)


@then('the only warnings are "{warnings}"', "警示只有“{warnings}”")
def only_warnings(story: Story, warnings: str) -> None:
    """These warnings in any order, and no other."""
    advice, expected = story.advised, several(warnings, story.names.warning)
    if sorted(expected) != sorted(each.id for each in advice.warnings):
        rules = [each.rule for each in advice.warnings]
        raise Unmet("other warnings", warned(advice), expected=expected, rules=rules)


@then("there are no warnings", "没有任何警示")
def no_warnings(story: Story) -> None:
    """No red flag at all."""
    if story.advised.warnings:
        rules = [each.rule for each in story.advised.warnings]
        raise Unmet("any warnings", warned(story.advised), rules=rules)


@then('it asks for "{fact}"', "要问清“{fact}”")
def asks_for(story: Story, fact: str) -> None:
    """Among the questions."""
    _question(story, fact)


@then('it asks for "{fact}" about "{people}"', "要问清“{people}”的“{fact}”")
def asks_about(story: Story, fact: str, people: str) -> None:
    """Among the questions, of exactly these people in this order."""
    found = _question(story, fact)
    if found.people != parts(people):
        details = {"fact": found.fact, "expected": parts(people), "came": found.people}
        raise Unmet("asked about others", asked(story.advised), rules=[found.rule or ""], **details)


@then('it asks first for "{facts}"', "最先要问清“{facts}”")
def asks_first(story: Story, facts: str) -> None:
    """The first questions, in this order."""
    advice, expected = story.advised, several(facts, story.names.askable)
    actual = [each.fact for each in advice.questions[: len(expected)]]
    if actual != expected:
        rules = [each.rule or "" for each in advice.questions if each.fact in {*expected, *actual}]
        raise Unmet("asked first for others", asked(advice), expected=expected, came=actual, rules=rules)


@then('it asks for "{fact}" in the words "{sentence}"', "要问清“{fact}”，这样问：“{sentence}”")
def asks_in_words(story: Story, fact: str, sentence: str) -> None:
    """With these words in the question."""
    found = _question(story, fact)
    if not says(found.ask, sentence):
        raise Unmet("asked in other words", fact=found.fact, part=sentence, came=found.ask)


@then('it does not ask for "{fact}"', "不再问“{fact}”")
def does_not_ask(story: Story, fact: str) -> None:
    """Not among the questions."""
    advice, id_ = story.advised, story.names.askable(fact)
    if rules := [each.rule or "" for each in advice.questions if each.fact == id_]:
        raise Unmet("a question for", asked(advice), fact=id_, rules=rules)


@then("there are no questions", "没有要问的")
def no_questions(story: Story) -> None:
    """Nothing is left to be found out."""
    if story.advised.questions:
        rules = [each.rule or "" for each in story.advised.questions]
        raise Unmet("any questions", asked(story.advised), rules=rules)


@then('it emphasises "{sentence}"', "强调“{sentence}”")
def emphasises(story: Story, sentence: str) -> None:
    """With these words in an angle for every conversation."""
    emphasis = story.advised.emphasis
    if not any(says(each.say, sentence) for each in emphasis):
        rules = [each.rule for each in emphasis]
        raise Unmet("no such emphasis", said(each.say for each in emphasis), part=sentence, rules=rules)


@then('the fact "{fact}" is "{value}"', "事实“{fact}”是“{value}”")
def fact_is(story: Story, fact: str, value: str) -> None:
    """Given, concluded by a rule or taken by default."""
    given, concluded, defaulted = _facts(story)
    _demand_value(story, fact, value, {**defaulted, **concluded, **given}, "another value")


@then('the fact "{fact}" is "{value}" because of rule "{rule}"', "事实“{fact}”是“{value}”，依据规则“{rule}”")
def fact_by_rule(story: Story, fact: str, value: str, rule: str) -> None:
    """Concluded, and this is the rule that did it."""
    _demand_value(story, fact, value, _facts(story)[1], "another concluded value")
    id_, expected = story.names.fact(fact), story.names.rule(rule).id
    actual = next(each.rule for each in story.advised.conclusions if each.fact == id_)
    if actual != expected:
        details = {"fact": id_, "expected": expected, "came": actual}
        raise Unmet("another concludes", known(story.advised), rules=[actual, expected], **details)


@then('the fact "{fact}" is "{value}" as given', "事实“{fact}”是“{value}”，以填写为准")
def fact_as_given(story: Story, fact: str, value: str) -> None:
    """What the caller said stands."""
    _demand_value(story, fact, value, _facts(story)[0], "another given value")


@then('the fact "{fact}" is "{value}" by default', "事实“{fact}”是“{value}”，取默认值")
def fact_by_default(story: Story, fact: str, value: str) -> None:
    """Nobody gave it and no rule concluded it."""
    _demand_value(story, fact, value, _facts(story)[2], "another default value")


@then('the fact "{fact}" is unknown', "事实“{fact}”未知")
def fact_unknown(story: Story, fact: str) -> None:
    """Neither given nor concluded, and without a default."""
    id_ = story.names.fact(fact)
    if any(id_ in facts for facts in _facts(story)):
        rules = [each.rule for each in story.advised.conclusions if each.fact == id_]
        raise Unmet("fact is known", known(story.advised), fact=id_, rules=rules)


@then('the rules would have said "{value}" for "{fact}"', "按规则，“{fact}”本应是“{value}”")
def disagreement(story: Story, fact: str, value: str) -> None:
    """The caller's value stands, and the advice reports what the rules would have concluded."""
    advice, id_ = story.advised, story.names.fact(fact)
    found = next((each for each in advice.disagreements if each.fact == id_), None)
    if found is None:
        there = [each.fact for each in advice.disagreements]
        raise Unmet("no disagreement", known(advice), fact=id_, there=there)
    if found.concluded != (expected := story.names.value(id_, value)):
        details = {"expected": expected, "fact": id_, "rule": found.rule, "came": found.concluded}
        raise Unmet("another disagreement", rules=[found.rule or ""], **details)


@then("there are no disagreements", "填写与规则没有分歧")
def no_disagreements(story: Story) -> None:
    """No rule would have concluded anything but what the caller said."""
    if found := story.advised.disagreements:
        there = [
            later("disagreement", fact=each.fact, given=each.given, concluded=each.concluded, rule=each.rule)
            for each in found
        ]
        raise Unmet("disagreements", there=there, rules=[each.rule for each in found])


@then('the rule "{rule}" fired', "规则“{rule}”生效")
def rule_fired(story: Story, rule: str) -> None:
    """Its effect, or its name, stands somewhere in the advice."""
    _demand_fired(story, rule, expected=True)


@then('the rule "{rule}" did not fire', "规则“{rule}”没有生效")
def rule_did_not_fire(story: Story, rule: str) -> None:
    """The advice shows that it did not. When a stronger rule would hide it, the step says so and fails."""
    _demand_fired(story, rule, expected=False)


@then('"{name}" is called "{label}"', "“{name}”叫作“{label}”")
def is_called(story: Story, name: str, label: str) -> None:
    """A strategy, warning, question or conclusion of the advice carries this label, in the language asked for."""
    advice = story.advised
    labels = {each.fact: each.label for each in advice.conclusions}
    labels |= {each.fact: each.label for each in advice.questions}
    labels |= {each.id: each.label for each in advice.warnings}
    labels |= {each.strategy: each.label for each in advice.not_now}
    labels |= {each.strategy: each.label for each in advice.recommendations}
    if name not in labels:
        raise Unmet("not in the advice", standing(advice), name=name)
    if labels[name] != label:
        raise Unmet("called otherwise", name=name, expected=label, came=labels[name])


@then('the account is refused because "{reason}"', "客户资料被退回，因为“{reason}”", goes_on=True)
@then('the change is refused because "{reason}"', "改动被退回，因为“{reason}”", goes_on=True)
def is_refused(story: Story, reason: str) -> Story:
    """One of the findings has this code, or these words in its sentence, in either language."""
    _demand_finding(_findings(story), reason, None)
    return replace(story, refusal=())


@then("the account is refused for exactly:", "客户资料被退回，原因正好是：", goes_on=True)
def is_refused_for(story: Story, datatable: Table | None = None) -> Story:
    """Every fault at once: one row for each, in any order, with its place where you care."""
    found, expected = _findings(story), rows(datatable, "reason")
    if len(found) != len(expected):
        raise Unmet("so many faults", rendered(found), expected=len(expected), came=len(found))
    for row in expected:
        told = _demand_finding(found, row["reason"], row.get("place"))
        found = tuple(each for each in found if each is not told)
    return replace(story, refusal=())


@then("the account is accepted", "客户资料可用")
def is_accepted(story: Story) -> None:
    """Nothing was refused, and there is advice."""
    _ = story.advised


def _question(story: Story, fact: str) -> Question:
    advice, id_ = story.advised, story.names.askable(fact)
    for each in advice.questions:
        if each.fact == id_:
            return each
    raise Unmet("no question for", asked(advice), fact=id_)


def _facts(story: Story) -> "tuple[dict[str, object], dict[str, object], dict[str, object]]":
    """Given, concluded, and taken by default."""
    facts = story.advised.facts
    return dict(facts.given), dict(facts.concluded), dict(facts.defaulted)


def _demand_value(story: Story, fact: str, value: str, facts: dict[str, object], name: str) -> None:
    id_ = story.names.fact(fact)
    expected = story.names.value(id_, value)
    if id_ not in facts or facts[id_] != expected:
        everywhere = {id_: value for facts in _facts(story) for id_, value in facts.items()}
        rules = [each.rule for each in story.advised.conclusions if each.fact == id_]
        details = {"fact": id_, "expected": expected, "came": everywhere.get(id_)}
        raise Unmet(name, known(story.advised), rules=rules, **details)


def _demand_fired(story: Story, rule: str, *, expected: bool) -> None:
    named, advice = story.names.rule(rule), story.advised
    seen = fired(named, advice)
    if seen is expected:
        return
    if seen is None:
        raise Unmet("hidden rule", standing(advice), rule=named.id, rules=[named.id])
    shown = (standing(advice), warned(advice), asked(advice), known(advice))
    raise Unmet("rule fired" if seen else "rule did not fire", *shown, rule=named.id, rules=[named.id])


def _findings(story: Story) -> tuple[Diagnostic, ...]:
    if not story.refusal:
        shown = (standing(story.advice),) if story.advice else ()
        raise Unmet("accepted", *shown, came="" if story.advice else word("not asked"))
    return story.refusal


def _demand_finding(found: tuple[Diagnostic, ...], reason: str, place: str | None) -> Diagnostic:
    """The first finding that has this code or says these words, at this place if one is named."""
    for each in found:
        sentences = (part for lang in ("en", "zh") for part in (each.cause(lang), each.remedy(lang)))
        told = each.code == reason or any(says(sentence, reason) for sentence in sentences)
        if told and (not place or str(each.place).endswith(place)):
            return each
    if place:
        raise Unmet("another refusal there", rendered(found), reason=reason, place=place)
    raise Unmet("another refusal", rendered(found), reason=reason)
