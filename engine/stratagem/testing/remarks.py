"""Then, of everything beside strategies: warnings, questions, facts, rules that fired, labels, and accounts refused.

Every step reads the advice that the story has come to and raises `Unmet` when it is not so. It looks at `Advice` alone
and does not know how it was found.
"""

from dataclasses import replace

from stratagem.advice import Question
from stratagem.diagnostics import Diagnostic
from stratagem.testing.names import parts, says, several
from stratagem.testing.sentences import then
from stratagem.testing.story import Story
from stratagem.testing.tables import Table, rows
from stratagem.testing.traces import fired
from stratagem.testing.unmet import Unmet, asked, known, listed, standing, warned


@then('it warns of "{warning}"', "警示“{warning}”")
def warns_of(story: Story, warning: str) -> None:
    """Among the warnings, by whatever rule."""
    advice, id_ = story.advised, story.names.warning(warning)
    if id_ not in [each.id for each in advice.warnings]:
        raise Unmet(f"expected a warning of {id_}, and there is none\n{warned(advice)}")


@then('it warns of "{warning}" because "{sentence}"', "警示“{warning}”，理由是“{sentence}”")
def warns_because(story: Story, warning: str, sentence: str) -> None:
    """With these words in the reason."""
    warns_of(story, warning)
    id_ = story.names.warning(warning)
    reason = next(each.because for each in story.advised.warnings if each.id == id_)
    if not says(reason, sentence):
        raise Unmet(f'expected the warning of {id_} to say "{sentence}", and it says "{reason}"')


@then('it does not warn of "{warning}"', "没有警示“{warning}”")
def does_not_warn(story: Story, warning: str) -> None:
    """Not among the warnings."""
    advice, id_ = story.advised, story.names.warning(warning)
    if id_ in [each.id for each in advice.warnings]:
        raise Unmet(f"expected no warning of {id_}\n{warned(advice)}")


@then('the only warnings are "{warnings}"', "警示只有“{warnings}”")
def only_warnings(story: Story, warnings: str) -> None:
    """These warnings in any order, and no other."""
    advice, expected = story.advised, several(warnings, story.names.warning)
    if sorted(expected) != sorted(each.id for each in advice.warnings):
        raise Unmet(f"expected warnings of {listed(expected)} and nothing else\n{warned(advice)}")


@then("there are no warnings", "没有任何警示")
def no_warnings(story: Story) -> None:
    """No red flag at all."""
    if story.advised.warnings:
        raise Unmet(f"expected no warnings\n{warned(story.advised)}")


@then('it asks for "{fact}"', "要问清“{fact}”")
def asks_for(story: Story, fact: str) -> None:
    """Among the questions."""
    _question(story, fact)


@then('it asks for "{fact}" about "{people}"', "要问清“{people}”的“{fact}”")
def asks_about(story: Story, fact: str, people: str) -> None:
    """Among the questions, of exactly these people in this order."""
    found = _question(story, fact)
    if found.people != parts(people):
        expected = f"expected it to ask for {found.fact} about {listed(parts(people))}"
        raise Unmet(f"{expected}, and it asks about {listed(found.people)}\n{asked(story.advised)}")


@then('it asks first for "{facts}"', "最先要问清“{facts}”")
def asks_first(story: Story, facts: str) -> None:
    """The first questions, in this order."""
    advice, expected = story.advised, several(facts, story.names.askable)
    actual = [each.fact for each in advice.questions[: len(expected)]]
    if actual != expected:
        raise Unmet(f"expected it to ask first for {listed(expected)}, and it is {listed(actual)}\n{asked(advice)}")


@then('it asks for "{fact}" in the words "{sentence}"', "要问清“{fact}”，这样问：“{sentence}”")
def asks_in_words(story: Story, fact: str, sentence: str) -> None:
    """With these words in the question."""
    found = _question(story, fact)
    if not says(found.ask, sentence):
        raise Unmet(f'expected the question for {found.fact} to say "{sentence}", and it says "{found.ask}"')


@then('it does not ask for "{fact}"', "不再问“{fact}”")
def does_not_ask(story: Story, fact: str) -> None:
    """Not among the questions."""
    advice, id_ = story.advised, story.names.askable(fact)
    if id_ in [each.fact for each in advice.questions]:
        raise Unmet(f"expected no question for {id_}\n{asked(advice)}")


@then("there are no questions", "没有要问的")
def no_questions(story: Story) -> None:
    """Nothing is left to be found out."""
    if story.advised.questions:
        raise Unmet(f"expected no questions\n{asked(story.advised)}")


@then('it emphasises "{sentence}"', "强调“{sentence}”")
def emphasises(story: Story, sentence: str) -> None:
    """With these words in an angle for every conversation."""
    said = [each.say for each in story.advised.emphasis]
    if not any(says(each, sentence) for each in said):
        raise Unmet(
            f'expected an emphasis that says "{sentence}", and there is:\n   -  ' + "\n   -  ".join(said or ["none"])
        )


@then('the fact "{fact}" is "{value}"', "事实“{fact}”是“{value}”")
def fact_is(story: Story, fact: str, value: str) -> None:
    """Given, concluded by a rule or taken by default."""
    given, concluded, defaulted = _facts(story)
    _demand_value(story, fact, value, {**defaulted, **concluded, **given}, "")


@then('the fact "{fact}" is "{value}" because of rule "{rule}"', "事实“{fact}”是“{value}”，依据规则“{rule}”")
def fact_by_rule(story: Story, fact: str, value: str, rule: str) -> None:
    """Concluded, and this is the rule that did it."""
    _demand_value(story, fact, value, _facts(story)[1], "concluded")
    id_, expected = story.names.fact(fact), story.names.rule(rule).id
    actual = next(each.rule for each in story.advised.conclusions if each.fact == id_)
    if actual != expected:
        raise Unmet(f"expected {id_} to be concluded by {expected}, and {actual} did it\n{known(story.advised)}")


@then('the fact "{fact}" is "{value}" as given', "事实“{fact}”是“{value}”，以填写为准")
def fact_as_given(story: Story, fact: str, value: str) -> None:
    """What the caller said stands."""
    _demand_value(story, fact, value, _facts(story)[0], "given")


@then('the fact "{fact}" is "{value}" by default', "事实“{fact}”是“{value}”，取默认值")
def fact_by_default(story: Story, fact: str, value: str) -> None:
    """Nobody gave it and no rule concluded it."""
    _demand_value(story, fact, value, _facts(story)[2], "taken by default")


@then('the fact "{fact}" is unknown', "事实“{fact}”未知")
def fact_unknown(story: Story, fact: str) -> None:
    """Neither given nor concluded, and without a default."""
    id_ = story.names.fact(fact)
    if any(id_ in facts for facts in _facts(story)):
        raise Unmet(f"expected {id_} to be unknown\n{known(story.advised)}")


@then('the rules would have said "{value}" for "{fact}"', "按规则，“{fact}”本应是“{value}”")
def disagreement(story: Story, fact: str, value: str) -> None:
    """The caller's value stands, and the advice reports what the rules would have concluded."""
    advice, id_ = story.advised, story.names.fact(fact)
    found = next((each for each in advice.disagreements if each.fact == id_), None)
    if found is None:
        there = listed([each.fact for each in advice.disagreements])
        raise Unmet(f"expected a disagreement about {id_}, and there is one about {there}\n{known(advice)}")
    if found.concluded != (expected := story.names.value(id_, value)):
        raise Unmet(f"expected {expected} from the rules for {id_}, and {found.rule} says {found.concluded}")


@then("there are no disagreements", "填写与规则没有分歧")
def no_disagreements(story: Story) -> None:
    """No rule would have concluded anything but what the caller said."""
    if found := story.advised.disagreements:
        there = [f"{each.fact}: {each.given} given, {each.concluded} by {each.rule}" for each in found]
        raise Unmet(f"expected no disagreements, and there is: {listed(there)}")


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
        raise Unmet(
            f'the advice holds no strategy, warning, question or conclusion with the id "{name}"\n{standing(advice)}'
        )
    if labels[name] != label:
        raise Unmet(f'expected {name} to be called "{label}", and it is called "{labels[name]}"')


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
        raise Unmet(f"expected {len(expected)} faults, and there are {len(found)}:\n{_rendered(found)}")
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
    raise Unmet(f"expected a question for {id_}, and there is none\n{asked(advice)}")


def _facts(story: Story) -> "tuple[dict[str, object], dict[str, object], dict[str, object]]":
    """Given, concluded, and taken by default."""
    facts = story.advised.facts
    return dict(facts.given), dict(facts.concluded), dict(facts.defaulted)


def _demand_value(story: Story, fact: str, value: str, facts: dict[str, object], how: str) -> None:
    id_ = story.names.fact(fact)
    expected = story.names.value(id_, value)
    if id_ not in facts or facts[id_] != expected:
        everywhere = {id_: value for facts in _facts(story) for id_, value in facts.items()}
        actual = f"it is {everywhere[id_]}" if id_ in everywhere else "it is unknown"
        because = f" as {how}" if how else ""
        raise Unmet(f"expected {id_} to be {expected}{because}, and {actual}\n{known(story.advised)}")


def _demand_fired(story: Story, rule: str, *, expected: bool) -> None:
    named, advice = story.names.rule(rule), story.advised
    seen = fired(named, advice)
    if seen is expected:
        return
    if seen is None:
        raise Unmet(
            f"the advice cannot tell whether {named.id} fired: a stronger rule does the same\n"
            "help: expect the effect itself, or change the account so that the stronger rule is silent\n"
            f"{standing(advice)}"
        )
    did = "not to fire, and it did" if seen else "to fire, and it did not"
    came = "\n".join([standing(advice), warned(advice), asked(advice), known(advice)])
    raise Unmet(f"expected {named.id} {did}\n{came}")


def _findings(story: Story) -> tuple[Diagnostic, ...]:
    if not story.refusal:
        raise Unmet("expected a refusal, and what was handed in is accepted" + _came(story))
    return story.refusal


def _came(story: Story) -> str:
    return f"\n{standing(story.advice)}" if story.advice else "; nobody has asked for advice yet"


def _demand_finding(found: tuple[Diagnostic, ...], reason: str, place: str | None) -> Diagnostic:
    """The first finding that has this code or says these words, at this place if one is named."""
    for each in found:
        sentences = (part for lang in ("en", "zh") for part in (each.cause(lang), each.remedy(lang)))
        told = each.code == reason or any(says(sentence, reason) for sentence in sentences)
        if told and (not place or str(each.place).endswith(place)):
            return each
    where = f" at {place}" if place else ""
    raise Unmet(f'expected a refusal that says "{reason}"{where}, and it says:\n{_rendered(found)}')


def _rendered(found: tuple[Diagnostic, ...]) -> str:
    return "\n\n".join(diagnostic.render() for diagnostic in found)
